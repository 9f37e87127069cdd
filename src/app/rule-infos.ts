import type { RuleInfo } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'

/** Rules as reports need them, sorted by id. */
export function ruleInfos(rules: readonly RuleSpec[]): RuleInfo[] {
  return rules
    .map(({ id, title, vendor, severity, remediation, references }) => ({
      id,
      title,
      vendor,
      severity,
      remediation,
      references,
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
