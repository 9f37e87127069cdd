import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Finding } from '../../src/model/finding.ts'
import type { ReportFormat } from '../../src/model/report-format.ts'
import { reportFormats } from '../../src/model/report-format.ts'
import type { ScanResult } from '../../src/model/result.ts'
import type { SecretRole } from '../../src/model/secret.ts'
import { parseReport, render } from '../../src/report/index.ts'
import { seeded, type Seeded } from '../helpers/seeded.ts'
import {
  fullCoverage,
  historyFinding,
  plainOptions,
  sampleResult,
  secretPart,
} from '../report/sample.ts'

/** A secret is planted in every string that a stranger can write; no report may hold eight characters of it. */

const makers: readonly ((random: Seeded) => [string, SecretRole, boolean])[] = [
  (random) => [random.base62(64), 'key', false],
  (random) => [random.hex(32), 'secret', false],
  (random) => [random.base64(88), 'secret', false],
  (random) => [random.base64url(43), 'token', false],
  (random) => [
    `-----BEGIN X KEY-----\n${random.base64(64)}\n${random.base64(40)}\n-----END X KEY-----`,
    'private-key',
    false,
  ],
  (random) => [random.base62(10), 'password', true],
]

function planted(seed: number): { result: ScanResult; values: string[] } {
  const random = seeded(seed)
  const [value, role, guessable] = random.pick(makers)(random)
  const part = secretPart(value, role, guessable)
  const base = historyFinding(seed)
  const commit = { id: random.hex(40), author: `${value} <${value}@x.example>`, date: '2020-01-01' }
  const finding: Finding = {
    ...base,
    secrets: [part],
    because: [{ code: 'field', weight: 20, detail: value }],
    occurrences: [
      {
        ...base.occurrences[0],
        path: `keys/${value}/x.txt`,
        commit,
        via: [`zip:${value}`],
        frame: {
          line: 11,
          lines: ['before', `key = ${value}`, `again ${guessable ? value : value.slice(2)}`],
        },
      },
      { ...base.occurrences[0], path: value, commit },
    ],
    history: {
      introduced: commit,
      removed: commit,
      paths: [`keys/${value}/x.txt`, value],
      inHead: random.next() < 0.5,
      refs: [`refs/heads/${value}`],
      refCount: 1,
      unreachable: random.next() < 0.3,
      versions: 2,
      exposedDays: 12,
    },
    verdict: { state: 'unknown', detail: `refused ${value}` },
  }
  const result = sampleResult([finding], {
    target: { kind: 'history', name: `/srv/${value}` },
    coverage: {
      ...fullCoverage,
      skipped: [{ reason: 'corrupt', what: `a/${value}`, detail: `near ${value}` }],
      skippedCount: { corrupt: 1 },
    },
    notices: [{ code: 'stale-entry', detail: value }],
  })
  return { result, values: value.split('\n').filter((line) => !line.startsWith('-----')) }
}

/** Pieces of eight characters, without those the mask shows: the first four and the last two. */
function leaks(text: string, value: string): string[] {
  const found: string[] = []
  for (let at = 0; at + 8 <= value.length; at++) {
    const piece = value.slice(at, at + 8)
    if (text.includes(piece)) found.push(piece)
  }
  return found
}

for (const format of reportFormats) {
  test.prop([fc.integer({ min: 0, max: 1_000_000 })], { numRuns: 60 })(
    `no ${format} report holds a piece of a secret`,
    async (seed) => {
      const { result, values } = planted(seed)
      const text = await render(format, result, plainOptions)
      expect(text.length).toBeGreaterThan(100)
      for (const value of values) expect(leaks(text, value)).toEqual([])
    },
  )
}

test.prop([
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.constantFrom<ReportFormat>(...reportFormats),
])('nor does a report made from a report', async (seed, format) => {
  const { result, values } = planted(seed)
  const again = parseReport(JSON.parse(await render('json', result, plainOptions)))
  const text = await render(format, again, plainOptions)
  for (const value of values) expect(leaks(text, value)).toEqual([])
})
