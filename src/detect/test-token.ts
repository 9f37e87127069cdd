import { isMadeOf } from '../bytes/alphabets.ts'
import { base64IsText } from '../bytes/base64.ts'
import { byteClass, EQUALS, isAlnum } from '../bytes/classes.ts'
import { looksRandom } from '../bytes/randomness.ts'
import { measureToken } from '../bytes/token-stats.ts'
import { latin1 } from '../bytes/text.ts'
import { limits } from '../model/limits.ts'
import { runChecks } from './checks/index.ts'
import { isDocumented } from './documented.ts'
import { openHints } from './hints.ts'
import type { CompiledToken, EngineTables } from './compile.ts'
import { addToken } from './scratch.ts'
import type { Scratch } from './scratch.ts'

/**
 * How far left of its run a token's own test may look: a history scan looks again at every run that begins within
 * `limits.runLength` bytes of a change, so that what it decides still depends on no more than it sees.
 */
const hintReach = limits.runLength - 2
const maxName = 80

/** Tests a piece that the tables let through against each token that could be it. */
export function testToken(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  list: readonly number[],
  start: number,
  end: number,
  runStart: number,
  runEnd: number,
): void {
  if (!standsAlone(bytes, start, end, runStart, runEnd)) return
  let measured = false
  let isChecked = false
  let isKnown = false
  let before: string | null = null
  const isLabelled = isLabelledDigest(bytes, start)
  for (const index of list) {
    const token = engine.tokens[index]!
    if (isLabelled && token.isNoDigest) continue
    const { suffix, hints } = token.shape
    if (suffix !== '' && !hasText(bytes, end, runEnd, suffix)) continue
    if (!isMadeOf(token.alphabet, bytes, start, end)) continue
    if (!measured) {
      measureToken(bytes, start, end, scratch.stats)
      measured = true
    }
    if (!looksRandom(token.randomness, scratch.stats)) continue
    if (hints.length > 0 && start > 0) {
      before ??= textBefore(bytes, start, runStart)
      if (!hasHint(hints, before)) continue
    }
    if (isKnown && !token.isText) continue
    const verdict = confirmToken(engine, scratch, bytes, index, start, end, isChecked)
    isKnown ||= verdict === 'known'
    isChecked ||= verdict === 'taken' && suffix === '' && !token.isText
  }
}

/**
 * The last tests of a token whose own bytes and surroundings fit: its checks, and that it is no published sample.
 *
 * @param isChecked the same bytes were found to be no published sample
 * @returns `known`: it is published, and so is whatever else the piece could be
 */
export function confirmToken(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  index: number,
  start: number,
  end: number,
  isChecked: boolean,
): 'taken' | 'refused' | 'known' {
  const { shape, checks, isText } = engine.tokens[index]!
  const extent = runChecks(checks, bytes, start, end + shape.suffix.length)
  if (extent === null) return 'refused'
  // Hashing is the dearest test by far: once per token, and last.
  if (!isChecked && !isText && isKnownOrText(engine, bytes, start, extent.end)) return 'known'
  addToken(scratch, extent.start, extent.end, index)
  return 'taken'
}

/** Tests the tokens with a literal prefix that may begin at `start`. */
export function testPrefixes(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  start: number,
  runEnd: number,
): void {
  const key = bytes[start]! | (bytes[start + 1]! << 8)
  for (const { text, token: index } of engine.prefixes!.byFirst.get(key) ?? []) {
    if (!hasText(bytes, start, runEnd, text)) continue
    const token = engine.tokens[index]!
    const bodyStart = start + text.length
    const bodyEnd = endOfBody(token, bytes, bodyStart, runEnd)
    const length = bodyEnd - bodyStart
    const { minLength, maxLength } = token.shape
    if (length < minLength || length > maxLength) continue
    if (bodyEnd < runEnd && isAlnum(bytes[bodyEnd]!)) continue
    confirmPrefix(engine, scratch, bytes, index, start, bodyStart, bodyEnd)
  }
}

