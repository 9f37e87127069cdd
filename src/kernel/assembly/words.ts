// Stretches that could be recovery phrases: those ../js-words.ts finds, if twelve words in a row are in a list.

import { emit, wordsEvent } from './events'
import { knownWords } from './known-words.generated'

// Same constants and the same search as ../js-words.ts.
// @ts-ignore: decorator
@inline export const shortestPhrase: i32 = 60
// @ts-ignore: decorator
@inline const shortestWord: i32 = 3
// @ts-ignore: decorator
@inline const longestWord: i32 = 12
// @ts-ignore: decorator
@inline const widestGap: i32 = 12
// @ts-ignore: decorator
@inline const mostDigits: i32 = 2
// @ts-ignore: decorator
@inline const fewestWords: i32 = 12
// @ts-ignore: decorator
@inline const longestPhrase: i32 = 576

/** 1: small letter, 2: what stands between words, 3: digit, 0: neither. */
const wordKinds: usize = memory.data(256, 16)
for (let byte = 0x61; byte <= 0x7a; byte++) store<u8>(wordKinds + <usize>byte, 1)
for (let byte = 0x30; byte <= 0x39; byte++) store<u8>(wordKinds + <usize>byte, 3)
// Letters with accents in UTF-8, composed or not.
for (let byte = 0x80; byte <= 0xcf; byte++) store<u8>(wordKinds + <usize>byte, 1)
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

/** False for a word that is in no list, but for one in five of those. */
// @ts-ignore: decorator
@inline export function isKnownWord(at: usize, length: i32): bool {
  if (length < shortestWord || length > longestWord) return false
  let word = load<u64>(at)
  if (length < 8) word &= (<u64>1 << <u64>(length << 3)) - 1
  else if (length > 8) word ^= (<u64>load<u32>(at + 8) & ((<u64>1 << <u64>((length - 8) << 3)) - 1)) << 24
  const hash = <u32>(((word ^ (word >> 29)) * 0x9e3779b97f4a7c15) >> 48)
  return ((<u32>load<u8>(knownWords + <usize>(hash >> 3)) >> (hash & 7)) & 1) != 0
}

/** True when twelve words in a row are in a list. */
function holdsKnownWords(at: usize, end: usize): bool {
  let count = 0
  while (at < end) {
    if (wordKind(at) != 1) {
      at++
      continue
    }
    const start = at
    do at++
    while (at < end && wordKind(at) == 1)
    count = isKnownWord(start, <i32>(at - start)) ? count + 1 : 0
    if (count == fewestWords) return true
  }
  return false
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
    if (end > from && holdsKnownWords(ptr + <usize>start, ptr + <usize>end)) {
      emit(wordsEvent, start, end, 0)
    }
    start = end + 1
  }
  return start
}
