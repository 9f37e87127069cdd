import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { wordTable } from '../../src/bytes/bip39.ts'
import { mayHoldStretch, plainLanguages } from '../../src/detect/structures/word-stretch.ts'

const lists = plainLanguages.map((language) =>
  [...wordTable(language).keys()].filter((word) => /^[a-z]+$/.test(word)),
)
const words = fc
  .constantFrom(...lists)
  .chain((list) => fc.array(fc.constantFrom(...list), { minLength: 12, maxLength: 24 }))
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

test.prop([words, fc.constantFrom(' ', '\n', ' 12. ', ', ', '%20'), fc.string(), fc.string()], {
  numRuns: 500,
})('twelve words of a list in a row may be a phrase', (phrase, gap, before, behind) => {
  const text = `${before} ${phrase.join(gap)} ${behind}`
  for (const written of [text, text.toUpperCase()]) {
    const bytes = bytesOf(written)
    expect(mayHoldStretch(bytes, 0, bytes.length, 12, 0x20)).toBe(true)
  }
  const bytes = bytesOf(text)
  expect(mayHoldStretch(bytes, 0, bytes.length, 12, 0)).toBe(true)
})

test('prose and one word too few are none', () => {
  const prose = bytesOf('no person shall be held to answer for a crime unless indicted; '.repeat(9))
  expect(mayHoldStretch(prose, 0, prose.length, 12, 0)).toBe(false)
  const few = bytesOf(lists[0]!.slice(100, 111).join(' '))
  expect(mayHoldStretch(few, 0, few.length, 12, 0)).toBe(false)
  expect(mayHoldStretch(few, 0, few.length, 11, 0)).toBe(true)
})
