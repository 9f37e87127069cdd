import { expect, test } from 'vitest'
import { mergeResults } from '../../src/app/merge.ts'
import { diffResults } from '../../src/app/report-diff.ts'
import { scanText } from '../../src/app/scan-text.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { renderDiff } from '../../src/report/diff.ts'
import { parseReport, render } from '../../src/report/index.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { seeded } from '../helpers/seeded.ts'
import { historyFinding, plainOptions, sampleFinding, sampleResult } from '../report/sample.ts'

function scanned(name: string, ...seeds: string[]): ScanResult {
  const result = scanText(seeds.map((seed) => binanceEnv(binancePair(seed))).join('\n'), { name })
  return { ...result, target: { kind: 'files', name } }
}

function ids(findings: readonly Finding[]): string[] {
  return findings.map((finding) => finding.id).toSorted()
}

test('one report is itself, and the order of reports does not matter', () => {
  const [a, b] = [scanned('a', 'one', 'two'), scanned('b', 'two', 'three')]
  expect(mergeResults([a])).toBe(a)
  const merged = mergeResults([a, b])
  const turned = mergeResults([b, a])
  expect(turned.findings).toEqual(merged.findings)
  expect(turned.coverage).toEqual(merged.coverage)
  expect(ids(merged.findings)).toEqual([...new Set(ids([...a.findings, ...b.findings]))].toSorted())
  expect(merged.coverage.files).toBe(2)
  const shared = merged.findings.find((finding) => finding.occurrenceCount === 2)
  expect(shared?.occurrences.map((place) => place.path)).toEqual(['a', 'b'])
})

test('the same place from two reports counts once', () => {
  const merged = mergeResults([scanned('a', 'one'), scanned('a', 'one')])
  expect(merged.findings[0]).toMatchObject({ occurrenceCount: 1, occurrences: [{ path: 'a' }] })
})

test('a key that one shard saw alone belongs to the pair that another saw', () => {
  const pair = binancePair('split')
  const lone = scanText(`BINANCE_API_KEY=${pair.key}\n`, { name: 'lone' })
  const both = scanText(binanceEnv(pair), { name: 'both' })
  expect(lone.findings).toHaveLength(1)
  const [finding, ...others] = mergeResults([lone, both]).findings
  expect(others).toEqual([])
  expect(finding).toMatchObject({ severity: 'critical', occurrenceCount: 2 })
  expect(finding?.secrets).toHaveLength(2)
})

test('what is new anywhere is new', () => {
  const result = scanned('a', 'one')
  const suppression = { by: 'inline', reason: 'why', entry: 'e' } as const
  const [finding] = result.findings
  const excused = {
    ...result,
    findings: [{ ...finding!, state: 'suppressed', suppression } as const],
  }
  expect(mergeResults([result, excused]).findings[0]).toMatchObject({ state: 'new' })
  expect(mergeResults([result, excused]).findings[0]).not.toHaveProperty('suppression')
  expect(mergeResults([excused, excused]).findings[0]).toMatchObject({
    state: 'suppressed',
    suppression,
  })
})

test('repositories keep their names at every place, and their hidden secrets apart', () => {
  const hidden = (target: string): ScanResult => ({
    ...sampleResult([
      {
        ...historyFinding('one'),
        secrets: [{ role: 'password', masked: '********', fingerprint: 'f'.repeat(24) }],
      },
      sampleFinding('two'),
    ]),
    target: { kind: 'history', name: target },
  })
  const merged = mergeResults([hidden('x'), hidden('y')])
  expect(merged.target.name).toBe('x, y')
  expect(merged.findings).toHaveLength(3)
  const targets = merged.findings.map((finding) => [
    ...new Set(finding.occurrences.map((place) => place.target)),
  ])
  expect(targets.map((names) => names.length).toSorted((a, b) => a - b)).toEqual([1, 1, 2])
})

test('history: earliest introduction, latest removal, still there when any shard says so', () => {
  const base = historyFinding('history')
  const commit = (id: string, date: string): { id: string; author: string; date: string } => ({
    id: id.repeat(40),
    author: 'A',
    date,
  })
  const at = (change: object): ScanResult =>
    sampleResult([{ ...base, history: { ...base.history!, ...change } }])
  const early = commit('a', '2020-01-01T00:00:00Z')
  const late = commit('b', '2020-03-01T00:00:00Z')
  const end = commit('c', '2020-04-01T00:00:00Z')
  const gone = mergeResults([
    at({ introduced: late, removed: late, inHead: false, versions: 2, refs: ['refs/heads/b'] }),
    at({ introduced: early, removed: end, inHead: false, versions: 3, refs: ['refs/heads/a'] }),
  ]).findings[0]?.history
  expect(gone).toMatchObject({
    introduced: early,
    removed: end,
    inHead: false,
    versions: 5,
    refs: ['refs/heads/a', 'refs/heads/b'],
    exposedDays: 91,
  })
  const still = mergeResults([
    at({ removed: end, inHead: false, exposedDays: 5 }),
    at({ removed: null, inHead: true, exposedDays: 900 }),
  ]).findings[0]?.history
  expect(still).toMatchObject({ removed: null, inHead: true, exposedDays: 900 })
})

