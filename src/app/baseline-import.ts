import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'

/** What another tool knows of one finding. */
export interface ImportedEntry {
  readonly path: string
  readonly line: number
  /** Full object id; null when it names none. */
  readonly commit: string | null
  /** Whether a value is the one meant; null when the entry does not say. */
  readonly isValue: ((value: string) => boolean) | null
  readonly reason: string
}

const maxEntries = 1_000_000
/** Shorter values stand in too many places to be told apart by. */
const tellingLength = 8

/**
 * Reads what another scanner was told to leave alone: a `.gitleaksignore`, a gitleaks JSON report, or a
 * `.secrets.baseline` of detect-secrets; which of them is told by the content.
 *
 * @throws ScanError `baseline` that names file and line or member
 */
export function parseImport(text: string, file: string): ImportedEntry[] {
  const start = text.trimStart().charAt(0)
  const entries = start === '[' || start === '{' ? readJson(text, file) : readLines(text, file)
  if (entries.length <= maxEntries) return entries
  throw new ScanError('baseline', `${file} has more than ${maxEntries} entries; split it.`)
}

export interface ImportMatches {
  /** Findings that an entry knows, with its reason. */
  readonly matched: ReadonlyMap<Finding, string>
  /** Entries that no finding answers to. */
  readonly unmatched: number
}

/** Finds the findings that entries mean: by value where they hold it or its hash, else by path and line. */
export function matchImports(
  findings: readonly Finding[],
  entries: readonly ImportedEntry[],
): ImportMatches {
  const byPath = new Map<string, Finding[]>()
  for (const finding of findings) {
    for (const path of new Set(finding.occurrences.map((place) => place.path))) {
      const known = byPath.get(path)
      if (known === undefined) byPath.set(path, [finding])
      else known.push(finding)
    }
  }
  const matched = new Map<Finding, string>()
  let unmatched = 0
  for (const entry of entries) {
    const near = byPath.get(entry.path) ?? []
    const meant = near.filter((finding) => isMeant(finding, entry))
    if (meant.length === 0) unmatched++
    for (const finding of meant) if (!matched.has(finding)) matched.set(finding, entry.reason)
  }
  return { matched, unmatched }
}

function isMeant(finding: Finding, entry: ImportedEntry): boolean {
  const { isValue } = entry
  if (isValue !== null) {
    const values = finding.secrets.map(({ secret }) => secret?.reveal('fingerprint'))
    if (values.some((value) => value !== undefined && isValue(value))) return true
  }
  return finding.occurrences.some((place) => isAt(place, entry))
}

/** With a commit, the line is that of the commit's version, which is the place's only when it is the same commit. */
function isAt(place: Occurrence, { path, line, commit }: ImportedEntry): boolean {
  if (place.path !== path) return false
  if (commit !== null && place.commit !== null && place.commit.id !== commit) return false
  return [place, ...(place.parts ?? [])].some((part) => part.line <= line && line <= part.endLine)
}

function readLines(text: string, file: string): ImportedEntry[] {
  const entries: ImportedEntry[] = []
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/\s+#.*$/, '').trim()
    if (line === '' || line.startsWith('#')) continue
    // [commit:]file:rule:line, where the file may hold colons itself.
    const found = /^(?:([0-9a-f]{40}|[0-9a-f]{64}):)?(.+):([^:]+):(\d{1,9})$/.exec(line)
    if (found === null) {
      throw new ScanError(
        'baseline',
        `${file}:${index + 1}: expected [commit:]file:rule:line, as gitleaks writes it.`,
      )
    }
    const [, commit = null, path = '', rule = '', number = '0'] = found
    entries.push({
      path: plainPath(path),
      line: Number(number),
      commit,
      isValue: null,
      reason: `imported from .gitleaksignore (${rule})`,
    })
  }
  return entries
}

function readJson(text: string, file: string): ImportedEntry[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new ScanError('baseline', `${file} is not well-formed JSON; export it again.`, {
      cause: error,
    })
  }
  if (Array.isArray(data))
    return data.map((item, index) => readGitleaks(item, `${file}: [${index}]`))
  const results = member(data, 'results')
  if (!isRecord(results)) {
    throw new ScanError(
      'baseline',
      `${file} is neither a gitleaks report nor a baseline of detect-secrets; name another file.`,
    )
  }
  return Object.entries(results).flatMap(([path, list]) => {
    const items = Array.isArray(list) ? list : [list]
    return items.map((item, index) =>
      readDetectSecrets(item, path, `${file}: results[${JSON.stringify(path)}][${index}]`),
    )
  })
}

/** @see gitleaks' report/finding.go */
function readGitleaks(item: unknown, place: string): ImportedEntry {
  const path = member(item, 'File')
  const line = member(item, 'StartLine')
  if (typeof path !== 'string' || typeof line !== 'number')
    throw damaged(place, 'File and StartLine')
  const secret = member(item, 'Secret')
  const commit = member(item, 'Commit')
  const rule = member(item, 'RuleID')
  const isWhole =
    typeof secret === 'string' && secret.length >= tellingLength && !secret.includes('REDACTED')
  return {
    path: plainPath(path),
    line,
    commit: typeof commit === 'string' && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null,
    isValue: isWhole ? (value): boolean => value === secret : null,
    reason: `imported from gitleaks${typeof rule === 'string' ? ` (${rule})` : ''}`,
  }
}

/** @see detect-secrets' core/potential_secret.py: `hashed_secret` is the SHA-1 of the value */
function readDetectSecrets(item: unknown, path: string, place: string): ImportedEntry {
  const hash = member(item, 'hashed_secret')
  const line = member(item, 'line_number')
  if (typeof hash !== 'string') throw damaged(place, 'hashed_secret')
  const isAudited = member(item, 'is_secret') === false
  return {
    path: plainPath(path),
    line: typeof line === 'number' ? line : 0,
    commit: null,
    isValue: (value): boolean => createHash('sha1').update(value).digest('hex') === hash,
    reason: `imported from detect-secrets${isAudited ? ' (audited: no secret)' : ''}`,
  }
}

function damaged(place: string, what: string): ScanError {
  return new ScanError('baseline', `${place} has no ${what}; export it again.`)
}

function plainPath(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function member(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
