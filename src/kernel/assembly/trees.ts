// Tree objects: made from their deltas, and of their entries only those told that their base does not have.
// Contract and tables: ../trees.ts; the oracle of the property tests reads every tree by itself.
//
// Invariant: the bounds of a tree are the offsets at which its entries begin, and its end, as reading it from the start
// finds them. A copy out of the base that holds whole entries has the base's bounds, moved; what lies between two such
// copies is read. So the cost of a tree is its expansion, a twelfth of its bytes for bounds, and the few entries that
// changed. In JavaScript, where all between the first and the last change was read, a sweep took 2.4 to 3.2 times as long.

import { copyBytes, readCopy, readSizes } from './delta'
import { aTree, compareNames, entryId, entryKind, entryName, idLength, readEntry, sameIds } from './tree-entry'
import { eventsUsed, goneBit, hasRoom, openEvents, tell } from './tree-events'

// What became of the last tree.
// @ts-ignore: decorator
@inline const unfinished: i32 = 0
// @ts-ignore: decorator
@inline const sorted: i32 = 1
// @ts-ignore: decorator
@inline const unsorted: i32 = 2
// @ts-ignore: decorator
@inline const malformed: i32 = 3

let status: i32 = 0
let order: i32 = 0
let stopped: i32 = 0
let boundCount: i32 = 0

let bounds: usize = 0

// The last entry in order, of the tree in hand.
let lastName: usize = 0
let lastLength: i32 = -1
let lastKind: i32 = 0

export function treeStatus(): i32 {
  return status
}

export function treeStopped(): i32 {
  return stopped
}

export function treeBounds(): i32 {
  return boundCount
}

// @ts-ignore: decorator
@inline function addBound(offset: i32): void {
  store<i32>(bounds + (<usize>boundCount << 2), offset)
  boundCount++
}

/** Reads a whole tree, or goes on where the list was full. */
export function readTree(
  ptr: usize, len: i32, from: i32, boundsPtr: usize, eventsPtr: usize, eventsCap: i32,
): i32 {
  bounds = boundsPtr
  openEvents(eventsPtr, eventsCap)
  if (from == 0) {
    boundCount = 0
    lastLength = -1
    order = sorted
  }
  const end = ptr + <usize>len
  let at = ptr + <usize>from
  while (at < end) {
    if (!hasRoom(1)) {
      status = unfinished
      stopped = <i32>(at - ptr)
      return eventsUsed
    }
    const next = readEntry(at, end)
    if (next == 0) {
      order = malformed
      break
    }
    const length = <i32>(entryId - 1 - entryName)
    if (lastLength >= 0 && compareNames(lastName, lastLength, lastKind, entryName, length, entryKind) >= 0) {
      order = unsorted
    }
    lastName = entryName
    lastLength = length
    lastKind = entryKind
    addBound(<i32>(at - ptr))
    tell(entryName, entryId, entryKind, 0)
    at = next
  }
  addBound(<i32>(at - ptr))
  status = order
  return eventsUsed
}

let out: usize = 0
let base: usize = 0
let baseBounds: usize = 0
let baseEntries: i32 = 0
/** Up to here the tree in hand is told, and of the base so many entries are used up. */
let outDone: i32 = 0
let baseDone: i32 = 0

// @ts-ignore: decorator
@inline function baseBound(entry: i32): i32 {
  return load<i32>(baseBounds + (<usize>entry << 2))
}

