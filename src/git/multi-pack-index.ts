import {
  longOffset,
  MalformedFile,
  type PackIndex,
  readShared,
  sharedFloats,
} from './pack-index.ts'

/**
 * Reads `multi-pack-index` into an index per pack, by the `.idx` name the pack would have. An object that is in several
 * packs is listed for one of them only.
 *
 * @throws MalformedFile, or the system error when it cannot be read
 * @see git's Documentation/gitformat-pack.txt, "multi-pack-index (MIDX) files have the following format"
 */
export function readMultiPackIndex(path: string, idLength: 20 | 32): Map<string, PackIndex> {
  const bytes = readShared(path)
  const view = new DataView(bytes.buffer)
  if (bytes.length < 12 || view.getUint32(0) !== 0x4d494458) {
    throw new MalformedFile('file is no multi-pack-index')
  }
  const chunkCount = bytes[6]!
  const packCount = view.getUint32(8)
  const chunk = chunkReader(bytes, view, chunkCount)
  const names = packNames(chunk('PNAM', 0), packCount)
  const ids = chunk('OIDL', idLength)
  const places = chunk('OOFF', 8)
  const long = chunk('LOFF', 0, true)
  const count = Math.min(Math.floor(ids.length / idLength), Math.floor(places.length / 8))
  const placeView = viewOf(places)
  const longView = viewOf(long)

  const counts = new Uint32Array(packCount)
  for (let i = 0; i < count; i++) {
    const pack = placeView.getUint32(8 * i)
    if (pack >= packCount) throw new MalformedFile('multi-pack-index names a pack it does not list')
    counts[pack]!++
  }
  const lists = Array.from(counts, (size) => ({
    ids: new Uint8Array(new SharedArrayBuffer(size * idLength)),
    offsets: sharedFloats(size),
    filled: 0,
  }))
  for (let i = 0; i < count; i++) {
    const list = lists[placeView.getUint32(8 * i)]!
    let offset = placeView.getUint32(8 * i + 4)
    // Only with a table of long offsets does the top bit mean one.
    if (offset >= 0x80000000 && long.length > 0) {
      const at = 8 * (offset - 0x80000000)
      if (at + 8 > long.length)
        throw new MalformedFile('multi-pack-index points outside its 64-bit offsets')
      offset = longOffset(longView, at)
    }
    list.ids.set(ids.subarray(i * idLength, (i + 1) * idLength), list.filled * idLength)
    list.offsets[list.filled++] = offset
  }
  return new Map(
    lists.map((list, i) => [
      names[i]!,
      { count: list.filled, idLength, ids: list.ids, offsets: list.offsets, packChecksum: null },
    ]),
  )
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

type ChunkReader = (name: string, unit: number, optional?: boolean) => Uint8Array

/** The table of contents: 4 bytes of name and 8 of offset each, ended by an entry whose offset is the end. */
function chunkReader(bytes: Uint8Array, view: DataView, count: number): ChunkReader {
  const chunks = new Map<string, Uint8Array>()
  if (12 + 12 * (count + 1) > bytes.length) throw new MalformedFile('multi-pack-index is cut short')
  for (let i = 0; i < count; i++) {
    const at = 12 + 12 * i
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const from = Number(view.getBigUint64(at + 4))
    const to = Number(view.getBigUint64(at + 16))
    if (from > to || to > bytes.length)
      throw new MalformedFile('multi-pack-index has a chunk outside the file')
    chunks.set(name, bytes.subarray(from, to))
  }
  return (name, unit, optional = false) => {
    const found = chunks.get(name)
    if (found === undefined) {
      if (optional) return new Uint8Array(0)
      throw new MalformedFile(`multi-pack-index has no ${name} chunk`)
    }
    if (found.length < unit) return new Uint8Array(0)
    return found
  }
}

function packNames(chunk: Uint8Array, count: number): string[] {
  const names: string[] = []
  let at = 0
  while (names.length < count) {
    const end = chunk.indexOf(0, at)
    if (end < 0) throw new MalformedFile('multi-pack-index lists fewer packs than it counts')
    names.push(String.fromCharCode(...chunk.subarray(at, Math.min(end, at + 255))))
    at = end + 1
  }
  return names
}
