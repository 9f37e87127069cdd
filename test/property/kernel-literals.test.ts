import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { compileTables } from '../../src/detect/compile.ts'
import { prepareKernel } from '../../src/detect/kernel-tables.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { eventKinds, eventWords } from '../../src/kernel/events.ts'
import type { KernelLiteral, KernelSight } from '../../src/kernel/kernel.ts'

/** Tables without a rule: no run is a candidate, so that literals are all that is told. */
const kernel = createKernel()
prepareKernel(compileTables([]), kernel)

const literal: fc.Arbitrary<KernelLiteral> = fc.record({
  text: fc
    .array(fc.constantFrom('a', 'b', 'A', 'B', ':', '/', '-', '"', '='), {
      minLength: 2,
      maxLength: 4,
    })
    .map((chars) => chars.join('')),
  ignoreCase: fc.boolean(),
  sight: fc.option(
    fc.record({
      skip: fc.constantFrom('a', 'abA', ''),
      stop: fc.constantFrom(':', '/=', ''),
      most: fc.nat(5),
      strict: fc.subarray(['ab', 'b:a', '/a']).filter((texts) => texts.length < 3),
    }),
    { nil: undefined },
  ),
  bucket: fc.constant(null),
})
const literalText = fc
  .array(fc.constantFrom(...Buffer.from('abAB:/-"=\xe1', 'latin1')), { maxLength: 120 })
  .map((bytes) => Uint8Array.from(bytes))

function maySee(text: string, at: number, length: number, sight?: KernelSight): boolean {
  if (sight === undefined || sight.most === 0) return true
  const { skip, stop, most, strict } = sight
  const behind = text.slice(at + length, at + length + most)
  const first = Array.from(behind).find((char) => !skip.includes(char) || stop.includes(char))
  if (first !== undefined) return stop.includes(first)
  const before = text.slice(0, at).toLowerCase()
  return at < 4 || !strict.some((head) => before.endsWith(head))
}

test.prop([fc.array(literal, { maxLength: 32 }), literalText, fc.nat(60), fc.nat(130)], {
  numRuns: 500,
})('a naive search finds the same literals', (list, bytes, from, length) => {
  const to = from + length
  kernel.setLiterals(list)
  const { heapStart, windowsPtr, eventsPtr, eventsCap, words } = kernel
  kernel.bytes.set(bytes, heapStart)
  words.set([from, to], windowsPtr >>> 2)
  const count = kernel.collect!(heapStart, bytes.length, windowsPtr, 1, 0, eventsPtr, eventsCap)
  const told = Array.from({ length: count }, (_, index) => {
    const at = (eventsPtr >>> 2) + index * eventWords
    expect(words[at]).toBe(eventKinds.literal)
    return [words[at + 1]!, words[at + 3]!]
  })
  const string = Buffer.from(bytes).toString('latin1')
  const expected: number[][] = []
  for (let at = from; at < Math.min(to, bytes.length); at++) {
    let bits = 0
    for (const [i, { text: wanted, ignoreCase, sight }] of list.entries()) {
      const here = string.slice(at, at + wanted.length)
      const same = ignoreCase ? here.toLowerCase() === wanted.toLowerCase() : here === wanted
      if (same && maySee(string, at, wanted.length, sight)) bits |= 1 << i
    }
    if (bits !== 0) expected.push([at, bits >>> 0])
  }
  expect(told).toEqual(expected)
})
