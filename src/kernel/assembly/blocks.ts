// One pass over a window, 64 bytes a turn: each byte is loaded and split into nibbles once for all that is looked for,
// and what is told of the block are bit masks. some 5 instructions a byte (counted in V8's code), where a pass for each took 13.
// ../../detect/collect.ts says what has to be found and is the oracle of the property tests.
import { bitTable, tokenTable } from './bytes'
import { emit, literalEvent } from './events'
import { bucketStarts, literalTable, maySee, nibbleTables } from './literals'
import { cutRun } from './pieces'
import { isToken, runEnd, runStart } from './runs'
import { isKnownWord, listsFrom, shortestPhrase } from './words'

// @ts-ignore: decorator
@inline const minRun: usize = 20

/** Buckets of the literals that may end at each byte of a block. */
const candidates: usize = memory.data(64, 16)

/** Nothing before it is looked at again: the end of the last run, and where the next list of words may begin. */
let runFloor: usize = 0
let wordFloor: usize = 0

export function beginBlocks(ptr: usize): void {
  runFloor = ptr
  wordFloor = ptr
}

/**
 * What lists of words are made of, by the low half of a byte: a-z 0-9, white space, " ' ) , . and letters with accents in
 * UTF-8 (80 to cf).
 */
// @ts-ignore: decorator
@inline function listTable(): v128 {
  return i8x16(-114, -54, -50, -54, -54, -54, -54, -50, -54, -49, -61, 66, 70, 67, 70, 66)
}

/** Not zero: the byte can stand in a list of words. */
// @ts-ignore: decorator
@inline function listMembers(at: usize): v128 {
  const bytes = v128.load(at)
  const fifteen = i8x16.splat(15)
  return v128.and(
    i8x16.swizzle(listTable(), v128.and(bytes, fifteen)),
    i8x16.swizzle(bitTable(), v128.and(i16x8.shr_u(bytes, 4), fifteen)),
  )
}

// @ts-ignore: decorator
@inline function isFull(at: usize): bool {
  return i8x16.all_true(listMembers(at))
}

/** Bit i: byte i of the 16 at `at` can stand in a list of words. */
// @ts-ignore: decorator
@inline function listMask(at: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ne(listMembers(at), i8x16.splat(0)))
}

/** True when no word that lies whole in these 32 bytes is a stranger to all lists: prose has one, mostly the first or second. */
function holdsNoStranger(at: usize): bool {
  const ninetysix = i8x16.splat(0x60)
  // Of what can stand in a list, letters alone lie behind the digits and all signs.
  const letters =
    <u32>i8x16.bitmask(i8x16.gt_u(v128.load(at), ninetysix)) |
    (<u32>i8x16.bitmask(i8x16.gt_u(v128.load(at + 16), ninetysix)) << 16)
  let begins = letters & ~(letters << 1) & ~1
  while (begins) {
    const first = ctz<u32>(begins)
    begins &= begins - 1
    const length = ctz<u32>(~(letters >> first))
    if (first + length >= 32) break
    if (!isKnownWord(at + <usize>first, <i32>length)) return false
  }
  return true
}

/**
 * True when a list of 60 bytes can lie around the full vectors of the block at `at`: it has three of them in a row, or
 * two and 13 bytes on either side, and two that hold words of lists alone.
 */
function canHoldList(full: u32, at: usize): bool {
  let pairs = full & (full >> 1) & 15
  while (pairs) {
    // The newest vector of the pair.
    const nth = ctz<u32>(pairs)
    const behind = at + 64 - (<usize>nth << 4)
    pairs &= pairs - 1
    const isThird = ((full >> nth) & 7) == 7 || (nth > 0 && ((full >> (nth - 1)) & 7) == 7)
    if (!isThird && ((listMask(behind) & 0x1fff) != 0x1fff || listMask(behind - 48) >> 3 != 0x1fff)) continue
    if (holdsNoStranger(behind - 32)) return true
  }
  return false
}

/**
 * Bit i: byte i of the 64 at `at` stands in a list of words. A word of one or two letters that lies in the block whole
 * breaks it, and so does a gap of more than twelve bytes.
 */
function listBytesAt(at: usize): u64 {
  let members: u64 = 0
  let letters: u64 = 0
  for (let i: usize = 0; i < 64; i += 16) {
    members |= <u64>i8x16.bitmask(i8x16.ne(listMembers(at + i), i8x16.splat(0))) << <u64>i
    letters |= <u64>i8x16.bitmask(i8x16.gt_u(v128.load(at + i), i8x16.splat(0x60))) << <u64>i
  }
  // Of what can stand in a list, letters alone lie behind the digits and all signs.
  letters &= members
  const begins = letters & ~(letters << 1) & ~1
  const ends = letters & ~(letters >> 1) & 0x7fffffffffffffff
  const two = begins & (ends >> 1)
  let gap = members & ~letters
  gap &= gap >> 1
  gap &= gap >> 2
  gap &= gap >> 4
  gap &= gap >> 5
  return members & ~((begins & ends) | two | (two << 1) | gap)
}

