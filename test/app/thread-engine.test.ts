import { expect, test } from 'vitest'
import { prepareThread, threadEngine, threadScratch } from '../../src/app/thread-engine.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'

const rules = loadBuiltinRules()

test('an engine is compiled once for the same rules, and again for others', () => {
  const engine = threadEngine(rules)
  expect(threadEngine(rules)).toBe(engine)
  const fewer = rules.slice(0, 3)
  expect(threadEngine(fewer)).not.toBe(engine)
  expect(threadEngine(fewer)).toBe(threadEngine(fewer))
})

test('the scratch that was prepared is for one task only', () => {
  prepareThread(rules)
  const first = threadScratch(rules)
  expect(threadScratch(rules)).not.toBe(first)
})

test('what was prepared for other rules is not used', () => {
  prepareThread(rules)
  const fewer = rules.slice(0, 3)
  const scratch = threadScratch(fewer)
  const text = new TextEncoder().encode('nothing to see here')
  const target = { bytes: text, windows: null, windowCount: 0, kind: 'file' as const }
  expect(threadEngine(fewer).scan(target, scratch).hits).toEqual([])
  prepareThread(fewer)
  expect(threadScratch(rules).what).not.toBe(null)
})
