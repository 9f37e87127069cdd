// Lists of byte values. ../../detect/probe-numbers.ts is the oracle of the property tests.

// @ts-ignore: decorator
@inline const shortestList: i32 = 190
// @ts-ignore: decorator
@inline const stride: i32 = 174

/** Not zero: digits, comma, blank, tab, line feed, carriage return; by nibbles, as `tokenMask`. */
// @ts-ignore: decorator
@inline function listMembers(at: usize): v128 {
  const bytes = v128.load(at)
  const fifteen = i8x16.splat(15)
  // Bit 0: high nibble 0 (9, a, d); bit 1: high nibble 2 (0, c); bit 2: high nibble 3 (0 to 9).
  const low = i8x16.swizzle(i8x16(6, 4, 4, 4, 4, 4, 4, 4, 4, 5, 1, 0, 2, 1, 0, 0), v128.and(bytes, fifteen))
  const high = v128.and(i16x8.shr_u(bytes, 4), fifteen)
  return v128.and(low, i8x16.swizzle(i8x16(1, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), high))
}

/** Bit i: byte i of the 16 at `at` can stand in a list. */
// @ts-ignore: decorator
@inline function listMask(at: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ne(listMembers(at), i8x16.splat(0)))
}

/** Where the list bytes before `at` begin. */
function startOfList(ptr: usize, at: i32): i32 {
  while (at >= 16) {
    const others = listMask(ptr + <usize>at - 16) ^ 0xffff
    if (others != 0) return at - <i32>(clz<u32>(others) - 16)
    at -= 16
  }
  while (at > 0 && (listMask(ptr + <usize>at - 1) & 1) != 0) at--
  return at
}

/** Where the list bytes from `at` on end. */
function endOfList(ptr: usize, len: i32, at: i32): i32 {
  while (at < len) {
    const others = listMask(ptr + <usize>at) ^ 0xffff
    if (others != 0) return min(at + <i32>ctz<u32>(others), len)
    at += 16
  }
  return len
}

let listStart: i32 = 0
let listEnd: i32 = 0

export function foundStart(): i32 {
  return listStart
}
export function foundEnd(): i32 {
  return listEnd
}

/**
 * The next maximal run of list bytes of at least 190 that overlaps `[from, to)` and begins at or behind `floor`; false
 * when there is none. Such a run holds one of the blocks of 16 bytes that begin every 174 bytes, so only those are
 * looked at.
 */
export function nextList(ptr: usize, len: i32, from: i32, to: i32, floor: i32): bool {
  let block = max(max(from - shortestList + 1, 0), floor)
  while (block < to + stride && block + 16 <= len) {
    if (!i8x16.all_true(listMembers(ptr + <usize>block))) {
      block += stride
      continue
    }
    const start = startOfList(ptr, block)
    if (start >= to) return false
    const end = endOfList(ptr, len, block + 16)
    if (end > from && start >= floor && end - start >= shortestList) {
      listStart = start
      listEnd = end
      return true
    }
    block = max(block + stride, end + 1)
  }
  return false
}
