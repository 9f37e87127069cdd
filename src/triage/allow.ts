import type { Hit } from '../model/hit.ts'
import type { Notice } from '../model/result.ts'
import { lineEnd, previousLineStart } from './lines.ts'
import { maskRuns } from '../bytes/mask-runs.ts'
import { decodeText, textEncodingOf } from './text-encoding.ts'
import type { TextEncodingName } from './text-encoding.ts'

/** An inline comment that excuses a hit. */
export interface Allow {
  /** The rule it names; `gitleaks:allow` names none and stands for all. */
  readonly rule: string
  /** May be empty. Masked: a comment next to a secret may repeat it. */
  readonly reason: string
  /** What wrote it. */
  readonly marker: 'straykey:allow' | 'gitleaks:allow'
}

export interface AllowOptions {
  /** Honour `gitleaks:allow` too. */
  readonly gitleaks?: boolean
  /** Rules that exist; a comment that names another is told of. */
  readonly knownRules: ReadonlySet<string>
  /** Where `bytes[0]` stands in the file. */
  readonly offset?: number
}

export interface AllowResult {
  /** One per hit, in order. */
  readonly allows: readonly (Allow | null)[]
  /** Comments that excuse nothing because they are written wrong; without duplicates. */
  readonly notices: readonly Notice[]
}

const ownMarker = 'straykey:allow'
const gitleaksMarker = 'gitleaks:allow'
/** How far from a secret on its own line, and how much of the line above, is looked through. */
const reach = 4096
/** CR LF in UTF-16, bytes. */
const longestLineEnd = 4
const comment = /straykey:allow\b([^\r\n]*)/g
/** `<rule-id>[,<rule-id>] <reason>` up to the end of the comment. */
const body = /^[ \t]+([a-z0-9][a-z0-9-]*(?:,[a-z0-9][a-z0-9-]*)*)(?=[\s:]|$)[\s:-]*(.*)$/
/** Ends of comments: C, HTML and XML, Jinja, OCaml, PowerShell, a closing quote. */
const commentEnd = /\s*(?:\*+\/|-->|[#%]\}|\*\)|#>|["'`]\)?[,;]?)\s*$/

/**
 * Finds `straykey:allow <rule-id> <reason>` on the line of a hit's secret, on the line before it, or on the line
 * where a secret of several lines ends; in any comment syntax. A comment without a rule id excuses nothing.
 */
export function findAllows(
  bytes: Uint8Array,
  hits: readonly Hit[],
  options: AllowOptions,
): AllowResult {
  const none = { allows: hits.map(() => null), notices: [] }
  if (hits.length === 0) return none
  const encoding = textEncodingOf(bytes)
  // Next to most hits there is no such comment.
  const [from, to] = rangeLookedAt(hits, options.offset ?? 0, bytes.length)
  const near = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
  if (!near.includes(needles[encoding])) return none

  const notices = new Map<string, Notice>()
  const allows = hits.map((hit) => {
    const rules = new Set(hit.parts.map((part) => part.rule))
    for (const line of linesOf(bytes, hit, encoding, options.offset ?? 0)) {
      const allow = readLine(line, rules, options, (notice) =>
        notices.set(`${notice.code}\0${notice.detail}`, notice),
      )
      if (allow !== null) return allow
    }
    return null
  })
  return { allows, notices: [...notices.values()] }
}

const needles: Readonly<Record<TextEncodingName, Buffer>> = {
  'utf-8': Buffer.from(':allow'),
  'utf-16le': Buffer.from(':allow', 'utf16le'),
  'utf-16be': Buffer.from(':allow', 'utf16le').swap16(),
}

/** No line that `linesOf` gives for these hits reaches out of this range. */
function rangeLookedAt(
  hits: readonly Hit[],
  base: number,
  length: number,
): readonly [from: number, to: number] {
  let from = length
  let to = 0
  for (const { parts } of hits) {
    for (const { start, end } of parts) {
      from = Math.min(from, start - base)
      to = Math.max(to, end - base)
    }
  }
  from = Math.max(0, from - 2 * reach - longestLineEnd)
  return [from, Math.max(from, Math.min(length, to + reach))]
}

function linesOf(
  bytes: Uint8Array,
  hit: Hit,
  encoding: TextEncodingName,
  base: number,
): Set<string> {
  const lines = new Set<string>()
  for (const part of hit.parts) {
    for (const offset of [part.start - base, part.end - base]) {
      const start = startOfLine(bytes, offset, encoding)
      lines.add(textOf(bytes, start, offset, encoding))
      if (offset !== part.start - base) continue
      const above = previousLineStart(bytes, start, encoding, start - reach)
      if (typeof above === 'number') lines.add(textOf(bytes, above, above, encoding))
    }
  }
  return lines
}

function startOfLine(bytes: Uint8Array, offset: number, encoding: TextEncodingName): number {
  const step = encoding === 'utf-8' ? 1 : 2
  const low = encoding === 'utf-16be' ? 1 : 0
  const limit = Math.max(0, offset - reach)
  let at = offset
  while (at - step >= limit) {
    const unit = bytes[at - step + low]
    if (unit === 0x0a || unit === 0x0d) break
    at -= step
  }
  return at
}

function textOf(
  bytes: Uint8Array,
  start: number,
  offset: number,
  encoding: TextEncodingName,
): string {
  return decodeText(bytes, start, lineEnd(bytes, offset, encoding, offset + reach), encoding)
}

function readLine(
  line: string,
  rules: ReadonlySet<string>,
  options: AllowOptions,
  notify: (notice: Notice) => void,
): Allow | null {
  for (const found of line.matchAll(comment)) {
    const parsed = body.exec((found[1] ?? '').replace(commentEnd, ''))
    const named = parsed?.[1]?.split(',') ?? []
    const unknown = named.filter((rule) => !options.knownRules.has(rule))
    if (named.length === 0 || unknown.length === named.length) {
      notify(refusal(unknown[0]))
      continue
    }
    const rule = named.find((name) => rules.has(name))
    if (rule !== undefined) {
      return { rule, reason: maskRuns((parsed?.[2] ?? '').trim()), marker: ownMarker }
    }
  }
  if (options.gitleaks === true && line.includes(gitleaksMarker)) {
    return { rule: '', reason: gitleaksMarker, marker: gitleaksMarker }
  }
  return null
}

function refusal(unknownRule: string | undefined): Notice {
  if (unknownRule === undefined) {
    return {
      code: 'allow-without-rule',
      detail: `a ${ownMarker} comment names no rule and was not followed; write "${ownMarker} <rule-id> <reason>"`,
    }
  }
  return {
    code: 'allow-unknown-rule',
    detail: `a ${ownMarker} comment names ${JSON.stringify(maskRuns(unknownRule))}, which is no rule, and was not followed; "straykey rules list" shows their ids`,
  }
}
