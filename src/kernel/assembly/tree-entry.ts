// Entries of tree objects: `mode SP name NUL id`. Git: tree-walk.c, and base_name_compare for their order.

// What an entry is.
// @ts-ignore: decorator
@inline export const aFile: i32 = 0
// @ts-ignore: decorator
@inline export const aTree: i32 = 1
// @ts-ignore: decorator
@inline export const aSubmodule: i32 = 2

export let idLength: i32 = 20

// The entry that `readEntry` read last.
export let entryName: usize = 0
export let entryId: usize = 0
export let entryKind: i32 = 0

export function setIdLength(length: i32): void {
  idLength = length
}

/** Where the entry at `at` ends; 0 when it is none, or does not end before `end`. */
export function readEntry(at: usize, end: usize): usize {
  const stop = min(at + 7, end)
  let mode: u32 = 0
  let here = at
  for (;;) {
    if (here >= stop) return 0
    const digit = <u32>load<u8>(here++) - 0x30
    if (digit > 7) {
      if (digit != <u32>(0x20 - 0x30)) return 0
      break
    }
    mode = mode * 8 + digit
  }
  if (here == at + 1) return 0
  entryName = here
  for (;;) {
    const zeros = i8x16.bitmask(i8x16.eq(v128.load(here), i8x16.splat(0)))
    if (zeros != 0) {
      here += <usize>ctz(zeros)
      break
    }
    here += 16
    if (here >= end) return 0
  }
  entryId = here + 1
  const next = entryId + <usize>idLength
  if (next > end) return 0
  const type = mode & 0o170000
  entryKind = type == 0o040000 ? aTree : type == 0o160000 ? aSubmodule : aFile
  return next
}

/** Git's order: a tree's name ends in a slash. Nought for one name of two trees, or of two things that are none. */
export function compareNames(
  a: usize, aLength: i32, aKind: i32, b: usize, bLength: i32, bKind: i32,
): i32 {
  const both = min(aLength, bLength)
  for (let i: i32 = 0; i < both; i += 8) {
    const differs = load<u64>(a + <usize>i) ^ load<u64>(b + <usize>i)
    if (differs == 0) continue
    const at = i + (<i32>ctz(differs) >> 3)
    if (at >= both) break
    return <i32>load<u8>(a + <usize>at) - <i32>load<u8>(b + <usize>at)
  }
  const aNext = aLength > both ? <i32>load<u8>(a + <usize>both) : aKind == aTree ? 0x2f : 0
  const bNext = bLength > both ? <i32>load<u8>(b + <usize>both) : bKind == aTree ? 0x2f : 0
  return aNext != bNext ? aNext - bNext : aLength - bLength
}

// @ts-ignore: decorator
@inline export function sameIds(a: usize, b: usize): bool {
  if (load<u64>(a) != load<u64>(b) || load<u64>(a + 8) != load<u64>(b + 8)) return false
  if (load<u32>(a + 16) != load<u32>(b + 16)) return false
  if (idLength == 20) return true
  return load<u32>(a + 20) == load<u32>(b + 20) && load<u64>(a + 24) == load<u64>(b + 24)
}
