import type { Finding, FindingHistory } from '../model/finding.ts'
import type { CommitRef, Occurrence } from '../model/occurrence.ts'
import type { Coverage, Skipped } from '../model/coverage.ts'
import type { ScanResult, Target } from '../model/result.ts'
import { coverageWords, kindWords, skipWord, targetWords } from './prose.ts'
import {
  authorName,
  count,
  day,
  escapeControls,
  formatBytes,
  formatNumber,
  joinList,
  shortId,
} from './text.ts'
import { placesOf, sawNothing } from './select.ts'

/** Sentences about one finding or one scan, as plain text; each reporter escapes them for its own format. */

/** `src/config.py:12:15`, or what kind of text it is when it has no path. */
export function placeText(place: Occurrence): string {
  const inside = (place.via ?? []).map(escapeControls).join(' > ')
  const target = place.target === undefined ? '' : ` in ${escapeControls(place.target)}`
  const suffix = `${inside === '' ? '' : ` (inside ${inside})`}${target}`
  if (place.path === '') {
    const id = place.commit?.id ?? place.blob
    const name = id === null ? kindWords[place.kind] : `${kindWords[place.kind]} ${shortId(id)}`
    return `${name}, line ${place.line}${suffix}`
  }
  return `${escapeControls(place.path)}:${place.line}:${place.column}${suffix}`
}

/** Places of a finding for a reader, the main one first. */
export interface ReadPlaces {
  readonly places: readonly [Occurrence, ...Occurrence[]]
  /** Those that are not listed counted too. */
  readonly total: number
}

/** Without those that read like another: two versions of a file may have it in one line, from one commit. */
export function readPlaces(finding: Finding): ReadPlaces {
  const [main, ...others] = placesOf(finding)
  const textOf = (place: Occurrence): string => `${placeText(place)} ${place.commit?.id ?? ''}`
  const known = new Set([textOf(main)])
  const told = others.filter((place) => {
    const before = known.size
    return known.add(textOf(place)).size > before
  })
  const hidden = Math.max(finding.occurrenceCount - finding.occurrences.length, 0)
  return { places: [main, ...told], total: 1 + told.length + hidden }
}

/** `2021-03-04 by Jane Doe in a1b2c3d4e5` */
export function commitText(commit: CommitRef): string {
  return `${day(commit.date)} by ${authorName(commit.author)} in ${shortId(commit.id)}`
}

/** What history knows, one sentence per line: since when, still there, who reaches it, how often. */
export function historyTexts(history: FindingHistory): string[] {
  const lines: string[] = []
  const paths = history.pathCount ?? history.paths.length
  if (history.introduced) lines.push(`introduced ${commitText(history.introduced)}`)
  lines.push(reachText(history))
  const counts = [
    ...(history.versions > 1 ? [`${formatNumber(history.versions)} versions`] : []),
    ...(paths > 1 ? [`${formatNumber(paths)} paths`] : []),
  ]
  const exposed = exposureText(history)
  const tail = [...(exposed === '' ? [] : [exposed]), ...(counts.length ? [joinList(counts)] : [])]
  if (tail.length > 0) lines.push(tail.join('; '))
  return lines
}

/** `exposed for 1,342 days`, or nothing when that is not known. */
export function exposureText(history: FindingHistory): string {
  if (history.exposedDays === null) return ''
  if (history.exposedDays < 1) return 'exposed for less than a day'
  return `exposed for ${count(history.exposedDays, 'day')}`
}

/** `still in HEAD` and the like: the short form for tables. */
export function statusText(history: FindingHistory): string {
  if (history.unreachable) return 'only in unreachable objects'
  if (history.inHead) return 'still in HEAD'
  return history.removed ? `removed ${day(history.removed.date)}` : 'not in HEAD'
}

function reachText(history: FindingHistory): string {
  if (history.unreachable) {
    return 'only unreachable objects hold it (amended away, dropped or orphaned); a push may have published it'
  }
  const status = history.inHead
    ? 'still in HEAD'
    : history.removed
      ? `removed ${commitText(history.removed)}, still in history`
      : 'not in HEAD, still in history'
  if (history.refs.length === 0) return status
  return `${status}; reachable from ${refsText(history)}`
}

const refsNamed = 3

export function refsText(history: FindingHistory): string {
  const total = Math.max(history.refCount, history.refs.length)
  const named = history.refs.slice(0, refsNamed).map(shortRef)
  const rest = total - named.length
  return joinList(rest > 0 ? [...named, `${formatNumber(rest)} more`] : named)
}

