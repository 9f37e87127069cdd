// The hot loops of a history scan. Same semantics as ../js-kernel.ts, which is the oracle of the property tests.
// Contract and layout: ../kernel.ts. Nothing here allocates: the host owns all memory above the layout.

/** First byte behind the module's own data: windows, runs and tables are laid out by the host from here. */
export function dataEnd(): usize {
  return __heap_base
}

// ---------------------------------------------------------------------------------------------- delta application

// @ts-ignore: decorator
@inline const bulkCopyFrom: i32 = 256

/** Copies without writing past `limit`: blocks of 16 where there is room, bulk memory for long or last pieces. */
// @ts-ignore: decorator
@inline function copyBytes(to: usize, from: usize, length: i32, limit: usize): void {
  if (length > bulkCopyFrom || to + <usize>length + 15 > limit) {
    memory.copy(to, from, <usize>length)
    return
  }
  const end = to + <usize>length
  while (to < end) {
    v128.store(to, v128.load(from))
    to += 16
    from += 16
  }
}

let windowsAt: usize = 0
let windowsUsed: i32 = 0
let windowsRoom: i32 = 0
let openStart: i32 = -1
let openEnd: i32 = 0

/** Adds a changed range; ranges come in ascending order of both ends. A full list stretches its last range. */
// @ts-ignore: decorator
@inline function addWindow(start: i32, end: i32): void {
  if (openStart < 0) {
    openStart = start
  } else if (start > openEnd && windowsUsed + 1 < windowsRoom) {
    store<i32>(windowsAt + (<usize>windowsUsed << 3), openStart)
    store<i32>(windowsAt + (<usize>windowsUsed << 3) + 4, openEnd)
    windowsUsed++
    openStart = start
  }
  openEnd = end
}

export function applyDelta(
  basePtr: usize, baseLen: i32, deltaPtr: usize, deltaLen: i32, outPtr: usize, outLen: i32,
  windowsPtr: usize, windowsCap: i32, margin: i32,
): i32 {
  const deltaEnd = deltaPtr + <usize>deltaLen
  let at = deltaPtr
  // Two sizes as little-endian base-128 numbers.
  for (let which = 0; which < 2; which++) {
    let size: u64 = 0
    let shift: u64 = 0
    let byte: u32
    do {
      if (at >= deltaEnd || shift > 56) return -3
      byte = load<u8>(at++)
      size |= (<u64>(byte & 0x7f)) << shift
      shift += 7
    } while (byte & 0x80)
    if (which == 0) {
      if (size != <u64>baseLen) return -1
    } else if (size != <u64>outLen) return -2
  }
  windowsAt = windowsPtr
  windowsUsed = 0
  windowsRoom = windowsCap
  openStart = -1
  openEnd = 0
  const outEnd = outPtr + <usize>outLen
  let pos: i32 = 0
  // Where in the base the next copy would have to start to make no seam; -1 behind an insertion.
  let expected: i32 = 0
  while (at < deltaEnd) {
    const op = <u32>load<u8>(at++)
    if (op & 0x80) {
      let offset: u32 = 0
      let length: u32 = 0
      if (at + <usize>popcnt<u32>(op & 0x7f) > deltaEnd) return -3
      if (op & 0x01) offset = load<u8>(at++)
      if (op & 0x02) offset |= <u32>load<u8>(at++) << 8
      if (op & 0x04) offset |= <u32>load<u8>(at++) << 16
      if (op & 0x08) offset |= <u32>load<u8>(at++) << 24
      if (op & 0x10) length = load<u8>(at++)
      if (op & 0x20) length |= <u32>load<u8>(at++) << 8
      if (op & 0x40) length |= <u32>load<u8>(at++) << 16
      if (length == 0) length = 0x10000
      if (<u64>offset + <u64>length > <u64>baseLen) return -4
      if (length > <u32>(outLen - pos)) return -5
      if (<i32>offset != expected) addWindow(max(pos - margin, 0), min(pos + margin, outLen))
      copyBytes(outPtr + <usize>pos, basePtr + <usize>offset, <i32>length, outEnd)
      pos += <i32>length
      expected = <i32>(offset + length)
    } else if (op) {
      const length = <i32>op
      if (at + <usize>length > deltaEnd) return -3
      if (length > outLen - pos) return -5
      copyBytes(outPtr + <usize>pos, at, length, outEnd)
      addWindow(max(pos - margin, 0), min(pos + length + margin, outLen))
      at += <usize>length
      pos += length
      expected = -1
    } else return -6
  }
  if (pos != outLen) return -5
  if (expected >= 0 && expected != baseLen) addWindow(max(outLen - margin, 0), outLen)
  if (openStart >= 0 && openEnd > openStart && windowsCap > 0) {
    store<i32>(windowsAt + (<usize>windowsUsed << 3), openStart)
    store<i32>(windowsAt + (<usize>windowsUsed << 3) + 4, openEnd)
    windowsUsed++
  }
  return windowsUsed
}

