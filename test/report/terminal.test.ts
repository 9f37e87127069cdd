import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import { render, type ReportOptions } from '../../src/report/index.ts'
import type { RuleInfo, ScanResult } from '../../src/model/result.ts'
import { seeded } from '../helpers/seeded.ts'
import {
  binanceRule,
  fullCoverage,
  genericRule,
  historyFinding,
  manyFindings,
  plainOptions,
  sampleFinding,
  sampleHistory,
  sampleOccurrence,
  sampleResult,
} from './sample.ts'

async function show(result: ScanResult, change: Partial<ReportOptions> = {}): Promise<string> {
  return render('terminal', result, { ...plainOptions, ...change })
}

async function showOne(finding: Finding): Promise<string> {
  return show(sampleResult([finding]))
}

const files = { kind: 'files', name: '.' } as const

test('a pair in a file reads as a story', async () => {
  const finding = { ...sampleFinding(1), id: 'binance:1' }
  const [key, secret] = finding.secrets.map((part) => part.masked)
  const result = sampleResult([finding], {
    target: files,
    coverage: { ...fullCoverage, commits: 0, trees: 0, blobs: 0, tags: 0, files: 3, bytes: 1234 },
  })
  expect(await show(result)).toBe(`
 CRITICAL  Binance API key and secret ──────────────────────── high confidence

  key     ${key}
  secret  ${secret}
  where   bot/binance_client.py:12:14 (secret in line 13)

    11 │ client = Client(
  > 12 │     api_key="${key}",
       │              ^^^^^^^
  > 13 │     api_secret="${secret}",
       │                 ^^^^^^^
    14 │ )

  why     The partner that goes with it stands near it; "binance" is in the
          path; named field (api_key); but the path says "tests"
  do now  1. Delete the API key at Binance now (Account > API Management): bots
             watch public pushes and minutes count.
          2. Check open orders, trade history, withdrawals, sub-accounts and
             other API keys.
          3. Create a new key per application, with an IP allow-list and without
             the withdrawal right.
          4. Only then purge the history, and treat the old key as public for
             ever.
          see https://developers.binance.com/docs/binance-spot-api-docs
  id      binance-api-secret binance:1

────────────────────────────────────────────────────────────────────────────────
1 credential found: 1 critical
Scanned files .: 3 files, 1.23 kB.
`)
})

test('history says since when, until when, and who still reaches it', async () => {
  const text = await showOne(historyFinding(2))
  expect(text).toContain('introduced 2021-03-04 by Jane Doe in ')
  expect(text).toMatch(
    /removed 2022-01-01 by Jane Doe in [0-9a-f]{10}, still in history;\s+reachable/,
  )
  expect(text).toContain('main, develop, tag v1.0 and 11 more')
  expect(text).toContain('exposed for 303 days; 3 versions and 2 paths')
  expect(text).toContain('also bot/binance_client.py:12:14')
})

test.each([
  ['in HEAD', { inHead: true, removed: null }, 'still in HEAD; reachable from main'],
  ['gone, nobody knows when', { removed: null }, 'not in HEAD, still in history'],
  ['unreachable', { unreachable: true, refs: [], refCount: 0 }, 'only unreachable objects hold it'],
  ['of today', { exposedDays: 0 }, 'exposed for less than a day'],
])('history that is %s', async (_name, change, expected) => {
  expect(await showOne(historyFinding(3, { history: sampleHistory(3, change) }))).toContain(
    expected,
  )
})

test('a place that a ref reaches comes before one that nothing reaches', async () => {
  const lone = sampleOccurrence('', '', { kind: 'unreachable', path: '', line: 1 })
  const message = sampleOccurrence('', '', { kind: 'message', path: '', line: 6 })
  const finding = historyFinding('reached', { occurrences: [lone, message] })
  expect(await showOne(finding)).toMatch(/where +commit message/)
})

