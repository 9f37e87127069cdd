import { compareIds } from './object-id.ts'
import { PackFile } from './pack-file.ts'
import {
  EntryHeader,
  maxEntryHeader,
  offsetDelta,
  parseEntryHeader,
  refDelta,
} from './pack-header.ts'
import { findId, MalformedFile, orderByOffset, type PackIndex, sharedFloats } from './pack-index.ts'

/** In `PackPlan.bases`: not a delta; base in another pack, or missing; entry unusable. */
const noBase = -1
export const foreignBase = -2
export const badEntry = -3

/**
 * One pack, listed. Arrays are indexed by object number = position in pack order; all are backed by
 * SharedArrayBuffers, so that a worker gets them without a copy.
 */
export interface PackPlan {
  readonly path: string
  /**
   * The pack's open file, good in all threads: a repack may remove the name meanwhile, and the content stays. Null when
   * it is to be opened by its name.
   */
  readonly fd: number | null
  readonly count: number
  /** Objects that the pack's header declares; what its index does not list is never met. */
  readonly declaredCount: number
  readonly idLength: 20 | 32
  /** Raw ids in id order; `idIndex[number]` says which. */
  readonly ids: Uint8Array
  readonly idIndex: Uint32Array
  /** The way back: object number of the i-th id. */
  readonly numbers: Uint32Array
  /** Byte offset of each entry, and as last element the end of the last one. */
  readonly offsets: Float64Array
  /**
   * Type after deltas are resolved: an `ObjectKind`; 0 when it cannot be known yet (its base is elsewhere, or the
   * entry is unusable).
   */
  readonly kinds: Uint8Array
  /** 1 = an object to show to the visitor; clear it to leave an object out (it still serves as a base). */
  readonly visit: Uint8Array
  /** Inflated size of the entry (of the delta data, for deltas), 0xFFFFFFFF when larger than that. */
  readonly sizes: Uint32Array
  /** Bytes of the entry's header: the zlib stream starts at offset + this. */
  readonly headerLengths: Uint8Array
  /** Object number of the delta base, or `noBase`, `foreignBase`, `badEntry`. */
  readonly bases: Int32Array
  /** Children of n: `childList[childStarts[n] .. childStarts[n + 1]]`, in pack order but the heaviest last. */
  readonly childStarts: Uint32Array
  readonly childList: Uint32Array
  /** All usable entries, bases before what is made from them. */
  readonly topological: Uint32Array
  /** Compressed bytes of the object and everything made from it. */
  readonly weights: Float64Array
}

/**
 * Lists a pack by reading the header of each entry, in one sequential pass; inflates nothing.
 * 850,000 entries take 0.3 s.
 *
 * @throws MalformedFile when the file is no pack, or the system error when it cannot be read
 */
export function planPack(path: string, index: PackIndex, keepOpen: boolean = false): PackPlan {
  const file = new PackFile(path)
  try {
    const declaredCount = readPackHeader(file)
    const { count, idLength, ids } = index
    const idIndex = orderByOffset(index.offsets)
    const offsets = sharedFloats(count + 1)
    const end = dataEnd(file, index)
    for (let n = 0; n < count; n++) offsets[n] = index.offsets[idIndex[n]!]!
    offsets[count] = Math.max(end, count > 0 ? offsets[count - 1]! : 0)
    const numbers = invert(idIndex)
    const entries = readHeaders(file, index, numbers, offsets, end)
    const children = listChildren(entries.bases)
    const topological = orderTopologically(entries.bases, children)
    const weights = resolveFamilies(entries, offsets, topological)
    heaviestLast(children, weights)
    const visit = sharedBytes(count).fill(1)
    return {
      path,
      fd: keepOpen ? file.release() : null,
      count,
      declaredCount,
      idLength,
      ids,
      idIndex,
      numbers,
      offsets,
      visit,
      ...entries,
      ...children,
      topological,
      weights,
    }
  } finally {
    file.close()
  }
}

/** The count of objects. */
function readPackHeader(file: PackFile): number {
  if (file.load(0, 12) < 12) throw new MalformedFile('pack is cut short')
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset + file.at, 12)
  if (view.getUint32(0) !== 0x5041434b) throw new MalformedFile('file is no pack')
  const version = view.getUint32(4)
  if (version !== 2 && version !== 3) throw new MalformedFile('pack has an unknown version')
  return view.getUint32(8)
}

/** Where the entries end: before the trailer, or at the end of the file when a cut has taken the trailer away. */
function dataEnd(file: PackFile, { packChecksum, idLength }: PackIndex): number {
  if (packChecksum === null) return file.size
  const at = file.size - idLength
  const got = file.load(at, idLength)
  const whole = got === idLength && compareIds(file.bytes, file.at, packChecksum, 0, idLength) === 0
  return whole ? at : file.size
}

interface Entries {
  readonly kinds: Uint8Array
  readonly sizes: Uint32Array
  readonly headerLengths: Uint8Array
  readonly bases: Int32Array
}

function readHeaders(
  file: PackFile,
  { ids, idLength }: PackIndex,
  numbers: Uint32Array,
  offsets: Float64Array,
  end: number,
): Entries {
  const count = numbers.length
  const kinds = sharedBytes(count)
  const sizes = new Uint32Array(new SharedArrayBuffer(4 * count))
  const headerLengths = sharedBytes(count)
  const bases = new Int32Array(new SharedArrayBuffer(4 * count))
  const header = new EntryHeader()
  for (let n = 0; n < count; n++) {
    const offset = offsets[n]!
    const got = offset < end ? file.load(offset, maxEntryHeader) : 0
    if (!parseEntryHeader(file.bytes, file.at, file.at + got, idLength, header)) {
      bases[n] = badEntry
      continue
    }
    sizes[n] = Math.min(header.size, 0xffffffff)
    headerLengths[n] = header.length
    if (header.type === offsetDelta) {
      const base = numberAt(offsets, offset - header.baseDistance, n)
      bases[n] = base < 0 ? badEntry : base
    } else if (header.type === refDelta) {
      const position = findId(ids, idLength, file.bytes, header.baseIdAt)
      bases[n] = position < 0 ? foreignBase : numbers[position]!
    } else {
      kinds[n] = header.type
      bases[n] = noBase
    }
  }
  return { kinds, sizes, headerLengths, bases }
}

/** Number of the entry at `offset`, which lies before entry `before`; bases are near, so steps double from there. */
function numberAt(offsets: Float64Array, offset: number, before: number): number {
  let low = before
  for (let step = 1; low > 0 && offsets[low]! > offset; step *= 2) low = Math.max(0, low - step)
  let high = before
  while (low < high) {
    const middle = (low + high) >>> 1
    if (offsets[middle]! < offset) low = middle + 1
    else high = middle
  }
  return low < before && offsets[low] === offset ? low : -1
}

function invert(permutation: Uint32Array): Uint32Array {
  const inverse = new Uint32Array(new SharedArrayBuffer(4 * permutation.length))
  for (let i = 0; i < permutation.length; i++) inverse[permutation[i]!] = i
  return inverse
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

function resolveFamilies(
  entries: Entries,
  offsets: Float64Array,
  order: Uint32Array,
): Float64Array {
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

export function sharedBytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count))
}
