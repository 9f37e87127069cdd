import { createHash } from 'node:crypto'
import type { RuleSpec } from '../model/rule.ts'
import { loadDocumentedExamples } from '../rules/builtin.ts'
import { version } from './version.ts'

/** Counts changes of detection that are not in the rules; the version changes only with a release. */
const detectionRevision = 4

/** Names all that decides what a scan finds in given bytes: rules, published examples, and the version. */
export function rulesId(rules: readonly RuleSpec[]): string {
  const hash = createHash('sha256')
  const all = [version, detectionRevision, rules, loadDocumentedExamples()]
  return hash.update(JSON.stringify(all)).digest('hex').slice(0, 32)
}
