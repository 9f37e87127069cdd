import { DamagedArchive } from './member.ts'

const endSignature = 0x06054b50
const directorySignature = 0x02014b50
const end64Signature = 0x06064b50
const locator64Signature = 0x07064b50
const endBytes = 22
const locator64Bytes = 20
const end64Bytes = 56
const maxComment = 0xffff
const wide = 0xffffffff

/** Where the directory of a zip archive is, and how many members it says to have. */
export interface ZipDirectory {
  readonly offset: number
  readonly count: number
  /** What every offset in the archive is short of: bytes that stand before it and that its writer did not know. */
  readonly shift: number
}

/**
 * From the end record, which is the last one of the file.
 *
 * @throws DamagedArchive
 * @see PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16
 */
export function findDirectory(view: DataView): ZipDirectory {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - maxComment); at--) {
    if (view.getUint32(at, true) === endSignature) return directoryAt(view, at)
  }
  throw new DamagedArchive('it has no directory')
}

function directoryAt(view: DataView, at: number): ZipDirectory {
  const count = view.getUint16(at + 10, true)
  const size = view.getUint32(at + 12, true)
  const offset = view.getUint32(at + 16, true)
  if (count === 0xffff || offset === wide) return directory64(view, at)
  return { count, ...placed(view, offset, at - size) }
}

function directory64(view: DataView, endAt: number): ZipDirectory {
  const locator = endAt - locator64Bytes
  if (locator < 0 || view.getUint32(locator, true) !== locator64Signature) {
    throw new DamagedArchive('its directory is not to be found')
  }
  const said = Number(view.getBigUint64(locator + 8, true))
  // Behind something else it still stands in front of its locator.
  const at = isEnd64(view, said) ? said : locator - end64Bytes
  if (!isEnd64(view, at)) throw new DamagedArchive('its directory is not to be found')
  const size = Number(view.getBigUint64(at + 40, true))
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    ...placed(view, Number(view.getBigUint64(at + 48, true)), at - size),
  }
}

function isEnd64(view: DataView, at: number): boolean {
  return (
    at >= 0 && at + end64Bytes <= view.byteLength && view.getUint32(at, true) === end64Signature
  )
}

/** A directory ends where its end record begins: where it is not where it should be, all of the archive was moved. */
function placed(
  view: DataView,
  offset: number,
  expected: number,
): { offset: number; shift: number } {
  const isMoved = !isDirectory(view, offset) && expected > offset && isDirectory(view, expected)
  return isMoved ? { offset: expected, shift: expected - offset } : { offset, shift: 0 }
}

function isDirectory(view: DataView, at: number): boolean {
  return at >= 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === directorySignature
}

/** Heads of programs: what unpacks itself may be signed behind its archive. ELF, Windows, macOS. */
const programs: ReadonlySet<number> = new Set([0x7f45, 0x4d5a, 0xcafe, 0xcffa, 0xcefa])

/**
 * The directory of a zip that stands behind something else, as of a script or a program that unpacks itself; null
 * where there is none. Looks at a byte near the end, and into the last 64 KiB of programs only.
 */
export function findAppendedZip(bytes: Uint8Array): ZipDirectory | null {
  const last = bytes.length - endBytes
  if (last < 0) return null
  const isLast = bytes[last] === 0x50 && bytes[last + 1] === 0x4b && bytes[last + 2] === 0x05
  if (!isLast && !programs.has(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0))) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const found = findDirectory(view)
    return found.count > 0 && isDirectory(view, found.offset) ? found : null
  } catch (error) {
    if (error instanceof DamagedArchive) return null
    throw error
  }
}

/**
 * True when the last bytes of a file are the end record of a zip whose offsets are short of what stands before it.
 *
 * @param offset of `bytes` in the file
 */
export function endsAsMovedZip(bytes: Uint8Array, offset: number): boolean {
  const at = bytes.length - endBytes
  if (at < 0) return false
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, endBytes)
  if (view.getUint32(0, true) !== endSignature || view.getUint16(10, true) === 0) return false
  const behind = view.getUint32(16, true) + view.getUint32(12, true)
  return view.getUint16(20, true) === 0 && behind < offset + at
}
