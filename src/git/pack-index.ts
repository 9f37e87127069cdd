import { closeSync, fstatSync } from 'node:fs'
import { compareIds } from './object-id.ts'
import { openRegularFile, readFully } from './read-regular-file.ts'

/** Ids of a pack in id order, with the offset of each entry. Backed by SharedArrayBuffers. */
export interface PackIndex {
  readonly count: number
  readonly idLength: 20 | 32
  /** `count` raw ids. */
  readonly ids: Uint8Array
  /** Offset in the pack of the i-th id. */
  readonly offsets: Float64Array
  /** The pack's own checksum, which its file ends with; null when not known. */
  readonly packChecksum: Uint8Array | null
}

/** Indexes larger than this are refused: 2 GiB hold 60 million objects. */
const maxIndexBytes = 2 ** 31 - 1

const magicV2 = 0xff744f63

/** What was wrong with a file of the object database; the message is one clause. */
export class MalformedFile extends Error {}

/**
 * Reads `.idx`, version 1 or 2.
 *
 * @throws MalformedFile, or the system error when it cannot be read
 * @see git's Documentation/gitformat-pack.txt, "pack-*.idx files have the following format"
 */
export function readPackIndex(path: string, idLength: 20 | 32): PackIndex {
  const bytes = readShared(path)
  if (bytes.length < 1024 + 2 * idLength) throw new MalformedFile('pack index is cut short')
  const view = new DataView(bytes.buffer)
  return view.getUint32(0) === magicV2
    ? parseV2(bytes, view, idLength)
    : parseV1(bytes, view, idLength)
}

/** The whole file in shared memory. */
export function readShared(path: string): Uint8Array {
  const fd = openRegularFile(path)
  try {
    const { size } = fstatSync(fd)
    if (size > maxIndexBytes) throw new MalformedFile('file is larger than 2 GiB')
    const bytes = new Uint8Array(new SharedArrayBuffer(size))
    if (readFully(fd, bytes, size, 0) !== size) throw new MalformedFile('file became shorter')
    return bytes
  } finally {
    closeSync(fd)
  }
}

function parseV2(bytes: Uint8Array, view: DataView, idLength: 20 | 32): PackIndex {
  if (view.getUint32(4) !== 2) throw new MalformedFile('pack index has an unknown version')
  const count = checkedCount(view, 8)
  const idsAt = 8 + 1024
  const offsetsAt = idsAt + count * (idLength + 4)
  const longAt = offsetsAt + count * 4
  const end = bytes.length - 2 * idLength
  if (longAt > end) throw new MalformedFile('pack index is shorter than its count of objects')
  const longCount = Math.floor((end - longAt) / 8)
  const words = swapWords(bytes.subarray(offsetsAt, longAt))
  const offsets = sharedFloats(count)
  offsets.set(words)
  for (let i = 0; i < count; i++) {
    if (words[i]! < 0x80000000) continue
    const long = words[i]! - 0x80000000
    if (long >= longCount) throw new MalformedFile('pack index points outside its 64-bit offsets')
    offsets[i] = longOffset(view, longAt + 8 * long)
  }
  const ids = bytes.subarray(idsAt, idsAt + count * idLength)
  return { count, idLength, ids, offsets, packChecksum: bytes.subarray(end, end + idLength) }
}

/** An offset of eight bytes; all that no file reaches, and that numbers could not tell apart, are one. */
export function longOffset(view: DataView, at: number): number {
  return Math.min(view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4), Number.MAX_SAFE_INTEGER)
}

/** Numbers of four bytes, the highest first, in the machine's own order. */
function swapWords(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(bytes.length / 4)
  const own = Buffer.from(words.buffer)
  own.set(bytes)
  // Every machine that Node runs on but one has the lowest first. `node:os` would say so, but costs a hook 0.4 ms.
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) own.swap32()
  return words
}

function parseV1(bytes: Uint8Array, view: DataView, idLength: 20 | 32): PackIndex {
  const count = checkedCount(view, 0)
  const end = bytes.length - 2 * idLength
  if (1024 + count * (4 + idLength) > end) {
    throw new MalformedFile('pack index is shorter than its count of objects')
  }
  const ids = new Uint8Array(new SharedArrayBuffer(count * idLength))
  const offsets = sharedFloats(count)
  for (let i = 0; i < count; i++) {
    const at = 1024 + i * (4 + idLength)
    offsets[i] = view.getUint32(at)
    ids.set(bytes.subarray(at + 4, at + 4 + idLength), i * idLength)
  }
  return { count, idLength, ids, offsets, packChecksum: bytes.subarray(end, end + idLength) }
}

/** The fan-out table counts ids by first byte; its last entry is the count of all. */
function checkedCount(view: DataView, at: number): number {
  let previous = 0
  for (let i = 0; i < 256; i++) {
    const value = view.getUint32(at + 4 * i)
    if (value < previous) throw new MalformedFile('pack index has a fan-out table that falls')
    previous = value
  }
  return previous
}

export function sharedFloats(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * count))
}

/** Position of an id among sorted ids; -1 when it is not there. */
export function findId(
  ids: Uint8Array,
  idLength: number,
  id: Uint8Array,
  idAt: number = 0,
): number {
  let low = 0
  let high = Math.floor(ids.length / idLength)
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = compareIds(ids, middle * idLength, id, idAt, idLength)
    if (order === 0) return middle
    if (order < 0) low = middle + 1
    else high = middle
  }
  return -1
}

/** Positions in order of offset, equal ones as they stand: a radix sort, in two passes over offsets below 4 GiB. */
export function orderByOffset(offsets: Float64Array): Uint32Array {
  let highest = 0
  for (let i = 0; i < offsets.length; i++) if (offsets[i]! > highest) highest = offsets[i]!
  // Of each the lower 32 bits: code that V8 has not optimised yet allocates for other numbers.
  const keys = new Uint32Array(offsets)
  const bits = Math.ceil(Math.log2(Math.min(highest, 0xffffffff) + 1) / 2)
  const lower = sortStably(sortStably(null, keys, 0, bits), keys, bits, bits)
  if (highest < 2 ** 32) return lower
  const upper = keys.map((_, i) => Math.floor(offsets[i]! / 2 ** 32))
  return sortStably(sortStably(lower, upper, 0, 16), upper, 16, 16)
}

/**
 * One pass: by bits `[from, from + width)` of the keys.
 *
 * @param order of the pass before; null for that of the keys
 */
function sortStably(
  order: Uint32Array | null,
  keys: Uint32Array,
  from: number,
  width: number,
): Uint32Array {
  const count = keys.length
  const mask = 2 ** width - 1
  const starts = new Uint32Array(mask + 2)
  for (let i = 0; i < count; i++) starts[((keys[i]! >>> from) & mask) + 1]!++
  for (let digit = 1; digit <= mask; digit++) starts[digit]! += starts[digit - 1]!
  const sorted = new Uint32Array(new SharedArrayBuffer(4 * count))
  for (let i = 0; i < count; i++) {
    const position = order === null ? i : order[i]!
    sorted[starts[(keys[position]! >>> from) & mask]!++] = position
  }
  return sorted
}
