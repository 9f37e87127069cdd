// Literals by their fingerprints. ../js-probe.ts is the oracle of its property tests; contract: ../kernel.ts.

// Filled by the host: up to 32 entries of (value, fold, significant, bit of the literal) as u32, those of a bucket
// together, and where each of the eight buckets begins. A literal matches at `at` when
// ((load<u32>(at) | fold) & significant) == value.
export const literalTable: usize = memory.data(32 * 16, 16)
export const bucketStarts: usize = memory.data(9 * 4, 16)
// Six 16-byte nibble tables: low and high nibble of byte 0, 1 and 2; one bit per bucket.
export const nibbleTables: usize = memory.data(96, 16)
let literalCount: i32 = 0

export function literals(): usize {
  return literalTable
}
export function buckets(): usize {
  return bucketStarts
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
    const entry = literalTable + (<usize>i << 4)
    const significant = load<u32>(entry + 8)
    if (((word | load<u32>(entry + 4)) & significant) == load<u32>(entry)) {
      const length = (32 - clz<u32>(significant)) >> 3
      if (<usize>length <= left) found |= load<u32>(entry + 12)
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
    const found3 = v128.and(
      v128.and(bucketMask(at, low0, high0), bucketMask(at + 1, low1, high1)),
      bucketMask(at + 2, low2, high2),
    )
    if (!v128.any_true(found3)) continue
    let mask = <u32>i8x16.bitmask(i8x16.ne(found3, i8x16.splat(0)))
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
