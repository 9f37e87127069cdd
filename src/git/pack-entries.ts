import type { ForwardReader } from './forward-reader.ts'
import {
  EntryHeader,
  maxEntryHeader,
  offsetDelta,
  parseEntryHeader,
  refDelta,
} from './pack-header.ts'
import { findId, type PackIndex } from './pack-index.ts'

/** In `PackEntries.bases`: not a delta; base in another pack, or missing; entry unusable. */
const noBase = -1
export const foreignBase = -2
export const badEntry = -3

/** What the headers of a pack's entries say, by object number. Backed by SharedArrayBuffers. */
export interface PackEntries {
  /**
   * An `ObjectKind`; 0 for deltas and unusable entries. `linkFamilies` gives deltas the kind of their root, where it can
   * be known: a base may be elsewhere.
   */
  readonly kinds: Uint8Array
  /** Inflated size of the entry (of the delta data, for deltas), 0xFFFFFFFF when larger than that. */
  readonly sizes: Uint32Array
  /** Bytes of the entry's header: the zlib stream starts at offset + this. */
  readonly headerLengths: Uint8Array
  /** Object number of the delta base, or `noBase`, `foreignBase`, `badEntry`. */
  readonly bases: Int32Array
}

/**
 * Reads the header of each entry, in one sequential pass.
 *
 * @param numbers object number of the i-th id of the index
 * @param offsets rising; one more than there are entries
 * @param end where the last entry ends
 */
export function readEntries(
  file: ForwardReader,
  { ids, idLength }: PackIndex,
  numbers: Uint32Array,
  offsets: Float64Array,
  end: number,
): PackEntries {
  const count = numbers.length
  const kinds = sharedBytes(count)
  const sizes = new Uint32Array(new SharedArrayBuffer(4 * count))
  const headerLengths = sharedBytes(count)
  const bases = new Int32Array(new SharedArrayBuffer(4 * count))
  const places = new OffsetTable(offsets, count, end)
  const header = new EntryHeader()
  for (let n = 0; n < count; n++) {
    const offset = offsets[n]!
    const got = offset < end ? file.load(offset, maxEntryHeader) : 0
    if (!parseEntryHeader(file.bytes, file.at, file.at + got, idLength, header)) {
      bases[n] = badEntry
      continue
    }
    sizes[n] = header.size > 0xffffffff ? 0xffffffff : header.size
    headerLengths[n] = header.length
    if (header.type === offsetDelta) {
      const base = places.find(offset - header.baseDistance)
      bases[n] = base >= 0 && base < n ? base : badEntry
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

/**
 * Finds entries by offset: the pack is cut into as many parts of one size as it has entries, a power of two, so that a
 * part holds one or two of them and a search is over at once.
 */
class OffsetTable {
  readonly #offsets: Float64Array
  /** Bytes of a part. */
  readonly #unit: number
  /** First entry of each part, and as last element the number of entries. */
  readonly #starts: Uint32Array

  constructor(offsets: Float64Array, count: number, end: number) {
    this.#offsets = offsets
    this.#unit = 2 ** Math.max(0, Math.ceil(Math.log2(Math.max(1, end) / Math.max(1, count))))
    const starts = new Uint32Array(Math.ceil(end / this.#unit) + 1)
    for (let n = 0; n < count && offsets[n]! < end; n++) {
      starts[Math.floor(offsets[n]! / this.#unit) + 1]!++
    }
    for (let part = 1; part < starts.length; part++) starts[part]! += starts[part - 1]!
    this.#starts = starts
  }

  /** Number of the first entry at `offset`; -1 when none begins there. */
  find(offset: number): number {
    const part = Math.floor(offset / this.#unit)
    if (!(part >= 0 && part + 1 < this.#starts.length)) return -1
    let low = this.#starts[part]!
    let high = this.#starts[part + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#offsets[middle]! < offset) low = middle + 1
      else high = middle
    }
    return this.#offsets[low] === offset ? low : -1
  }
}

export function sharedBytes(count: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(count))
}