// ------------------------------------------------------------------------------------------------------ run probe

// Token bytes by nibbles: byte b is one when bit (b >> 4) of lowTable[b & 15] is set.
// @ts-ignore: decorator
@inline function tokenMask(at: usize): u32 {
  const bytes = v128.load(at)
  const low = i8x16.swizzle(
    // a8 f8 f8 f8 f8 f8 f8 f8 f8 f8 f0 54 50 5c 50 74, as signed bytes
    i8x16(-88, -8, -8, -8, -8, -8, -8, -8, -8, -8, -16, 84, 80, 92, 80, 116),
    v128.and(bytes, i8x16.splat(15)),
  )
  const high = i8x16.swizzle(i8x16(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4))
  return <u32>i8x16.bitmask(i8x16.ne(v128.and(low, high), i8x16.splat(0)))
}

// @ts-ignore: decorator
@inline function isToken(at: usize): bool {
  return (tokenMask(at) & 1) != 0
}

// @ts-ignore: decorator
@inline function tokenMask64(at: usize): u64 {
  return (
    <u64>tokenMask(at) | (<u64>tokenMask(at + 16) << 16) | (<u64>tokenMask(at + 32) << 32) | (<u64>tokenMask(at + 48) << 48)
  )
}

/** First byte at or behind `at` that is no token byte; `end` when there is none before it. */
function runEnd(at: usize, end: usize): usize {
  while (at < end) {
    const mask = tokenMask64(at)
    if (~mask) {
      const stop = at + <usize>ctz<u64>(~mask)
      return stop < end ? stop : end
    }
    at += 64
  }
  return end
}

/** Start of the run of token bytes that ends before `at`, not before `floor`. */
function runStart(at: usize, floor: usize): usize {
  while (at >= floor + 16) {
    const mask = tokenMask(at - 16)
    if (mask != 0xffff) return at - 16 + 32 - <usize>clz<u32>(~mask & 0xffff)
    at -= 16
  }
  while (at > floor && isToken(at - 1)) at--
  return at
}

/** Bit i set: bits i .. i + length - 1 of `mask` are all set. `length` is 1 to 64. */
// @ts-ignore: decorator
@inline function runsOf(mask: u64, length: i32): u64 {
  let have = 1
  while (have < length && mask) {
    const step = min(have, length - have)
    mask &= mask >> <u64>step
    have += step
  }
  return mask
}

/**
 * Invariant of the loop: `carry` token bytes stand directly before `at`, inside one run that is not listed yet.
 * 64 bytes a turn without a branch that depends on the data, until a long run turns up (minLength <= 64 makes a
 * full block one). Reads up to 63 bytes behind
 * the object (the host keeps that much slack at the end of memory); a mask hides them.
 */
function probeRange(
  ptr: usize, len: i32, from: i32, to: i32, minLength: i32, runsPtr: usize, runsCap: i32, floor: i32,
): i32 {
  if (to > len) to = len
  if (from < floor) from = floor
  if (from < 0) from = 0
  if (from >= to || runsCap <= 0) return 0
  let count = 0
  const objectEnd = ptr + <usize>len
  const end = ptr + <usize>to
  let at = ptr + <usize>from
  let carry: usize = at - runStart(at, ptr + <usize>floor)
  if (carry && !isToken(at)) carry = 0
  while (at < end) {
    let mask = tokenMask64(at)
    const left = objectEnd - at
    if (left < 64) mask &= (<u64>1 << <u64>left) - 1
    const lead = <usize>ctz<u64>(~mask)
    let start: usize = 0
    if (carry && carry + lead >= <usize>minLength) start = at - carry
    else {
      const runs = runsOf(mask, minLength)
      if (runs) start = at + <usize>ctz<u64>(runs)
      else {
        carry = <usize>clz<u64>(~mask)
        at += 64
        if (at < end) continue
        // The block's last run may begin before `to` and become long enough behind it.
        start = at - carry
        if (carry == 0 || start >= end || runEnd(at, objectEnd) - start < <usize>minLength) break
      }
    }
    if (start >= end) break
    const stop = runEnd(start > at ? start : at, objectEnd)
    store<u32>(runsPtr + (<usize>count << 3), <u32>(start - ptr))
    store<u32>(runsPtr + (<usize>count << 3) + 4, <u32>(stop - ptr))
    if (++count == runsCap) return count
    at = stop + 1
    carry = 0
  }
  return count
}

export function probe(
  ptr: usize, len: i32, from: i32, to: i32, minLength: i32, runsPtr: usize, runsCap: i32,
): i32 {
  return probeRange(ptr, len, from, to, minLength, runsPtr, runsCap, 0)
}

