/** Bits of the code of an event of `KernelTrees`. */
export const treeEvents = {
  /** The entry is a tree; else a file, a link or a submodule. */
  tree: 1,
  /** The base has it, and the tree has none of that name and kind. */
  gone: 2,
  /** Its id begins like a wanted one. */
  wanted: 4,
  /** Its id is not among those known to be here. */
  unknown: 8,
  /** The slot does not tell the number of the name: whoever gives it one writes it there. */
  newName: 16,
} as const

/** What `status` tells of the last tree. */
export const treeStates = {
  /** The list of events was full; or what a delta made has to be read whole. */
  unfinished: 0,
  /** Read to its end; each entry goes before the next, as git has them, and none is there twice. */
  sorted: 1,
  unsorted: 2,
  /** Its last bound is where reading ended. */
  malformed: 3,
} as const

/** Bytes of the first table. */
export const wantedBytes = 8192
const nameSlots = 4096
const nameSlotBytes = 64

/** Bytes of the first two tables. */
export const namesEnd: number = wantedBytes + (nameSlots + 1) * nameSlotBytes

/** Slots of the third table, of 8 bytes each, that hold `ids`: at least a fifth is free. */
export function knownSlots(ids: number): number {
  let slots = 1024
  while (slots * 4 < ids * 5) slots *= 2
  return slots
}

/**
 * Reads tree objects in the kernel's memory and tells those of their entries that somebody may ask about, as events of
 * `eventWords` words: code, slot of the name, pointer to the name, pointer to the id (one byte behind the name).
 *
 * Three tables, which the caller owns and clears: a bit for each beginning of two bytes that a wanted id has; a cache of
 * names, 64 bytes each, whose first word is a number that the caller gave the name when it met it with `newName`; and the
 * first 8 bytes of all ids that are here. Events are meant to be worked off in their order.
 *
 * The bounds of a tree are words: the offset of each entry, and where the last one ends. They are what a tree made from
 * it by a delta needs.
 */
export interface KernelTrees {
  /**
   * @param tablesPtr `namesEnd + 8 * slots` bytes, aligned to 8
   * @param slots a power of two, more than there will be ids
   * @param wantsTrees 1 when entries that are trees are to be told
   */
  setTrees(idLength: number, tablesPtr: number, slots: number, wantsTrees: number): void
  /** Adds ids to those that are here; one that begins with eight noughts stays unknown. */
  knowIds(idsPtr: number, count: number): void
  /**
   * Reads a whole tree, from byte `from` on, where the last call stopped.
   *
   * @param boundsPtr room for `maxBounds(len)` words
   * @returns number of events
   */
  readTree(
    ptr: number,
    len: number,
    from: number,
    boundsPtr: number,
    eventsPtr: number,
    eventsCap: number,
  ): number
  /**
   * Makes a tree from its base as `applyDelta` does, and tells in what they differ. Where the tree is `unfinished` it was
   * made all the same, and what was told is void.
   *
   * @param baseBounds number of the base's bounds; 0 where there are none that can be used
   * @returns number of events, or one of `deltaErrors`
   */
  makeTree(
    basePtr: number,
    baseLen: number,
    baseBoundsPtr: number,
    baseBounds: number,
    deltaPtr: number,
    deltaLen: number,
    outPtr: number,
    outLen: number,
    boundsPtr: number,
    eventsPtr: number,
    eventsCap: number,
  ): number
  /** One of `treeStates`. */
  treeStatus(): number
  /** Where `readTree` stopped because its list was full. */
  treeStopped(): number
  /** Number of bounds written. */
  treeBounds(): number
}

/** Most bounds a tree of `len` bytes has: the shortest entry is a digit, a space, a NUL and an id. */
export function maxBounds(len: number, idLength: number): number {
  return Math.floor(len / (idLength + 3)) + 2
}
