import type { CodeFrame } from '../model/occurrence.ts'
import { lineEnd, previousLineStart } from './lines.ts'
import { maskRuns } from '../bytes/mask-runs.ts'
import { decodeText } from './text-encoding.ts'
import type { TextEncodingName } from './text-encoding.ts'

/** A stretch of bytes that must not be shown. Sorted by start, without overlap. */
export interface MaskedSpan {
  readonly start: number
  readonly end: number
  /** What stands in its place, on the line it starts in. */
  readonly mask: string
}

export interface FrameInput {
  readonly bytes: Uint8Array
  readonly encoding: TextEncodingName
  readonly spans: readonly MaskedSpan[]
  /** Values that must not be shown wherever they stand. */
  readonly values: readonly string[]
}

const linesAround = 2
/** Longest line shown, in UTF-16 units. */
const maxWidth = 160
/** Bytes looked at on each side of what is shown: what is cut off there is too far away to be shown. */
const reach = 1024
const maxLineAbove = 4096
const maxLineBelow = 65_536
const hidden = '********'

/**
 * The lines around the span that starts at `start`, with every secret of the file hidden, and every other run that
 * could be one. Masking comes before cutting, so that no cut leaves half a secret. Null for binary text.
 *
 * @param line number of the line that `start` stands in
 * @param lineStart offset of that line
 */
export function codeFrame(
  input: FrameInput,
  start: number,
  line: number,
  lineStart: number,
): CodeFrame | null {
  const { bytes, encoding } = input
  const lines: string[] = [spanLine(input, lineStart, start)]
  let first = line
  let at: number | null = lineStart
  while (lines.length <= linesAround) {
    const above = previousLineStart(bytes, at, encoding, at - maxLineAbove)
    if (above === null) break
    first--
    // Of a line that starts too far away, neither its beginning nor what is above it is looked for.
    lines.unshift(above === 'far' ? '…' : sideLine(input, above))
    if (above === 'far') break
    at = above
  }
  let next = nextLineStart(bytes, start, encoding)
  for (let i = 0; i < linesAround && next !== null; i++) {
    lines.push(sideLine(input, next))
    next = nextLineStart(bytes, next, encoding)
  }
  if (lines.some((text) => text.includes('\0'))) return null
  return { line: first, lines }
}

/**
 * What `codeFrame` looks at, half-open: of these bytes alone it makes the same frame. Null when they are more than
 * `most`.
 */
export function frameRange(
  bytes: Uint8Array,
  encoding: TextEncodingName,
  start: number,
  lineStart: number,
  most: number,
): readonly [from: number, to: number] | null {
  let from = lineStart
  for (let i = 0; i < linesAround; i++) {
    if (start - from > most) return null
    const above = previousLineStart(bytes, from, encoding, from - most)
    if (above === 'far') return null
    if (above === null) break
    from = above
  }
  let at = start
  for (let i = 0; i <= linesAround; i++) {
    const end = lineEnd(bytes, at, encoding, from + most)
    if (end >= from + most) return null
    const next = nextLineStart(bytes, at, encoding)
    // With its line end, since the last line of a text is one that nothing follows.
    if (next === null || i === linesAround) return [from, Math.min(bytes.length, end + 4)]
    at = next
  }
  return null
}

/** Null for the last line, and when the line's end is too far away to be looked for. */
function nextLineStart(bytes: Uint8Array, at: number, encoding: TextEncodingName): number | null {
  const step = encoding === 'utf-8' ? 1 : 2
  const low = encoding === 'utf-16be' ? 1 : 0
  const end = lineEnd(bytes, at, encoding, at + maxLineBelow)
  if (end === at + maxLineBelow) return null
  const isCrLf = bytes[end + low] === 0x0d && bytes[end + step + low] === 0x0a
  const next = end + (isCrLf ? 2 * step : step)
  return next < bytes.length ? next : null
}

/** A line that does not hold the span: its beginning. */
function sideLine(input: FrameInput, lineStart: number): string {
  const limit = lineStart + reach * 2
  const end = lineEnd(input.bytes, lineStart, input.encoding, limit)
  return cut(maskedText(input, lineStart, end, lineStart, { cutEnd: end === limit }).text, 0)
}

/** The line that holds the span, cut around it. */
function spanLine(input: FrameInput, lineStart: number, start: number): string {
  const near = Math.max(lineStart, start - reach)
  const from = input.encoding === 'utf-8' ? near : near - ((near - lineStart) & 1)
  const limit = start + reach * 2
  const end = lineEnd(input.bytes, start, input.encoding, limit)
  const cuts = { cutStart: from > lineStart, cutEnd: end === limit }
  const { text, at } = maskedText(input, from, end, start, cuts)
  return cut(text, at)
}

const runAtStart = /^[A-Za-z0-9+/=_-]+/
const tokenCharacter = /[A-Za-z0-9+/=_-]/

/** Text of `[from, to)` with masks, and where in it the byte `start` stands. */
function maskedText(
  input: FrameInput,
  from: number,
  to: number,
  start: number,
  cuts: { readonly cutStart?: boolean; readonly cutEnd?: boolean },
): { text: string; at: number } {
  const { bytes, encoding, spans, values } = input
  let text = ''
  let at = 0
  const plain = (end: number): void => {
    if (end <= done) return
    let piece = decodeText(bytes, done, end, encoding)
    // What the cut left of a run may be too short to be recognised as one.
    if (cuts.cutStart === true && done === from) piece = piece.replace(runAtStart, '')
    if (cuts.cutEnd === true && end === to) piece = withoutRunAtEnd(piece)
    text += hideValues(piece, values)
  }
  let done = from
  for (let i = firstSpanBehind(spans, from); i < spans.length; i++) {
    const span = spans[i]
    if (span === undefined || span.start >= to) break
    plain(span.start)
    if (span.start <= start) at = text.length
    // A later line of a secret of several lines shows nothing at all.
    text += span.start < from ? hidden : span.mask
    done = span.end
  }
  plain(to)
  return { text, at }
}

function withoutRunAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && tokenCharacter.test(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

/** Index of the first span that ends behind `offset`. */
function firstSpanBehind(spans: readonly MaskedSpan[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function hideValues(text: string, values: readonly string[]): string {
  let shown = text
  for (const value of values) {
    if (shown.includes(value)) shown = shown.replaceAll(value, hidden)
  }
  return shown.length < shortestKept ? maskRuns(shown) : maskRunsOnce(shown)
}

const shortestKept = 64
/** Characters of lines that are remembered. */
const mostKept = 1 << 20
const masked = new Map<string, string>()
let kept = 0

/** `maskRuns`, remembered: versions of a file show the same long lines, one in sixteen is new. */
function maskRunsOnce(text: string): string {
  const known = masked.get(text)
  if (known !== undefined) return known
  kept += text.length
  if (kept > mostKept) {
    masked.clear()
    kept = text.length
  }
  const shown = maskRuns(text)
  masked.set(text, shown)
  return shown
}

/** At most `maxWidth` units, with `at` in view; never inside a surrogate pair. */
function cut(text: string, at: number): string {
  if (text.length <= maxWidth) return text
  let from = Math.max(0, Math.min(at - (maxWidth >> 2), text.length - maxWidth))
  let to = Math.min(text.length, from + maxWidth)
  if (isLowSurrogate(text, from)) from++
  if (isLowSurrogate(text, to)) to--
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
