import { utf16Length, wordsOf } from './text-encoding.ts'
import type { TextEncodingName } from './text-encoding.ts'

/**
 * Lines end at LF, CR LF or CR; U+2028 and its kin do not end a line, as in editors and on GitHub. No table of
 * lines is made: offsets are asked for in ascending order and found in one pass, and only in files with hits.
 */
export interface Position {
  /** 1-based. */
  readonly line: number
  /** 1-based, in UTF-16 code units. */
  readonly column: number
  /** Offset of the line's first byte. */
  readonly lineStart: number
}

const lf = 0x0a
const cr = 0x0d

/**
 * Offset of the first byte below 16, as line ends are, in `[at, stop)`; `stop` when there is none. Four bytes at a time:
 * texts with a hit are passed over up to it, and a line may be a mebibyte long.
 */
function nextControl(bytes: Uint8Array, at: number, stop: number): number {
  const near = Math.min(stop, at + 8)
  for (; at < near; at++) if ((bytes[at] ?? 16) < 16) return at
  if (at >= stop) return at
  const { words, from } = wordsOf(bytes)
  for (; at < stop && ((at - from) & 3) !== 0; at++) if ((bytes[at] ?? 16) < 16) return at
  let word = (at - from) >> 2
  const end = (stop - from) >> 2
  for (; word < end; word++) {
    const high = (words[word] ?? 0) & 0xf0f0f0f0
    if (((high - 0x01010101) & ~high & 0x80808080) !== 0) break
  }
  at = Math.max(at, word * 4 + from)
  for (; at < stop; at++) if ((bytes[at] ?? 16) < 16) return at
  return at
}

/** What passes over a text faster than plain code, half-open offsets inside of it: `Kernel` has the terms. */
export interface LineScanner {
  countLines(from: number, to: number): number
  lastLineStart(from: number, to: number): number
  asciiEnd(from: number, to: number): number
}

export class LineCursor {
  readonly #bytes: Uint8Array
  readonly #encoding: TextEncodingName
  /** Offset of the byte that holds the low half of a code unit. */
  readonly #low: number
  #at = 0
  #line: number
  #lineStart = 0
  /** What stands before this offset on the line has been counted into `#column`. */
  #columnAt = 0
  #column = 1
  readonly #scanner: LineScanner | null

  /**
   * @param firstLine number of the line that `bytes` starts in
   * @param scanner over the same bytes
   */
  constructor(
    bytes: Uint8Array,
    encoding: TextEncodingName,
    firstLine: number = 1,
    scanner: LineScanner | null = null,
  ) {
    this.#bytes = bytes
    this.#scanner = encoding === 'utf-8' ? scanner : null
    this.#encoding = encoding
    this.#low = encoding === 'utf-16be' ? 1 : 0
    this.#line = firstLine
    this.#skipMark()
  }

