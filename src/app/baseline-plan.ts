import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { Confidence } from '../model/severity.ts'
import { meetsConfidence } from '../model/severity.ts'
import { updateBaseline, type Baseline, type BaselineEntry } from '../triage/baseline.ts'
import { isCoveredBy } from '../triage/fingerprint.ts'
import { matchImports, type ImportedEntry } from './baseline-import.ts'

export interface BaselineRequest {
  /** What there is; its salt stays. */
  readonly old: Baseline
  /** Everything a scan found, marked by the policy. */
  readonly findings: readonly Finding[]
  readonly minConfidence: Confidence
  /** Add what is new. */
  readonly add: boolean
  /** Drop entries that match nothing. */
  readonly prune: boolean
  readonly reason: string
  readonly until: string | null
  /** When given, only what these know is added. */
  readonly imports: readonly ImportedEntry[] | null
  /** `YYYY-MM-DD`: entries that expired before and get a new `until` count again. */
  readonly today: string
}

export interface BaselinePlan {
  readonly baseline: Baseline
  readonly added: number
  readonly renewed: number
  readonly pruned: number
  /** Imported entries that no finding answers to. */
  readonly unmatched: number
}

export function planBaseline(request: BaselineRequest): BaselinePlan {
  const { old, findings, prune } = request
  const kept = prune ? withoutStale(old, findings) : old.entries
  const entries = kept.map((entry) => renew(entry, request))
  const { chosen, unmatched } = choose(request)
  let baseline: Baseline = { salt: old.salt, entries }
  for (const [reason, group] of groupByReason(chosen)) {
    baseline = updateBaseline(baseline, group, { prune: false, reason, until: request.until })
  }
  return {
    baseline,
    added: baseline.entries.length - entries.length,
    renewed: entries.filter((entry, index) => entry !== kept[index]).length,
    pruned: old.entries.length - kept.length,
    unmatched,
  }
}

function choose(request: BaselineRequest): {
  readonly chosen: ReadonlyMap<Finding, string>
  readonly unmatched: number
} {
  const { imports, findings, minConfidence, reason } = request
  if (imports !== null) {
    const { matched, unmatched } = matchImports(findings, imports)
    return { chosen: matched, unmatched }
  }
  const fresh = request.add
    ? findings.filter(
        ({ state, confidence }) => state === 'new' && meetsConfidence(confidence, minConfidence),
      )
    : []
  return { chosen: new Map(fresh.map((finding) => [finding, reason])), unmatched: 0 }
}

function groupByReason(chosen: ReadonlyMap<Finding, string>): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const [finding, reason] of chosen) {
    const group = groups.get(reason)
    if (group === undefined) groups.set(reason, [finding])
    else group.push(finding)
  }
  return groups
}

function withoutStale(old: Baseline, findings: readonly Finding[]): BaselineEntry[] {
  const byFirstPart = groupBy(
    findings.map((finding) => finding.id),
    (id) => id.split('-', 1)[0] ?? '',
  )
  return old.entries.filter(({ fingerprint }) =>
    fingerprint
      .split('-')
      .some((part) => byFirstPart.get(part)?.some((id) => isCoveredBy(id, fingerprint))),
  )
}

function renew(
  entry: BaselineEntry,
  { add, until, today, imports }: BaselineRequest,
): BaselineEntry {
  const isExpired = entry.until !== null && entry.until < today
  return add && imports === null && until !== null && isExpired ? { ...entry, until } : entry
}