export function probeWindows(
  ptr: usize, len: i32, windowsPtr: usize, windowCount: i32, minLength: i32, runsPtr: usize, runsCap: i32,
): i32 {
  let count = 0
  let floor = 0
  for (let i = 0; i < windowCount && count < runsCap; i++) {
    const window = windowsPtr + (<usize>i << 3)
    count += probeRange(
      ptr, len, load<i32>(window), load<i32>(window + 4), minLength, runsPtr + (<usize>count << 3), runsCap - count, floor,
    )
    if (count) floor = load<i32>(runsPtr + (<usize>count << 3) - 4)
  }
  return count
}

// ----------------------------------------------------------------------------------------------------- word probe

// Same constants and the same search as ../js-words.ts.
// @ts-ignore: decorator
@inline const shortestPhrase: i32 = 60
// @ts-ignore: decorator
@inline const shortestWord: i32 = 3
// @ts-ignore: decorator
@inline const longestWord: i32 = 8
// @ts-ignore: decorator
@inline const widestGap: i32 = 12
// @ts-ignore: decorator
@inline const mostDigits: i32 = 2
// @ts-ignore: decorator
@inline const fewestWords: i32 = 12
// @ts-ignore: decorator
@inline const longestPhrase: i32 = 480

/** 1: small letter, 2: what stands between words, 3: digit, 0: neither. */
const wordKinds: usize = memory.data(256, 16)
for (let byte = 0x61; byte <= 0x7a; byte++) store<u8>(wordKinds + <usize>byte, 1)
for (let byte = 0x30; byte <= 0x39; byte++) store<u8>(wordKinds + <usize>byte, 3)
// Tab, line feed, carriage return, blank, ", ', ), comma and full stop.
store<u8>(wordKinds + 9, 2)
store<u8>(wordKinds + 10, 2)
store<u8>(wordKinds + 13, 2)
store<u8>(wordKinds + 32, 2)
store<u8>(wordKinds + 34, 2)
store<u8>(wordKinds + 39, 2)
store<u8>(wordKinds + 41, 2)
store<u8>(wordKinds + 44, 2)
store<u8>(wordKinds + 46, 2)

// @ts-ignore: decorator
@inline function wordKind(at: usize): i32 {
  return <i32>load<u8>(wordKinds + <usize>load<u8>(at))
}

/** The first offset at which a list that reaches `from` can begin. */
function leftmostWord(ptr: usize, from: i32, floor: i32): i32 {
  const stop = max(floor, from - longestPhrase)
  let letters = 0
  let gap = 0
  let at = from
  for (; at > stop; at--) {
    const kind = wordKind(ptr + <usize>at - 1)
    if (kind == 0) break
    letters = kind == 1 ? letters + 1 : 0
    gap = kind == 1 ? 0 : gap + 1
    if (letters > longestWord || gap > widestGap) break
  }
  return at
}

/** Where the next list can begin at the earliest; `start` when nothing breaks this one. */
function firstWordBreak(ptr: usize, start: i32, last: i32): i32 {
  let letters = 0
  let gap = 0
  let digits = 0
  let isWhole = false
  for (let at = last; at >= start; at--) {
    const kind = wordKind(ptr + <usize>at)
    if (kind == 1) {
      if (++letters > longestWord) return at + letters
      gap = 0
      digits = 0
      continue
    }
    if (kind == 0) return at + 1
    if (letters > 0 && letters < shortestWord && isWhole) return at + letters + 1
    letters = 0
    isWhole = true
    digits = kind == 3 ? digits + 1 : 0
    if (digits > mostDigits) return at + digits
    if (++gap > widestGap) return at + gap
  }
  return start
}

function countWords(at: usize, end: usize): i32 {
  let count = 0
  let before = 0
  for (; at < end; at++) {
    const kind = wordKind(at)
    if (kind == 1 && before != 1) count++
    before = kind
  }
  return count
}