  /** @param offset not below the one asked for before */
  position(offset: number): Position {
    const bytes = this.#bytes
    const end = Math.min(offset, bytes.length)
    this.#advance(end)
    const from = this.#columnAt
    if (offset > from) {
      const ascii = this.#scanner === null ? from : this.#scanner.asciiEnd(from, end)
      this.#column += ascii - from + utf16Length(bytes, ascii, offset, this.#encoding)
      this.#columnAt = offset
    }
    return { line: this.#line, column: this.#column, lineStart: this.#lineStart }
  }

  /** A byte order mark has no column. */
  #skipMark(): void {
    const bytes = this.#bytes
    const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    if (this.#encoding === 'utf-8' && isUtf8) this.#columnAt = 3
    const isUtf16 = bytes[this.#low] === 0xff && bytes[1 - this.#low] === 0xfe
    if (this.#encoding !== 'utf-8' && isUtf16) this.#columnAt = 2
  }

  #advance(offset: number): void {
    if (this.#encoding === 'utf-8') this.#advanceBytes(offset)
    else this.#advanceUnits(offset)
  }

  #advanceBytes(offset: number): void {
    if (offset <= this.#at) return
    const scanner = this.#scanner
    if (scanner === null) this.#advancePlainly(offset)
    else {
      const lineStart = scanner.lastLineStart(this.#at, offset)
      if (lineStart > this.#at) {
        this.#line += scanner.countLines(this.#at, lineStart)
        this.#startLine(lineStart)
      }
    }
    this.#at = offset
  }

  #advancePlainly(offset: number): void {
    const bytes = this.#bytes
    let line = this.#line
    let lineStart = -1
    for (let at = this.#at; (at = nextControl(bytes, at, offset)) < offset; at++) {
      const byte = bytes[at]
      // CR LF ends one line, at its LF.
      if (byte !== lf && (byte !== cr || bytes[at + 1] === lf)) continue
      line++
      lineStart = at + 1
    }
    if (lineStart < 0) return
    this.#line = line
    this.#startLine(lineStart)
  }

  #advanceUnits(offset: number): void {
    const bytes = this.#bytes
    for (; this.#at < offset; this.#at += 2) {
      const unit = bytes[this.#at + this.#low]
      if (unit !== lf && unit !== cr) continue
      if (!this.#hasZeroHigh(this.#at)) continue
      const next = this.#at + 2
      if (unit === cr && bytes[next + this.#low] === lf && this.#hasZeroHigh(next)) continue
      if (next > offset) break
      this.#line++
      this.#startLine(next)
    }
  }

  #startLine(at: number): void {
    this.#lineStart = at
    this.#columnAt = at
    this.#column = 1
  }

  /** False for a UTF-16 unit such as U+0A0A, whose low byte alone looks like a line end. */
  #hasZeroHigh(at: number): boolean {
    return this.#bytes[at + 1 - this.#low] === 0
  }
}

/** A call costs as much as passing over so many bytes. */
const shortLine = 128

function farLineEnd(bytes: Uint8Array, at: number, stop: number): number {
  const rest = Buffer.from(bytes.buffer, bytes.byteOffset + at, stop - at)
  const feed = rest.indexOf(lf)
  const end = feed < 0 ? stop - at : feed
  const back = rest.subarray(0, end).indexOf(cr)
  return at + (back < 0 ? end : back)
}

/** Offset behind the last byte of the line that `offset` stands in, without its line end; at most `limit`. */
export function lineEnd(
  bytes: Uint8Array,
  offset: number,
  encoding: TextEncodingName,
  limit: number = bytes.length,
): number {
  const stop = Math.min(limit, bytes.length)
  let at = offset
  if (encoding === 'utf-8') {
    const near = Math.min(stop, at + shortLine)
    while (at < near && bytes[at] !== lf && bytes[at] !== cr) at++
    return at < near || at >= stop ? Math.min(at, stop) : farLineEnd(bytes, at, stop)
  }
  const low = encoding === 'utf-16be' ? 1 : 0
  for (; at < stop; at += 2) {
    const unit = bytes[at + low]
    if ((unit === lf || unit === cr) && bytes[at + 1 - low] === 0) break
  }
  return Math.min(at, stop)
}

/**
 * Offset of the first byte of the line before the one that starts at `lineStart`; null for the first line, `far`
 * when it starts before `limit`.
 */
export function previousLineStart(
  bytes: Uint8Array,
  lineStart: number,
  encoding: TextEncodingName,
  limit: number,
): number | 'far' | null {
  if (lineStart <= 0) return null
  const step = encoding === 'utf-8' ? 1 : 2
  const low = encoding === 'utf-16be' ? 1 : 0
  const isEnd = (at: number, wanted: number): boolean =>
    bytes[at + low] === wanted && (step === 1 || bytes[at + 1 - low] === 0)
  let at = lineStart - step
  // The line end itself may be two units.
  if (isEnd(at, lf) && at >= step && isEnd(at - step, cr)) at -= step
  while (at > 0 && !isEnd(at - step, lf) && !isEnd(at - step, cr)) {
    if (at <= limit) return 'far'
    at -= step
  }
  return Math.max(at, 0)
}

/** Counts line ends over consecutive pieces of a file, for the first line number of a window far behind. */
export class LineCounter {
  /** Number of the line the next byte stands in. */
  line = 1
  #afterCr = false

  add(bytes: Uint8Array): void {
    let line = this.line
    let afterCr = this.#afterCr
    for (const byte of bytes) {
      if (byte === lf) {
        if (!afterCr) line++
        afterCr = false
      } else if (byte === cr) {
        line++
        afterCr = true
      } else {
        afterCr = false
      }
    }
    this.line = line
    this.#afterCr = afterCr
  }
}
