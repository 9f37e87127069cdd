import { sumEvidence } from '../model/evidence.ts'
import type { Finding, FindingHistory, FindingState } from '../model/finding.ts'
import { groupBy } from '../model/group-by.ts'
import { limits } from '../model/limits.ts'
import type { CommitRef, Occurrence } from '../model/occurrence.ts'
import { confidenceRank, severityRank } from '../model/severity.ts'
import { verdictRank } from '../model/verdict.ts'
import { byOccurrence } from '../triage/finding.ts'
import { isCoveredBy } from '../triage/fingerprint.ts'

type Findings = readonly [Finding, ...Finding[]]

/** One finding from several of one credential; the first names it when all are equally good. */
export function joinFindings(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings
  if (first === undefined) throw new Error('there is at least one finding in a group')
  return others.length === 0 ? first : joinInto(first, [first, ...others])
}

/** As `joinFindings`, with the name, the secrets and the remedy of `owner`. */
function joinInto(owner: Finding, findings: Findings): Finding {
  const best = findings.reduce(better)
  const occurrences = joinOccurrences(findings)
  const listed = findings.reduce((sum, finding) => sum + finding.occurrences.length, 0)
  const all = findings.reduce((sum, finding) => sum + finding.occurrenceCount, 0)
  const [first, ...others] = occurrences
  const { suppression: _, verdict: __, ...named } = owner
  const state = joinStates(findings.map((finding) => finding.state))
  const suppression = findings.find((finding) => finding.state === state)?.suppression
  const verdict = findings
    .map((finding) => finding.verdict)
    .filter((item) => item !== undefined)
    .toSorted((a, b) => verdictRank(a) - verdictRank(b))[0]
  const history = joinHistories(findings)
  return {
    ...named,
    severity: best.severity,
    confidence: best.confidence,
    because: best.because,
    state,
    occurrences: [
      first ?? owner.occurrences[0],
      ...others.slice(0, limits.maxOccurrencesListed - 1),
    ],
    // What was listed twice counts once; of what was cut nothing is known.
    occurrenceCount: occurrences.length + (all - listed),
    ...(history === undefined ? {} : { history }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(suppression === undefined || state === 'new' ? {} : { suppression }),
  }
}

/** Moves findings that are part of a larger one (a key whose secret another shard saw) into it. */
export function foldLoneFindings(findings: readonly Finding[]): Finding[] {
  const byPart = new Map<string, Finding[]>()
  for (const finding of findings) {
    for (const part of finding.id.split('-')) {
      const known = byPart.get(part)
      if (known === undefined) byPart.set(part, [finding])
      else known.push(finding)
    }
  }
  const lone = new Map<Finding, Finding[]>()
  const kept: Finding[] = []
  for (const finding of findings) {
    const larger = (byPart.get(finding.id.split('-', 1)[0] ?? '') ?? [])
      .filter((other) => other.id !== finding.id && isCoveredBy(finding.id, other.id))
      .toSorted(byOwner)[0]
    if (larger === undefined) kept.push(finding)
    else lone.set(larger, [...(lone.get(larger) ?? []), finding])
  }
  return kept.map((finding) => {
    const parts = lone.get(finding)
    return parts === undefined ? finding : joinInto(finding, [finding, ...parts])
  })
}

/** The largest, then the best seen, then the smallest id: as one scan decides. */
function byOwner(a: Finding, b: Finding): number {
  return (
    b.secrets.length - a.secrets.length ||
    b.occurrenceCount - a.occurrenceCount ||
    (a.id < b.id ? -1 : 1)
  )
}

function better(a: Finding, b: Finding): Finding {
  const surer =
    confidenceRank(a.confidence) - confidenceRank(b.confidence) ||
    sumEvidence(b.because) - sumEvidence(a.because)
  const [winner, other] = surer <= 0 ? [a, b] : [b, a]
  const isAsSure = winner.confidence === other.confidence
  const isWorse = severityRank(other.severity) < severityRank(winner.severity)
  return isAsSure && isWorse ? { ...winner, severity: other.severity } : winner
}

/** New when anything about it is: each report judged only what it saw. */
function joinStates(states: readonly FindingState[]): FindingState {
  if (states.includes('new')) return 'new'
  return states.includes('known') ? 'known' : 'suppressed'
}

/** Each place once; of a path in history only where it came in first. */
function joinOccurrences(findings: Findings): Occurrence[] {
  const groups = groupBy(
    findings.flatMap((finding, index) => finding.occurrences.map((place) => ({ place, index }))),
    ({ place }) => (isOfHistory(place) ? `${place.target}\0${place.kind}\0${place.path}` : ''),
  )
  const places: Occurrence[] = []
  for (const [key, group] of groups) {
    if (key === '') {
      places.push(...group.map(({ place }) => place))
      continue
    }
    const first = group.reduce((a, b) => (isEarlier(b.place, a.place) ? b : a))
    places.push(...group.filter(({ index }) => index === first.index).map(({ place }) => place))
  }
  const distinct = new Map(places.map((place) => [placeKey(place), place]))
  return [...distinct.values()].toSorted(
    (a, b) => compare(a.target ?? '', b.target ?? '') || byOccurrence(a, b),
  )
}

function isOfHistory({ kind, path }: Occurrence): boolean {
  return path !== '' && (kind === 'blob' || kind === 'note' || kind === 'unreachable')
}

function isEarlier(a: Occurrence, b: Occurrence): boolean {
  const [left, right] = [timeOf(a.commit), timeOf(b.commit)]
  return left !== right ? left < right : (a.blob ?? '') < (b.blob ?? '')
}

function timeOf(commit: CommitRef | null): number {
  const time = commit === null ? Number.NaN : Date.parse(commit.date)
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}

function placeKey(place: Occurrence): string {
  const { target, kind, path, line, column, commit, blob, span } = place
  return JSON.stringify([target, kind, path, line, column, commit?.id, blob, span])
}

function joinHistories(findings: Findings): FindingHistory | undefined {
  const histories = findings.flatMap(({ history }) => (history === undefined ? [] : [history]))
  const [first] = histories
  if (first === undefined || histories.length === 1) return first
  const introduced = histories
    .map((history) => history.introduced)
    .toSorted((a, b) => timeOf(a) - timeOf(b))[0]
  const inHead = histories.some((history) => history.inHead)
  const removals = histories
    .map((history) => history.removed)
    .filter((removed) => removed !== null)
    .toSorted((a, b) => timeOf(b) - timeOf(a))
  const refs = union(histories.map((history) => history.refs))
  const paths = union(histories.map((history) => history.paths))
  // Of what was cut, nobody knows whether it is the same.
  const pathCount = Math.max(...histories.map((history) => history.pathCount ?? 0))
  const days = histories.map((history) => history.exposedDays).filter((item) => item !== null)
  const removed = inHead ? null : (removals[0] ?? null)
  return {
    introduced: introduced ?? null,
    paths,
    ...(pathCount > paths.length && { pathCount }),
    inHead,
    removed,
    refs: refs.slice(0, limits.maxRefsListed),
    refCount: Math.max(refs.length, ...histories.map((history) => history.refCount)),
    unreachable: histories.every((history) => history.unreachable),
    versions: histories.reduce((sum, history) => sum + history.versions, 0),
    exposedDays:
      exposure(introduced ?? null, removed) ?? (days.length > 0 ? Math.max(...days) : null),
  }
}

function exposure(introduced: CommitRef | null, removed: CommitRef | null): number | null {
  const days = Math.floor((timeOf(removed) - timeOf(introduced)) / 86_400_000)
  return Number.isFinite(days) && days >= 0 ? days : null
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].toSorted()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
