import { expect, test } from 'vitest'
import type { Finding, FindingHistory } from '../../src/model/finding.ts'
import { emptyBaseline } from '../../src/triage/baseline.ts'
import { applyPolicy } from '../../src/triage/policy.ts'
import type { PathRule, Policy } from '../../src/triage/policy.ts'
import { makeFinding, makeOccurrence } from './make-finding.ts'

const baselineOptions = { today: '2030-01-01', fileName: 'b', tellStale: false }
const tests: PathRule = {
  matches: (path) => path.startsWith('test/'),
  rules: [],
  reason: 'test data',
  entry: 'test/',
}

function apply(finding: Finding, policy: Partial<Policy>): Finding {
  const all = {
    allows: new Map(),
    baseline: emptyBaseline,
    baselineOptions,
    pathRules: [],
    ...policy,
  }
  const once = applyPolicy([finding], all).findings
  expect(applyPolicy(once, all).findings).toEqual(once)
  return once[0]!
}

function findingIn(...paths: string[]): Finding {
  return makeFinding({
    occurrences: paths.map(makeOccurrence) as [ReturnType<typeof makeOccurrence>],
    occurrenceCount: paths.length,
  })
}

const allow = { rule: 'some-rule', reason: 'sample', marker: 'straykey:allow' } as const

function allowsAt(...paths: string[]): Policy['allows'] {
  return new Map([['0'.repeat(24), new Map(paths.map((path) => [path, allow]))]])
}

test('a path rule excuses a finding only when every place is in its paths', () => {
  expect(apply(findingIn('test/a', 'test/b'), { pathRules: [tests] })).toMatchObject({
    state: 'suppressed',
    suppression: { by: 'path', reason: 'test data', entry: 'test/' },
  })
  expect(apply(findingIn('test/a', 'src/b'), { pathRules: [tests] }).state).toBe('new')
})

test('paths of history count too', () => {
  const history = {
    introduced: null,
    paths: ['src/old'],
    inHead: false,
    removed: null,
    refs: [],
    refCount: 0,
    reflogs: [],
    unreachable: false,
    versions: 1,
    exposedDays: null,
  }
  expect(apply({ ...findingIn('test/a'), history }, { pathRules: [tests] }).state).toBe('new')
})

test('a path rule for other rules, a message and a cut list excuse nothing', () => {
  expect(apply(findingIn('test/a'), { pathRules: [{ ...tests, rules: ['other'] }] }).state).toBe(
    'new',
  )
  expect(
    apply(findingIn('test/a'), { pathRules: [{ ...tests, rules: ['some-rule'] }] }).state,
  ).toBe('suppressed')
  expect(
    apply(findingIn('test/a', ''), { pathRules: [{ ...tests, matches: () => true }] }).state,
  ).toBe('new')
  expect(apply({ ...findingIn('test/a'), occurrenceCount: 2 }, { pathRules: [tests] }).state).toBe(
    'new',
  )
})

test('an allow comment speaks for its path', () => {
  expect(apply(findingIn('a', 'a', 'b'), { allows: allowsAt('a', 'b') })).toMatchObject({
    state: 'suppressed',
    suppression: { by: 'inline', reason: 'sample' },
  })
  expect(apply(findingIn('a', 'b'), { allows: allowsAt('a') }).state).toBe('new')
})

test('the comment is asked before the baseline, and the baseline before path rules', () => {
  const baseline = {
    salt: null,
    entries: [{ fingerprint: '0'.repeat(24), rule: 'r', reason: '', until: null, line: 1 }],
  }
  const finding = findingIn('test/a')
  expect(
    apply(finding, { allows: allowsAt('test/a'), baseline, pathRules: [tests] }).suppression?.by,
  ).toBe('inline')
  expect(apply(finding, { baseline, pathRules: [tests] }).state).toBe('known')
})

test('where a report lists only some of the paths, the rest cannot be excused', () => {
  const { occurrences, ...finding } = findingIn('test/a')
  const history = { ...noHistory, paths: ['test/a'] }
  const whole = apply({ ...finding, occurrences, history }, { pathRules: [tests] })
  expect(whole.state).toBe('suppressed')
  const cut = { ...history, pathCount: 2 }
  expect(apply({ ...finding, occurrences, history: cut }, { pathRules: [tests] }).state).toBe('new')
})

const noHistory: FindingHistory = {
  introduced: null,
  paths: [],
  inHead: false,
  removed: null,
  refs: [],
  refCount: 0,
  unreachable: false,
  versions: 1,
  exposedDays: null,
}
