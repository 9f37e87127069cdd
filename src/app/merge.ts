import { CoverageLog } from '../model/coverage-log.ts'
import type { Finding } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import type { Notice, RuleInfo, ScanResult, Target } from '../model/result.ts'
import { sortFindings } from '../triage/finding.ts'
import { foldLoneFindings, joinFindings } from './merge-findings.ts'
import { inTarget } from './merge-names.ts'

/**
 * Joins reports of shards, folders or repositories into one: the same as one scan of everything, as far as reports
 * tell. What they do not tell: places of a candidate that was too weak to be reported in its own shard, and whether
 * two guessable secrets without a salt are the same (they stay two).
 *
 * @param results at least one
 */
export function mergeResults(results: readonly [ScanResult, ...ScanResult[]]): ScanResult {
  if (results.length === 1) return results[0]
  const coverage = new CoverageLog()
  for (const result of results) coverage.add(result.coverage)
  const isOneTarget =
    new Set(results.map(({ target }) => `${target.kind}\0${target.name}`)).size === 1
  const isGit = results.every(({ target }) => target.kind !== 'files')
  const named =
    isOneTarget || !isGit
      ? results.map((result) => result.findings)
      : results.map(({ findings, target }) => findings.map((item) => inTarget(item, target.name)))
  const groups = groupBy(named.flat(), (finding) => groupKey(finding, isOneTarget))
  const joined = [...groups.values()].map((group) => joinFindings(group))
  return {
    target: joinTargets(results.map((result) => result.target)),
    coverage: coverage.snapshot(),
    findings: sortFindings(foldLoneFindings(joined)),
    rules: joinRules(results.map((result) => result.rules)),
    notices: joinNotices(results.map((result) => result.notices)),
  }
}

/**
 * Ids name the secret, wherever it stands. Only that of a secret which shows nothing of itself may stand for a place
 * instead, and that means nothing in another repository.
 */
function groupKey(finding: Finding, isOneTarget: boolean): string {
  const isHidden = finding.secrets.some(({ masked }) => masked === '********')
  return isOneTarget || !isHidden
    ? finding.id
    : `${finding.id}\0${finding.occurrences[0].target ?? ''}`
}

function joinTargets(targets: readonly Target[]): Target {
  const kinds = new Set(targets.map((target) => target.kind))
  const names = [...new Set(targets.map((target) => target.name))].toSorted()
  const heads = new Set(targets.map((target) => target.head))
  const [head] = heads
  const shown = names.slice(0, 10).join(', ')
  const more = names.length > 10 ? ` and ${names.length - 10} more` : ''
  return {
    kind: kinds.has('history') ? 'history' : (targets[0]?.kind ?? 'files'),
    name: `${shown}${more}`,
    ...(heads.size === 1 && head !== undefined ? { head } : {}),
  }
}

function joinRules(lists: readonly (readonly RuleInfo[])[]): RuleInfo[] {
  const rules = new Map<string, RuleInfo>()
  for (const rule of lists.flat()) if (!rules.has(rule.id)) rules.set(rule.id, rule)
  return [...rules.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** An entry is stale only when it matched nothing anywhere. */
function joinNotices(lists: readonly (readonly Notice[])[]): Notice[] {
  const groups = groupBy(lists.flat(), ({ code, detail }) => `${code}\0${detail}`)
  return [...groups.values()].flatMap((group) => {
    const [notice] = group
    if (notice === undefined) return []
    return notice.code === 'baseline-stale' && group.length < lists.length ? [] : [notice]
  })
}
