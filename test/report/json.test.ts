import { expect, test } from 'vitest'
import { parseReport, render } from '../../src/report/index.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { seeded } from '../helpers/seeded.ts'
import { reportSchema } from './schemas.ts'
import {
  fullCoverage,
  historyFinding,
  manyFindings,
  plainOptions,
  sampleFinding,
  sampleHistory,
  sampleResult,
} from './sample.ts'

const validate = reportSchema()

function richResult(): ScanResult {
  const history = historyFinding('rich', {
    verdict: { state: 'live', permissions: ['read', 'trade'], detail: 'from any IP' },
  })
  const suppressed = sampleFinding('suppressed', {
    state: 'suppressed',
    suppression: { by: 'inline', reason: 'sample of the vendor', entry: 'a.py:3' },
    occurrences: [
      { ...sampleFinding('x').occurrences[0], path: 'caf%E9.py', pathEncoded: true, via: ['gzip'] },
    ],
  })
  return sampleResult([history, suppressed, ...manyFindings(20)], {
    coverage: {
      ...fullCoverage,
      ignored: 3,
      skipped: [{ reason: 'missing', what: seeded(1).hex(40), detail: 'promised by origin' }],
      skippedCount: { missing: 1 },
    },
    notices: [{ code: 'stale-entry', detail: 'binance:0000' }],
  })
}

async function json(result: ScanResult, change = {}): Promise<unknown> {
  return JSON.parse(await render('json', result, { ...plainOptions, ...change }))
}

test('a report satisfies its JSON Schema', async () => {
  for (const showSecrets of [false, true]) {
    const report = await json(richResult(), { minConfidence: 'low', showSecrets })
    validate(report)
    expect(validate.errors).toBeNull()
  }
})

test('the schema refuses a report whose finding has no place', async () => {
  const report = (await json(richResult())) as { findings: { occurrences: unknown[] }[] }
  report.findings[0]!.occurrences = []
  expect(validate(report)).toBe(false)
})

test('a report that was read back renders to the same bytes', async () => {
  const options = { ...plainOptions, minConfidence: 'low' as const }
  const text = await render('json', richResult(), options)
  expect(await render('json', parseReport(JSON.parse(text)), options)).toBe(text)
})

test('the order of findings and of object keys does not matter', async () => {
  const result = richResult()
  const shuffled = {
    ...result,
    findings: result.findings.toReversed(),
    rules: result.rules.toReversed(),
  }
  expect(await render('json', shuffled, plainOptions)).toBe(
    await render('json', result, plainOptions),
  )
})

test('findings below the asked confidence are counted', async () => {
  const result = sampleResult([sampleFinding(1), sampleFinding(2, { confidence: 'low' })])
  expect(await json(result)).toMatchObject({
    minConfidence: 'medium',
    belowMinConfidence: 1,
    findings: [{ id: result.findings[0]!.id }],
  })
})

test('a suppressed finding stays, with its reason', async () => {
  expect(await json(richResult())).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({
        state: 'suppressed',
        suppression: { by: 'inline', reason: 'sample of the vendor', entry: 'a.py:3' },
      }),
    ]),
  })
})

test('whole secrets are there when asked for, and only then', async () => {
  const finding = sampleFinding(7)
  const value = finding.secrets[0].secret!.reveal('show-secrets')
  const result = sampleResult([finding])
  expect(await render('json', result, plainOptions)).not.toContain(value)
  expect(await render('json', result, { ...plainOptions, showSecrets: true })).toContain(
    `"value": "${value}"`,
  )
})

test('invisible characters are escaped, and mean the same to a parser', async () => {
  const path = 'a\u202egnp.exe\u0085\u{e0041}b'
  const finding = sampleFinding(8)
  const result = sampleResult([{ ...finding, occurrences: [{ ...finding.occurrences[0], path }] }])
  const text = await render('json', result, plainOptions)
  expect(text).not.toMatch(/[\u202e\u0085]|\u{e0041}/u)
  expect(parseReport(JSON.parse(text)).findings[0]!.occurrences[0].path).toBe(path)
})

test.each([
  ['the top level', [], 'the top level should be an object, but is an empty list'],
  ['another version', { schema: 'straykey/report/v9' }, 'schema straykey/report/v9'],
  ['no schema', {}, 'schema should be a string, but is nothing'],
])('a report is refused with the place: %s', (_name, report, message) => {
  expect(() => parseReport(report)).toThrow(message)
})

test.each([
  ['findings', 'severity', 'awful', 'findings[0].severity should be one of critical, high'],
  ['findings', 'secrets', [], 'findings[0].secrets should be a list with at least one entry'],
  ['findings', 'occurrences', null, 'findings[0].occurrences should be a list, but is null'],
  ['findings', 'because', [{}], 'findings[0].because[0].code should be a string, but is nothing'],
  ['rules', 'references', [1], 'rules[0].references[0] should be a string, but is 1'],
])('a damaged member is named: %s %s', async (list, key, value, message) => {
  const report = (await json(richResult())) as Record<string, Record<string, unknown>[]>
  report[list]![0]![key] = value
  expect(() => parseReport(report)).toThrow(message)
})

test('secrets are refused for every other format', async () => {
  const options = { ...plainOptions, showSecrets: true }
  for (const format of ['sarif', 'html', 'markdown', 'csv', 'junit', 'github'] as const) {
    await expect(render(format, sampleResult([]), options)).rejects.toThrow(/cannot be shown/)
  }
})

test('of many paths the first are listed, and how many there are', async () => {
  const paths = Array.from({ length: 1_234 }, (_, i) => `dir/${String(i).padStart(4, '0')}`)
  const finding = historyFinding('paths', { history: sampleHistory(1, { paths }) })
  const text = await render('json', sampleResult([finding]), plainOptions)
  const { history } = JSON.parse(text).findings[0]
  expect(history.paths).toEqual(paths.slice(0, 100))
  expect(history.pathCount).toBe(1_234)
  expect(text.length).toBeLessThan(20_000)
  const again = parseReport(JSON.parse(text))
  expect(await render('json', again, plainOptions)).toBe(text)
  for (const result of [again, sampleResult([finding])]) {
    expect(await render('terminal', result, plainOptions)).toContain('1,234 paths')
  }
  const few = historyFinding('few', { history: sampleHistory(1, { paths: paths.slice(0, 100) }) })
  expect(await render('json', sampleResult([few]), plainOptions)).not.toContain('pathCount')
  const lie = text.replace('"pathCount": 1234', '"pathCount": 99')
  expect(() => parseReport(JSON.parse(lie))).toThrow(/pathCount should be .* at least 100/)
})
