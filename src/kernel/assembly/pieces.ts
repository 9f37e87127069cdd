// Cuts runs of token bytes into pieces and tests those against the tokens they could be: ../../detect/dispatch.ts and
// ../../detect/test-token.ts say what and why, and are the oracle of the property tests. Only what passes is told.
import { isTextByte } from './bytes'
import { emit, encodedEvent, prefixEvent, rewriteEvent, tokenEvent } from './events'
import { looksRandom, measure } from './measure'
import { rewriteKinds } from './rewrites'
import {
  alnumEnd, base64At, classAt, cutAt, findHints, hasHint, hasPrefixes, isAlnumAt, isHexAt, isSame, prefixBucketAt,
  tokenAt,
} from './tables'

// @ts-ignore: decorator
@inline const plusSlash: u32 = 32
// @ts-ignore: decorator
@inline const dashUnderscore: u32 = 64
// @ts-ignore: decorator
@inline const equals: u32 = 128
// @ts-ignore: decorator
@inline const combinations: usize = 128
// @ts-ignore: decorator
@inline const minEncoded: i32 = 40
// @ts-ignore: decorator
@inline const textSample: usize = 24
// @ts-ignore: decorator
@inline const hintReach: i32 = 18
// @ts-ignore: decorator
@inline const maxName: i32 = 80

let text: usize = 0
let pieceNumber: u32 = 0

/** True when the digits at `at` are these three, which a byte order mark makes. */
// @ts-ignore: decorator
@inline function begins(at: usize, a: u32, b: u32, c: u32): bool {
  return load<u8>(at) == a && load<u8>(at + 1) == b && load<u8>(at + 2) == c
}

