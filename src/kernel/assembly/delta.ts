// Delta application. Same semantics as ../js-delta.ts, the oracle of its property tests; contract: ../kernel.ts.

// @ts-ignore: decorator
@inline const bulkCopyFrom: i32 = 256

/** Copies without writing past `limit`: blocks of 16 where there is room, bulk memory for long or last pieces. */
// @ts-ignore: decorator
@inline export function copyBytes(to: usize, from: usize, length: i32, limit: usize): void {
  if (length > bulkCopyFrom || to + <usize>length + 15 > limit) {
    memory.copy(to, from, <usize>length)
    return
  }
  const end = to + <usize>length
  while (to < end) {
    v128.store(to, v128.load(from))
    to += 16
    from += 16
  }
}

/** Windows closer than this become one: looking at the bytes between them costs less than another window. */
// @ts-ignore: decorator
@inline const mergeGap: i32 = 64

let windowsAt: usize = 0
let windowsUsed: i32 = 0
let windowsRoom: i32 = 0
let openStart: i32 = -1
let openEnd: i32 = 0

/** Sorted triples: ranges of the base, and how far before (upper half) and behind stands what they depend on. */
let placesAt: usize = 0
let placesUsed: i32 = 0
/** Those of them that were copied with all they depend on, as triples. */
let movedAt: usize = 0
let movedUsed: i32 = 0
let movedRoom: i32 = 0

/** Adds a changed range; ranges come in ascending order of both ends. A full list stretches its last range. */
// @ts-ignore: decorator
@inline function addWindow(start: i32, end: i32): void {
  if (openStart < 0) {
    openStart = start
  } else if (start > openEnd + mergeGap && windowsUsed + 1 < windowsRoom) {
    store<i32>(windowsAt + (<usize>windowsUsed << 3), openStart)
    store<i32>(windowsAt + (<usize>windowsUsed << 3) + 4, openEnd)
    windowsUsed++
    openStart = start
  }
  openEnd = end
}

/** Adds where the places of the base went that lie in `[offset, end)`, which was copied to `pos`. */
function addPlaces(offset: i32, end: i32, pos: i32, baseLen: i32, outLen: i32, margin: i32): void {
  let low = 0
  let high = placesUsed
  while (low < high) {
    const middle = (low + high) >> 1
    if (load<i32>(placesAt + <usize>middle * 12 + 4) > offset) high = middle
    else low = middle + 1
  }
  const shift = pos - offset
  const isStart = offset == 0 && pos == 0
  const isEnd = end == baseLen && end + shift == outLen
  for (; low < placesUsed; low++) {
    const place = placesAt + <usize>low * 12
    const from = load<i32>(place)
    if (from >= end) return
    const to = load<i32>(place + 4)
    const reach = load<u32>(place + 8)
    if (
      reach != 0xffffffff && movedUsed < movedRoom &&
      (isStart || <i32>(reach >> 16) <= from - offset) && (isEnd || <i32>(reach & 0xffff) <= end - to)
    ) {
      const moved = movedAt + 4 + <usize>movedUsed * 12
      store<i32>(moved, from + shift)
      store<i32>(moved + 4, to + shift)
      store<u32>(moved + 8, reach)
      movedUsed++
    } else {
      addWindow(max(max(from, offset) + shift - margin, 0), min(min(to, end) + shift + margin, outLen))
    }
  }
}

/** Reads the two sizes, as little-endian base-128 numbers. Returns where the operations begin, or an error. */
// @ts-ignore: decorator
@inline export function readSizes(from: usize, end: usize, baseLen: i32, outLen: i32): i32 {
  let at = from
  for (let which = 0; which < 2; which++) {
    let size: u64 = 0
    let shift: u64 = 0
    let byte: u32
    do {
      if (at >= end || shift > 56) return -3
      byte = load<u8>(at++)
      size |= (<u64>(byte & 0x7f)) << shift
      shift += 7
    } while (byte & 0x80)
    if (which == 0) {
      if (size != <u64>baseLen) return -1
    } else if (size != <u64>outLen) return -2
  }
  return <i32>at
}

