import type { Finding } from '../../src/model/finding.ts'
import type { Occurrence } from '../../src/model/occurrence.ts'

export function makeOccurrence(path: string): Occurrence {
  return {
    kind: 'file',
    path,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 9,
    commit: null,
    blob: null,
    span: [0, 8],
  }
}

export function makeFinding(options: Partial<Finding> = {}): Finding {
  return {
    id: '0'.repeat(24),
    rule: 'some-rule',
    title: 'Some rule',
    vendor: 'Vendor',
    severity: 'high',
    confidence: 'high',
    state: 'new',
    because: [],
    secrets: [{ role: 'token', masked: '********', fingerprint: '0'.repeat(24) }],
    occurrences: [makeOccurrence('a')],
    occurrenceCount: 1,
    remediation: [],
    ...options,
  }
}