/** `refs/heads/main` → `main`, `refs/tags/v1` → `tag v1`. */
function shortRef(ref: string): string {
  const name = escapeControls(ref)
  if (name.startsWith('refs/tags/')) return `tag ${name.slice('refs/tags/'.length)}`
  return name.replace(/^refs\/(?:heads|remotes)\//, '')
}

/** `Ethereum address 0x…`: one line each. */
export function identityTexts({ identities = [] }: Finding): string[] {
  return identities.map(({ label, value }) => escapeControls(`${label} ${value}`))
}

export function verdictDetail(finding: Finding): string {
  const { verdict } = finding
  if (!verdict) return ''
  const permissions =
    verdict.state === 'live' && verdict.permissions.length > 0
      ? `it may ${joinList(verdict.permissions.map(escapeControls))}`
      : ''
  return [permissions, escapeControls(verdict.detail)].filter((part) => part !== '').join('; ')
}

/** `Scanned the whole history of repo: 31,204 commits, 98,000 blobs, 2.1 GB.` */
export function scannedText({
  target,
  coverage,
  notices = [],
  shard,
}: Pick<ScanResult, 'target' | 'coverage' | 'shard'> &
  Partial<Pick<ScanResult, 'notices'>>): string {
  // Standard input is the kind and the name of it.
  const isNamed = target.name !== '' && target.name !== targetWords[target.kind]
  const name = isNamed ? ` ${escapeControls(target.name)}` : ''
  const isPart =
    shard !== undefined ||
    (target.kind === 'history' && (coverage.excluded ?? 0) > 0) ||
    notices.some(({ code }) => code === 'selection')
  const what = `${isPart ? 'a part of the history of' : targetWords[target.kind]}${name}`
  const left = `${ignoredText(coverage)}${excludedText(target, coverage)}`
  if (sawNothing(coverage)) return `Looked at ${what}: there was nothing to scan${left}.`
  const parts = [
    [coverage.files, 'file'],
    [coverage.commits, 'commit'],
    [coverage.trees, 'tree'],
    [coverage.blobs, 'blob'],
    [coverage.tags, 'tag'],
  ] as const
  const counts = parts.filter(([amount]) => amount > 0).map(([amount, noun]) => count(amount, noun))
  return `Scanned ${what}: ${[...counts, formatBytes(coverage.bytes)].join(', ')}${left}.`
}

/** `; left out 3 files and folders that git ignores` */
function ignoredText({ ignored = 0 }: Coverage): string {
  if (ignored === 0) return ''
  return `; left out ${count(ignored, 'file or folder', 'files and folders')} that git ignores`
}

/** `; left out 3 files and folders by patterns` */
function excludedText({ kind }: Target, { excluded = 0 }: Coverage): string {
  if (excluded === 0) return ''
  return `; left out ${excludedCount(kind, excluded)} by patterns`
}

/** What patterns leave out: files before they are looked at; of a history what was found, in whole or in part. */
function excludedCount(kind: Target['kind'], excluded: number): string {
  if (kind === 'history') return `${count(excluded, 'finding')} or places of them`
  return count(excluded, 'file or folder', 'files and folders')
}

/** What was not looked at, in sentences; empty when nothing is missing. */
export function gapTexts({ coverage, shard }: Pick<ScanResult, 'coverage' | 'shard'>): string[] {
  const lines: string[] = []
  if (shard)
    lines.push(
      `Only shard ${shard.index} of ${shard.count} was scanned; \`straykey merge\` joins the reports of all.`,
    )
  const counts = Object.entries(coverage.skippedCount)
    .filter(([, amount]) => amount > 0)
    .map(([reason, amount]) => `${formatNumber(amount)} ${skipWord(reason)}`)
  if (counts.length > 0) lines.push(`Not scanned: ${joinList(counts)}.`)
  if (coverage.shallow) lines.push(coverageWords.shallow)
  if (coverage.partial) lines.push(partialText(coverage))
  if (coverage.interrupted) lines.push(coverageWords.interrupted)
  return lines
}

/** A partial clone may lack nothing that was asked for. */
function partialText(coverage: Coverage): string {
  return coverage.skippedCount.missing ? coverageWords.partial : coverageWords.partialWhole
}

export function skippedText(item: Skipped): string {
  const detail = item.detail === '' ? skipWord(item.reason) : escapeControls(item.detail)
  return `${escapeControls(item.what)}: ${detail}`
}

/** How many were skipped in all, listed or not. */
export function skippedTotal(coverage: Coverage): number {
  return Object.values(coverage.skippedCount).reduce((sum, amount) => sum + amount, 0)
}