/** How many bytes of a list stand directly before `at`, at most 64 and none before `floor`. */
function listBytesBefore(at: usize, floor: usize): i32 {
  if (at <= floor) return 0
  if (at - floor >= 64) return <i32>clz<u64>(~listBytesAt(at - 64))
  const known = at - floor
  return min(<i32>clz<u64>(~(listBytesAt(floor) << <u64>(64 - known))), <i32>known)
}

/** How many bytes of a list stand from `at` on, at most 64. */
function listBytesBehind(at: usize, objectEnd: usize): i32 {
  if (at >= objectEnd) return 0
  return <i32>min<usize>(<usize>ctz<u64>(~listBytesAt(at)), objectEnd - at)
}

/** Tells the lists that begin before the end of the block at `at` and overlap the window. */
function lookForLists(ptr: usize, len: i32, first: i32, to: i32, at: usize): void {
  const objectEnd = ptr + <usize>len
  let list: u64 = 0
  if (at < objectEnd) {
    list = listBytesAt(at)
    if (objectEnd - at < 64) list &= (<u64>1 << <u64>(objectEnd - at)) - 1
    list = from(list, at, wordFloor)
  }
  const lead = <i32>ctz<u64>(~list)
  const trail = <i32>clz<u64>(~list)
  const isLong =
    (lead > 0 && lead + listBytesBefore(at, wordFloor) >= shortestPhrase) ||
    (trail > 0 && trail + listBytesBehind(at + 64, objectEnd) >= shortestPhrase) ||
    runsOf60(list) != 0
  if (!isLong) return
  wordFloor = ptr + <usize>listsFrom(ptr, len, first, to, <i32>(at - ptr), <i32>(wordFloor - ptr))
}

/** Bit i: bits i .. i + 19 are all set. */
// @ts-ignore: decorator
@inline function runsOf20(mask: u64): u64 {
  mask &= mask >> 1
  mask &= mask >> 2
  mask &= mask >> 4
  mask &= mask >> 8
  return mask & (mask >> 4)
}

/** Bit i: bits i .. i + 59 are all set. */
// @ts-ignore: decorator
@inline function runsOf60(mask: u64): u64 {
  mask &= mask >> 1
  mask &= mask >> 2
  mask &= mask >> 4
  mask &= mask >> 8
  mask &= mask >> 16
  return mask & (mask >> 28)
}

/** Clears the bits of what lies before `floor`. */
// @ts-ignore: decorator
@inline function from(mask: u64, at: usize, floor: usize): u64 {
  if (floor <= at) return mask
  const known = floor - at
  return known >= 64 ? 0 : mask & (<u64>-1 << <u64>known)
}

/** Tells the literals of the buckets that begin at `here`. */
function tellLiterals(ptr: usize, here: usize, objectEnd: usize, buckets: u32): void {
  const word = load<u32>(here)
  const left = objectEnd - here
  let found: u32 = 0
  while (buckets) {
    const bucket = <usize>ctz<u32>(buckets)
    buckets &= buckets - 1
    const stop = literalTable + (<usize>load<u32>(bucketStarts + (bucket << 2) + 4) << 4)
    let entry = literalTable + (<usize>load<u32>(bucketStarts + (bucket << 2)) << 4)
    for (; entry < stop; entry += 16) {
      const significant = load<u32>(entry + 8)
      if (((word | load<u32>(entry + 4)) & significant) != load<u32>(entry)) continue
      const length = (32 - clz<u32>(significant)) >> 3
      if (<usize>length > left) continue
      const bit = load<u32>(entry + 12)
      if (maySee(ptr, here, <usize>length, objectEnd, <usize>ctz<u32>(bit))) found |= bit
    }
  }
  if (found) emit(literalEvent, <i32>(here - ptr), 0, found)
}

/** Cuts the run that begins at `start`; the next one begins behind it. */
function takeRun(ptr: usize, start: usize, at: usize, objectEnd: usize): void {
  const stop = runEnd(start > at ? start : at, objectEnd)
  cutRun(ptr, <i32>(objectEnd - ptr), <i32>(start - ptr), <i32>(stop - ptr))
  runFloor = stop
}

/**
 * Looks at `[first, to)`. Invariants of the loop: `carry` token bytes stand directly before `at`, inside one run that
 * is not told yet; so do `listed` bytes of a list of words. Windows come in ascending order. Reads up to 63 bytes
 * behind the object (slack as for `probe`); a mask hides them.
 */
