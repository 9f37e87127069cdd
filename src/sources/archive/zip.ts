import { DamagedArchive, memberName, type ArchiveEntry } from './member.ts'
import { findDirectory } from './zip-end.ts'

const directorySignature = 0x02014b50
const localSignature = 0x04034b50
const wide = 0xffffffff

/**
 * The files of a zip archive, from its directory at the end, wherever the archive begins. Lengths and offsets are checked against what is there;
 * entries may overlap or repeat, which is for the caller's limits to bear.
 *
 * @throws DamagedArchive
 * @see PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4
 */
export function* readZip(bytes: Uint8Array): Generator<ArchiveEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset, count, shift } = findDirectory(view)
  let at = offset
  for (let number = 0; number < count; number++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directorySignature) {
      throw new DamagedArchive('its directory is cut')
    }
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    if (next > view.byteLength) throw new DamagedArchive('its directory is cut')
    const name = memberName(bytes, at + 46, at + 46 + nameLength)
    if (!name.endsWith('/')) {
      yield readEntry(view, at, name, at + 46 + nameLength, extraLength, shift)
    }
    at = next
  }
}

function readEntry(
  view: DataView,
  at: number,
  name: string,
  extraAt: number,
  extraLength: number,
  shift: number,
): ArchiveEntry {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  let size = view.getUint32(at + 20, true)
  let local = view.getUint32(at + 42, true)
  if (size === wide || local === wide) {
    const needed = view.getUint32(at + 24, true) === wide ? 1 : 0
    ;[size, local] = readExtra64(view, extraAt, extraLength, needed, size, local)
  }
  local += shift
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== localSignature) {
    throw new DamagedArchive('a member is not where it should be')
  }
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + size > view.byteLength) throw new DamagedArchive('a member is cut')
  return {
    name,
    start,
    end: start + size,
    // Above 4 GiB it is somewhere else, and more than is unpacked.
    size: view.getUint32(at + 24, true),
    method: method === 0 ? 'stored' : method === 8 ? 'deflate' : 'unknown',
    encrypted: (flags & 1) !== 0,
  }
}

/** Sizes and offsets above 4 GiB stand in extra field 1, in the order of the fields that do not fit. */
function readExtra64(
  view: DataView,
  extraAt: number,
  extraLength: number,
  before: number,
  size: number,
  local: number,
): [size: number, local: number] {
  const end = extraAt + extraLength
  for (let at = extraAt; at + 4 <= end;) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let field = at + 4 + 8 * before
      const read = (): number => {
        if (field + 8 > Math.min(end, at + 4 + length)) throw new DamagedArchive('a member is cut')
        field += 8
        return Number(view.getBigUint64(field - 8, true))
      }
      return [size === wide ? read() : size, local === wide ? read() : local]
    }
    at += 4 + length
  }
  throw new DamagedArchive('a member is cut')
}
