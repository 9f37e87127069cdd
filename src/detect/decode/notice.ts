import { isTextByte } from '../../bytes/base64.ts'
import { byteClass, DIGIT, isHexDigit, isTokenByte } from '../../bytes/classes.ts'
import type { LiteralText } from '../../bytes/literal-search.ts'
import { isSpace, latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { limits } from '../../model/limits.ts'
import { addRewrite, noteCandidate } from '../scratch.ts'
import type { Scratch } from '../scratch.ts'
import { keyListLiterals, namesKeyList } from './key-list.ts'
import { isPyc } from './pyc.ts'
import {
  BYTES,
  DUMP,
  HEX,
  hexPair,
  isListGap,
  LISTED,
  MANIFEST,
  PYTHON,
  QUOTED,
  sizeOfItem,
  skipOffset,
  SQLITE,
} from './regions.ts'
import { ESCAPE, isJoiner, isQuote, PERCENT, SPLIT } from './rewrite.ts'
import { isSqlite } from './sqlite.ts'

/** What a history scan sees on either side of a change, less the run's own neighbour. */
const sight = limits.runLength - 2
/** Between two pieces of a literal. What changes in it is near enough to one piece or the other to be seen from there. */
const gap = 2 * sight
/** Escapes in a row that make a text worth reading anew when no run of it stands plain. */
const minEscapes = 16

/**
 * Notes a run that the text around it continues: next to `%2B`, `\u003d`, `\/`, or in a string literal that is split.
 * Looks at no more than `sight` bytes on either side, so that a history scan decides the same from what it sees; and
 * only where the run holds a digit, as 24 of 25 random runs of 20 characters do and few identifiers.
 */
export function noticeRewrites(
  scratch: Scratch,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  const kinds = kindBefore(bytes, start) | kindBehind(bytes, end)
  if (kinds !== 0 && holdsDigit(bytes, start, end)) addRewrite(scratch, start, end, kinds)
}

function kindBehind(bytes: Uint8Array, end: number): number {
  const byte = bytes[end]
  if (byte === undefined) return 0
  if (byte === 0x25) return isHex(bytes, end + 1, 2) ? PERCENT : 0
  if (byte === 0x5c) {
    const next = bytes[end + 1]
    if (next === 0x0a || next === 0x0d) return SPLIT
    return isEscape(bytes, end) ? ESCAPE : 0
  }
  if (!isQuote(byte)) return 0
  let joined = false
  for (let at = end + 1; at < end + gap; at++) {
    const next = bytes[at]
    if (next === undefined) return 0
    if (isJoiner(next)) joined = true
    else if (isQuote(next)) return isTokenByte(bytes[at + 1] ?? 0) ? SPLIT : 0
    else if (!isSpace(next)) return 0
  }
  return joined ? SPLIT : 0
}

function kindBefore(bytes: Uint8Array, start: number): number {
  if (start < 2) return 0
  const byte = bytes[start - 1]!
  if (byte === 0x25) return isHex(bytes, start, 2) ? PERCENT : 0
  // The run itself begins with the rest of `\u003d` or `\/`.
  if (byte === 0x5c) return isEscape(bytes, start - 1) ? ESCAPE : 0
  if (isSpace(byte)) return continuesLine(bytes, start) ? SPLIT : 0
  if (!isQuote(byte)) return 0
  let joined = false
  const stop = Math.max(0, start - gap)
  for (let at = start - 2; at >= stop; at--) {
    const before = bytes[at]!
    if (isJoiner(before)) joined = true
    else if (isQuote(before)) return at > 0 && isTokenByte(bytes[at - 1]!) ? SPLIT : 0
    else if (!isSpace(before)) return 0
  }
  return joined ? SPLIT : 0
}

function continuesLine(bytes: Uint8Array, start: number): boolean {
  const stop = Math.max(1, start - sight)
  let at = start - 1
  let breaks = 0
  while (at > stop && isSpace(bytes[at]!)) if (bytes[at--] === 0x0a) breaks++
  return breaks === 1 && bytes[at] === 0x5c && isTokenByte(bytes[at - 1]!)
}

/** `\xHH`, `\uHHHH` or `\/`. */
function isEscape(bytes: Uint8Array, at: number): boolean {
  const letter = bytes[at + 1]
  if (letter === 0x78) return isHex(bytes, at + 2, 2)
  if (letter === 0x75) return isHex(bytes, at + 2, 4)
  return letter === 0x2f
}

function isHex(bytes: Uint8Array, at: number, digits: number): boolean {
  for (let i = at; i < at + digits; i++) if (!isHexDigit(bytes[i] ?? 0)) return false
  return true
}

function holdsDigit(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (byteClass[bytes[at]!] === DIGIT) return true
  return false
}

/** `%6b%65`: "ke" of "key", which text with a secret in it hardly lacks, where letters are percent-escaped too. */
const percentLiterals = ['%6b%6', '%4b%4']
/** "KEY" as items of a list of bytes; "key" and "KEY" in nothing but hex digits. */
const byteLiterals = ['0x4b,', '6b6579', '4b4559']
/** The head of a database; what every compiled module of Python is called. */
const fileLiterals = ['SQLite format 3', '<module>']
/** The first line of a dump; a mail whose text is quoted-printable; a secret of Kubernetes. */
const regionLiterals = ['0000000: ', '000000  ', 'uoted-printable', 'kind: Secret']

/**
 * Texts one of which stands in any text that is written other than it reads and is long enough to hold a secret. Of
 * `\x41\x42`: one letter in two of a random one is in `@` to `O` or `` ` `` to `o`.
 */
export const escapeLiterals: readonly LiteralText[] = [
  ...[String.raw`\u00`, String.raw`\x4`, String.raw`\x6`, ...regionLiterals, ...fileLiterals].map(
    (text) => ({ text, ignoreCase: false }),
  ),
  ...[...percentLiterals, ...byteLiterals, ...keyListLiterals].map((text) => ({
    text,
    ignoreCase: true,
  })),
]

/** Bytes of one region that are decoded: enough for any file of configuration, and no work for a hostile one. */
const maxRegion = 1 << 18
const header = '-Encoding: q'
/** More places of one text are not read. */
const maxRewrites = 5000

/** Notes text that is written in nothing but escapes, or as bytes. `at` is where one of `escapeLiterals` stands. */
export function noticeEscapes(scratch: Scratch, bytes: Uint8Array, at: number): void {
  const last = scratch.rewrites.at(-1)
  if (last !== undefined && at < last.end && at >= last.at && last.kinds !== SPLIT) return
  if (scratch.rewrites.length >= maxRewrites) {
    scratch.overflow = true
    return
  }
  switch (bytes[at]) {
    case 0x5c: // \
      noticeWide(scratch, bytes, at)
      break
    case 0x25: // %
      noticePercent(scratch, bytes, at)
      break
    case 0x30: // 0
      if (bytes[at + 1] === 0x30) noticeDump(scratch, bytes, at)
      else noticeByteList(scratch, bytes, at)
      break
    case 0x6b: // k
      addRegion(scratch, startOfManifest(bytes, at), endOfManifest(bytes, at), MANIFEST)
      break
    case 0x34: // 4
    case 0x36: // 6
      noticeHex(scratch, bytes, at)
      break
    case 0x74: // t
    case 0x54:
      if (namesKeyList(bytes, at)) addRewrite(scratch, at, at, LISTED)
      break
    case 0x53: // S
      if (at === 0 && isSqlite(bytes)) addRewrite(scratch, 0, 0, SQLITE)
      break
    case 0x3c: // <
      // The module's name stands far from the file's head, which decides.
      noteCandidate(scratch, at, at)
      if (isPyc(bytes) && !scratch.rewrites.some(({ kinds }) => kinds === PYTHON)) {
        addRewrite(scratch, 0, 0, PYTHON)
      }
      break
    default:
      if (latin1(bytes, at - header.length, at) === header) {
        addRegion(scratch, at, bytes.length, QUOTED)
      }
  }
}

function addRegion(scratch: Scratch, start: number, end: number, kind: number): void {
  if (end - start > maxRegion) scratch.overflow = true
  addRewrite(scratch, start, Math.min(end, start + maxRegion), kind)
}

/** `%6b%65` with another escape on either side: what decides stands within a few bytes. */
function noticePercent(scratch: Scratch, bytes: Uint8Array, at: number): void {
  const isEscaped = (place: number): boolean => bytes[place] === 0x25 && isHex(bytes, place + 1, 2)
  if (!isEscaped(at + 3) || (!isEscaped(at + 6) && !isEscaped(at - 3))) return
  addRewrite(scratch, at, at + 6, PERCENT)
}

/** `0x6b, 0x65` and all of the list around it. */
function noticeByteList(scratch: Scratch, bytes: Uint8Array, at: number): void {
  let next = at + 5
  while (next < at + sight - 5 && isListGap(bytes[next]!)) next++
  if (sizeOfItem(bytes, next, bytes.length) !== 4 || bytes[next + 3] !== 0x35) return
  if (bytes[next + 2] !== bytes[at + 2]) return
  const isPart = (byte: number): boolean =>
    isListGap(byte) || isHexDigit(byte) || (byte | 0x20) === 0x78
  let start = at
  while (start > 0 && at - start < maxRegion / 2 && isPart(bytes[start - 1]!)) start--
  let end = next
  while (end < bytes.length && end - start <= maxRegion && isPart(bytes[end]!)) end++
  addRegion(scratch, start, end, BYTES)
}

/** Text as hex digits: so many pairs on either side of "key" must be readable; then whatever digits are around it. */
function noticeHex(scratch: Scratch, bytes: Uint8Array, at: number): void {
  let readable = 0
  for (let pair = -hexBefore; pair < hexBehind; pair++) {
    const value = hexPair(bytes, at + pair * 2)
    // A line may end here, or the first digits stand near.
    if (value < 0 && pair > 0) break
    if (value >= 0 && !isTextByte(value)) return
    if (value >= 0) readable++
  }
  if (readable < leastReadable) return
  const isPart = (byte: number): boolean => isHexDigit(byte) || isSpace(byte)
  let start = at
  let digits = 0
  for (let left = at; left > 0 && at - left < maxRegion / 2 && isPart(bytes[left - 1]!); left--) {
    if (isHexDigit(bytes[left - 1]!)) digits++
    if (digits % 2 === 0) start = left - 1
  }
  let end = at
  while (end < bytes.length && end - start <= maxRegion && isPart(bytes[end]!)) end++
  addRegion(scratch, start, end, HEX)
}

const hexBefore = 4
const hexBehind = 8
const leastReadable = 7

/** A line that begins with an offset of nought and two bytes in hex, and the lines of the same kind behind it. */
function noticeDump(scratch: Scratch, bytes: Uint8Array, at: number): void {
  let start = at
  while (start > 0 && at - start <= maxZeros && bytes[start - 1] === 0x30) start--
  if (start > 0 && bytes[start - 1] !== 0x0a) return
  let first = at
  while (bytes[first] === 0x30) first++
  while (first < at + sight - 4 && (bytes[first] === 0x20 || bytes[first] === 0x3a)) first++
  if (!isHex(bytes, first, 2) || (bytes[first + 2] !== 0x20 && !isHex(bytes, first + 2, 2))) return
  let end = start
  while (end < bytes.length && end - start <= maxRegion) {
    const next = lineEnd(bytes, end, longestLine)
    if (skipOffset(bytes, end, next) < 0) break
    end = next + 1
  }
  addRegion(scratch, start, Math.min(end, bytes.length), DUMP)
}

/** Manifests of one file are parted by `---`; `kind` may stand above or below the data. */
function startOfManifest(bytes: Uint8Array, at: number): number {
  const from = Math.max(0, at - maxManifestBefore)
  const divider = latin1(bytes, from, at).lastIndexOf('\n---')
  return divider < 0 ? lineStart(bytes, from, longestLine) : from + divider + 1
}

function endOfManifest(bytes: Uint8Array, at: number): number {
  const divider = latin1(bytes, at, at + maxManifest).indexOf('\n---')
  return divider < 0 ? Math.min(bytes.length, at + maxManifest) : at + divider + 1
}

/** What a secret can hold at most is a mebibyte; most are shorter than this. */
const maxManifest = 1 << 15
const maxManifestBefore = 1 << 13
const maxZeros = 9
const longestLine = 400

/** `\u0041` or `\x41`, many times in a row. */
function noticeWide(scratch: Scratch, bytes: Uint8Array, at: number): void {
  const size = bytes[at + 1] === 0x75 ? 6 : 4
  let count = 0
  let start = at
  while (start - size >= 0 && count < minEscapes && isWide(bytes, start - size, size)) {
    start -= size
    count++
  }
  let end = at
  while (isWide(bytes, end, size)) {
    end += size
    count++
  }
  if (count >= minEscapes) addRewrite(scratch, start, end, ESCAPE)
}

function isWide(bytes: Uint8Array, at: number, size: number): boolean {
  return bytes[at] === 0x5c && bytes[at + 1] === (size === 6 ? 0x75 : 0x78) && isEscape(bytes, at)
}
