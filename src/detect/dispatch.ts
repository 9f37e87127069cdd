import {
  ALNUM_END,
  byteClass,
  CLASS_COMBINATIONS,
  DASH_UNDERSCORE,
  EQUALS,
  isHexDigit,
  PLUS_SLASH,
} from '../bytes/classes.ts'
import { base64IsPacked, base64IsText } from '../bytes/base64.ts'
import type { DispatchTable, EngineTables } from './compile.ts'
import { noticeRewrites } from './decode/notice.ts'
import { addEncoded } from './scratch.ts'
import type { Scratch } from './scratch.ts'
import { testPrefixes, testToken } from './test-token.ts'

/** Shorter base64 cannot hold a secret that is worth decoding it for. */
const minEncoded = 40

/**
 * Cuts one maximal run of token bytes into pieces, once for each of the three cuts in a single pass, and hands a
 * piece on only when the tables name a rule for its length and class bits. Whatever passes depends on the bytes of
 * the run and the byte on either side of it alone: that is what lets a history scan look at changed regions only.
 *
 * This is the hot loop of detection after the probe: no allocation, one class look-up per byte.
 */
export function dispatchRun(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  runStart: number,
  runEnd: number,
): void {
  const { alnum, base64, base64url } = engine.cuts
  const prefixFirst = engine.prefixes === null ? null : engine.prefixes.first
  const first = runStart + gluedEscape(bytes, runStart, runEnd)
  let at = first
  let dashedStart = at
  let dashedBits = 0
  let slashedStart = at
  let slashedBits = 0
  for (;;) {
    const start = at
    let bits = 0
    let cls = 0
    while (at < runEnd) {
      cls = byteClass[bytes[at]!]!
      if (cls >= ALNUM_END) break
      bits |= cls
      at++
    }
    const length = at - start
    if (length >= 2 && prefixFirst !== null) {
      const lengths = prefixFirst[bytes[start]! | (bytes[start + 1]! << 8)]!
      if (lengths !== 0 && (lengths & (1 << (length < 31 ? length : 31))) !== 0) {
        testPrefixes(engine, scratch, bytes, start, runEnd)
      }
    }
    if (length >= alnum.shortest)
      offer(engine, scratch, bytes, alnum, start, at, bits, first, runEnd)
    dashedBits |= bits
    slashedBits |= bits
    const separator = at < runEnd ? cls : EQUALS
    if (separator === DASH_UNDERSCORE) dashedBits |= DASH_UNDERSCORE
    else {
      if (at - dashedStart >= base64url.shortest) {
        offer(engine, scratch, bytes, base64url, dashedStart, at, dashedBits, first, runEnd)
      }
      dashedStart = at + 1
      dashedBits = 0
    }
    if (separator === PLUS_SLASH) slashedBits |= PLUS_SLASH
    else {
      if (at - slashedStart >= minEncoded && isEncoded(bytes, slashedStart, at)) {
        addEncoded(scratch, slashedStart, at)
      }
      if (at - slashedStart >= base64.shortest) {
        offer(engine, scratch, bytes, base64, slashedStart, at, slashedBits, first, runEnd)
      }
      slashedStart = at + 1
      slashedBits = 0
    }
    if (at >= runEnd) break
    at++
  }
  noticeRewrites(scratch, bytes, runStart, runEnd)
}

function isEncoded(bytes: Uint8Array, start: number, end: number): boolean {
  return base64IsText(bytes, start, end) || base64IsPacked(bytes, start)
}

function offer(
  engine: EngineTables,
  scratch: Scratch,
  bytes: Uint8Array,
  cut: DispatchTable,
  start: number,
  end: number,
  bits: number,
  runStart: number,
  runEnd: number,
): void {
  const length = end - start
  if (length > cut.longest) return
  const list = cut.table[cut.lengthClass[length]! * CLASS_COMBINATIONS + bits]!
  if (list === 0) return
  testToken(engine, scratch, bytes, cut.lists[list]!, start, end, runStart, runEnd)
}

/**
 * Bytes at the start of a run that belong to an escape sequence: `n` of `\n`, `x3d`, `u003d`, the two digits of
 * `%3D`. They are no part of the token behind them.
 */
function gluedEscape(bytes: Uint8Array, start: number, end: number): number {
  if (start === 0) return 0
  const before = bytes[start - 1]!
  if (before === 0x25 /* % */) return hexDigits(bytes, start, end, 2)
  if (before !== 0x5c /* \ */) return 0
  const letter = bytes[start]!
  if (letter === 0x78 /* x */) return digitsBehind(bytes, start, end, 2)
  if (letter === 0x75 /* u */) return digitsBehind(bytes, start, end, 4)
  return letter === 0x6e || letter === 0x72 || letter === 0x74 ? 1 : 0
}

function digitsBehind(bytes: Uint8Array, start: number, end: number, count: number): number {
  return hexDigits(bytes, start + 1, end, count) === 0 ? 0 : count + 1
}

function hexDigits(bytes: Uint8Array, start: number, end: number, count: number): number {
  if (start + count > end) return 0
  for (let at = start; at < start + count; at++) if (!isHexDigit(bytes[at]!)) return 0
  return count
}
