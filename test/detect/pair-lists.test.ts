import { expect, it } from 'vitest'
import { compileRules, createScratch } from '../../src/detect/index.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'
import { seeded } from '../helpers/seeded.ts'

it('pairs each key of a list with the secret behind it', () => {
  const random = seeded('accounts')
  const accounts = Array.from({ length: 4 }, () => [random.base62(64), random.base62(64)] as const)
  const text = accounts
    .map(([key, secret]) => `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`)
    .join('')
  const engine = compileRules(loadBuiltinRules())
  const bytes = new TextEncoder().encode(text)
  const target = { bytes, windows: null, windowCount: 0, kind: 'file' } as const
  const { hits } = engine.scan(target, createScratch(engine, null))
  expect(hits.map((hit) => hit.parts.map((part) => part.value))).toEqual(accounts)
})
