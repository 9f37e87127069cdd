import type { Log, Result, Run } from 'sarif'
import { expect, test } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { render, type ReportOptions } from '../../src/report/index.ts'
import { sarifSchema } from './schemas.ts'
import {
  binanceRule,
  fullCoverage,
  historyFinding,
  manyFindings,
  plainOptions,
  sampleFinding,
  sampleOccurrence,
  sampleResult,
} from './sample.ts'

const validate = sarifSchema()

async function run(result: ScanResult, change: Partial<ReportOptions> = {}): Promise<Run> {
  const log = JSON.parse(await render('sarif', result, { ...plainOptions, ...change })) as Log
  validate(log)
  expect(validate.errors).toBeNull()
  expect(log.runs).toHaveLength(1)
  return log.runs[0]!
}

async function only(finding: Finding): Promise<Result> {
  const { results } = await run(sampleResult([finding]))
  expect(results).toHaveLength(1)
  return results![0]!
}

function at(path: string, change = {}): Finding {
  const finding = sampleFinding(path)
  return { ...finding, occurrences: [{ ...finding.occurrences[0], path, ...change }] }
}

test('every mixture of findings satisfies the OASIS schema', async () => {
  const { results } = await run(sampleResult(manyFindings(60)), { minConfidence: 'low' })
  expect(results).toHaveLength(60)
})

test('the schema used here refuses a broken log', () => {
  expect(validate({ version: '2.1.0', runs: [{ results: [{ message: {} }] }] })).toBe(false)
})

test('a run without findings still has all rules, results and a successful invocation', async () => {
  expect(await run(sampleResult([]))).toMatchObject({
    results: [],
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: 'straykey/history/' },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
    tool: {
      driver: {
        name: 'straykey',
        semanticVersion: '1.2.3',
        rules: [
          { id: 'binance-api-secret' },
          { id: 'generic-assignment' },
          { id: 'telegram-bot-token' },
        ],
      },
    },
  })
})

test('every rule has what GitHub requires', async () => {
  const { tool } = await run(sampleResult([]))
  for (const rule of tool.driver.rules!) {
    expect(rule.name).toMatch(/^[A-Z][A-Za-z]+$/)
    expect(rule.shortDescription!.text).not.toBe('')
    expect(rule.fullDescription!.text.length).toBeLessThanOrEqual(1024)
    expect(rule.help!.text).toContain('1. ')
    expect(rule.help!.markdown).toContain('1. ')
    expect(rule.properties!.tags).toContain('security')
    expect(rule.properties!.tags!.length).toBeLessThanOrEqual(10)
    expect(['very-high', 'high', 'medium', 'low']).toContain(rule.properties!['precision'])
    expect(rule.properties!['security-severity']).toMatch(/^\d\.\d$/)
  }
})

test('the category can be chosen, and always ends in a slash', async () => {
  const { automationDetails } = await run(sampleResult([]), { sarifCategory: 'nightly/backend' })
  expect(automationDetails!.id).toBe('nightly/backend/')
})

test('a pair has all four region fields and a link to its partner', async () => {
  const result = await only(sampleFinding(1))
  expect(result.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'bot/binance_client.py', uriBaseId: '%SRCROOT%' },
        region: { startLine: 12, startColumn: 14, endLine: 12, endColumn: 78 },
      },
    },
  ])
  expect(result.relatedLocations).toMatchObject([
    {
      id: 1,
      physicalLocation: { region: { startLine: 13, startColumn: 17, endLine: 13, endColumn: 81 } },
    },
  ])
  expect(result.message.text).toContain('[secret](1)')
  expect(result).toMatchObject({ ruleId: 'binance-api-secret', ruleIndex: 0, level: 'error' })
})

test('every link in a message has its location', async () => {
  const { message, relatedLocations } = await only(historyFinding(2))
  const links = [...message.text!.matchAll(/\]\((\d+)\)/g)].map((link) => Number(link[1]))
  expect(links).toEqual(relatedLocations!.map((place) => place.id))
})

test.each([
  ['plain/file.py', 'plain/file.py'],
  ['a b/ü#?.py', 'a%20b/%C3%BC%23%3F.py'],
  ['c:d/e.py', './c%3Ad/e.py'],
  ['%41.py', '%2541.py'],
  ['x\ud800y', 'x%EF%BF%BDy'],
  ['/abs/file', 'file:///abs/file'],
])('the path %j becomes the URI %s', async (path, uri) => {
  const { locations } = await only(at(path))
  expect(locations![0]!.physicalLocation!.artifactLocation!.uri).toBe(uri)
})

test('a path that came percent-encoded is not encoded twice', async () => {
  const { locations } = await only(at('caf%e9 x.py', { pathEncoded: true }))
  expect(locations![0]!.physicalLocation!.artifactLocation!.uri).toBe('caf%E9%20x.py')
})

