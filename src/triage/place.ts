import type { Hit, HitPart } from '../model/hit.ts'
import type { CodeFrame, Occurrence, PartPlace } from '../model/occurrence.ts'
import { maskSecret } from '../model/secret.ts'
import { codeFrame } from './frame.ts'
import type { FrameInput, MaskedSpan } from './frame.ts'
import { LineCursor } from './lines.ts'
import type { LineScanner, Position } from './lines.ts'
import { decodeText, textEncodingOf } from './text-encoding.ts'
import type { TextEncodingName } from './text-encoding.ts'

/** Where a hit stands in its text: everything of an occurrence but whose text it is. */
export type Place = Omit<Occurrence, 'kind' | 'path' | 'pathEncoded' | 'commit' | 'blob'>

export interface PlaceOptions {
  /** Whether the secrets of a rule show nothing of themselves. */
  readonly isGuessable: (rule: string) => boolean
  /** Where `bytes[0]` stands in the file, and in which line; default 0 and 1. */
  readonly offset?: number
  readonly firstLine?: number
  /** All hits of the file or window, whose secrets frames must hide; default the hits that are placed. */
  readonly hide?: readonly Hit[]
}

/** More frames than this nobody looks at; the places themselves are all given. */
export const maxFrames = 500
const maxHiddenValues = 500
const hidden = '********'

/**
 * Line, column and code frame of each hit, in the order of `hits`. Made for the few files with hits, late: one pass
 * over the bytes.
 *
 * @param hits with offsets in the file, all of them inside `bytes`
 */
export function placeHits(bytes: Uint8Array, hits: readonly Hit[], options: PlaceOptions): Place[] {
  const base = options.offset ?? 0
  const encoding = base === 0 ? textEncodingOf(bytes) : 'utf-8'
  const positions = findPositions(bytes, hits, encoding, base, options.firstLine ?? 1)
  const hide = options.hide ?? hits
  const { isGuessable } = options
  const frames = frameInput(bytes, encoding, base, {
    hide,
    values: hiddenValues(hide),
    isGuessable,
  })
  return hits.map((hit, index) => {
    const start = positions.get(hit.parts[0].start)
    const frame =
      index < maxFrames && start !== undefined && isPlain(hit)
        ? codeFrame(frames, hit.parts[0].start - base, start.line, start.lineStart)
        : null
    return toPlace(
      hit,
      hit.parts.map((part) => placeOf(part, positions)),
      frame,
    )
  })
}

/** @param at one for each part */
export function toPlace(hit: Hit, at: readonly PartPosition[], frame: CodeFrame | null): Place {
  const [first, ...others] = hit.parts
  const parts = others.map(({ role }, index): PartPlace => ({
    role,
    ...(at[index + 1] ?? nowhere),
  }))
  return {
    ...(at[0] ?? nowhere),
    span: [first.start, first.end],
    ...(hit.via.length > 0 ? { via: hit.via } : {}),
    ...(frame === null ? {} : { frame }),
    ...(parts.length > 0 ? { parts } : {}),
  }
}

const nowhere: PartPosition = { line: 1, column: 1, endLine: 1, endColumn: 1 }

/** Frames of compressed text show nothing a reader knows. */
export function isPlain(hit: Hit): boolean {
  return !hit.via.some((step) => /^(?:gzip|zip|tar|bzip2|xz|zstd|deflate)/.test(step))
}

/** Where one part stands. */
export type PartPosition = Omit<PartPlace, 'role'>

export function placeOf(part: HitPart, positions: ReadonlyMap<number, Position>): PartPosition {
  const start = positions.get(part.start)
  const end = positions.get(part.end)
  return {
    line: start?.line ?? 1,
    column: start?.column ?? 1,
    endLine: end?.line ?? 1,
    endColumn: end?.column ?? 1,
  }
}

export function findPositions(
  bytes: Uint8Array,
  hits: readonly Hit[],
  encoding: TextEncodingName,
  base: number,
  firstLine: number,
  scanner: LineScanner | null = null,
): Map<number, Position> {
  const offsets: number[] = []
  for (const hit of hits) for (const { start, end } of hit.parts) offsets.push(start, end)
  const cursor = new LineCursor(bytes, encoding, firstLine, scanner)
  const positions = new Map<number, Position>()
  for (const offset of Float64Array.from(offsets).toSorted()) {
    if (!positions.has(offset)) positions.set(offset, cursor.position(offset - base))
  }
  return positions
}

/** What frames of one text hide. */
export interface Hidden {
  /** All hits of the text. */
  readonly hide: readonly Hit[]
  /** `hiddenValues` of them. */
  readonly values: readonly string[]
  readonly isGuessable: (rule: string) => boolean
}

/** @param base where `bytes[0]` stands in the text that `hide` is of */
export function frameInput(
  bytes: Uint8Array,
  encoding: TextEncodingName,
  base: number,
  { hide, values, isGuessable }: Hidden,
): FrameInput {
  const spans: MaskedSpan[] = []
  for (const { parts } of hide) {
    for (const part of parts) {
      const start = part.start - base
      const end = part.end - base
      if (end <= 0 || start >= bytes.length) continue
      const isWhole = start >= 0 && end <= bytes.length
      const mask = isWhole ? maskOf(part, bytes, start, end, encoding, isGuessable) : hidden
      spans.push({ start: Math.max(0, start), end, mask })
    }
  }
  return { bytes, encoding, spans: withoutOverlap(spans), values }
}

/** Values that stand nowhere in a frame, longest first. */
export function hiddenValues(hits: readonly Hit[]): string[] {
  const values = new Set<string>()
  for (const { parts } of hits) {
    for (const { value } of parts) {
      // Shorter ones would hide every other word of a line.
      if (value.length >= 4 && values.size < maxHiddenValues) values.add(value)
    }
  }
  return [...values].toSorted(byLength)
}

/** The masked form where the secret stands there as it is; nothing of an encoded or joined one. */
function maskOf(
  part: HitPart,
  bytes: Uint8Array,
  start: number,
  end: number,
  encoding: TextEncodingName,
  isGuessable: (rule: string) => boolean,
): string {
  const isAsWritten =
    end - start <= 4 * part.value.length && decodeText(bytes, start, end, encoding) === part.value
  return isAsWritten ? maskSecret(part.value, isGuessable(part.rule)) : hidden
}

function withoutOverlap(spans: readonly MaskedSpan[]): MaskedSpan[] {
  const merged: MaskedSpan[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last === undefined || span.start >= last.end) merged.push(span)
    else if (span.end > last.end)
      merged[merged.length - 1] = { ...last, end: span.end, mask: hidden }
  }
  return merged
}

/** Longest first, so that a value is hidden before a shorter one inside it. */
function byLength(a: string, b: string): number {
  return b.length - a.length || (a < b ? -1 : 1)
}