test('steps that several findings share stand once', async () => {
  const text = await show(sampleResult([sampleFinding(4), sampleFinding(5)]))
  expect(text.match(/Delete the API key at Binance/g)).toHaveLength(1)
  expect(text.match(/see A under "What to do now, in this order" below/g)).toHaveLength(2)
  expect(text).toContain('A  Binance (2 credentials)')
})

test('each vendor of a group has its page, and what has no vendor goes by its title', async () => {
  const rule = (id: string, page: string): RuleInfo => ({
    ...binanceRule,
    id,
    references: ['not an address', `https://${page}.example/`],
  })
  const of = (id: string, vendor: string): Finding =>
    sampleFinding(id, { rule: id, title: `Key of ${id}`, vendor })
  const text = await show({
    ...sampleResult([of('one', 'One'), of('two', 'Two'), of('more', 'Two'), of('none', '')]),
    rules: [rule('one', 'one'), rule('two', 'two'), rule('more', 'two'), rule('none', 'none')],
  })
  expect(text).toContain('A  Key of none, One and Two (4 credentials)')
  expect(text.match(/ see .*:\/\/.*/g)).toEqual([
    ' see Key of none: https://none.example/',
    ' see One: https://one.example/',
    ' see Two: https://two.example/',
  ])
})

test('a place that reads like another stands once', async () => {
  const finding = historyFinding(8)
  const [place] = finding.occurrences
  const elsewhere = { ...place, line: place.line + 1, blob: 'a'.repeat(40) }
  const again = { ...place, blob: 'b'.repeat(40) }
  const occurrences = [{ ...place, inHead: true as const }, again, elsewhere, again] as const
  const text = await showOne({ ...finding, occurrences, occurrenceCount: 5 })
  expect(text.match(/also .*/g)).toHaveLength(1)
  expect(text).toContain(`also ${place.path}:${place.line + 1}:`)
  expect(text).toContain('… and 1 more place\n')
})

test('a rule without steps gets general ones, and for history the rewrite', async () => {
  const change = { remediation: [], rule: genericRule.id }
  expect(await showOne(sampleFinding(6, change))).not.toContain('filter-repo')
  expect(await showOne(historyFinding(6, change))).toContain('git filter-repo')
})

test('an empty result says what was scanned', async () => {
  const text = await show(sampleResult([]))
  expect(text).toContain('No credentials found.')
  expect(text).toContain('31,204 commits, 171,651 trees, 98,011\n  blobs, 12 tags, 2.10 GB.')
})

test('a scan that saw nothing does not read as a clean one', async () => {
  const nothing = { ...fullCoverage, commits: 0, trees: 0, blobs: 0, tags: 0, bytes: 0 }
  const text = await show(sampleResult([], { coverage: nothing }))
  expect(text).toContain('Nothing was scanned.')
  expect(text).not.toContain('No credentials found.')
})

test('what was not looked at is said aloud', async () => {
  const coverage = {
    ...fullCoverage,
    shallow: true,
    partial: true,
    interrupted: true,
    skipped: [{ reason: 'too-large', what: 'big.bin', detail: '300 MB' } as const],
    skippedCount: { 'too-large': 1, missing: 1200 },
  }
  const text = await show(sampleResult([], { coverage }))
  expect(text).toContain('Not scanned: 1 over the size limit and 1,200 not in this clone.')
  expect(text).toContain('- big.bin: 300 MB\n… and 1,200 more')
  expect(text).toMatch(/clone is shallow[^]*clone is partial[^]*was interrupted/)
})

test('what is not shown is counted', async () => {
  const text = await show(
    sampleResult([
      sampleFinding(7, { confidence: 'low' }),
      sampleFinding(8, { state: 'known' }),
      sampleFinding(9, { state: 'suppressed' }),
    ]),
  )
  expect(text).toContain('No credentials found.')
  expect(text).toContain('1 more below medium confidence; --min-confidence low shows them.')
  expect(text).toContain('Not shown: 1 known, 1 suppressed; the JSON report lists them.')
})

