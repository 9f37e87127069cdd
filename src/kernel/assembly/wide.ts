// Text in UTF-16 inside of binary files. ../../detect/decode/wide-parts.ts says why, and is the oracle of its tests.

import { isTextByte } from './bytes'

/** A byte of text with a nought on one side. */
// @ts-ignore: decorator
@inline function isWide(at: usize): bool {
  return isTextByte(load<u8>(at)) && (load<u8>(at + 1) == 0 || load<u8>(at - 1) == 0)
}

/** The first of the places `at`, `at + stride`, ... at which, or behind which, stands such a byte; -1: none. */
export function nextWide(ptr: usize, len: i32, at: i32, stride: i32): i32 {
  for (; at + 2 < len; at += stride) {
    const here = ptr + <usize>at
    if (isWide(here) || isWide(here + 1)) return at
  }
  return -1
}
