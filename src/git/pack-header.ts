import type { ObjectKind } from './object-kind.ts'

/** Entry types in packs that are deltas. */
export const offsetDelta = 6
export const refDelta = 7

/**
 * The header of one pack entry; filled by `parseEntryHeader`, so that listing a million entries allocates nothing.
 *
 * @see git's Documentation/gitformat-pack.txt, "pack-*.pack files have the following format"
 */
export class EntryHeader {
  /** An `ObjectKind`, `offsetDelta` or `refDelta`. */
  type: ObjectKind | 6 | 7 = 3
  /** Inflated size: of the delta data, for deltas. */
  size = 0
  /** Offset deltas: how far before this entry the base lies. */
  baseDistance = 0
  /** Ref deltas: where in the parsed bytes the base's raw id stands. */
  baseIdAt = 0
  /** Bytes of the header; the zlib stream follows. */
  length = 0
}

/** Longest header: size varint (10), and an offset varint (10) or a SHA-256 id (32). */
export const maxEntryHeader = 42

/** Reads the header at `bytes[at]`; false when it is malformed or does not end before `end`. */
export function parseEntryHeader(
  bytes: Uint8Array,
  at: number,
  end: number,
  idLength: number,
  header: EntryHeader,
): boolean {
  if (at >= end) return false
  let i = at
  let byte = bytes[i++]!
  const type = (byte >> 4) & 7
  let size = byte & 15
  let scale = 16
  while (byte >= 0x80) {
    if (i >= end || scale > 2 ** 53) return false
    byte = bytes[i++]!
    size += (byte & 0x7f) * scale
    scale *= 128
  }
  if (type === offsetDelta) {
    // Big-endian base 128; each continued byte adds one, so that no distance has two spellings.
    if (i >= end) return false
    byte = bytes[i++]!
    let distance = byte & 0x7f
    while (byte >= 0x80) {
      if (i >= end || distance > 2 ** 45) return false
      byte = bytes[i++]!
      distance = (distance + 1) * 128 + (byte & 0x7f)
    }
    header.baseDistance = distance
  } else if (type === refDelta) {
    header.baseIdAt = i
    i += idLength
  } else if (type === 0 || type === 5) return false
  if (i > end) return false
  header.type = type as EntryHeader['type']
  header.size = size
  header.length = i - at
  return true
}
