import { expect, test } from 'vitest'
import { ScanError } from '../../src/model/errors.ts'
import type { Finding } from '../../src/model/finding.ts'
import { parseBaseline } from '../../src/triage/baseline-parse.ts'
import {
  applyBaseline,
  emptyBaseline,
  formatBaseline,
  updateBaseline,
} from '../../src/triage/baseline.ts'
import type { Baseline, BaselineEntry } from '../../src/triage/baseline.ts'
import { seeded } from '../helpers/seeded.ts'
import { makeFinding } from './make-finding.ts'

const random = seeded('baseline')
const [one, two, three] = [random.hex(24), random.hex(24), random.hex(24)].toSorted() as [
  string,
  string,
  string,
]
const options = { today: '2030-06-15', fileName: 'b.yaml', tellStale: true }

function entry(fingerprint: string, more: Partial<BaselineEntry> = {}): BaselineEntry {
  return { fingerprint, rule: 'some-rule', reason: '', until: null, line: 0, ...more }
}

function baselineOf(...entries: BaselineEntry[]): Baseline {
  return { salt: null, entries }
}

function states(findings: readonly Finding[]): string[] {
  return findings.map(({ state }) => state)
}

test('a known credential is known, a new one new, and the reason stays with it', () => {
  const findings = [makeFinding({ id: one }), makeFinding({ id: two })]
  const result = applyBaseline(findings, baselineOf(entry(one, { reason: 'test data' })), options)
  expect(states(result.findings)).toEqual(['known', 'new'])
  expect(result.findings[0]?.suppression).toEqual({
    by: 'baseline',
    reason: 'test data',
    entry: one,
  })
  expect(result.notices).toEqual([])
})

test('a known pair covers each half; a known half does not cover the pair', () => {
  const findings = [makeFinding({ id: `${one}-${two}` }), makeFinding({ id: two })]
  expect(
    states(applyBaseline(findings, baselineOf(entry(`${one}-${two}`)), options).findings),
  ).toEqual(['known', 'known'])
  expect(states(applyBaseline(findings, baselineOf(entry(two)), options).findings)).toEqual([
    'new',
    'known',
  ])
})

test('an expired entry excuses nothing and is told of; its last day counts', () => {
  const findings = [makeFinding({ id: one }), makeFinding({ id: two })]
  const baseline = baselineOf(
    entry(one, { until: '2030-06-14', line: 7 }),
    entry(two, { until: '2030-06-15' }),
  )
  const result = applyBaseline(findings, baseline, options)
  expect(states(result.findings)).toEqual(['new', 'known'])
  expect(result.notices).toEqual([
    {
      code: 'baseline-expired',
      detail: `b.yaml:7: the entry for some-rule (${one}) expired on 2030-06-14`,
    },
  ])
})

test('stale entries are told of, unless only a part was scanned', () => {
  const baseline = baselineOf(entry(one), entry(three))
  const findings = [makeFinding({ id: one })]
  expect(applyBaseline(findings, baseline, options).notices.map(({ code }) => code)).toEqual([
    'baseline-stale',
  ])
  expect(applyBaseline(findings, baseline, { ...options, tellStale: false }).notices).toEqual([])
})

test('many stale entries are counted, not listed', () => {
  const entries = Array.from({ length: 500 }, () => entry(random.hex(24)))
  const { notices } = applyBaseline([], baselineOf(...entries), options)
  expect(notices.length).toBe(21)
  expect(notices.at(-1)?.detail).toContain('480 more')
})

test('an update adds what is new, keeps reasons, prunes when asked', () => {
  const before = baselineOf(entry(one, { reason: 'ours', until: '2031-01-01' }), entry(three))
  const findings = [
    { id: two, rule: 'b-rule' },
    { id: one, rule: 'a-rule' },
  ]
  const updated = updateBaseline(before, findings, { prune: false, reason: 'adopted' })
  expect(updated.entries.map(({ fingerprint, reason }) => [fingerprint, reason])).toEqual([
    [one, 'ours'],
    [two, 'adopted'],
    [three, ''],
  ])
  expect(
    updateBaseline(before, findings, { prune: true }).entries.map(({ fingerprint }) => fingerprint),
  ).toEqual([one, two])
  const again = updateBaseline(updated, findings.toReversed(), { prune: false })
  expect(formatBaseline(again)).toBe(formatBaseline(updated))
})

test('the file is sorted, without times and line numbers', () => {
  const salt = random.hex(32)
  const text = formatBaseline({
    salt,
    entries: [
      entry(two, { reason: 'a "quote", a # and : too', until: '2031-01-01', line: 4 }),
      entry(one),
    ],
  })
  expect(text.split('\n').slice(2)).toEqual([
    'version: 1',
    `salt: "${salt}"`,
    'known:',
    `  - fingerprint: "${one}"`,
    '    rule: some-rule',
    `  - fingerprint: "${two}"`,
    '    rule: some-rule',
    String.raw`    reason: "a \"quote\", a # and : too"`,
    '    until: "2031-01-01"',
    '',
  ])
})