/** The first bound of the base, from `entry` on, at or behind `offset`; one more than there are when there is none. */
function boundFrom(entry: i32, offset: i32): i32 {
  let low = entry
  let high = baseEntries + 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (baseBound(middle) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Compares what lies before `outEnd` in the tree with the base's entries before `baseEnd`. Each bound is that of an
 * entry. Both are in order, or the tree is found not to be.
 */
function tellChanged(outEnd: i32, baseEnd: i32): void {
  let at = out + <usize>outDone
  const end = out + <usize>outEnd
  let old = baseDone
  let length: i32 = -1
  if (at < end && boundCount > 0) {
    readEntry(out + <usize>load<i32>(bounds + (<usize>(boundCount - 1) << 2)), at)
    lastName = entryName
    lastLength = <i32>(entryId - 1 - entryName)
    lastKind = entryKind
  } else lastLength = -1
  let name: usize = 0
  let id: usize = 0
  let kind: i32 = 0
  let next: usize = 0
  let oldName: usize = 0
  let oldId: usize = 0
  let oldKind: i32 = 0
  let hasOld = false
  while (at < end || old < baseEnd) {
    if (!hasRoom(2)) {
      status = unfinished
      return
    }
    if (at < end && next == 0) {
      next = readEntry(at, end)
      if (next == 0) {
        status = unfinished
        return
      }
      name = entryName
      id = entryId
      kind = entryKind
      length = <i32>(id - 1 - name)
      if (lastLength >= 0 && compareNames(lastName, lastLength, lastKind, name, length, kind) >= 0) {
        status = unfinished
        return
      }
      lastName = name
      lastLength = length
      lastKind = kind
      addBound(<i32>(at - out))
    }
    if (old < baseEnd && !hasOld) {
      readEntry(base + <usize>baseBound(old), base + <usize>baseBound(old + 1))
      oldName = entryName
      oldId = entryId
      oldKind = entryKind
      hasOld = true
    }
    const side = at >= end ? 1
      : old >= baseEnd ? -1
      : compareNames(name, length, kind, oldName, <i32>(oldId - 1 - oldName), oldKind)
    if (side == 0) {
      if (!sameIds(id, oldId) || kind != oldKind) {
        // A tree's record names the one it replaces.
        if (kind != aTree) tell(oldName, oldId, oldKind, goneBit)
        tell(name, id, kind, 0)
      }
    } else if (side < 0) tell(name, id, kind, 0)
    else tell(oldName, oldId, oldKind, goneBit)
    if (side <= 0) {
      at = next
      next = 0
    }
    if (side >= 0) {
      old++
      hasOld = false
    }
  }
  if (length >= 0 && baseEnd < baseEntries) {
    readEntry(base + <usize>baseBound(baseEnd), base + <usize>baseBound(baseEnd + 1))
    const nextLength = <i32>(entryId - 1 - entryName)
    if (compareNames(lastName, lastLength, lastKind, entryName, nextLength, entryKind) >= 0) {
      status = unfinished
    }
  }
}

/** A copy out of the base: the whole entries in it are the base's. */
function keepEntries(from: i32, to: i32, length: i32): void {
  if (length < idLength + 3 || status == unfinished) return
  const first = boundFrom(baseDone, from)
  if (first >= baseEntries) return
  let last = boundFrom(first, from + length)
  if (last > baseEntries || baseBound(last) > from + length) last--
  if (last <= first) return
  const shift = to - from
  tellChanged(baseBound(first) + shift, first)
  if (status == unfinished) return
  const shifts = i32x4.splat(shift)
  let entry = first
  let place = bounds + (<usize>boundCount << 2)
  for (; entry + 4 <= last; entry += 4) {
    v128.store(place, i32x4.add(v128.load(baseBounds + (<usize>entry << 2)), shifts))
    place += 16
  }
  for (; entry < last; entry++) {
    store<i32>(place, baseBound(entry) + shift)
    place += 4
  }
  boundCount += last - first
  outDone = baseBound(last) + shift
  baseDone = last
}

/** Makes a tree from a sorted base, and tells what the base does not have or the tree does not. */
export function makeTree(
  basePtr: usize, baseLen: i32, baseBoundsPtr: usize, baseBoundCount: i32, deltaPtr: usize, deltaLen: i32,
  outPtr: usize, outLen: i32, boundsPtr: usize, eventsPtr: usize, eventsCap: i32,
): i32 {
  const deltaEnd = deltaPtr + <usize>deltaLen
  const start = readSizes(deltaPtr, deltaEnd, baseLen, outLen)
  if (start < 0) return start
  let at = <usize>start
  status = baseBoundCount > 0 ? sorted : unfinished
  out = outPtr
  base = basePtr
  baseBounds = baseBoundsPtr
  baseEntries = baseBoundCount - 1
  bounds = boundsPtr
  boundCount = 0
  openEvents(eventsPtr, eventsCap)
  outDone = 0
  baseDone = 0
  const outEnd = outPtr + <usize>outLen
  let pos: i32 = 0
  // The copy that is open: copies that continue each other are one.
  let copyFrom: i32 = 0
  let copyTo: i32 = 0
  let copied: i32 = 0
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
      copyBytes(outPtr + <usize>pos, basePtr + <usize>offset, <i32>length, outEnd)
      if (pos != copyTo + copied || <i32>offset != copyFrom + copied) {
        keepEntries(copyFrom, copyTo, copied)
        copyFrom = <i32>offset
        copyTo = pos
        copied = 0
      }
      copied += <i32>length
      pos += <i32>length
    } else if (op) {
      const length = <i32>op
      if (at + <usize>length > deltaEnd) return -3
      if (length > outLen - pos) return -5
      copyBytes(outPtr + <usize>pos, at, length, outEnd)
      at += <usize>length
      pos += length
    } else return -6
  }
  if (pos != outLen) return -5
  keepEntries(copyFrom, copyTo, copied)
  if (status != unfinished) tellChanged(outLen, baseEntries)
  if (status == unfinished) return 0
  addBound(outLen)
  return eventsUsed
}
