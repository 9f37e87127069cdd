// Letters and digits of the lines around a candidate. Contract: ../near.ts; ../../detect/near-text.ts is the oracle.

const facts: usize = memory.data(64, 16)
/** What stands between letters and digits is at most five stretches of 400 or 600 bytes. */
const symbols: usize = memory.data(4096, 16)
/** By symbol << 6 | symbol: bit set of the places where the pair stands. */
const pairs: usize = memory.data(4096, 16)

// @ts-ignore: decorator
@inline const lineReach: usize = 400
// @ts-ignore: decorator
@inline const nearReach: usize = 600
// @ts-ignore: decorator
@inline const nearLines: i32 = 5

// Places of a pair, and facts about the lines, as ../near.ts has them.
// @ts-ignore: decorator
@inline const inNames: u32 = 1
// @ts-ignore: decorator
@inline const inLine: u32 = 2
// @ts-ignore: decorator
@inline const anywhere: u32 = 4
// @ts-ignore: decorator
@inline const inLeft: u32 = 8
// @ts-ignore: decorator
@inline const joinsNames: u32 = 1
// @ts-ignore: decorator
@inline const isNoList: u32 = 2
// @ts-ignore: decorator
@inline const hasBar: u32 = 4
// @ts-ignore: decorator
@inline const isForeign: u32 = 8

// Bytes besides letters and digits that stand between the elements of a list: \t\n\v\f\r "'+,-./;= and [\]_`.
// @ts-ignore: decorator
@inline const listLow: u64 = 0x2800_f885_0000_3e00
// @ts-ignore: decorator
@inline const listHigh: u64 = 0x0000_0001_a800_0000

/** By byte: the symbol of a letter or digit; else `other` and what `isOdd` and the others say. */
const kinds: usize = memory.data(256, 16)
// @ts-ignore: decorator
@inline const other: u32 = 64
/** Stands between no elements of a list. */
// @ts-ignore: decorator
@inline const isOdd: u32 = 1
/** Needs a look. */
// @ts-ignore: decorator
@inline const isSeen: u32 = 2
/** First byte of a letter of Cyrillic, Chinese, Japanese or Korean. */
// @ts-ignore: decorator
@inline const isScript: u32 = 4

let used: usize = 0
let before: usize = 0
let flags: u32 = 0
let isReady: bool = false

function makeKinds(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let kind = other
    const letter = (byte | 0x20) - 0x61
    if (letter < 26) kind = letter
    else if (byte - 0x30 < 10) kind = byte - 0x30 + 26
    else {
      if (!isListByte(byte)) kind |= isOdd
      if (byte == 0xd0 || byte == 0xd1 || byte - 0xe3 < 11) kind |= isScript
      if (byte == 0x7c || byte == 0x2f || byte == 0x3a) kind |= isSeen
    }
    store<u8>(kinds + <usize>byte, kind)
  }
  isReady = true
}

export function nearFacts(): usize {
  return facts
}
export function nearSymbols(): usize {
  return symbols
}
export function nearPairs(): usize {
  return pairs
}

/** Behind the last line feed in `[stop, at)`; `stop` when there is none. */
function startOfLine(at: usize, stop: usize): usize {
  const feeds = i8x16.splat(0x0a)
  while (at >= stop + 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at - 16), feeds))
    if (found != 0) return at + 16 - <usize>clz(found)
    at -= 16
  }
  while (at > stop && load<u8>(at - 1) != 0x0a) at--
  return at
}

/** The first line feed in `[at, stop)`; `stop` when there is none. */
function endOfLine(at: usize, stop: usize): usize {
  const feeds = i8x16.splat(0x0a)
  while (at + 16 <= stop) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), feeds))
    if (found != 0) return at + <usize>ctz(found)
    at += 16
  }
  while (at < stop && load<u8>(at) != 0x0a) at++
  return at
}

