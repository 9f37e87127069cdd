import { badEntry, type PackEntries } from './pack-entries.ts'
import { sharedFloats } from './pack-index.ts'

/** How the entries of a pack are made from each other, by object number. Backed by SharedArrayBuffers. */
export interface PackFamilies {
  /** Children of n: `childList[childStarts[n] .. childStarts[n + 1]]`, in pack order but the heaviest last. */
  readonly childStarts: Uint32Array
  readonly childList: Uint32Array
  /** All usable entries, bases before what is made from them. */
  readonly topological: Uint32Array
  /** Compressed bytes of the object and everything made from it. */
  readonly weights: Float64Array
}

/**
 * Finds out what is made from what. Afterwards `kinds` are those after deltas are resolved, and what leads to no object
 * has `badEntry` for its base.
 */
export function linkFamilies(entries: PackEntries, offsets: Float64Array): PackFamilies {
  const inOrder = packOrder(entries.bases)
  const children = listChildren(entries.bases)
  const topological = inOrder ?? orderTopologically(entries.bases, children)
  const weights = resolve(entries, offsets, topological)
  heaviestLast(children, weights)
  return { ...children, topological, weights }
}

/** All usable entries as they lie in the pack; null when one is made from an entry behind it, which ref deltas may be. */
function packOrder(bases: Int32Array): Uint32Array | null {
  const order = new Uint32Array(new SharedArrayBuffer(4 * bases.length))
  let filled = 0
  for (let n = 0; n < bases.length; n++) {
    const base = bases[n]!
    if (base >= n) return null
    if (base >= 0 && bases[base] === badEntry) bases[n] = badEntry
    else if (base !== badEntry) order[filled++] = n
  }
  return order.subarray(0, filled)
}

interface Children {
  readonly childStarts: Uint32Array
  readonly childList: Uint32Array
}

function listChildren(bases: Int32Array): Children {
  const count = bases.length
  const childStarts = new Uint32Array(new SharedArrayBuffer(4 * (count + 1)))
  let total = 0
  for (let n = 0; n < count; n++) {
    if (bases[n]! < 0) continue
    childStarts[bases[n]! + 1]!++
    total++
  }
  for (let n = 0; n < count; n++) childStarts[n + 1]! += childStarts[n]!
  const childList = new Uint32Array(new SharedArrayBuffer(4 * total))
  const next = childStarts.slice()
  for (let n = 0; n < count; n++) if (bases[n]! >= 0) childList[next[bases[n]!]!++] = n
  return { childStarts, childList }
}

/** Entries in a circle of ref deltas, and what hangs on them, are reached from no root: they become `badEntry`. */
function orderTopologically(bases: Int32Array, { childStarts, childList }: Children): Uint32Array {
  const count = bases.length
  const order = new Uint32Array(new SharedArrayBuffer(4 * count))
  let filled = 0
  for (let n = 0; n < count; n++) if (bases[n]! < 0 && bases[n] !== badEntry) order[filled++] = n
  for (let i = 0; i < filled; i++) {
    const n = order[i]!
    for (let c = childStarts[n]!; c < childStarts[n + 1]!; c++) order[filled++] = childList[c]!
  }
  if (filled === count) return order
  const reached = new Uint8Array(count)
  for (let i = 0; i < filled; i++) reached[order[i]!] = 1
  for (let n = 0; n < count; n++) if (reached[n] === 0) bases[n] = badEntry
  return order.subarray(0, filled)
}

function resolve(entries: PackEntries, offsets: Float64Array, order: Uint32Array): Float64Array {
  const { kinds, bases } = entries
  const weights = sharedFloats(bases.length)
  for (let i = 0; i < order.length; i++) {
    const n = order[i]!
    weights[n] = offsets[n + 1]! - offsets[n]!
    if (bases[n]! >= 0) kinds[n] = kinds[bases[n]!]!
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const n = order[i]!
    if (bases[n]! >= 0) weights[bases[n]!]! += weights[n]!
  }
  return weights
}

/**
 * The walk frees a base before it goes down into the base's last child. With the heaviest child last, every base that
 * must be kept meanwhile at least halves what is below it: at most log2(pack) expanded objects are alive at once.
 */
function heaviestLast({ childStarts, childList }: Children, weights: Float64Array): void {
  for (let n = 0; n + 1 < childStarts.length; n++) {
    const from = childStarts[n]!
    const last = childStarts[n + 1]! - 1
    if (last <= from) continue
    let heaviest = from
    for (let c = from + 1; c <= last; c++) {
      if (weights[childList[c]!]! >= weights[childList[heaviest]!]!) heaviest = c
    }
    const child = childList[heaviest]!
    childList.copyWithin(heaviest, heaviest + 1, last + 1)
    childList[last] = child
  }
}