test('an entry is stale only when no shard matched it', () => {
  const stale = { code: 'baseline-stale', detail: 'one' }
  const twice = { code: 'baseline-stale', detail: 'two' }
  const [a, b] = [scanned('a', 'one'), scanned('b', 'two')]
  const merged = mergeResults([
    { ...a, notices: [stale, twice] },
    { ...b, notices: [twice] },
  ])
  expect(merged.notices).toEqual([twice])
})

test('a report read back and rendered again is the same, also below the threshold', async () => {
  const result = sampleResult([
    sampleFinding('one'),
    { ...historyFinding('low'), confidence: 'low' },
    {
      ...sampleFinding('live'),
      verdict: {
        state: 'live',
        permissions: ['read', 'withdraw'],
        detail: 'can withdraw, from any IP',
        canMoveMoney: true,
        canWithdraw: true,
        ipRestricted: false,
        createdAt: '2020-01-01T00:00:00.000Z',
        warnings: ['older-than-90-days'],
      },
    },
    {
      ...sampleFinding('unknown'),
      verdict: { state: 'unknown', detail: 'x', reason: 'wrong-partner' },
    },
  ])
  const json = await render('json', result, plainOptions)
  const again = parseReport(JSON.parse(json))
  expect(await render('json', again, plainOptions)).toBe(json)
  expect(again.findings).toHaveLength(4)
  const all = await render('json', again, { ...plainOptions, minConfidence: 'low' })
  expect(JSON.parse(all)).toMatchObject({ belowMinConfidence: 0 })
  expect(JSON.parse(all).findings).toHaveLength(4)
  expect(JSON.parse(json).findings[0].verdict).toMatchObject({ state: 'live', canWithdraw: true })
})

test('a difference: what is new, gone and still there, by credential and not by place', () => {
  const before = scanned('a', 'gone', 'still')
  const after = scanned('moved', 'still', 'new')
  const diff = diffResults(before, after)
  expect([diff.added.length, diff.gone.length, diff.still.length]).toEqual([1, 1, 1])
  expect(diff.still[0]?.occurrences[0].path).toBe('moved')
  const text = renderDiff(diff, 'terminal', plainOptions)
  expect(text).toMatch(/New: 1\n.*moved:4:.*\n\nGone: 1\n.*a:1:.*\n\nStill there: 1\n/)
  expect(JSON.parse(renderDiff(diff, 'json', plainOptions))).toMatchObject({
    schema: 'straykey/diff/v1',
    new: [{ path: 'moved', state: 'new' }],
    doubts: [],
  })
  expect(renderDiff(diff, 'markdown', plainOptions)).toContain('### Gone: 1')
})

test('a pair that was a lone key before is still there', () => {
  const pair = binancePair('grown')
  const lone = scanText(`BINANCE_API_KEY=${pair.key}\n`, { name: 'a' })
  const both = scanText(binanceEnv(pair), { name: 'a' })
  expect(diffResults(lone, both)).toMatchObject({ added: [], gone: [] })
  expect(diffResults(both, lone)).toMatchObject({ added: [], gone: [] })
})

test('a triple whose passphrase was named under another salt is still there', () => {
  const random = seeded('salted')
  const lines = [
    `OKX_API_KEY=${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`,
    `OKX_SECRET_KEY=${random.hex(32).toUpperCase()}`,
    `OKX_PASSPHRASE=Zq7!${random.base62(9)}`,
  ]
  const text = `${lines.join('\n')}\n`
  const [plain, salted] = [null, random.hex(32)].map((salt) => scanText(text, { name: 'a', salt }))
  if (plain === undefined || salted === undefined) throw new Error('there are two')
  expect(plain.findings[0]?.secrets.map(({ role }) => role)).toContain('passphrase')
  expect(plain.findings[0]?.id).not.toBe(salted.findings[0]?.id)
  const diff = diffResults(plain, salted)
  expect(diff).toMatchObject({ added: [], gone: [], still: [{ rule: plain.findings[0]?.rule }] })
  expect(renderDiff(diff, 'terminal', plainOptions)).toContain("the baseline's salt")
  expect(diffResults(plain, plain).mayDifferInSalt).toBe(false)
  // Another key is another credential, whatever its passphrase.
  const other = scanText(text.replace(/KEY=./, 'KEY=0'), { name: 'a', salt: null })
  expect(diffResults(other, salted).still).toEqual([])
})

test('what was not looked at is not called gone without a word', () => {
  const after = scanned('a')
  const partial = { ...after, coverage: { ...after.coverage, interrupted: true } }
  const text = renderDiff(diffResults(scanned('a', 'one'), partial), 'terminal', plainOptions)
  expect(text).toContain('may only not have been looked at')
})