function wordRange(ptr: usize, len: i32, from: i32, to: i32, outPtr: usize, cap: i32, floor: i32): i32 {
  if (to > len) to = len
  if (from < floor) from = floor
  if (from < 0) from = 0
  if (from >= to || cap <= 0) return 0
  let count = 0
  let start = leftmostWord(ptr, from, floor)
  while (start < to) {
    const last = start + shortestPhrase - 1
    if (last >= len) break
    const bytes = v128.load(ptr + <usize>last - 15)
    const letters = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x61)), i8x16.splat(26))
    const low = i8x16.swizzle(i8x16(6, 4, 6, 4, 4, 4, 4, 6, 4, 7, 1, 0, 2, 1, 2, 0), v128.and(bytes, i8x16.splat(15)))
    const high = i8x16.swizzle(i8x16(1, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4))
    const members = <u32>i8x16.bitmask(v128.or(letters, i8x16.ne(v128.and(low, high), i8x16.splat(0))))
    if (members != 0xffff) {
      start = last - 15 + 32 - <i32>clz<u32>(~members & 0xffff)
      continue
    }
    // Sixteen bytes of a list hold three letters at least.
    if (popcnt<u32>(<u32>i8x16.bitmask(letters)) < 3) {
      start = last - 14
      continue
    }
    const next = firstWordBreak(ptr, start, last)
    if (next > start) {
      start = next
      continue
    }
    let end = last + 1
    while (end < len && wordKind(ptr + <usize>end) != 0) end++
    if (countWords(ptr + <usize>start, ptr + <usize>end) >= fewestWords) {
      store<u32>(outPtr + (<usize>count << 3), <u32>start)
      store<u32>(outPtr + (<usize>count << 3) + 4, <u32>end)
      if (++count == cap) return count
    }
    start = end + 1
  }
  return count
}

export function probeWords(ptr: usize, len: i32, from: i32, to: i32, outPtr: usize, cap: i32): i32 {
  return wordRange(ptr, len, from, to, outPtr, cap, 0)
}

export function probeWordsWindows(
  ptr: usize, len: i32, windowsPtr: usize, windowCount: i32, outPtr: usize, cap: i32,
): i32 {
  let count = 0
  let floor = 0
  for (let i = 0; i < windowCount && count < cap; i++) {
    const window = windowsPtr + (<usize>i << 3)
    count += wordRange(
      ptr, len, load<i32>(window), load<i32>(window + 4), outPtr + (<usize>count << 3), cap - count, floor,
    )
    if (count) floor = load<i32>(outPtr + (<usize>count << 3) - 4)
  }
  return count
}

// --------------------------------------------------------------------------------------------------- literal finder

// Filled by the host: 32 entries of (value, fold, significant) as u32, then their number. A literal matches at `at`
// when ((load<u32>(at) | fold) & significant) == value.
const literalTable: usize = memory.data(32 * 12, 16)
// Six 16-byte nibble tables: low and high nibble of byte 0, 1 and 2; one bit per bucket (literal index % 8).
const nibbleTables: usize = memory.data(96, 16)
let literalCount: i32 = 0

export function literals(): usize {
  return literalTable
}
export function nibbles(): usize {
  return nibbleTables
}
export function setLiteralCount(count: i32): void {
  literalCount = count
}

// @ts-ignore: decorator
@inline function bucketMask(at: usize, low: v128, high: v128): v128 {
  const bytes = v128.load(at)
  return v128.and(
    i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(bytes, 4)),
  )
}

/** Bit set of the literals that match at `at` with at most `left` bytes to the object's end. */
function literalsAt(at: usize, left: usize): u32 {
  const word = load<u32>(at)
  let found: u32 = 0
  for (let i = 0; i < literalCount; i++) {
    const entry = literalTable + <usize>i * 12
    const significant = load<u32>(entry + 8)
    if (((word | load<u32>(entry + 4)) & significant) == load<u32>(entry)) {
      const length = (32 - clz<u32>(significant)) >> 3
      if (<usize>length <= left) found |= <u32>1 << <u32>i
    }
  }
  return found
}

/** Reads up to 18 bytes behind the object (slack as for `probe`). */
export function findLiterals(ptr: usize, len: i32, from: i32, to: i32, outPtr: usize, cap: i32): i32 {
  if (to > len) to = len
  if (from < 0) from = 0
  if (from >= to || cap <= 0 || literalCount == 0) return 0
  const low0 = v128.load(nibbleTables)
  const high0 = v128.load(nibbleTables + 16)
  const low1 = v128.load(nibbleTables + 32)
  const high1 = v128.load(nibbleTables + 48)
  const low2 = v128.load(nibbleTables + 64)
  const high2 = v128.load(nibbleTables + 80)
  const end = ptr + <usize>to
  const objectEnd = ptr + <usize>len
  let count = 0
  for (let at = ptr + <usize>from; at < end; at += 16) {
    const buckets = v128.and(
      v128.and(bucketMask(at, low0, high0), bucketMask(at + 1, low1, high1)),
      bucketMask(at + 2, low2, high2),
    )
    if (!v128.any_true(buckets)) continue
    let mask = <u32>i8x16.bitmask(i8x16.ne(buckets, i8x16.splat(0)))
    while (mask) {
      const here = at + <usize>ctz<u32>(mask)
      mask &= mask - 1
      if (here >= end) break
      const found = literalsAt(here, objectEnd - here)
      if (!found) continue
      store<u32>(outPtr + (<usize>count << 3), <u32>(here - ptr))
      store<u32>(outPtr + (<usize>count << 3) + 4, found)
      if (++count == cap) return count
    }
  }
  return count
}
