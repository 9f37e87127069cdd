import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { Baseline, BaselineEntry } from '../triage/baseline.ts'
import { isCoveredBy } from '../triage/fingerprint.ts'

/** One entry and what it is about. */
export interface ExplainedEntry {
  readonly entry: BaselineEntry
  readonly isExpired: boolean
  /** Findings it knows; none for a stale entry. */
  readonly findings: readonly Finding[]
}

/**
 * What each entry stands for, by what a scan found.
 *
 * @param wanted beginning of a fingerprint or of one of its parts; empty for all
 */
export function explainBaseline(
  baseline: Baseline,
  findings: readonly Finding[],
  today: string,
  wanted: string,
): ExplainedEntry[] {
  const byFirstPart = groupBy(findings, (finding) => finding.id.split('-', 1)[0] ?? '')
  return baseline.entries
    .filter(
      ({ fingerprint }) =>
        fingerprint.split('-').some((part) => part.startsWith(wanted)) ||
        fingerprint.startsWith(wanted),
    )
    .map((entry) => ({
      entry,
      isExpired: entry.until !== null && entry.until < today,
      findings: entry.fingerprint
        .split('-')
        .flatMap((part) => byFirstPart.get(part) ?? [])
        .filter((finding) => isCoveredBy(finding.id, entry.fingerprint)),
    }))
}