test('text without a path gets a stable location', async () => {
  const finding = historyFinding(3)
  const place = sampleOccurrence('', '', { kind: 'message', path: '', blob: 'ab'.repeat(20) })
  const { locations } = await only({ ...finding, occurrences: [place], occurrenceCount: 1 })
  expect(locations![0]!.physicalLocation!.artifactLocation!.uri).toBe(
    `commit-message/${'ab'.repeat(20)}`,
  )
})

test('the line hash is given only where no checkout can provide it', async () => {
  const gone = await only(historyFinding(4))
  expect(gone.partialFingerprints).toEqual({
    'straykeyCredential/v1': historyFinding(4).id,
    primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
  })
  const [first, second] = historyFinding(4).occurrences
  const present = await only({
    ...historyFinding(4),
    occurrences: [first, { ...second!, inHead: true }],
  })
  expect(Object.keys(present.partialFingerprints!)).toEqual(['straykeyCredential/v1'])
  expect(present.locations![0]!.physicalLocation!.artifactLocation!.uri).toBe(second!.path)
  const file = await only(sampleFinding(4))
  expect(Object.keys(file.partialFingerprints!)).toEqual(['straykeyCredential/v1'])
})

test('history is a code flow from the introduction to the removal', async () => {
  const { codeFlows } = await only(historyFinding(5))
  const steps = codeFlows![0]!.threadFlows[0]!.locations.map((step) => step.location!.message!.text)
  expect(steps).toEqual([
    expect.stringMatching(/^Introduced 2021-03-04 .*old\/client\.py:12:14$/),
    expect.stringMatching(/^Also stands here since 2021-06-01 /),
    expect.stringMatching(/^Removed 2022-01-01 /),
  ])
})

test('a finding that is less bad than its rule has a rule of its own', async () => {
  const findings = [sampleFinding(6), sampleFinding(7, { severity: 'low' })]
  const { results, tool } = await run(sampleResult(findings))
  expect(results!.map((result) => result.ruleId)).toEqual([
    'binance-api-secret',
    'binance-api-secret/low',
  ])
  for (const result of results!) {
    expect(tool.driver.rules![result.ruleIndex!]!.id).toBe(result.ruleId)
  }
  const low = tool.driver.rules!.find((rule) => rule.id === 'binance-api-secret/low')
  expect(low!.properties!['security-severity']).toBe('2.5')
})

test('known and suppressed findings and those of low confidence are left out', async () => {
  const { results } = await run(
    sampleResult([
      sampleFinding(8, { state: 'known' }),
      sampleFinding(9, { state: 'suppressed' }),
      sampleFinding(10, { confidence: 'low' }),
    ]),
  )
  expect(results).toEqual([])
})

test('what was not scanned is said in notifications, not by a failed run', async () => {
  const { invocations } = await run(
    sampleResult([], {
      coverage: {
        ...fullCoverage,
        shallow: true,
        skipped: [{ reason: 'too-large', what: 'a[1](2).bin', detail: '300 MB' }],
        skippedCount: { 'too-large': 3 },
      },
      notices: [{ code: 'stale-entry', detail: 'x' }],
    }),
  )
  const { executionSuccessful, toolExecutionNotifications } = invocations![0]!
  expect(executionSuccessful).toBe(true)
  expect(
    toolExecutionNotifications!.map((item) => [item.descriptor!.id, item.message.text]),
  ).toEqual([
    ['shallow', expect.stringContaining('git fetch --unshallow')],
    ['skipped/too-large', String.raw`Not scanned: a\[1\](2).bin: 300 MB`],
    ['skipped/too-large', 'Not scanned: 2 more over the size limit.'],
    ['stale-entry', expect.stringContaining('matches nothing')],
  ])
})

test('beyond 5,000 results the least bad are left out, and their number is said', async () => {
  const base = sampleFinding(11)
  const many = Array.from({ length: 5003 }, (_, i) => ({
    ...base,
    id: `id-${i}`,
    severity: i < 10 ? ('low' as const) : ('critical' as const),
  }))
  const text = await render('sarif', sampleResult(many), plainOptions)
  const [only] = (JSON.parse(text) as Log).runs
  expect(only!.results).toHaveLength(5000)
  expect(only!.results!.filter((result) => result.ruleId?.endsWith('/low'))).toHaveLength(7)
  expect(only!.invocations![0]!.toolExecutionNotifications![0]!.message.text).toMatch(
    /^3 less severe/,
  )
})

test('no author, no e-mail address, no line of code', async () => {
  const text = await render('sarif', sampleResult([historyFinding(12)]), plainOptions)
  expect(text).not.toMatch(/jane|@example|snippet|client = Client/i)
})

test('strangers cannot write links into messages', async () => {
  const { message } = await only({
    ...at('a](http://x.example)[b.py'),
    title: `${binanceRule.title} [click](http://x.example)`,
  })
  expect(message.text).toContain(String.raw`\[click\](http://x.example)`)
})
