import { expect, test } from 'vitest'
import type { Occurrence } from '../../src/model/occurrence.ts'
import { sortFindings, toFinding } from '../../src/triage/finding.ts'
import type { Assess } from '../../src/triage/finding.ts'
import { groupSightings } from '../../src/triage/group.ts'
import type { Credential } from '../../src/triage/group.ts'
import { seeded } from '../helpers/seeded.ts'
import { assessment, inFile, makeHit, rules } from './make-hit.ts'

const random = seeded('finding')
const value = random.base62(64)

function credentialIn(...paths: string[]): Credential {
  const sightings = paths.map((path) => inFile(path, makeHit([['secret-rule', value]])))
  const [credential] = groupSightings(sightings, { rules, salt: null })
  if (credential === undefined) throw new Error('no credential')
  return credential
}

function occurrence(path: string, line: number = 1): Occurrence {
  return {
    kind: 'file',
    path,
    line,
    column: 1,
    endLine: line,
    endColumn: 9,
    commit: null,
    blob: null,
    span: [0, 8],
  }
}

test('takes confidence and reasons of the best sighting', () => {
  const assess: Assess = (_, __, path) =>
    path === 'test/a'
      ? assessment({ points: 20, confidence: 'low' })
      : assessment({ points: 80, confidence: 'high', evidence: [{ code: 'named', weight: 30 }] })
  const finding = toFinding(credentialIn('test/a', 'src/b'), assess, {
    occurrences: [occurrence('src/b'), occurrence('test/a')],
  })
  expect(finding).toMatchObject({
    confidence: 'high',
    because: [{ code: 'named', weight: 30 }],
    state: 'new',
    occurrenceCount: 2,
  })
  expect(finding?.secrets[0]).toMatchObject({
    role: 'secret',
    masked: `${value.slice(0, 4)}…${value.slice(-2)}`,
  })
  expect(JSON.stringify(finding)).not.toContain(value)
})

test('takes the worst severity among equally sure sightings only', () => {
  const at = (path: string) => occurrence(path)
  const assess: Assess = (_, __, path) =>
    assessment(
      path === 'a'
        ? { severity: 'low', points: 60 }
        : path === 'b'
          ? { severity: 'high', points: 45 }
          : { severity: 'critical', confidence: 'low', points: 20 },
    )
  expect(toFinding(credentialIn('a', 'b', 'c'), assess, { occurrences: [at('a')] })?.severity).toBe(
    'high',
  )
})

test('nothing believed is no finding, and neither is one without a place', () => {
  const disbelieve: Assess = () => assessment({ confidence: null, points: 3 })
  expect(toFinding(credentialIn('a'), disbelieve, { occurrences: [occurrence('a')] })).toBeNull()
  expect(toFinding(credentialIn('a'), () => assessment(), { occurrences: [] })).toBeNull()
})

test('occurrences are sorted and cut, their number is not', () => {
  const occurrences = Array.from({ length: 1500 }, (_, i) => occurrence(`f${i % 7}`, 1500 - i))
  const finding = toFinding(credentialIn('a'), () => assessment(), { occurrences })
  expect(finding?.occurrences.length).toBe(1000)
  expect(finding?.occurrenceCount).toBe(1500)
  expect(finding?.occurrences[0]).toMatchObject({ path: 'f0', line: 2 })
})

test('findings are sorted worst first whatever order they come in', () => {
  const base = toFinding(credentialIn('a'), () => assessment(), { occurrences: [occurrence('a')] })
  if (base === null) throw new Error('no finding')
  const findings = [
    { ...base, id: '1', severity: 'low', confidence: 'high' },
    { ...base, id: '3', severity: 'critical', confidence: 'low' },
    { ...base, id: '2', severity: 'critical', confidence: 'low' },
    { ...base, id: '4', severity: 'critical', confidence: 'high' },
  ] as const
  expect(sortFindings(findings).map(({ id }) => id)).toEqual(['4', '2', '3', '1'])
  expect(sortFindings(findings.toReversed()).map(({ id }) => id)).toEqual(['4', '2', '3', '1'])
})