test('reads what people write: comments, plain and single-quoted text, CRLF, no final line end', () => {
  const text = [
    '---',
    '# ours',
    'version: 1',
    'known: # list',
    `- fingerprint: ${one} # first`,
    '  rule: some-rule',
    "  reason: 'it''s test data'",
    '',
    `- rule: some-rule`,
    `  fingerprint: '${two}'`,
    '  reason: plain words, and more',
  ].join('\r\n')
  expect(parseBaseline(text, 'b').entries).toEqual([
    entry(one, { reason: "it's test data", line: 5 }),
    entry(two, { reason: 'plain words, and more', line: 9 }),
  ])
  expect(parseBaseline('version: 1\nknown: []\n', 'b')).toEqual(emptyBaseline)
})

const head = 'version: 1\nknown:\n'
const valid = `  - fingerprint: ${one}\n    rule: some-rule\n`

test.each([
  [
    'a merge conflict',
    `${head}<<<<<<< HEAD\n${valid}=======\n>>>>>>> other\n`,
    /b:3: a merge conflict is not resolved.*\(2 more/,
  ],
  ['an entry twice', `${head}${valid}${valid}`, /b:5: the entry of line 3 is here again/],
  ['no version', `known:\n${valid}`, /b:1: there is no "version: 1", .* straykey\.$/],
  ['another version', `version: 2\nknown: []`, /b:1: version "2" is not known/],
  ['an unknown key', `${head}${valid}    note: x\n`, /b:5: unknown key "note"/],
  ['a bad date', `${head}${valid}    until: 2030-02-30\n`, /b:5: until must be a date/],
  ['a bad fingerprint', `${head}  - fingerprint: xyz\n    rule: r\n`, /b:3: fingerprint must be/],
  ['no rule', `${head}  - fingerprint: ${one}\n`, /b:3: the entry has no rule/],
  ['a key twice', `${head}${valid}    rule: other\n`, /b:5: rule is given twice/],
  ['an alias', `${head}  - *bomb\n`, /b:3: expected "key: value"/],
  ['an anchor', `${head}  - fingerprint: &a ${one}\n    rule: r\n`, /b:3: the value must be plain/],
  ['flow text', 'version: 1\nknown: [{fingerprint: x}]\n', /b:2: known must be a list/],
  ['block text', `${head}${valid}    reason: |\n      x\n`, /b:5: the value must be plain/],
  ['something else', 'hello', /b:1: expected "key: value"/],
  ['a bad escape', `${head}${valid}    reason: "\\q"\n`, /b:5: the text in double quotes/],
])('%s is refused with its line', (_, text, message) => {
  expect(() => parseBaseline(text, 'b')).toThrow(message)
  expect(() => parseBaseline(text, 'b')).toThrow(ScanError)
})

/** The quickest way through the parser is for files as we write them; what stands there must not depend on it. */
test('as written and as edited, the same entries are read', () => {
  const entries = [one, two, three].map((id, index) =>
    entry(id, { reason: index === 1 ? 'why' : '', until: index > 0 ? '2031-01-01' : null }),
  )
  const written = formatBaseline(baselineOf(...entries))
  const edited = written.replaceAll(/"(\d{4}-.*|why)"/g, '$1').replaceAll('    ', '     ')
  expect(edited).not.toBe(written)
  expect(parseBaseline(edited, 'b')).toEqual(parseBaseline(written, 'b'))
  expect(parseBaseline(written, 'b').entries.map(({ line }) => line)).toEqual([5, 7, 11])
})

const written = (id: string, until = '2031-01-01'): string =>
  `  - fingerprint: "${id}"\n    rule: some-rule\n    until: "${until}"\n`

test.each([
  [
    'an entry that is out of order and twice',
    [one, three, two, three],
    /b:12: the entry of line 6/,
  ],
  ['the first one again', [two, one, two], /b:9: the entry of line 3 is here again/],
])('%s is refused, also as we write it', (_, ids, message) => {
  expect(() => parseBaseline(head + ids.map((id) => written(id)).join(''), 'b')).toThrow(message)
})

test('a date that is none is refused each time, also as we write it', () => {
  const text = head + [one, two, three].map((id) => written(id, '2031-02-30')).join('')
  expect(() => parseBaseline(text, 'b')).toThrow(/b:5: until must be a date.*\(2 more/)
  expect(() => parseBaseline(`version: 1\n${written(one)}known: []\n`, 'b')).toThrow(
    /b:2: an entry stands outside of "known:"/,
  )
})

test('entries in any order are read, and an entry that goes on after a comment is one', () => {
  const text = `${head}${written(two)}${written(one)}    # note\n    reason: later\n`
  expect(parseBaseline(text, 'b').entries).toEqual([
    entry(two, { until: '2031-01-01', line: 3 }),
    entry(one, { until: '2031-01-01', reason: 'later', line: 6 }),
  ])
})
