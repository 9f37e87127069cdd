import { decodeBase64, isTextByte } from '../../bytes/base64.ts'
import { isHexDigit } from '../../bytes/classes.ts'
import { isSpace, latin1, lineEnd } from '../../bytes/text.ts'

/** Ways of writing that stretch over a region of their own, where every byte belongs to them; bits, as in `rewrite.ts`. */
export const QUOTED = 8
export const DUMP = 16
export const BYTES = 32
/** A manifest whose values are base64. */
export const MANIFEST = 64
/** Text as nothing but hex digits, maybe over several lines. */
export const HEX = 128
/** Whole files of a format of their own. */
export const SQLITE = 256
export const PYTHON = 512
/** A list of keys under one name. */
export const LISTED = 1024

/** Takes one decoded byte and where it is written. */
export type Emit = (byte: number, at: number) => void

const cut = -1

/** Decodes a region of one of the kinds above. Linear. */
export function readRegion(
  bytes: Uint8Array,
  from: number,
  to: number,
  kind: number,
  emit: Emit,
): void {
  if (kind === QUOTED) readQuoted(bytes, from, to, emit)
  else if (kind === DUMP) readDump(bytes, from, to, emit)
  else if (kind === MANIFEST) readManifest(bytes, from, to, emit)
  else if (kind === HEX) readHex(bytes, from, to, emit)
  else readBytes(bytes, from, to, emit)
}

/**
 * Quoted-printable: `=3D`, and `=` at the end of a line that goes on.
 *
 * @see RFC 2045 section 6.7
 */
function readQuoted(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte === 0x3d) {
      const value = hexPair(bytes, at + 1, to)
      if (value >= 0) {
        emit(value, at)
        at += 2
        continue
      }
      const lineFeed = bytes[at + 1] === 0x0d ? at + 2 : at + 1
      if (bytes[lineFeed] === 0x0a) {
        at = lineFeed
        continue
      }
    }
    emit(byte, at)
  }
}

const maxLine = 8192
const encodedValue = /:[ \t]+["']?([A-Za-z0-9+/]{4,}={0,2})["']?[ \t]*\r?$/

/** A secret of Kubernetes: `name: base64` line by line. A value that is no base64 of text stays as it is. */
function readManifest(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  for (let line = from; line < to;) {
    const end = Math.min(to, lineEnd(bytes, line, to - line))
    const found = end - line > maxLine ? null : encodedValue.exec(latin1(bytes, line, end))
    const value = found?.[1] ?? ''
    const start = found === null ? end : line + found.index + found[0].indexOf(value)
    const decoded = decodeBase64(bytes, start, start + value.length, maxLine)
    const isText = value.length % 4 === 0 && decoded.length > 0 && decoded.every(isTextByte)
    const plainTo = isText ? start : end
    for (let at = line; at < plainTo; at++) emit(bytes[at]!, at)
    if (isText) {
      for (const [index, byte] of decoded.entries()) emit(byte, start + Math.floor((index * 4) / 3))
    }
    if (end < to) emit(lineFeed, isText ? start + value.length : end)
    line = end + 1
  }
}

const lineFeed = 0x0a
const maxOffsetDigits = 16
const mostColumns = 32

/** The bytes of `xxd`, `hexdump -C`, `od -t x1`, and of `hexdump` and `od -x`, which swap the bytes of each group. */
function readDump(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  for (let line = from; line < to;) {
    let next = line
    while (next < to && bytes[next] !== 0x0a) next++
    readDumpLine(bytes, line, next, emit)
    line = next + 1
  }
}

function readDumpLine(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  let at = skipOffset(bytes, from, to)
  if (at === cut) return
  const hasColon = bytes[at - 1] === 0x3a
  for (let count = 0; count < mostColumns;) {
    let blanks = 0
    while (bytes[at] === 0x20 && at < to) {
      at++
      blanks++
    }
    // Two blanks (three, after the eighth of `hexdump -C`) lead to what the line says in letters.
    if (blanks === 0 || (blanks > 1 && hasColon && count > 0)) return
    const first = hexPair(bytes, at, to)
    if (first < 0) return
    const second = hexPair(bytes, at + 2, to)
    const isSwapped = !hasColon && second >= 0
    if (isSwapped) emit(second, at + 2)
    emit(first, at)
    if (second >= 0 && !isSwapped) emit(second, at + 2)
    at += second >= 0 ? 4 : 2
    count += second >= 0 ? 2 : 1
    if (at < to && isHexDigit(bytes[at]!)) return
  }
}

/** Behind the offset that a line of a dump begins with; -1 when it begins otherwise. */
export function skipOffset(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && at - from < maxOffsetDigits && isHexDigit(bytes[at]!)) at++
  if (at - from < 4) return cut
  if (bytes[at] === 0x3a) return at + 1
  return bytes[at] === 0x20 ? at : cut
}

function readHex(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  for (let at = from; at < to;) {
    const value = hexPair(bytes, at, to)
    if (value >= 0) emit(value, at)
    at += value < 0 ? 1 : 2
  }
}

/** A list of `0x6b, 0x65, ...`, over as many lines as it has. */
function readBytes(bytes: Uint8Array, from: number, to: number, emit: Emit): void {
  for (let at = from; at < to;) {
    const size = sizeOfItem(bytes, at, to)
    if (size === 0) at++
    else {
      emit(size === 4 ? hexPair(bytes, at + 2, to) : hexValue(bytes[at + 2]!), at)
      at += size
    }
  }
}

/** Bytes of `0x6b` or `0xa` at `at`; 0 when there is neither. */
export function sizeOfItem(bytes: Uint8Array, at: number, to: number): number {
  if (at + 3 > to || bytes[at] !== 0x30 || (bytes[at + 1]! | 0x20) !== 0x78) return 0
  if (!isHexDigit(bytes[at + 2]!)) return 0
  return at + 3 < to && isHexDigit(bytes[at + 3]!) ? 4 : 3
}

/** Comma, blanks and line breaks between the items of a list. */
export function isListGap(byte: number): boolean {
  return byte === 0x2c || isSpace(byte)
}

/** The byte that two hex digits stand for; -1 where there are none. */
export function hexPair(bytes: Uint8Array, at: number, to: number = bytes.length): number {
  if (at < 0 || at + 2 > to) return cut
  const high = bytes[at]!
  const low = bytes[at + 1]!
  if (!isHexDigit(high) || !isHexDigit(low)) return cut
  return hexValue(high) * 16 + hexValue(low)
}

function hexValue(digit: number): number {
  return digit < 0x3a ? digit - 0x30 : (digit | 0x20) - 0x57
}
