// Stretches that could be recovery phrases. ../js-words.ts is the oracle of its tests; contract: ../kernel.ts.

import { emit } from './events'

// Kinds of events: ../events.ts.
// @ts-ignore: decorator
@inline const wordsEvent: u32 = 6

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

// @ts-ignore: decorator
@inline function letterBytes(bytes: v128): v128 {
  return i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x61)), i8x16.splat(26))
}

/** Which of 16 bytes can stand in a list of words: by nibbles, as `tokenMask`. */
// @ts-ignore: decorator
@inline function listMask(bytes: v128, letters: v128): u32 {
  const low = i8x16.swizzle(i8x16(6, 4, 6, 4, 4, 4, 4, 6, 4, 7, 1, 0, 2, 1, 2, 0), v128.and(bytes, i8x16.splat(15)))
  const high = i8x16.swizzle(i8x16(1, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), i8x16.shr_u(bytes, 4))
  return <u32>i8x16.bitmask(v128.or(letters, i8x16.ne(v128.and(low, high), i8x16.splat(0))))
}

/** Bit i: byte i is a small letter; all zero when one of the 32 bytes at `at` cannot stand in a list of words. */
// @ts-ignore: decorator
@inline function listLetters(at: usize): u32 {
  const first = v128.load(at)
  const firstLetters = letterBytes(first)
  if (listMask(first, firstLetters) != 0xffff) return 0
  const second = v128.load(at + 16)
  const secondLetters = letterBytes(second)
  if (listMask(second, secondLetters) != 0xffff) return 0
  return <u32>i8x16.bitmask(firstLetters) | (<u32>i8x16.bitmask(secondLetters) << 16)
}

/** False when the 32 letters and gaps hold a word of one or two letters, one of more than eight, or too few words. */
// @ts-ignore: decorator
@inline function couldBeWords(letters: u32): bool {
  const begins = letters & ~(letters << 1)
  const ends = letters & ~(letters >> 1)
  // Whole words only: neither the first nor the last bit says where its word ends.
  const short = ((begins & ends) | (begins & (ends >> 1))) & 0x1ffffffe & ~(letters & 1)
  let long = letters & (letters >> 1)
  long &= long >> 2
  long &= long >> 4
  long &= letters >> 8
  return short == 0 && long == 0 && popcnt<u32>(letters) >= 6
}

/**
 * A list of 60 bytes holds one of the blocks of 32 bytes that begin every 28 bytes, whole. So only those are looked at,
 * two loads that depend on nothing before them; where one could stand in a list, its surroundings are searched byte by
 * byte. A list that overlaps `[from, to)` holds a block that begins from 56 before the window to 28 behind it.
 */
export function wordRange(ptr: usize, len: i32, from: i32, to: i32, outPtr: usize, cap: i32, floor: i32): i32 {
  if (to > len) to = len
  if (from < floor) from = floor
  if (from < 0) from = 0
  if (from >= to || cap <= 0) return 0
  const stride = shortestPhrase - 32
  let count = 0
  // No list begins before it that is not listed yet.
  let start = floor
  for (let block = max(from - 2 * stride, floor); block < to + stride && block + 32 <= len; block += stride) {
    if (!couldBeWords(listLetters(ptr + <usize>block))) continue
    start = leftmostWord(ptr, block, start)
    while (start <= block && start < to) {
      const last = start + shortestPhrase - 1
      if (last >= len) return count
      const next = firstWordBreak(ptr, start, last)
      if (next > start) {
        start = next
        continue
      }
      let end = last + 1
      while (end < len && wordKind(ptr + <usize>end) != 0) end++
      if (end > from && countWords(ptr + <usize>start, ptr + <usize>end) >= fewestWords) {
        store<u32>(outPtr + (<usize>count << 3), <u32>start)
        store<u32>(outPtr + (<usize>count << 3) + 4, <u32>end)
        if (++count == cap) return count
      }
      start = end + 1
      block = max(block, start - stride)
    }
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

/**
 * Tells the lists that overlap `[from, to)` and begin before the end of the block of 64 bytes at `block`.
 *
 * @returns where the next one may begin
 */
export function listsFrom(ptr: usize, len: i32, from: i32, to: i32, block: i32, floor: i32): i32 {
  const stop = min(block + 64, to)
  let start = max(leftmostWord(ptr, min(block, len), floor), floor)
  while (start < stop) {
    const last = start + shortestPhrase - 1
    if (last >= len) return len
    const next = firstWordBreak(ptr, start, last)
    if (next > start) {
      start = next
      continue
    }
    let end = last + 1
    while (end < len && wordKind(ptr + <usize>end) != 0) end++
    if (end > from && countWords(ptr + <usize>start, ptr + <usize>end) >= fewestWords) {
      emit(wordsEvent, start, end, 0)
    }
    start = end + 1
  }
  return start
}
