import { expect, test } from 'vitest'
import { scanText } from '../../src/app/scan-text.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'

test('a secret that is called a key elsewhere stays the secret of its pair', () => {
  const pair = binancePair('roles')
  const text = `${binanceEnv(pair)}${'\n'.repeat(80)}binance key ${pair.secret}\n`
  const { findings } = scanText(text)
  expect(findings.map(({ secrets }) => secrets.map(({ role }) => role))).toEqual([
    ['key', 'secret'],
  ])
})
