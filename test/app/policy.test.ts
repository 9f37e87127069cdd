import { expect, test } from 'vitest'
import { applyTriage, openTriage, type TriageOptions } from '../../src/app/policy.ts'
import { scanText } from '../../src/app/scan-text.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { formatBaseline } from '../../src/triage/baseline.ts'
import { loadBuiltinRules } from '../../src/rules/index.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'

const pair = binancePair('policy')
const comment = '# straykey:allow binance-api-key from the documentation\n'
const excused = comment + binanceEnv(pair)

/** Scans `text` as `conf/a.env` and judges it by files of the base. */
async function judge(
  text: string,
  base: Readonly<Record<string, string>>,
  options: Partial<TriageOptions> = {},
): Promise<ScanResult> {
  const readBase = (path: string): Uint8Array | null => {
    const found = base[path]
    return found === undefined ? null : new TextEncoder().encode(found)
  }
  const triage = await openTriage({ root: '/nowhere', readBase, today: '2030-01-01', ...options })
  return applyTriage(scanText(text, { name: 'conf/a.env', salt: triage.salt }), triage)
}

function states(result: ScanResult): string[] {
  return result.findings.map(({ state, suppression }) =>
    suppression === undefined ? state : `${state} by ${suppression.by}: ${suppression.reason}`,
  )
}

test('an allow comment counts where the base already excused the same secret', async () => {
  const result = await judge(`x=1\n${excused}`, { 'conf/a.env': excused })
  expect(states(result)).toEqual(['suppressed by inline: from the documentation'])
  expect(result.notices).toEqual([])
})

test.each([
  ['a new file', {}],
  ['a secret that the base did not excuse', { 'conf/a.env': binanceEnv(pair) }],
  [
    'a comment that the base has for another secret',
    { 'conf/a.env': comment + binanceEnv(binancePair('other')) },
  ],
  ['a comment that the base has elsewhere', { 'conf/b.env': excused }],
])('an allow comment that came with the change does not: %s', async (_, base) => {
  const result = await judge(excused, base)
  expect(states(result)).toEqual(['new'])
  expect(result.notices).toEqual([
    {
      code: 'allow-in-change',
      detail: expect.stringMatching(/^conf\/a\.env: the comment .* does not count/),
    },
  ])
})

test('configuration and baseline are those of the base', async () => {
  const [finding] = scanText(binanceEnv(pair)).findings
  const entry = {
    fingerprint: finding?.id ?? '',
    rule: 'binance-api-key',
    reason: 'old',
    until: null,
    line: 0,
  }
  const known = formatBaseline({ salt: null, entries: [entry] })
  const text = binanceEnv(pair)
  expect(states(await judge(text, { '.straykey/baseline.yaml': known }))).toEqual([
    'known by baseline: old',
  ])
  const moved = { 'straykey.yaml': 'baseline: sec/known.yaml\n', 'sec/known.yaml': known }
  expect(states(await judge(text, moved))).toEqual(['known by baseline: old'])
  expect(states(await judge(text, moved, { baseline: null }))).toEqual(['new'])
  const paths = { 'straykey.yaml': 'allow-paths:\n  - paths: [conf/]\n    reason: samples\n' }
  expect(states(await judge(text, paths))).toEqual(['suppressed by path: samples'])
})

test('patterns of a configuration start at its folder', async () => {
  const config = 'allow-paths:\n  - paths: [/conf/]\n    reason: samples\n'
  const text = binanceEnv(pair)
  const start = '/nowhere/app'
  const inApp = { start, pathsFrom: start }
  expect(states(await judge(text, { 'app/straykey.yaml': config }, inApp))).toEqual([
    'suppressed by path: samples',
  ])
  expect(states(await judge(text, { 'straykey.yaml': config }, inApp))).toEqual(['new'])
})

test('an expired entry excuses nothing and is told of with its line', async () => {
  const [finding] = scanText(binanceEnv(pair)).findings
  const expired = `version: 1\nknown:\n  - fingerprint: "${finding?.id}"\n    rule: r\n    until: "2029-12-31"\n`
  const result = await judge(binanceEnv(pair), { '.straykey/baseline.yaml': expired })
  expect(states(result)).toEqual(['new'])
  expect(result.notices[0]).toMatchObject({
    code: 'baseline-expired',
    detail: expect.stringContaining('baseline.yaml:3: the entry for r'),
  })
})

test('gitleaks:allow counts only when asked for', async () => {
  const text = binanceEnv(pair).replaceAll('\n', ' # gitleaks:allow\n')
  const off = applyTriage(scanText(text, { name: 'a' }), { root: null })
  expect(states(await off)).toEqual(['new'])
  const on = applyTriage(scanText(text, { name: 'a' }), { root: null, gitleaksAllow: true })
  expect(states(await on)).toEqual(['suppressed by inline: gitleaks:allow'])
})

test('with a salt a guessable secret has the same name wherever it stands', () => {
  const rules = loadBuiltinRules().map((rule) => ({ ...rule, guessable: true }))
  const names = (salt: string | null): (string | undefined)[] =>
    ['a/.env', 'b/.env'].map(
      (name) => scanText(binanceEnv(pair), { name, salt, rules }).findings[0]?.id,
    )
  const [first, second] = names('0'.repeat(32))
  expect(first).toMatch(/^[0-9a-f]{24}-[0-9a-f]{24}$/)
  expect(second).toBe(first)
  expect(names('1'.repeat(32))[0]).not.toBe(first)
  const [here, there] = names(null)
  expect(here).not.toBe(there)
})