test('the worst comes first, and what is known to work before all', async () => {
  const text = await show(
    sampleResult([
      sampleFinding(10, { id: 'id-low', severity: 'low' }),
      sampleFinding(11, { id: 'id-doubtful', confidence: 'medium' }),
      sampleFinding(12, { id: 'id-critical' }),
      sampleFinding(13, {
        id: 'id-live',
        severity: 'medium',
        verdict: { state: 'live', permissions: ['read', 'trade'], detail: 'from any IP' },
      }),
    ]),
  )
  expect([...text.matchAll(/id-\w+/g)].map(String)).toEqual([
    'id-live',
    'id-critical',
    'id-doubtful',
    'id-low',
  ])
  expect(text).toContain('LIVE: the vendor accepts it now; it may read and trade; from any IP')
})

test('no line is wider than the terminal, except for words that cannot be broken', async () => {
  for (const width of [40, 80, 100]) {
    const text = await show(sampleResult(manyFindings(30)), { width })
    const long = text
      .split('\n')
      .filter((line) => line.length > width && !/[\w/:.-]{30}/.test(line))
    expect(long).toEqual([])
  }
})

test('colours change nothing but colours', async () => {
  const result = sampleResult(manyFindings(10))
  const colored = await show(result, { color: true })
  expect(colored).toContain('\u001b[')
  expect(stripVTControlCharacters(colored)).toBe(await show(result))
})

test('control characters of strangers are shown, not obeyed', async () => {
  const finding = historyFinding(14)
  const evil = '\u001b[2J\u001b]0;x\u0007\r\n\u202egnp'
  const commit = { id: seeded(1).hex(40), author: `E${evil}`, date: '2020-01-01' }
  const text = await show(
    sampleResult(
      [
        {
          ...finding,
          title: `T${evil}`,
          because: [{ code: `c${evil}`, weight: 1, detail: evil }],
          occurrences: [
            {
              ...finding.occurrences[0],
              path: `p${evil}`,
              frame: { line: 12, lines: [`f${evil}`] },
            },
          ],
          history: sampleHistory(14, { introduced: commit, refs: [`refs/heads/${evil}`] }),
        },
      ],
      { target: { kind: 'history', name: evil }, notices: [{ code: evil, detail: evil }] },
    ),
    { color: false },
  )
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  expect(text).toContain(String.raw`p\x1b[2J\x1b]0;x\x07\r\n\u{202e}gnp:12:14`)
})

test('a long line is cut so that the secret stays in view', async () => {
  const finding = sampleFinding(15)
  const mask = finding.secrets[0].masked
  const line = `${'x = 1; '.repeat(400)}key="${mask}";${' y = 2;'.repeat(400)}`
  const place = { ...finding.occurrences[0], frame: { line: 12, lines: [line] } }
  const text = await showOne({ ...finding, occurrences: [place] })
  const lines = text.split('\n')
  const shown = lines.findIndex((item) => item.startsWith('  > 12 │ …'))
  expect(lines[shown]).toContain(mask)
  expect(lines[shown]!.length).toBeLessThanOrEqual(80)
  const caret = lines[shown + 1]!.indexOf('^')
  expect(lines[shown]!.slice(caret, caret + mask.length)).toBe(mask)
})

test('whole secrets are shown when asked for', async () => {
  const finding = sampleFinding(16)
  const value = finding.secrets[0].secret!.reveal('show-secrets')
  expect(await show(sampleResult([finding]), { showSecrets: true })).toContain(`key     ${value}\n`)
})

test('a link is made only of an address that cannot leave it', async () => {
  const result = sampleResult([sampleFinding(17)])
  expect(await show(result, { hyperlinks: true })).toContain(
    '\u001b]8;;https://developers.binance.com',
  )
  const [rule] = result.rules
  const evil = {
    ...result,
    rules: [{ ...rule!, references: ['https://x.example/\u001b\\\u001b[2J'] }],
  }
  const text = await show(evil, { hyperlinks: true })
  expect(text).not.toContain('\u001b')
})
