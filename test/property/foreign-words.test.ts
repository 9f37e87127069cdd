import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { ForeignWords } from '../../src/detect/structures/foreign-words.ts'

const word = /\p{Script=Han}|[\p{L}\p{M}]+/gu
const unit = fc.oneof(
  fc.constantFrom(
    ...Array.from('aZé_1 \n,、・。　ーあアがか\u3099가각漢々〇⺀\u{20000}\u{1d400}\u0301ñ\ud800'),
  ),
  fc.string({ unit: 'binary', maxLength: 2 }),
)

test.prop([fc.array(unit, { maxLength: 40 }).map((units) => units.join(''))], { numRuns: 2000 })(
  'words are those that an expression finds',
  (text) => {
    const words = new ForeignWords(text)
    const found = [...text.matchAll(word)].map((match) => [
      match.index,
      match.index + match[0].length,
    ])
    expect(Array.from({ length: words.count }, (_, i) => [words.starts[i], words.ends[i]])).toEqual(
      found,
    )
  },
)
