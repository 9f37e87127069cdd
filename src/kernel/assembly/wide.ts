// Text in UTF-16 inside of binary files. ../../detect/decode/wide-parts.ts says why, and is the oracle of its tests.

import { isTextByte } from './bytes'

// @ts-ignore: decorator
@inline function isText(at: usize): bool {
  return isTextByte(load<u8>(at))
}

/** A byte of text with a nought on one side. */
// @ts-ignore: decorator
@inline function isWide(at: usize, last: usize): bool {
  return isText(at) && ((at + 1 < last && load<u8>(at + 1) == 0) || load<u8>(at - 1) == 0)
}

/**
 * The first of the places `at`, `at + stride`, ... at which, or behind which, stands such a byte in a stretch of at least
 * `least` bytes; -1: none. Behind a shorter stretch places are counted from its end.
 */
export function nextWide(ptr: usize, len: i32, at: i32, stride: i32, least: i32): i32 {
  const last = ptr + <usize>len
  for (; at + 1 < len; at += stride) {
    const here = ptr + <usize>at
    // No nought among the four bytes that tell.
    const four = load<u32>(here - 1)
    if (((four - 0x01010101) & ~four & 0x80808080) == 0) continue
    const isFirst = isWide(here, last)
    if (!isFirst && !isWide(here + 1, last)) continue
    let start = isFirst ? here : here + 1
    let end = start + 2
    while (start >= ptr + 2 && isText(start - 2) && load<u8>(start - 1) == 0) start -= 2
    while (end < last && isText(end) && load<u8>(end - 1) == 0) end += 2
    end = min(end, last)
    if (<i32>(end - start) >= least) return at
    if (end > here) at = <i32>(end - ptr)
  }
  return -1
}