/** Readable text of one byte a character or of two, with a byte order mark or without: ../../bytes/base64.ts. */
function base64IsText(start: usize, end: usize): bool {
  const stop = min(end, start + textSample)
  if (stop - start < 16) return false
  let skipped = 0
  // 77u/, //4, /v8
  if (begins(start, 0x37, 0x37, 0x75) && load<u8>(start + 3) == 0x2f) skipped = 3
  else if (begins(start, 0x2f, 0x2f, 0x34) || begins(start, 0x2f, 0x76, 0x38)) skipped = 2
  let group: u32 = 0
  let bits: u32 = 0
  let count = -skipped
  // Whether the bytes at even and at odd places are noughts: 0 unknown, 1 text, 2 nought.
  let even = 0
  let odd = 0
  for (let at = start; at < stop; at++) {
    const value = base64At(at)
    if (value < 0) return false
    group = ((group << 6) | <u32>value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    if (count++ < 0) continue
    const byte = (group >> bits) & 0xff
    let kind = 1
    if (byte == 0) kind = 2
    else if (!isTextByte(byte)) return false
    if (count & 1) {
      if (even != 0 && even != kind) return false
      even = kind
    } else {
      if (odd != 0 && odd != kind) return false
      odd = kind
    }
  }
  return even != odd || even == 1
}

/** The first digits of gzip and of zlib, as ../../bytes/base64.ts has them. */
function base64IsPacked(start: usize): bool {
  const first = load<u8>(start)
  const second = load<u8>(start + 1)
  const third = <u32>load<u8>(start + 2)
  if (first == 0x48) return second == 0x34 && third == 0x73 && load<u8>(start + 3) == 0x49
  if (first != 0x65) return false
  let least: u32 = 0x45
  if (second == 0x46) least = 0x34
  else if (second == 0x4a) least = 0x77
  else if (second == 0x4e) least = 0x6f
  else if (second != 0x41) return false
  return third - least < 4
}

function isHexRange(at: usize, end: usize, count: usize): bool {
  if (at + count > end) return false
  for (let i: usize = 0; i < count; i++) if (!isHexAt(at + i)) return false
  return true
}

/** Bytes at the start of a run that belong to an escape sequence. */
function gluedEscape(start: usize, end: usize): usize {
  if (start == text) return 0
  const before = load<u8>(start - 1)
  if (before == 0x25) return isHexRange(start, end, 2) ? 2 : 0
  if (before != 0x5c) return 0
  const letter = load<u8>(start)
  if (letter == 0x78) return isHexRange(start + 1, end, 2) ? 3 : 0
  if (letter == 0x75) return isHexRange(start + 1, end, 4) ? 5 : 0
  return letter == 0x6e || letter == 0x72 || letter == 0x74 ? 1 : 0
}

function standsAlone(start: usize, end: usize, first: usize, runEnd: usize): bool {
  if (start > first) {
    const before = load<u8>(start - 1)
    const isPatchMark = start - 1 == first && (before == 0x2b || before == 0x2d)
    if (before != 0x3d && !isPatchMark) return false
  } else if (start >= text + 3 && load<u8>(start - 3) == 0x25 && load<u8>(start - 2) == 0x32) {
    // `%2F` and `%2B` are base64's own `/` and `+`.
    const digit = load<u8>(start - 1) | 0x20
    if (digit == 0x66 || digit == 0x62) return false
  }
  if (runEnd - end > 2) return false
  for (let at = end; at < runEnd; at++) if (classAt(at) != equals) return false
  return true
}

function isMadeOf(members: usize, start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (load<u8>(members + <usize>load<u8>(at)) == 0) return false
  return true
}

/** 0 before the text. */
// @ts-ignore: decorator
@inline function byteAt(at: usize): u32 {
  return at >= text ? <u32>load<u8>(at) : 0
}

// @ts-ignore: decorator
@inline function isLetterAt(at: usize, small: u32): bool {
  return (byteAt(at) | 0x20) == small
}

/** `sha256=`, `md5:`, and what may open a text behind it. */
function isLabelledDigest(start: usize): bool {
  let at = start - 1
  let byte = byteAt(at)
  if (byte == 0x22 || byte == 0x27 || byte == 0x28) byte = byteAt(--at)
  if (byte != 0x2d && byte != 0x3a && byte != 0x3d) return false
  const last = byteAt(at - 1)
  if (last == 0x35 && isLetterAt(at - 2, 0x64) && isLetterAt(at - 3, 0x6d)) return true
  if (last == 0x31) at -= 1
  else {
    const number = (byteAt(at - 3) << 16) | (byteAt(at - 2) << 8) | last
    // 224, 256, 384, 512
    if (number != 0x323234 && number != 0x323536 && number != 0x333834 && number != 0x353132) return false
    at -= 3
  }
  return isLetterAt(at - 1, 0x61) && isLetterAt(at - 2, 0x68) && isLetterAt(at - 3, 0x73)
}

/** True at the beginning of the text, and behind a line that ends in 16 hex digits: no name can stand in front. */
function isBare(start: usize): bool {
  if (start == text) return true
  let at = start - 1
  if (load<u8>(at) != 0x0a) return false
  if (load<u8>(at - 1) == 0x0d) at--
  if (at < text + 16) return false
  for (let digit = at - 16; digit < at; digit++) if (!isHexAt(digit)) return false
  return true
}

/** Tests a piece against each token of the list: members, hints, randomness. Alphabet and length fit already. */
function testPiece(list: usize, start: usize, end: usize, first: usize, runEnd: usize): void {
  if (!standsAlone(start, end, first, runEnd)) return
  const isLabelled = isLabelledDigest(start)
  let measured = false
  let hinted = false
  pieceNumber++
  const count = load<i32>(list)
  for (let entry = 1; entry <= count; entry++) {
    const index = load<u32>(list + (<usize>entry << 2))
    const token = tokenAt(index)
    if (isLabelled && load<u32>(token + 16) != 0) continue
    const suffix = <usize>load<u32>(token + 12)
    if (suffix != 0) {
      const length = load<i32>(suffix)
      if (<i32>(runEnd - end) < length || !isSame(end, suffix + 4, length)) continue
    }
    const members = <usize>load<u32>(token)
    if (members != 0 && !isMadeOf(members, start, end)) continue
    // Before the measure: of names that are long enough to be a token few stand behind a hint.
    const hints = <usize>load<u32>(token + 8)
    if (hints != 0 && !isBare(start)) {
      if (!hinted) {
        let from = <i32>(first - text) - hintReach
        from = max(max(from, <i32>(start - text) - maxName), 0)
        findHints(text + <usize>from, start)
        hinted = true
      }
      if (!hasHint(hints)) continue
    }
    if (!measured) {
      measure(start, end)
      measured = true
    }
    if (!looksRandom(load<u32>(token + 4))) continue
    emit(tokenEvent | (index << 8), <i32>(start - text), <i32>(end - text), pieceNumber)
  }
}

// @ts-ignore: decorator
@inline function offer(cut: usize, start: usize, end: usize, bits: u32, first: usize, runEnd: usize): void {
  const length = <u32>(end - start)
  if (length > load<u32>(cut + 4)) return
  const row = <usize>load<u16>(load<u32>(cut + 8) + (<usize>length << 1))
  const list = <usize>load<u16>(load<u32>(cut + 12) + ((row * combinations + <usize>bits) << 1))
  if (list == 0) return
  testPiece(load<u32>(load<u32>(cut + 16) + (list << 2)), start, end, first, runEnd)
}

/** Tells the tokens with a literal prefix that may begin at `start`, where prefix, length and end fit. */
function testPrefixes(bucket: usize, start: usize, runEnd: usize): void {
  const count = load<i32>(bucket + 4)
  for (let i = 0; i < count; i++) {
    const entry = bucket + 8 + (<usize>i << 5)
    const length = load<i32>(entry + 4)
    if (<i32>(runEnd - start) < length || !isSame(start, load<u32>(entry), length)) continue
    const allowed = load<u32>(entry + 8)
    const members = <usize>load<u32>(entry + 12)
    const body = start + <usize>length
    let end = body
    while (end < runEnd && (classAt(end) & ~allowed) == 0) {
      if (members != 0 && load<u8>(members + <usize>load<u8>(end)) == 0) break
      end++
    }
    const size = <u32>(end - body)
    if (size < load<u32>(entry + 16) || size > load<u32>(entry + 20)) continue
    if (end < runEnd && isAlnumAt(end)) continue
    emit(prefixEvent | (load<u32>(entry + 24) << 8), <i32>(start - text), <i32>(end - text), 0)
  }
}

/** Cuts one maximal run, all three ways in one pass. */
export function cutRun(ptr: usize, len: i32, start: i32, end: i32): void {
  text = ptr
  const runEnd = ptr + <usize>end
  const first = ptr + <usize>start + gluedEscape(ptr + <usize>start, runEnd)
  const alnum = cutAt(0)
  const base64url = cutAt(1)
  const base64 = cutAt(2)
  const shortest = load<u32>(alnum)
  let at = first
  let dashedStart = at
  let dashedBits: u32 = 0
  let slashedStart = at
  let slashedBits: u32 = 0
  for (;;) {
    const piece = at
    let bits: u32 = 0
    let cls: u32 = 0
    while (at < runEnd) {
      cls = classAt(at)
      if (cls >= alnumEnd) break
      bits |= cls
      at++
    }
    const length = <u32>(at - piece)
    if (length >= 2 && hasPrefixes()) {
      const bucket = prefixBucketAt(piece)
      if (bucket != 0 && (load<u32>(bucket) & (<u32>1 << min<u32>(length, 31))) != 0) {
        testPrefixes(bucket, piece, runEnd)
      }
    }
    if (length >= shortest) offer(alnum, piece, at, bits, first, runEnd)
    dashedBits |= bits
    slashedBits |= bits
    const separator = at < runEnd ? cls : equals
    if (separator == dashUnderscore) dashedBits |= dashUnderscore
    else {
      if (<u32>(at - dashedStart) >= load<u32>(base64url)) {
        offer(base64url, dashedStart, at, dashedBits, first, runEnd)
      }
      dashedStart = at + 1
      dashedBits = 0
    }
    if (separator == plusSlash) slashedBits |= plusSlash
    else {
      if (<i32>(at - slashedStart) >= minEncoded && (base64IsText(slashedStart, at) || base64IsPacked(slashedStart))) {
        emit(encodedEvent, <i32>(slashedStart - text), <i32>(at - text), 0)
      }
      if (<u32>(at - slashedStart) >= load<u32>(base64)) {
        offer(base64, slashedStart, at, slashedBits, first, runEnd)
      }
      slashedStart = at + 1
      slashedBits = 0
    }
    if (at >= runEnd) break
    at++
  }
  const kinds = rewriteKinds(ptr, len, start, end)
  if (kinds != 0) emit(rewriteEvent, start, end, kinds)
}