// @ts-ignore: decorator
@inline function isListByte(byte: u32): bool {
  if (byte < 64) return ((listLow >> <u64>byte) & 1) != 0
  if (byte < 128) return ((listHigh >> <u64>(byte - 64)) & 1) != 0
  return byte == 0xa0
}

/** Adds the letters and digits of `[at, end)`; `hasNames`: names of values may stand there. */
function add(text: usize, at: usize, end: usize, place: u32, hasNames: bool): void {
  // What a loop changes is kept in locals: each access to a global is one to memory.
  let last = before
  let to = symbols + used
  let odd = other
  for (; at < end; at++) {
    const kind = <u32>load<u8>(kinds + <usize>load<u8>(at))
    if (kind < other) {
      const pair = pairs + ((last << 6) | <usize>kind)
      store<u8>(pair, <u32>load<u8>(pair) | place)
      last = kind
      store<u8>(to, kind)
      to++
      continue
    }
    odd |= kind
    if (hasNames && (kind & isSeen) != 0) look(text, at)
  }
  if ((odd & isOdd) != 0) flags |= isNoList
  if ((odd & isScript) != 0) flags |= isForeign
  before = last
  used = to - symbols
}

/** A bar; the start of a closing tag; the length of a text that PHP serialised, `s:7:`. */
function look(text: usize, at: usize): void {
  const byte = load<u8>(at)
  if (byte == 0x7c) flags |= hasBar
  else if (at > text) {
    const previous = load<u8>(at - 1)
    if (byte == 0x2f) {
      if (previous == 0x3c) flags |= joinsNames
    } else if (previous == 0x73 && <u32>load<u8>(at + 1) - 0x30 < 10) flags |= joinsNames
  }
}

// @ts-ignore: decorator
@inline function back(ptr: usize, at: usize, reach: usize): usize {
  return at - ptr > reach ? at - reach : ptr
}

/** Finds the lines around the candidate at `[start, end)` of a text. */
export function findLines(ptr: usize, len: usize, start: usize, end: usize): void {
  const last = ptr + len
  const from = startOfLine(ptr + start, back(ptr, ptr + start, lineReach))
  const to = endOfLine(ptr + end, min(last, ptr + end + lineReach))
  let stop = back(ptr, from, nearReach)
  let above = from
  for (let lines = 0; lines < nearLines && above > stop; lines++) above = startOfLine(above - 1, stop)
  stop = min(last, to + nearReach)
  let below = to
  for (let lines = 0; lines < nearLines && below < stop; lines++) below = endOfLine(below + 1, stop)
  below = min(below, stop)
  const first = endOfLine(ptr, min(last, ptr + nearReach))
  store<u32>(facts, above - ptr)
  store<u32>(facts + 4, from - ptr)
  store<u32>(facts + 8, to - ptr)
  store<u32>(facts + 12, below - ptr)
  store<u32>(facts + 16, first < from ? first - ptr : 0)
}

/** Reads what stands in the lines that were found last. */
export function readNear(ptr: usize, start: usize, end: usize): void {
  if (!isReady) makeKinds()
  const above = ptr + <usize>load<u32>(facts)
  const from = ptr + <usize>load<u32>(facts + 4)
  const to = ptr + <usize>load<u32>(facts + 8)
  const below = ptr + <usize>load<u32>(facts + 12)
  const head = ptr + <usize>load<u32>(facts + 16)
  memory.fill(pairs, 0, 36 << 6)
  used = 0
  before = 0
  flags = 0
  add(ptr, ptr, head, inNames | anywhere, true)
  // Neither a list nor its row begins in the first line.
  flags &= ~isNoList
  add(ptr, above, from, inNames | anywhere, true)
  flags &= ~hasBar
  store<u32>(facts + 20, used)
  add(ptr, from, ptr + start, inNames | inLine | anywhere | inLeft, true)
  store<u32>(facts + 24, used)
  add(ptr, ptr + end, to, inLine | anywhere, false)
  store<u32>(facts + 28, used)
  add(ptr, to, below, anywhere, false)
  store<u32>(facts + 32, used)
  store<u32>(facts + 36, flags)
}
