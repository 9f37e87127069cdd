// What detection looks up in the loop over pieces. The host writes it; the layout is that of ../tables.ts.

/** Classes below it are letters and digits. */
// @ts-ignore: decorator
@inline export const alnumEnd: u32 = 32

let classes: usize = 0
let base64Values: usize = 0
let commonPairs: usize = 0
let cuts: usize = 0
let tokens: usize = 0
let hintChains: usize = 0
let hintTexts: usize = 0
let hintMaskWords: i32 = 0
let hintMask: usize = 0
let prefixBuckets: usize = 0
let lowerText: usize = 0

export function setTables(ptr: usize): void {
  classes = load<u32>(ptr)
  base64Values = load<u32>(ptr + 4)
  commonPairs = load<u32>(ptr + 8)
  cuts = ptr + 12
  tokens = load<u32>(ptr + 24)
  hintChains = load<u32>(ptr + 28)
  hintTexts = load<u32>(ptr + 32)
  hintMaskWords = load<i32>(ptr + 36)
  hintMask = load<u32>(ptr + 40)
  lowerText = load<u32>(ptr + 44)
  prefixBuckets = load<u32>(ptr + 48)
}

/** Class bits of a byte, as in ../../bytes/classes.ts. */
// @ts-ignore: decorator
@inline export function classAt(at: usize): u32 {
  return <u32>load<u8>(classes + <usize>load<u8>(at))
}

// @ts-ignore: decorator
@inline export function isAlnumAt(at: usize): bool {
  return classAt(at) - 1 < alnumEnd - 1
}

// @ts-ignore: decorator
@inline export function isHexAt(at: usize): bool {
  return (classAt(at) & 11) != 0
}

/** 0 to 63, or -1 for what is neither base64 nor base64url. */
// @ts-ignore: decorator
@inline export function base64At(at: usize): i32 {
  return <i32>load<i8>(base64Values + <usize>load<u8>(at))
}

// @ts-ignore: decorator
@inline export function isCommonPair(first: u32, second: u32): u32 {
  return <u32>load<u8>(commonPairs + <usize>(first * 26 + second))
}

/** Record of a cut: shortest, longest, row per length (u16), rows (u16), lists. */
// @ts-ignore: decorator
@inline export function cutAt(which: i32): usize {
  return load<u32>(cuts + (<usize>which << 2))
}

// @ts-ignore: decorator
@inline export function tokenAt(index: u32): usize {
  return tokens + (<usize>index << 5)
}

/** The bucket of prefixes that begin with these two bytes; 0: none. */
// @ts-ignore: decorator
@inline export function prefixBucketAt(at: usize): usize {
  // Token bytes lie between 0x2b and 0x7a.
  const first = <usize>load<u8>(at) - 0x2b
  const second = <usize>load<u8>(at + 1) - 0x2b
  return load<u32>(prefixBuckets + ((first * 80 + second) << 2))
}

// @ts-ignore: decorator
@inline export function hasPrefixes(): bool {
  return prefixBuckets != 0
}

/** By the first two bytes, small letters: as `hintSlotsOf` of ../tables.ts. */
// @ts-ignore: decorator
@inline function hintChainAt(at: usize): usize {
  const slot = ((<usize>load<u8>(at) << 5) ^ <usize>load<u8>(at + 1)) & 4095
  return <usize>load<u32>(hintChains + (slot << 2))
}

/** Notes which hints stand in `[from, to)`, in any case; at most 80 bytes. */
export function findHints(from: usize, to: usize): void {
  for (let word = 0; word < hintMaskWords; word++) store<u32>(hintMask + (<usize>word << 2), 0)
  const length = <i32>(to - from)
  for (let i: usize = 0; i < <usize>length; i += 16) {
    const bytes = v128.load(from + i)
    const isCapital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x41)), i8x16.splat(26))
    v128.store(lowerText + i, v128.or(bytes, v128.and(isCapital, i8x16.splat(0x20))))
  }
  for (let i = 0; i < length; i++) {
    const here = lowerText + <usize>i
    const chain = hintChainAt(here)
    if (chain == 0) continue
    const count = load<i32>(chain)
    for (let entry = 1; entry <= count; entry++) {
      const hint = load<u32>(chain + (<usize>entry << 2))
      const text = hintTexts + (<usize>hint << 3)
      const size = load<i32>(text)
      if (size > length - i || !isSame(here, load<u32>(text + 4), size)) continue
      const word = hintMask + (<usize>(hint >> 5) << 2)
      store<u32>(word, load<u32>(word) | (<u32>1 << (hint & 31)))
    }
  }
}

/** True when one of the hints of the mask was noted. */
export function hasHint(mask: usize): bool {
  for (let word = 0; word < hintMaskWords; word++) {
    if (load<u32>(mask + (<usize>word << 2)) & load<u32>(hintMask + (<usize>word << 2))) return true
  }
  return false
}

export function isSame(a: usize, b: usize, length: i32): bool {
  for (let i: usize = 0; i < <usize>length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false
  return true
}
