import { describe, expect, test } from 'vitest'
import { judge } from '../../src/detect/judge.ts'
import { type Context, readContext } from '../../src/detect/context.ts'
import { NearText } from '../../src/detect/near-text.ts'
import { canBeMet } from '../../src/detect/possible.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'
import { createDetector, readPacks } from '../helpers/detect.ts'

const encoder = new TextEncoder()
const rules = readPacks()
const detector = createDetector(rules)

function near(text: string): NearText | null {
  const bytes = encoder.encode(text)
  const read = new NearText()
  return read.read(bytes, [[0, bytes.length]]) ? read : null
}

function contextOf(text: string): Context {
  const bytes = encoder.encode(text)
  return readContext(bytes, bytes.length, bytes.length)
}

describe('the words a rule requires', () => {
  const rule = rules.find(({ id }) => id === 'evm-private-key')!

  test('stand near, however they are written', () => {
    for (const text of ['PRIVATE_KEY = 0x', 'privateKey: 0x', 'private-key=0x', 'Private Key 0x']) {
      expect(
        canBeMet(rule, near(text), contextOf(text), () => true),
        text,
      ).toBe(true)
    }
  })

  test('do not stand near', () => {
    const text = 'tx_hash = "0x'
    expect(canBeMet(rule, near(text), contextOf(text), () => true)).toBe(false)
  })

  test('may be joined across what is no letter', () => {
    expect(near('<b>api</b>key')).toBeNull()
    expect(near('a:1:{s:7:"api_key"')).toBeNull()
  })
})

test('no rule that judges a candidate is held back, in all examples of all rules', () => {
  let judged = 0
  for (const { examples, counterExamples } of rules) {
    for (const [index, example] of [...examples, ...counterExamples].entries()) {
      const bytes = encoder.encode(expandPlaceholders(example, `possible ${index}`))
      detector.scan(bytes)
      const read = new NearText()
      const text = read.read(bytes, [[0, bytes.length]]) ? read : null
      for (const { start, end, token } of detector.scratch.tokens) {
        const rule = detector.engine.rules[detector.engine.tokens[token]!.rule]!
        const context = readContext(bytes, start, end)
        if (
          judge(
            rule,
            'x',
            context,
            () => [],
            () => true,
          ) === null
        )
          continue
        judged++
        expect(
          canBeMet(rule, text, context, () => true),
          `${rule.id}: ${example}`,
        ).toBe(true)
      }
    }
  }
  expect(judged).toBeGreaterThan(200)
})
