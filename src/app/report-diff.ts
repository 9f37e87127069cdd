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
  const old = indexFindings(before.findings)
  const now = indexFindings(after.findings)
  const added = after.findings.filter((finding) => !isIn(finding, old))
  const gone = before.findings.filter((finding) => !isIn(finding, now))
  const still = after.findings.filter((finding) => isIn(finding, old))
  return {
    before: { target: before.target, coverage: before.coverage },
    after: { target: after.target, coverage: after.coverage },
    added,
    gone,
    still,
    mayDifferInSalt: still.some((finding) => !hasId(finding, old)) || shareKeyedRule(added, gone),
  }
}

interface Index {
  readonly byPart: ReadonlyMap<string, readonly string[]>
  readonly cores: ReadonlySet<string>
}

function indexFindings(findings: readonly Finding[]): Index {
  return {
    byPart: partIndex(findings),
    cores: new Set(findings.flatMap((finding) => coreOf(finding) ?? [])),
  }
}

/** Parts of these roles are named by the baseline's salt or, without one, by their place. */
const keyedRoles: ReadonlySet<string> = new Set(['passphrase', 'password', 'mnemonic'])

/** What names a credential under every salt: the parts that none enters. Null where there is no such part, or no other. */
function coreOf({ secrets }: Finding): string | null {
  const plain = secrets.filter(({ role }) => !keyedRoles.has(role))
  if (plain.length === 0 || plain.length === secrets.length) return null
  return plain
    .map(({ fingerprint }) => fingerprint)
    .toSorted()
    .join('-')
}

/** Nothing tells whether a password that is new to one rule is one that is gone. */
function shareKeyedRule(added: readonly Finding[], gone: readonly Finding[]): boolean {
  const rules = (findings: readonly Finding[]): string[] =>
    findings
      .filter(({ secrets }) => secrets.every(({ role }) => keyedRoles.has(role)))
      .map(({ rule }) => rule)
  const lost = new Set(rules(gone))
  return rules(added).some((rule) => lost.has(rule))
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

function isIn(finding: Finding, index: Index): boolean {
  const core = coreOf(finding)
  return hasId(finding, index) || (core !== null && index.cores.has(core))
}

function hasId({ id }: Finding, { byPart }: Index): boolean {
  return id
    .split('-')
    .some((part) =>
      byPart.get(part)?.some((other) => isCoveredBy(id, other) || isCoveredBy(other, id)),
    )
}
