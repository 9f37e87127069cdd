// What the bytes of one piece look like, and whether they could be random: ../../bytes/token-stats.ts and
// ../../bytes/randomness.ts, which are the oracle of the property tests.
import { classAt, isCommonPair } from './tables'

const seen: usize = memory.data(256 * 4, 16)
let generation: u32 = 0
let length: i32 = 0
let distinct: i32 = 0
let transitions: i32 = 0
let letterPairs: i32 = 0
let commonPairs: i32 = 0
let longestSame: i32 = 0
let longestSequence: i32 = 0

/** 1: digit, 2: small letter, 3: capital, 4: other, 5: dash or underscore. */
// @ts-ignore: decorator
@inline function kindOf(cls: u32): i32 {
  if (cls == 1) return 1
  if (cls == 2 || cls == 4) return 2
  if (cls == 8 || cls == 16) return 3
  return cls == 64 ? 5 : 4
}

export function measure(start: usize, end: usize): void {
  generation++
  length = <i32>(end - start)
  distinct = 0
  transitions = 0
  letterPairs = 0
  commonPairs = 0
  longestSame = 1
  longestSequence = 1
  let same = 1
  let step = 0
  let sequence = 1
  let before = -1
  let kindBefore = 0
  let letterBefore: u32 = 0
  for (let at = start; at < end; at++) {
    const byte = <i32>load<u8>(at)
    const kind = kindOf(classAt(at))
    const mark = seen + (<usize>byte << 2)
    if (load<u32>(mark) != generation) {
      store<u32>(mark, generation)
      distinct++
    }
    const letter = <u32>((byte | 0x20) - 0x61)
    if (kind == kindBefore) {
      if (kind == 2 || kind == 3) {
        letterPairs++
        commonPairs += isCommonPair(letterBefore, letter)
      }
    } else if (before >= 0) transitions++
    if (before >= 0) {
      const delta = byte - before
      if (delta == 0) {
        same++
        if (same > longestSame) longestSame = same
      } else same = 1
      if (delta == 1 || delta == -1) {
        if (delta == step) sequence++
        else sequence = 2
        if (sequence > longestSequence) longestSequence = sequence
      } else sequence = 1
      step = delta
    }
    before = byte
    kindBefore = kind
    letterBefore = letter
  }
}

/** `test`: share of frequent pairs and sigmas + 1/2 as f64, then fewest different bytes and changes by length, u16. */
export function looksRandom(test: usize): bool {
  const n = <usize>min(length, 256)
  if (distinct < <i32>load<u16>(test + 16 + (n << 1))) return false
  if (transitions < <i32>load<u16>(test + 16 + 514 + (n << 1))) return false
  if (longestSame > 5 || longestSequence > 6) return false
  const share = load<f64>(test)
  const mean = <f64>letterPairs * share
  const spread = Math.sqrt(mean * (1 - share))
  return !(<f64>commonPairs > mean + load<f64>(test + 8) * spread + 1)
}
