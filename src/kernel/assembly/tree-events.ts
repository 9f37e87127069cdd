// What is told of trees' entries, and the tables that say which. Contract: ../trees.ts.

import { aSubmodule, aTree, idLength, setIdLength } from './tree-entry'

// @ts-ignore: decorator
@inline const wantedBytes: usize = 8192
// @ts-ignore: decorator
@inline const nameSlotBytes: usize = 64
// @ts-ignore: decorator
@inline const longestName: i32 = 56

// Bits of an event's code.
// @ts-ignore: decorator
@inline const isTreeBit: i32 = 1
// @ts-ignore: decorator
@inline export const goneBit: i32 = 2
// @ts-ignore: decorator
@inline const wantedBit: i32 = 4
// @ts-ignore: decorator
@inline const unknownBit: i32 = 8
// @ts-ignore: decorator
@inline const newNameBit: i32 = 16

let wantsTrees: i32 = 0
let wanted: usize = 0
let known: usize = 0
let knownMask: u32 = 0
let names: usize = 0
let longNames: usize = 0

let events: usize = 0
let eventsRoom: i32 = 0
export let eventsUsed: i32 = 0

export function setTrees(idBytes: i32, tablesPtr: usize, knownSlots: i32, wants: i32): void {
  setIdLength(idBytes)
  wantsTrees = wants
  wanted = tablesPtr
  names = wanted + wantedBytes
  longNames = names + 4096 * nameSlotBytes
  known = longNames + nameSlotBytes
  knownMask = <u32>knownSlots - 1
}

/** Where the table has an id, or where it belongs. */
// @ts-ignore: decorator
@inline function knownSlot(first: u64): usize {
  let slot = <u32>first & knownMask
  let place = known + (<usize>slot << 3)
  while (load<u64>(place) != first && load<u64>(place) != 0) {
    slot = (slot + 1) & knownMask
    place = known + (<usize>slot << 3)
  }
  return place
}

export function knowIds(ids: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const first = load<u64>(ids)
    store<u64>(knownSlot(first), first)
    ids += <usize>idLength
  }
}

export function openEvents(ptr: usize, room: i32): void {
  events = ptr
  eventsRoom = room
  eventsUsed = 0
}

/** As many more can be told. */
// @ts-ignore: decorator
@inline export function hasRoom(more: i32): bool {
  return eventsUsed + more <= eventsRoom
}

/** Eight bytes of a name, those behind its end as nought. */
// @ts-ignore: decorator
@inline function eight(name: usize, at: i32, length: i32): u64 {
  const value = load<u64>(name + <usize>at)
  const left = length - at
  return left >= 8 ? value : value & ((<u64>1 << (<u64>left << 3)) - 1)
}

let newName: i32 = 0

/** The slot that holds a name, or held another until now. */
function slotOf(name: usize, length: i32): usize {
  newName = newNameBit
  if (length > longestName || length == 0) return longNames
  let hash = <u64>length
  for (let i: i32 = 0; i < length; i += 8) {
    hash = (hash ^ eight(name, i, length)) * 0x9e3779b97f4a7c15
    hash ^= hash >> 32
  }
  const slot = names + ((<usize>(hash & 4095)) << 6)
  if (load<i32>(slot + 4) == length) {
    let i: i32 = 0
    while (i < length && load<u64>(slot + 8 + <usize>i) == eight(name, i, length)) i += 8
    if (i >= length) {
      newName = 0
      return slot
    }
  }
  store<i32>(slot + 4, length)
  for (let i: i32 = 0; i < length; i += 8) store<u64>(slot + 8 + <usize>i, eight(name, i, length))
  return slot
}

/** Tells of an entry if anybody wants to know. */
export function tell(name: usize, id: usize, kind: i32, gone: i32): void {
  let code = gone
  let named = false
  if (kind == aTree) {
    code |= isTreeBit
    named = wantsTrees != 0
  } else {
    const key = <u32>load<u16>(id)
    if ((<u32>load<u8>(wanted + (key >> 3)) & (1 << (key & 7))) != 0) {
      code |= wantedBit
      named = true
    }
  }
  if (gone == 0 && kind != aSubmodule) {
    if (load<u64>(knownSlot(load<u64>(id))) == 0) code |= unknownBit
  }
  if (!named && (code & unknownBit) == 0) return
  const to = events + (<usize>eventsUsed << 4)
  let slot: usize = 0
  if (named) {
    slot = slotOf(name, <i32>(id - 1 - name))
    code |= newName
  }
  store<i32>(to, code)
  store<usize>(to + 4, slot)
  store<usize>(to + 8, name)
  store<usize>(to + 12, id)
  eventsUsed++
}
