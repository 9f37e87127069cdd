import { closeSync, fstatSync } from 'node:fs'
import { ForwardReader } from './forward-reader.ts'
import { compareIds } from './object-id.ts'
import { type PackEntries, readEntries, sharedBytes } from './pack-entries.ts'
import { linkFamilies, type PackFamilies } from './pack-families.ts'
import { MalformedFile, orderByOffset, type PackIndex, sharedFloats } from './pack-index.ts'
import { openRegularFile } from './read-regular-file.ts'

export { badEntry, foreignBase, sharedBytes } from './pack-entries.ts'

/**
 * One pack, listed. Arrays are indexed by object number = position in pack order; all are backed by
 * SharedArrayBuffers, so that a worker gets them without a copy.
 */
export interface PackPlan extends PackEntries, PackFamilies {
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
  /** 1 = an object to show to the visitor; clear it to leave an object out (it still serves as a base). */
  readonly visit: Uint8Array
}

/**
 * Lists a pack by reading the header of each entry, in one sequential pass; inflates nothing. Its loops run once, before
 * V8 has optimised them, so they are short and few.
 *
 * @throws MalformedFile when the file is no pack, or the system error when it cannot be read
 */
export function planPack(path: string, index: PackIndex, keepOpen: boolean = false): PackPlan {
  const fd = openRegularFile(path)
  let isKept = false
  try {
    const file = new ForwardReader(fd)
    const declaredCount = readPackHeader(file)
    const { count, idLength, ids } = index
    const end = dataEnd(file, fstatSync(fd).size, index)
    const idIndex = orderByOffset(index.offsets)
    const offsets = sharedFloats(count + 1)
    const numbers = new Uint32Array(new SharedArrayBuffer(4 * count))
    for (let n = 0; n < count; n++) {
      const position = idIndex[n]!
      offsets[n] = index.offsets[position]!
      numbers[position] = n
    }
    offsets[count] = Math.max(end, count > 0 ? offsets[count - 1]! : 0)
    const entries = readEntries(file, index, numbers, offsets, end)
    const families = linkFamilies(entries, offsets)
    const visit = sharedBytes(count).fill(1)
    isKept = keepOpen
    return {
      path,
      fd: keepOpen ? fd : null,
      count,
      declaredCount,
      idLength,
      ids,
      idIndex,
      numbers,
      offsets,
      visit,
      ...entries,
      ...families,
    }
  } finally {
    if (!isKept) closeSync(fd)
  }
}

/** The count of objects. */
function readPackHeader(file: ForwardReader): number {
  if (file.load(0, 12) < 12) throw new MalformedFile('pack is cut short')
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset + file.at, 12)
  if (view.getUint32(0) !== 0x5041434b) throw new MalformedFile('file is no pack')
  const version = view.getUint32(4)
  if (version !== 2 && version !== 3) throw new MalformedFile('pack has an unknown version')
  return view.getUint32(8)
}

/** Where the entries end: before the trailer, or at the end of the file when a cut has taken the trailer away. */
function dataEnd(file: ForwardReader, size: number, { packChecksum, idLength }: PackIndex): number {
  if (packChecksum === null) return size
  const at = size - idLength
  const got = at < 0 ? 0 : file.load(at, idLength)
  const whole = got === idLength && compareIds(file.bytes, file.at, packChecksum, 0, idLength) === 0
  return whole ? at : size
}