export function scanWindow(ptr: usize, len: i32, first: i32, to: i32, withWords: bool): void {
  if (to > len) to = len
  if (first >= to) return
  const low0 = v128.load(nibbleTables)
  const high0 = v128.load(nibbleTables + 16)
  const low1 = v128.load(nibbleTables + 32)
  const high1 = v128.load(nibbleTables + 48)
  const low2 = v128.load(nibbleTables + 64)
  const high2 = v128.load(nibbleTables + 80)
  const fifteen = i8x16.splat(15)
  const zero = i8x16.splat(0)
  const start = ptr + <usize>first
  const end = ptr + <usize>to
  const objectEnd = ptr + <usize>len
  let at = start
  let carry: usize = 0
  if (at > runFloor && isToken(at)) carry = at - runStart(at, runFloor)
  // Bit set of the last vectors of 16 that are full of list bytes, the last one lowest: two neighbours are in every list.
  let full: u32 = 0
  if (withWords && first >= 16 && isFull(at - 16)) {
    full = 1
    if (first >= 32 && isFull(at - 32) && holdsNoStranger(at - 32)) lookForLists(ptr, len, first, to, at)
  }
  let before0 = zero
  let before1 = zero
  for (; at < end; at += 64) {
    const left = objectEnd - at
    const inside = left < 64 ? (<u64>1 << <u64>left) - 1 : <u64>-1
    let gaps: u64 = 0
    let any = zero
    for (let lane: usize = 0; lane < 64; lane += 16) {
      const bytes = v128.load(at + lane)
      const low = v128.and(bytes, fifteen)
      const high = v128.and(i16x8.shr_u(bytes, 4), fifteen)
      const bits = i8x16.swizzle(bitTable(), high)
      gaps |= <u64>i8x16.bitmask(i8x16.eq(v128.and(i8x16.swizzle(tokenTable(), low), bits), zero)) << <u64>lane
      full = (full << 1) | <u32>i8x16.all_true(v128.and(i8x16.swizzle(listTable(), low), bits))
      // Buckets by the third byte of a literal here, by its second one back, by its first two back.
      const first0 = v128.and(i8x16.swizzle(low0, low), i8x16.swizzle(high0, high))
      const first1 = v128.and(i8x16.swizzle(low1, low), i8x16.swizzle(high1, high))
      const third = v128.and(
        v128.and(i8x16.swizzle(low2, low), i8x16.swizzle(high2, high)),
        v128.and(
          i8x16.shuffle(before1, first1, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30),
          i8x16.shuffle(before0, first0, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29),
        ),
      )
      before0 = first0
      before1 = first1
      v128.store(candidates + lane, third)
      any = v128.or(any, third)
    }

    if (v128.any_true(any)) {
      for (let lane: usize = 0; lane < 64; lane += 16) {
        let mask = <u32>i8x16.bitmask(i8x16.ne(v128.load(candidates + lane), zero))
        while (mask) {
          const third = lane + <usize>ctz<u32>(mask)
          mask &= mask - 1
          const here = at + third - 2
          if (here < end) tellLiterals(ptr, here, objectEnd, load<u8>(candidates + third))
        }
      }
    }

    // Runs of token bytes.
    let tokens = inside & ~gaps
    tokens = from(tokens, at, runFloor)
    for (;;) {
      let run: usize
      if (carry && carry + <usize>ctz<u64>(~tokens) >= minRun) run = at - carry
      else {
        const runs = runsOf20(tokens)
        if (!runs) break
        run = at + <usize>ctz<u64>(runs)
      }
      if (run >= end) break
      takeRun(ptr, run, at, objectEnd)
      tokens = from(tokens, at, runFloor)
      carry = 0
    }
    carry = <usize>clz<u64>(~tokens)

    if (withWords && (full & (full >> 1) & 15) != 0 && canHoldList(full, at)) {
      lookForLists(ptr, len, first, to, at)
    }
  }
  // The last run, and the last list, may become long enough behind the window.
  if (carry && at - carry < end && runEnd(at, objectEnd) - (at - carry) >= minRun) {
    takeRun(ptr, at - carry, at, objectEnd)
  }
  if (withWords && at + 32 <= objectEnd && isFull(at)) {
    const isBefore = (full & 1) != 0 && holdsNoStranger(at - 16)
    if (isBefore || (isFull(at + 16) && holdsNoStranger(at))) lookForLists(ptr, len, first, to, at)
  }
  // A literal that begins in the last two bytes may end behind the last block.
  for (let here = max(at - 2, start); here < end; here++) tellLiterals(ptr, here, objectEnd, 0xff)
}
