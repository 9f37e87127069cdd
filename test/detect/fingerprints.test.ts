import { expect, test } from 'vitest'
import { compileTables } from '../../src/detect/compile.ts'
import { loadBuiltinRules } from '../../src/rules/builtin.ts'

const { fingerprints } = compileTables(loadBuiltinRules())

test('the fingerprints of all literals of the built-in rules are chosen (scripts/choose-fingerprints.mjs)', () => {
  const unknown = fingerprints!.kernelLiterals
    .filter(({ bucket }) => bucket === null)
    .map(({ text }) => text)
  expect(unknown).toEqual([])
})

test('fingerprints stand where they are said to stand', () => {
  for (const [index, { text, ignoreCase }] of fingerprints!.kernelLiterals.entries()) {
    const { text: literal } = fingerprints!.literals[index]!
    const offset = fingerprints!.offsets[index]!
    expect(literal.slice(offset, offset + 4)).toBe(text)
    expect(ignoreCase).toBe(fingerprints!.literals[index]!.ignoreCase)
  }
})
