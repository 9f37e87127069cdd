import { byteClass, DIGIT, isHexDigit, isTokenByte } from '../../bytes/classes.ts'
import type { LiteralText } from '../../bytes/literal-search.ts'
import { isSpace } from '../../bytes/text.ts'
import { limits } from '../../model/limits.ts'
import { addRewrite } from '../scratch.ts'
import type { Scratch } from '../scratch.ts'
import { ESCAPE, isJoiner, isQuote, PERCENT, SPLIT } from './rewrite.ts'

/** What a history scan sees on either side of a change, less the run's own neighbour. */
const sight = limits.runLength - 2
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
  for (let at = end + 1; at < end + sight; at++) {
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
  const stop = Math.max(0, start - sight)
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

/**
 * Texts of which one stands in any text that is written in nothing but escapes, long enough to hold a secret: one
 * letter in two of a random one is in `@` to `O` or `` ` `` to `o`.
 */
export const escapeLiterals: readonly LiteralText[] = [
  String.raw`\u00`,
  String.raw`\x4`,
  String.raw`\x6`,
].map((text) => ({ text, ignoreCase: false }))

/** Notes text that is written in nothing but escapes. `at` is where one of `escapeLiterals` stands. */
export function noticeEscapes(scratch: Scratch, bytes: Uint8Array, at: number): void {
  const last = scratch.rewrites.at(-1)
  if (last !== undefined && last.kinds === ESCAPE && at < last.end && at >= last.at) return
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
