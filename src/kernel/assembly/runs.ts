// Runs of token bytes. Same semantics as ../js-probe.ts, the oracle of its property tests; contract: ../kernel.ts.

import { bitTable, tokenTable } from './bytes'

/** Bit i: byte i of the 16 at `at` is a token byte. */
// @ts-ignore: decorator
@inline function tokenMask(at: usize): u32 {
  const bytes = v128.load(at)
  const low = i8x16.swizzle(tokenTable(), v128.and(bytes, i8x16.splat(15)))
  const high = i8x16.swizzle(bitTable(), i8x16.shr_u(bytes, 4))
  return <u32>i8x16.bitmask(i8x16.ne(v128.and(low, high), i8x16.splat(0)))
}

// @ts-ignore: decorator
@inline export function isToken(at: usize): bool {
  return (tokenMask(at) & 1) != 0
}

// @ts-ignore: decorator
@inline function tokenMask64(at: usize): u64 {
  return (
    <u64>tokenMask(at) | (<u64>tokenMask(at + 16) << 16) | (<u64>tokenMask(at + 32) << 32) | (<u64>tokenMask(at + 48) << 48)
  )
}

/** First byte at or behind `at` that is no token byte; `end` when there is none before it. */
export function runEnd(at: usize, end: usize): usize {
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
export function runStart(at: usize, floor: usize): usize {
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
export function probeRange(
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
