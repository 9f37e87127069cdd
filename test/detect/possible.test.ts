import { describe, expect, test } from 'vitest'
import { judge } from '../../src/detect/judge.ts'
import { readContext } from '../../src/detect/context.ts'
import { mayBeMet } from '../../src/detect/may-be-met.ts'
import { NearText } from '../../src/detect/near-text.ts'
import { canBeMet } from '../../src/detect/possible.ts'
import { Surroundings } from '../../src/detect/surroundings.ts'
import type { RuleSpec } from '../../src/model/rule.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'
import { createDetector, readPacks } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const encoder = new TextEncoder()
const rules = readPacks()
const detector = createDetector(rules)
const yes = (): boolean => true

function around(bytes: Uint8Array, start: number, end: number): Surroundings {
  const near = new NearText()
  near.find(null, bytes, start, end)
  near.read()
  return new Surroundings(near, bytes, start, end, yes)
}

/** Whether the bytes, and then the text, can say what a rule requires of a value behind `text`. */
function asked(rule: RuleSpec, text: string): [boolean, boolean] {
  const bytes = encoder.encode(text)
  const { length } = bytes
  const context = readContext(bytes, length, length)
  return [mayBeMet(rule, around(bytes, length, length)), canBeMet(rule, context, yes)]
}

describe('the words a rule requires', () => {
  const rule = rules.find(({ id }) => id === 'evm-private-key')!

  test('stand near, however they are written', () => {
    for (const text of ['PRIVATE_KEY = 0x', 'privateKey: 0x', 'private-key=0x', 'Private Key 0x']) {
      expect(asked(rule, text), text).toEqual([true, true])
    }
  })

  test('do not stand near', () => {
    expect(asked(rule, '(tx_hash = "0x')).toEqual([false, false])
  })

  test('stand near, but not in the name that the value is given', () => {
    expect(asked(rule, '(private_key)\ntx_hash = "')).toEqual([false, false])
  })

  test('may be joined across a closing tag', () => {
    expect(asked(rule, '<b>private</b>key = 0x')[0]).toBe(true)
    expect(asked(rule, 'a:1:{s:10:"privateKey";s:66:"0x')[0]).toBe(true)
  })
})

test('an address next to a hash is of interest only where its name says nothing else', () => {
  const rule = rules.find(({ id }) => id === 'evm-private-key')!
  const hash = `0x${seeded('hash').hex(64)}`
  const told = (name: string): boolean => {
    const head = `{"from": "0x${seeded('address').hex(40)}", "${name}": "`
    const bytes = encoder.encode(`${head}${hash}"}`)
    return mayBeMet(rule, around(bytes, head.length, head.length + hash.length))
  }
  expect(told('element')).toBe(true)
  expect(told('blockHash')).toBe(false)
})

test('no rule that judges a candidate is held back, in all examples of all rules', () => {
  let judged = 0
  for (const { examples, counterExamples } of rules) {
    for (const [index, example] of [...examples, ...counterExamples].entries()) {
      const bytes = encoder.encode(expandPlaceholders(example, `possible ${index}`))
      detector.scan(bytes)
      for (const { start, end, token } of detector.scratch.tokens) {
        const rule = detector.engine.rules[detector.engine.tokens[token]!.rule]!
        const context = readContext(bytes, start, end)
        const where = `${rule.id}: ${example}`
        const canBe = canBeMet(rule, context, yes)
        const bytesAround = around(bytes, start, end)
        if (canBe && !bytesAround.near.isForeign) {
          expect(mayBeMet(rule, bytesAround), where).toBe(true)
        }
        if (judge(rule, 'x', context, () => [], yes) === null) continue
        judged++
        expect(canBe, where).toBe(true)
      }
    }
  }
  expect(judged).toBeGreaterThan(200)
})
