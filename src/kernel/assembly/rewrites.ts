// Runs that the text around them continues. ../../detect/decode/notice.ts is the oracle of the property tests.
import { classAt, isHexAt } from './tables'

// @ts-ignore: decorator
@inline const sight: i32 = 18
// @ts-ignore: decorator
@inline const gap: i32 = 36
// @ts-ignore: decorator
@inline const percent: u32 = 1
// @ts-ignore: decorator
@inline const escape: u32 = 2
// @ts-ignore: decorator
@inline const split: u32 = 4

let text: usize = 0
let size: i32 = 0

/** -1 outside of the text. */
// @ts-ignore: decorator
@inline function byteAt(at: i32): i32 {
  return <u32>at < <u32>size ? <i32>load<u8>(text + <usize>at) : -1
}

// @ts-ignore: decorator
@inline function isSpace(byte: i32): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
}

// @ts-ignore: decorator
@inline function isQuote(byte: i32): bool {
  return byte == 0x22 || byte == 0x27 || byte == 0x60
}

/** `+`, `.`, `&`, `_` and `\`. */
// @ts-ignore: decorator
@inline function isJoiner(byte: i32): bool {
  return byte == 0x2b || byte == 0x2e || byte == 0x26 || byte == 0x5c || byte == 0x5f
}

// @ts-ignore: decorator
@inline function isTokenByte(at: i32): bool {
  return <u32>at < <u32>size && classAt(text + <usize>at) != 0
}

function isHex(at: i32, digits: i32): bool {
  for (let i = at; i < at + digits; i++) {
    if (<u32>i >= <u32>size || !isHexAt(text + <usize>i)) return false
  }
  return true
}

function isEscape(at: i32): bool {
  const letter = byteAt(at + 1)
  if (letter == 0x78) return isHex(at + 2, 2)
  if (letter == 0x75) return isHex(at + 2, 4)
  return letter == 0x2f
}

function kindBehind(end: i32): u32 {
  const byte = byteAt(end)
  if (byte == 0x25) return isHex(end + 1, 2) ? percent : 0
  if (byte == 0x5c) {
    const next = byteAt(end + 1)
    if (next == 0x0a || next == 0x0d) return split
    return isEscape(end) ? escape : 0
  }
  if (!isQuote(byte)) return 0
  let joined = false
  for (let at = end + 1; at < end + gap; at++) {
    const next = byteAt(at)
    if (next < 0) return 0
    if (isJoiner(next)) joined = true
    else if (isQuote(next)) return isTokenByte(at + 1) ? split : 0
    else if (!isSpace(next)) return 0
  }
  return joined ? split : 0
}

function continuesLine(start: i32): bool {
  const stop = max(1, start - sight)
  let at = start - 1
  let breaks = 0
  while (at > stop && isSpace(byteAt(at))) {
    if (byteAt(at) == 0x0a) breaks++
    at--
  }
  return breaks == 1 && byteAt(at) == 0x5c && isTokenByte(at - 1)
}

function kindBefore(start: i32): u32 {
  if (start < 2) return 0
  const byte = byteAt(start - 1)
  if (byte == 0x25) return isHex(start, 2) ? percent : 0
  if (byte == 0x5c) return isEscape(start - 1) ? escape : 0
  if (isSpace(byte)) return continuesLine(start) ? split : 0
  if (!isQuote(byte)) return 0
  let joined = false
  const stop = max(0, start - gap)
  for (let at = start - 2; at >= stop; at--) {
    const before = byteAt(at)
    if (isJoiner(before)) joined = true
    else if (isQuote(before)) return at > 0 && isTokenByte(at - 1) ? split : 0
    else if (!isSpace(before)) return 0
  }
  return joined ? split : 0
}

/** How the text around the run `[start, end)` continues it; 0: it does not, or the run holds no digit. */
export function rewriteKinds(ptr: usize, len: i32, start: i32, end: i32): u32 {
  text = ptr
  size = len
  const kinds = kindBefore(start) | kindBehind(end)
  if (kinds == 0) return 0
  for (let at = ptr + <usize>start; at < ptr + <usize>end; at++) if (classAt(at) == 1) return kinds
  return 0
}
