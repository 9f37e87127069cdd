import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { groupBy } from '../model/group-by.ts'
import { isCoveredBy } from '../triage/fingerprint.ts'
import type { ReportDiff } from '../report/diff.ts'
import { scrubResult } from '../report/scrub.ts'

/**
 * What changed from one report to the next, by credential: moves and rewritten commits are no change. A key that
 * gained its secret since, or lost sight of it, is the same credential.
 */
export function diffResults(earlier: ScanResult, later: ScanResult): ReportDiff {
  // A report that was made with --show-secrets holds them in other places too.
  const [before, after] = [scrubResult(earlier), scrubResult(later)]
  const old = partIndex(before.findings)
  const now = partIndex(after.findings)
  return {
    before: { target: before.target, coverage: before.coverage },
    after: { target: after.target, coverage: after.coverage },
    added: after.findings.filter((finding) => !isIn(finding, old)),
    gone: before.findings.filter((finding) => !isIn(finding, now)),
    still: after.findings.filter((finding) => isIn(finding, old)),
  }
}

function partIndex(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const parts = findings.flatMap(({ id }) => id.split('-').map((part) => ({ part, id })))
  const ids = new Map<string, string[]>()
  for (const [part, list] of groupBy(parts, (item) => item.part)) {
    ids.set(
      part,
      list.map(({ id }) => id),
    )
  }
  return ids
}

function isIn({ id }: Finding, index: ReadonlyMap<string, readonly string[]>): boolean {
  return id
    .split('-')
    .some((part) =>
      index.get(part)?.some((other) => isCoveredBy(id, other) || isCoveredBy(other, id)),
    )
}
