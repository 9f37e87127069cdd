import { compareIds } from './object-id.ts'

/**
 * Finds raw object ids in one array of them. Ids are hashes already: their first bytes are the hash. A stranger can
 * make many ids with equal first bytes only at the price of as many hash searches, so probing stays short.
 */
export interface IdIndex {
  /** Position of the id at `offset` in `bytes`; -1 when it is not there. */
  find(bytes: Uint8Array, offset: number): number
}

/** @param ids `count` raw ids of `idLength` bytes, one after the other; of equal ones the first is found */
export function indexIds(ids: Uint8Array, count: number, idLength: number): IdIndex {
  let size = 16
  while (size < count * 2) size *= 2
  const mask = size - 1
  const slots = new Int32Array(size).fill(-1)
  for (let i = 0; i < count; i++) {
    let slot = hashAt(ids, i * idLength) & mask
    let known = false
    while (slots[slot]! >= 0) {
      if (compareIds(ids, slots[slot]! * idLength, ids, i * idLength, idLength) === 0) {
        known = true
        break
      }
      slot = (slot + 1) & mask
    }
    if (!known) slots[slot] = i
  }
  return {
    find(bytes, offset) {
      let slot = hashAt(bytes, offset) & mask
      while (slots[slot]! >= 0) {
        if (compareIds(ids, slots[slot]! * idLength, bytes, offset, idLength) === 0) {
          return slots[slot]!
        }
        slot = (slot + 1) & mask
      }
      return -1
    },
  }
}

/** First four bytes, little-endian. */
function hashAt(bytes: Uint8Array, offset: number): number {
  return (
    bytes[offset]! |
    (bytes[offset + 1]! << 8) |
    (bytes[offset + 2]! << 16) |
    (bytes[offset + 3]! << 24)
  )
}
