import { compareIds } from './object-id.ts'

/**
 * Finds raw object ids in one array of them. Ids are hashes already: their first bytes are the hash. A stranger can
 * make many ids with equal first bytes only at the price of as many hash searches, so probing stays short.
 */
export interface IdIndex {
  /** Position of the id at `offset` in `bytes`; -1 when it is not there. */
  find(bytes: Uint8Array, offset: number): number
  /** The same for an id at `words[at]`. */
  findWords(words: Uint32Array, at: number): number
}

/** @param ids `count` raw ids of `idLength` bytes, one after the other; of equal ones the first is found */
export function indexIds(ids: Uint8Array, count: number, idLength: number): IdIndex {
  let size = 16
  while (size < count * 2) size *= 2
  const mask = size - 1
  const slots = new Int32Array(size).fill(-1)
  const known = wordsOf(ids)
  const idWords = idLength / 4
  /** The slot that holds the id, or the free one where it belongs. */
  const slotOf = (words: Uint32Array, at: number): number => {
    let slot = words[at]! & mask
    for (let i = slots[slot]!; i >= 0; i = slots[slot]!) {
      let same = 0
      while (same < idWords && known[i * idWords + same] === words[at + same]) same++
      if (same === idWords) break
      slot = (slot + 1) & mask
    }
    return slot
  }
  for (let i = 0; i < count; i++) {
    const slot = slotOf(known, i * idWords)
    if (slots[slot]! < 0) slots[slot] = i
  }
  const one = new Uint32Array(idWords)
  const oneBytes = new Uint8Array(one.buffer)
  return {
    find(bytes, offset) {
      for (let i = 0; i < idLength; i++) oneBytes[i] = bytes[offset + i]!
      return slots[slotOf(one, 0)]!
    },
    findWords: (words, at) => slots[slotOf(words, at)]!,
  }
}

/** The same bytes as words; a copy where they are not aligned. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = (bytes.byteOffset & 3) === 0 ? bytes : bytes.slice()
  return new Uint32Array(buffer, byteOffset, length >>> 2)
}

/** The same for ids in ascending order, each once: nothing is made, and a look-up takes a comparison per bit of `count`. */
export function indexSorted(ids: Uint8Array, count: number, idLength: number): IdIndex {
  const find = (bytes: Uint8Array, offset: number): number => {
    const at = countBelow(ids, count, idLength, bytes, offset)
    return at < count && compareIds(ids, at * idLength, bytes, offset, idLength) === 0 ? at : -1
  }
  return {
    find,
    findWords: (words, at) =>
      find(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), at * 4),
  }
}

/** How many of the ascending `ids` are less than the id at `offset`. */
export function countBelow(
  ids: Uint8Array,
  count: number,
  idLength: number,
  bytes: Uint8Array,
  offset: number,
): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds(ids, middle * idLength, bytes, offset, idLength) < 0) low = middle + 1
    else high = middle
  }
  return low
}
