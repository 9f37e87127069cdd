import type { Finding, Suppression } from '../model/finding.ts'
import type { Notice } from '../model/result.ts'
import type { Allow } from './allow.ts'
import { applyBaseline } from './baseline.ts'
import type { Baseline, BaselineOptions } from './baseline.ts'

/** A rule of the configuration: findings in these paths are not news. */
export interface PathRule {
  /** Compiled by the caller from the glob in `entry`. */
  readonly matches: (path: string) => boolean
  /** Rule ids it is for; empty for all. */
  readonly rules: readonly string[]
  readonly reason: string
  /** As written in the configuration. */
  readonly entry: string
}

export interface Policy {
  /** Allow comments found for a finding, by its id, then by path. */
  readonly allows: ReadonlyMap<string, ReadonlyMap<string, Allow>>
  readonly baseline: Baseline | null
  readonly baselineOptions: BaselineOptions
  readonly pathRules: readonly PathRule[]
}

/**
 * Marks what is not news: by allow comments, then the baseline, then path rules. A finding is never removed, and one
 * that is marked already stays as it is, so applying twice changes nothing.
 */
export function applyPolicy(
  findings: readonly Finding[],
  policy: Policy,
): { findings: Finding[]; notices: readonly Notice[] } {
  const inline = findings.map((finding) => suppressInline(finding, policy.allows.get(finding.id)))
  const left = inline.flatMap((finding) => tellLeftover(finding, policy.allows.get(finding.id)))
  const { findings: known, notices } =
    policy.baseline === null
      ? { findings: inline, notices: [] }
      : applyBaseline(inline, policy.baseline, policy.baselineOptions)
  return {
    findings: known.map((finding) => suppressByPath(finding, policy.pathRules)),
    notices: [...notices, ...left],
  }
}

/**
 * An allow comment speaks for its path, in all versions of it; the finding is suppressed when every path it stands in
 * has one.
 */
function suppressInline(finding: Finding, allows: ReadonlyMap<string, Allow> | undefined): Finding {
  if (allows === undefined || finding.state !== 'new') return finding
  const paths = pathsOf(finding)
  if (paths === null || !paths.every((path) => allows.has(path))) return finding
  const allow = allows.get(paths[0] ?? '')
  if (allow === undefined) return finding
  return suppressed(finding, { by: 'inline', reason: allow.reason, entry: allow.marker })
}

/**
 * Comments excuse it wherever it has a path, but an object that nothing leads to holds it too: left behind by a
 * `git add` that was undone, say. Who wrote the comments must learn why they do not help.
 */
function tellLeftover(
  finding: Finding,
  allows: ReadonlyMap<string, Allow> | undefined,
): readonly Notice[] {
  const { occurrences, occurrenceCount, history, state } = finding
  if (allows === undefined || state !== 'new' || occurrenceCount > occurrences.length) return []
  const bare = occurrences.filter(({ path }) => path === '')
  const paths = new Set([...occurrences.map(({ path }) => path), ...(history?.paths ?? [])])
  paths.delete('')
  const isExcused = paths.size > 0 && [...paths].every((path) => allows.has(path))
  if (!isExcused || !bare.every(({ kind }) => kind === 'unreachable')) return []
  const objects = [...new Set(bare.map(({ blob }) => (blob ?? '').slice(0, 10)))]
  const [path = ''] = [...paths].toSorted()
  return [
    {
      code: 'allowed-but-left',
      detail: `${finding.rule} in ${path} is allowed by a comment, but still stands in unreachable object ${objects.join(', ')}, which git gc --prune=now removes`,
    },
  ]
}

/** Every path of the finding has to be excused, by whatever rule. */
function suppressByPath(finding: Finding, rules: readonly PathRule[]): Finding {
  if (finding.state !== 'new') return finding
  const applicable = rules.filter(
    (rule) => rule.rules.length === 0 || rule.rules.includes(finding.rule),
  )
  const paths = pathsOf(finding)
  if (paths === null) return finding
  const excuses = paths.map((path) => applicable.find((rule) => rule.matches(path)))
  const [first] = excuses
  if (first === undefined || excuses.includes(undefined)) return finding
  return suppressed(finding, { by: 'path', reason: first.reason, entry: first.entry })
}

/** Sorted; null when some place has no path (a commit message) or the list of places was cut. */
function pathsOf(finding: Finding): string[] | null {
  const { history } = finding
  if (history?.pathCount !== undefined && history.pathCount > history.paths.length) return null
  const isCut = finding.occurrenceCount > finding.occurrences.length
  if (isCut && history === undefined) return null
  const paths = new Set(finding.occurrences.map((occurrence) => occurrence.path))
  for (const path of history?.paths ?? []) paths.add(path)
  return paths.has('') ? null : [...paths].toSorted()
}

function suppressed(finding: Finding, suppression: Suppression): Finding {
  return { ...finding, state: 'suppressed', suppression }
}