/** Reads what follows the first byte of a copy. Returns its offset in the base and, above 32 bits, its length. */
// @ts-ignore: decorator
@inline export function readCopy(op: u32, from: usize): u64 {
  let at = from
  let offset: u32 = 0
  let length: u32 = 0
  if (op & 0x01) offset = load<u8>(at++)
  if (op & 0x02) offset |= <u32>load<u8>(at++) << 8
  if (op & 0x04) offset |= <u32>load<u8>(at++) << 16
  if (op & 0x08) offset |= <u32>load<u8>(at++) << 24
  if (op & 0x10) length = load<u8>(at++)
  if (op & 0x20) length |= <u32>load<u8>(at++) << 8
  if (op & 0x40) length |= <u32>load<u8>(at++) << 16
  if (length == 0) length = 0x10000
  return <u64>offset | (<u64>length << 32)
}

export function applyDelta(
  basePtr: usize, baseLen: i32, deltaPtr: usize, deltaLen: i32, outPtr: usize, outLen: i32,
  windowsPtr: usize, windowsCap: i32, margin: i32, placesPtr: usize, placeCount: i32,
  movedPtr: usize, movedCap: i32,
): i32 {
  const deltaEnd = deltaPtr + <usize>deltaLen
  const start = readSizes(deltaPtr, deltaEnd, baseLen, outLen)
  if (start < 0) return start
  let at = <usize>start
  windowsAt = windowsPtr
  windowsUsed = 0
  windowsRoom = windowsCap
  placesAt = placesPtr
  placesUsed = placeCount
  movedAt = movedPtr
  movedUsed = 0
  movedRoom = movedCap
  openStart = -1
  openEnd = 0
  const outEnd = outPtr + <usize>outLen
  let pos: i32 = 0
  // Where in the base the next copy would have to start to make no seam; -1 behind an insertion.
  let expected: i32 = 0
  while (at < deltaEnd) {
    const op = <u32>load<u8>(at++)
    if (op & 0x80) {
      const size = <usize>popcnt<u32>(op & 0x7f)
      if (at + size > deltaEnd) return -3
      const copy = readCopy(op, at)
      at += size
      const offset = <u32>copy
      const length = <u32>(copy >> 32)
      if (<u64>offset + <u64>length > <u64>baseLen) return -4
      if (length > <u32>(outLen - pos)) return -5
      if (<i32>offset != expected) addWindow(max(pos - margin, 0), min(pos + margin, outLen))
      if (placeCount > 0) addPlaces(<i32>offset, <i32>(offset + length), pos, baseLen, outLen, margin)
      copyBytes(outPtr + <usize>pos, basePtr + <usize>offset, <i32>length, outEnd)
      pos += <i32>length
      expected = <i32>(offset + length)
    } else if (op) {
      const length = <i32>op
      if (at + <usize>length > deltaEnd) return -3
      if (length > outLen - pos) return -5
      copyBytes(outPtr + <usize>pos, at, length, outEnd)
      addWindow(max(pos - margin, 0), min(pos + length + margin, outLen))
      at += <usize>length
      pos += length
      expected = -1
    } else return -6
  }
  if (pos != outLen) return -5
  if (expected >= 0 && expected != baseLen) addWindow(max(outLen - margin, 0), outLen)
  if (openStart >= 0 && openEnd > openStart && windowsCap > 0) {
    store<i32>(windowsAt + (<usize>windowsUsed << 3), openStart)
    store<i32>(windowsAt + (<usize>windowsUsed << 3) + 4, openEnd)
    windowsUsed++
  }
  if (movedCap > 0) store<i32>(movedPtr, movedUsed)
  return windowsUsed
}
