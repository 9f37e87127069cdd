import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compileLiterals, findLiterals } from '../../src/bytes/literal-search.ts'
import { probeRuns } from '../../src/bytes/probe.ts'

const few = fc.array(fc.constantFrom(...Buffer.from('aaaAB=-_ \n.')), { maxLength: 200 })

describe('probeRuns', () => {
  test.prop([
    few,
    fc.integer({ min: 1, max: 30 }),
    fc.nat(200),
    fc.nat(200),
    fc.integer({ min: 1, max: 4 }),
  ])(
    'finds what a regular expression finds, also when its list is small',
    (data, minLength, a, b, capacity) => {
      const bytes = Uint8Array.from(data)
      const from = Math.min(a, b, bytes.length)
      const to = Math.min(Math.max(a, b), bytes.length)
      const text = Buffer.from(bytes).toString('latin1')
      const wanted = [...text.matchAll(/[A-Za-z0-9+/=_-]+/g)]
        .map((match) => [match.index, match.index + match[0].length] as const)
        .filter(([start, end]) => end - start >= minLength && start < to && end > from)
        // An empty window overlaps nothing.
        .filter(() => from < to)
      const runs = new Uint32Array(capacity * 2)
      const found: (readonly [number, number])[] = []
      for (let next = from; next < to;) {
        const count = probeRuns(bytes, next, to, minLength, runs)
        for (let run = 0; run < count; run++) found.push([runs[run * 2]!, runs[run * 2 + 1]!])
        if (count < capacity) break
        next = found.at(-1)![1]
      }
      expect(found).toEqual(wanted)
    },
  )
})

describe('findLiterals', () => {
  const literal = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'A', 'B', '-', ' '), minLength: 2, maxLength: 6 }),
    ignoreCase: fc.boolean(),
  })

  test.prop([few, fc.array(literal, { minLength: 1, maxLength: 5 })])(
    'finds what a search at every place finds',
    (data, literals) => {
      const bytes = Uint8Array.from(data)
      const text = Buffer.from(bytes).toString('latin1')
      const wanted: string[] = []
      for (let at = 0; at < text.length; at++) {
        for (const [index, { text: wantedText, ignoreCase }] of literals.entries()) {
          const here = text.slice(at, at + wantedText.length)
          const isSame = ignoreCase
            ? here.toLowerCase() === wantedText.toLowerCase()
            : here === wantedText
          if (isSame) wanted.push(`${at}:${index}`)
        }
      }
      const found: string[] = []
      findLiterals(compileLiterals(literals)!, bytes, 0, bytes.length, (at, index) => {
        found.push(`${at}:${index}`)
      })
      expect(found.toSorted()).toEqual(wanted.toSorted())
    },
  )
})
