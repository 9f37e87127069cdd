import type { Finding } from '../model/finding.ts'
import type { Notice } from '../model/result.ts'
import { isCoveredBy } from './fingerprint.ts'

/** A credential that a team knows of. */
export interface BaselineEntry {
  /** Id of the finding: fingerprints of its parts. An entry for a pair covers each half as well. */
  readonly fingerprint: string
  /** For the reader only; it decides nothing. */
  readonly rule: string
  /** Empty when none was given. */
  readonly reason: string
  /** Last day it counts, `YYYY-MM-DD`; null for ever. */
  readonly until: string | null
  /** Where it stands in the file; 0 when it came from elsewhere. */
  readonly line: number
}

export interface Baseline {
  /** Keys the fingerprints of guessable secrets; null names them after their place. */
  readonly salt: string | null
  readonly entries: readonly BaselineEntry[]
}

export const emptyBaseline: Baseline = { salt: null, entries: [] }

export interface BaselineOptions {
  /** Day of the scan, `YYYY-MM-DD`. */
  readonly today: string
  /** Name for notices. */
  readonly fileName: string
  /** Tell of entries that match nothing; false for a scan that looked at a part only. */
  readonly tellStale: boolean
}

export interface BaselineResult {
  readonly findings: readonly Finding[]
  readonly notices: readonly Notice[]
}

const maxNotices = 20

/** Marks the findings that the baseline knows; an expired entry excuses nothing. Order and number stay. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  options: BaselineOptions,
): BaselineResult {
  const { entries } = baseline
  const lookup = new BaselineLookup(entries)
  // By number, not by entry: a set of objects gives each of them a hash and a place for it.
  const used = new Uint8Array(entries.length)
  const expired = new Set<number>()
  const marked = findings.map((finding): Finding => {
    let valid: BaselineEntry | undefined
    const covering = lookup.covering(finding.id)
    for (const index of covering) {
      used[index] = 1
      const entry = entries[index]
      if (valid === undefined && entry && !isExpired(entry, options.today)) valid = entry
    }
    if (valid === undefined) for (const index of covering) expired.add(index)
    if (valid === undefined || finding.state !== 'new') return finding
    const suppression = { by: 'baseline', reason: valid.reason, entry: valid.fingerprint } as const
    // Half the time of a spread that adds a member; there may be 10,000.
    return Object.assign({}, finding, { state: 'known', suppression } as const)
  })
  const stale = options.tellStale ? entries.filter((_, index) => used[index] === 0) : []
  const late = entries.filter((_, index) => expired.has(index))
  return {
    findings: marked,
    notices: [
      ...notices('baseline-expired', late, options, (entry) => `expired on ${entry.until}`),
      ...notices('baseline-stale', stale, options, () => 'matches nothing any more'),
    ],
  }
}

export interface UpdateOptions {
  /** Drop entries that match none of the findings. */
  readonly prune: boolean
  /** Reason for new entries. */
  readonly reason?: string
  readonly until?: string | null
}

/** The baseline with an entry for every finding; entries that are there keep their reason and date. */
export function updateBaseline(
  baseline: Baseline,
  findings: readonly Pick<Finding, 'id' | 'rule'>[],
  options: UpdateOptions,
): Baseline {
  const lookup = new BaselineLookup(baseline.entries)
  const kept = new Set<BaselineEntry>(options.prune ? [] : baseline.entries)
  const added = new Map<string, BaselineEntry>()
  for (const { id, rule } of findings) {
    const known = lookup.covering(id)
    for (const index of known) {
      const entry = baseline.entries[index]
      if (entry) kept.add(entry)
    }
    if (known.length > 0) continue
    const { reason = '', until = null } = options
    added.set(id, { fingerprint: id, rule, reason, until, line: 0 })
  }
  return { salt: baseline.salt, entries: [...kept, ...added.values()].toSorted(byFingerprint) }
}

/**
 * The file: sorted by fingerprint, no time stamps, one line per field, so that two branches that add entries merge
 * by themselves nearly always.
 */
export function formatBaseline(baseline: Baseline): string {
  const lines = [
    '# Credentials that are known: straykey reports them as known and does not fail because of them.',
    '# Made with "straykey baseline"; reason and until (YYYY-MM-DD) may be edited. No secret stands here.',
    'version: 1',
  ]
  if (baseline.salt !== null) lines.push(`salt: "${baseline.salt}"`)
  lines.push(baseline.entries.length === 0 ? 'known: []' : 'known:')
  for (const { fingerprint, rule, reason, until } of baseline.entries.toSorted(byFingerprint)) {
    lines.push(`  - fingerprint: "${fingerprint}"`, `    rule: ${rule}`)
    if (reason !== '') lines.push(`    reason: ${quote(reason)}`)
    if (until !== null) lines.push(`    until: "${until}"`)
  }
  return `${lines.join('\n')}\n`
}

/** JSON text is YAML text as long as no line separator stands in it raw. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Entries by their numbers in the list. */
class BaselineLookup {
  readonly #entries: readonly BaselineEntry[]
  readonly #byId = new Map<string, number>()
  #byPart: Map<string, number[]> | null = null

  constructor(entries: readonly BaselineEntry[]) {
    this.#entries = entries
    for (const [index, entry] of entries.entries()) this.#byId.set(entry.fingerprint, index)
  }

  /** The entry for `id`; without one, those that know all parts of it and more, by fingerprint. */
  covering(id: string): readonly number[] {
    const exact = this.#byId.get(id)
    if (exact !== undefined) return [exact]
    this.#byPart ??= indexByPart(this.#entries)
    const candidates = this.#byPart.get(id.split('-')[0] ?? '') ?? []
    const nameOf = (index: number): string => this.#entries[index]?.fingerprint ?? ''
    return candidates
      .filter((index) => isCoveredBy(id, nameOf(index)))
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  }
}

function indexByPart(entries: readonly BaselineEntry[]): Map<string, number[]> {
  const byPart = new Map<string, number[]>()
  for (const [index, entry] of entries.entries()) {
    for (const part of entry.fingerprint.split('-')) {
      const list = byPart.get(part)
      if (list === undefined) byPart.set(part, [index])
      else list.push(index)
    }
  }
  return byPart
}

function isExpired(entry: BaselineEntry, today: string): boolean {
  return entry.until !== null && entry.until < today
}

function byFingerprint(a: BaselineEntry, b: BaselineEntry): number {
  return a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0
}

function notices(
  code: string,
  entries: readonly BaselineEntry[],
  { fileName }: BaselineOptions,
  what: (entry: BaselineEntry) => string,
): Notice[] {
  const shown = entries.toSorted(byFingerprint).slice(0, maxNotices)
  const told = shown.map((entry): Notice => {
    const place = entry.line > 0 ? `${fileName}:${entry.line}` : fileName
    return {
      code,
      detail: `${place}: the entry for ${entry.rule} (${entry.fingerprint}) ${what(entry)}`,
    }
  })
  const left = entries.length - shown.length
  if (left > 0) told.push({ code, detail: `${fileName}: ${left} more entries of this kind` })
  return told
}