/** The last tests of a token whose prefix, length and end fit. A suffix is made of token bytes. */
export function confirmPrefix(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  index: number,
  start: number,
  bodyStart: number,
  bodyEnd: number,
): void {
  const token = engine.tokens[index]!
  const { suffix } = token.shape
  if (suffix !== '' && !hasText(bytes, bodyEnd, bytes.length, suffix)) return
  measureToken(bytes, bodyStart, bodyEnd, scratch.stats)
  if (!looksRandom(token.randomness, scratch.stats)) return
  const extent = runChecks(token.checks, bytes, start, bodyEnd + suffix.length)
  if (extent === null) return
  if (isDocumented(engine, bytes, extent.start, extent.end)) return
  addToken(scratch, extent.start, extent.end, index)
}

function endOfBody(token: CompiledToken, bytes: Uint8Array, start: number, runEnd: number): number {
  const { allowed, members } = token.alphabet
  let end = start
  while (end < runEnd && (byteClass[bytes[end]!]! & ~allowed) === 0) {
    if (members !== null && members[bytes[end]!] === 0) break
    end++
  }
  return end
}

/**
 * True when the piece is a value of its own in its run: at the run's start, behind `=`, or behind the `+` or `-` that
 * begins a line of a patch; and up to the run's end, or to padding. A piece of a longer word of base64 or of a path
 * is none.
 */
function standsAlone(
  bytes: Uint8Array,
  start: number,
  end: number,
  runStart: number,
  runEnd: number,
): boolean {
  if (start > runStart) {
    const before = bytes[start - 1]!
    const isPatchMark = start - 1 === runStart && (before === 0x2b || before === 0x2d)
    if (before !== 0x3d && !isPatchMark) return false
  } else if (isBehindEscapedBase64(bytes, start)) return false
  for (let at = end; at < runEnd; at++) if (byteClass[bytes[at]!] !== EQUALS) return false
  return runEnd - end <= 2
}

/** `%2F` and `%2B` are base64's own `/` and `+`, escaped: what follows is the rest of a longer value. */
function isBehindEscapedBase64(bytes: Uint8Array, start: number): boolean {
  if (start < 3 || bytes[start - 3] !== 0x25 || bytes[start - 2] !== 0x32) return false
  const digit = bytes[start - 1]! | 0x20
  return digit === 0x66 || digit === 0x62
}

/** Bytes of `sha512=` and of what may open a text behind it. */
const labelReach = 8
const digestLabel = /(?:sha(?:1|224|256|384|512)|md5)[-:=]["'(]?$/i

/** Behind `sha256=` stands what the filter for encoded bodies drops, in lists of files by the ten thousand. */
function isLabelledDigest(bytes: Uint8Array, start: number): boolean {
  return digestLabel.test(latin1(bytes, start - labelReach, start))
}

/**
 * The text close to the left, in lower case: in the run itself, or within `hintReach` bytes before it. `standsAlone`
 * has seen to it that the run holds nothing but a name before the token.
 */
function textBefore(bytes: Uint8Array, start: number, runStart: number): string {
  return latin1(bytes, Math.max(0, runStart - hintReach, start - maxName), start).toLowerCase()
}

/** A line that ends in digits like these: values of a list stand there, and no name in front of them. */
const valueBefore = /[\da-f]{16}\r?\n$/

function hasHint(hints: readonly string[], before: string): boolean {
  for (const hint of hints) if (before.includes(hint)) return true
  for (const hint of openHints) if (before.includes(hint)) return true
  return valueBefore.test(before)
}

function hasText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false
  }
  return true
}

/** A published sample, or base64 of readable text (which is decoded and scanned instead). */
function isKnownOrText(
  engine: EngineTables,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (base64IsText(bytes, start, end)) return true
  return isDocumented(engine, bytes, start, end)
}
