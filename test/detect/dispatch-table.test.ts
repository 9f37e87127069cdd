import { describe, expect, it } from 'vitest'
import { CLASS_COMBINATIONS } from '../../src/bytes/classes.ts'
import { compileTables, type CompiledToken } from '../../src/detect/compile.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'

const { tokens, cuts } = compileTables(loadBuiltinRules())

/** Asked one by one: could a piece of this length and these classes be this token? */
function couldBe({ alphabet, shape }: CompiledToken, length: number, bits: number): boolean {
  return (
    length >= shape.minLength &&
    length <= shape.maxLength &&
    (bits & ~alphabet.allowed) === 0 &&
    alphabet.needs(length).every((group) => (bits & group) !== 0)
  )
}

describe('the dispatch table', () => {
  it.each(['alnum', 'base64url', 'base64'] as const)('of %s lists every token that fits', (cut) => {
    const { lengthClass, table, lists, shortest, longest } = cuts[cut]
    const wanted = [...tokens.entries()].filter(
      ([, { alphabet, shape }]) =>
        alphabet.cut === cut && shape.prefixes.length === 0 && !shape.companion,
    )
    expect(longest).toBe(Math.max(...wanted.map(([, { shape }]) => shape.maxLength)))
    expect(shortest).toBe(Math.min(...wanted.map(([, { shape }]) => shape.minLength)))
    const wrong: string[] = []
    for (let length = 0; length <= longest; length++) {
      for (let bits = 1; bits < CLASS_COMBINATIONS; bits++) {
        const fitting = wanted.filter(([, token]) => couldBe(token, length, bits))
        const listed = lists[table[lengthClass[length]! * CLASS_COMBINATIONS + bits]!]!
        if (listed.join() !== fitting.map(([index]) => index).join())
          wrong.push(`${length} ${bits}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
