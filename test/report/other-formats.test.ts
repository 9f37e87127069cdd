import { expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { render } from '../../src/report/index.ts'
import {
  fullCoverage,
  historyFinding,
  manyFindings,
  plainOptions,
  sampleFinding,
  sampleResult,
} from './sample.ts'

function show(
  format: 'csv' | 'github' | 'junit' | 'markdown',
  result: ScanResult,
): Promise<string> {
  return render(format, result, plainOptions)
}

/** A finding whose title, path, author and reason are all `text`. */
function evil(text: string): Finding {
  const finding = historyFinding(text)
  const commit = { id: 'a'.repeat(40), author: text, date: '2020-01-01' }
  return {
    ...finding,
    title: text,
    because: [{ code: 'field', weight: 1, detail: text }],
    occurrences: [{ ...finding.occurrences[0], path: text, commit }],
    history: { ...finding.history!, introduced: commit, refs: [`refs/heads/${text}`] },
    suppression: { by: 'inline', reason: text, entry: text },
  }
}

const gaps = { coverage: { ...fullCoverage, shallow: true, skippedCount: { missing: 2 } } }

// --- markdown

test('markdown has a table, a remedy, a story and the coverage', async () => {
  const text = await show('markdown', sampleResult([historyFinding(1)], gaps))
  expect(text).toMatch(/^## straykey: 1 credential found\\?: 1 critical\n/)
  expect(text).toMatch(
    /\| 1 \| critical \| high \| Binance API key and secret \| `.{4}….{2}` `.{4}….{2}` \|/,
  )
  expect(text).toContain('1. [ ] Delete the API key at Binance now')
  expect(text).toContain('### 1. Binance API key and secret')
  expect(text).toMatch(/```text\n {3}11 {2}client = Client\(/)
  expect(text).toContain('Not scanned: 2 not in this clone.')
})

test('markdown of strangers stays text', async () => {
  const text = await show(
    'markdown',
    sampleResult([
      evil('x](http://e.example) @admin #1 <img src=x> **b** `c` ``` | www.e.example'),
    ]),
  )
  const outsideCode = text
    .replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, '')
    .replaceAll(/\\`/g, '')
    .replaceAll(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '')
  expect(
    outsideCode.match(/<img|@admin|#1\b|(?<!\\)\*\*b|https?:\/\/|www\.e|(?<!\\)\]\(/),
  ).toBeNull()
})

test('markdown of many findings fits into a job summary', async () => {
  const text = await render('markdown', sampleResult(manyFindings(5000)), plainOptions)
  expect(Buffer.byteLength(text)).toBeLessThan(1 << 20)
  expect(text).toMatch(/… and [\d,]+ more\./)
})

// --- CSV

function parseCsv(text: string): string[][] {
  const rows = text.split('\r\n').filter((line) => line !== '')
  return rows.map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"/g)].map((cell) => cell[1]!.replaceAll('""', '"')),
  )
}

test('csv has one line per credential, known ones too', async () => {
  const text = await show(
    'csv',
    sampleResult([historyFinding(2), sampleFinding(3, { state: 'known' })]),
  )
  const [head, ...rows] = parseCsv(text)
  expect(rows.map((row) => row[head!.indexOf('state')])).toEqual(['new', 'known'])
  const first = Object.fromEntries(head!.map((name, i) => [name, rows[0]![i]]))
  expect(first).toMatchObject({
    path: 'old/client.py',
    line: '12',
    introduced_by: 'Jane Doe',
    in_head: 'false',
    exposed_days: '303',
  })
  expect(text).not.toContain('@example')
})

test.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '"=1', '|x', '\uff1d1'])(
  'csv: no cell starts a formula: %j',
  async (text) => {
    const rows = parseCsv(await show('csv', sampleResult([evil(text)])))
    expect(rows[1]!.length).toBe(rows[0]!.length)
    for (const cell of rows[1]!) expect(cell).not.toMatch(/^[\s"]*[=+\-@|\uff1d]/)
  },
)

test('csv: quotes, commas and line ends stay inside their cell', async () => {
  const rows = parseCsv(await show('csv', sampleResult([evil('a","b\r\nc')])))
  expect(rows).toHaveLength(2)
  expect(rows[1]).toContain(String.raw`a","b\r\nc`)
})

// --- JUnit

test('junit: each credential is a failed test', async () => {
  const text = await show(
    'junit',
    sampleResult([historyFinding(4), sampleFinding(5, { state: 'known' })], gaps),
  )
  expect(text).toContain('tests="2" failures="1" errors="0" skipped="1"')
  expect(text).toContain('classname="old/client.py"')
  expect(text).toContain('<failure type="binance-api-secret" message="critical, high confidence:')
  expect(text).toContain('<skipped message="known"/>')
  expect(text).toContain('Not scanned: 2 not in this clone.')
})

test('junit: a clean scan is one passed test', async () => {
  const text = await show('junit', sampleResult([]))
  expect(text).toContain('tests="1" failures="0"')
  expect(text).toContain('<testcase classname="straykey" name="No credentials found."/>')
})

test('junit: strangers cannot leave their attribute, nor break the XML', async () => {
  const text = await show('junit', sampleResult([evil('"><x/>&\'\u0000\u001b\ufffe]]>')]))
  expect(text).not.toContain('<x/>')
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ufffe]/)
  expect(text).not.toContain(']]>')
})

// --- GitHub workflow commands

test('github: a finding is an annotation on its line', async () => {
  const lines = (await show('github', sampleResult([sampleFinding(6)]))).split('\n')
  expect(lines[0]).toMatch(
    /^::error file=bot\/binance_client\.py,line=12,endLine=12,col=14,endColumn=78,title=Critical%3A Binance API key and secret::Binance API key and secret: key .{4}….{2}, secret /,
  )
  expect(lines[1]).toMatch(/^1 credential found: 1 critical Scanned the whole history/)
})

test('github: a credential that works says so first', async () => {
  const verdict = { state: 'live', permissions: ['trade'], detail: 'from any IP' } as const
  const live = await show('github', sampleResult([sampleFinding(6, { verdict })]))
  expect(live).toContain('title=LIVE%2C critical%3A ')
  expect(await show('github', sampleResult([sampleFinding(6)]))).not.toContain('LIVE')
})

test('github: at most ten annotations, and how many more there are', async () => {
  const ten = await show(
    'github',
    sampleResult(Array.from({ length: 10 }, (_, i) => sampleFinding(i))),
  )
  expect(ten.match(/^::error /gm)).toHaveLength(10)
  const many = await show(
    'github',
    sampleResult(Array.from({ length: 25 }, (_, i) => sampleFinding(i))),
  )
  expect(many.match(/^::/gm)).toHaveLength(10)
  expect(many).toContain('::and 16 more;')
})

test('github: what was not scanned is a warning', async () => {
  expect(await show('github', sampleResult([], gaps))).toContain(
    '::warning title=straykey%3A not everything was scanned::Not scanned: 2 not in this clone.',
  )
})

test('github: strangers cannot start commands or leave their property', async () => {
  const text = await show(
    'github',
    sampleResult([evil('a,line=1::x\n::set-output name=x::y\r##[error]%0A::')], {
      target: { kind: 'files', name: '##[add-mask]x\n::stop-commands::t' },
    }),
  )
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^::error file=a%2Cline=1%3A%3Ax/)
  expect(lines[0]!.split('::')[1]!.match(/(?:^| |,)line=/g)).toHaveLength(1)
  expect(lines[0]).not.toContain('%0A')
  expect(lines[1]).not.toContain('##[')
})
