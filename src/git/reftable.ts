import { inflateSync } from 'node:zlib'
import { idToHex } from './object-id.ts'
import type { StoredRef } from './packed-refs.ts'

/**
 * Reads one table of the reftable format, from start to end (no seeking: all refs are wanted).
 *
 * @see git's Documentation/technical/reftable.txt
 */
export interface Reftable {
  readonly refs: readonly TableRef[]
  readonly logs: readonly TableLog[]
  /** Everything that could not be read, one clause each. */
  readonly bad: readonly string[]
}

/** `deleted`: hides the ref in older tables. */
export type TableRef = StoredRef | { readonly name: string; readonly deleted: true }

/** One reflog entry; null ids: hides that entry in older tables. */
export interface TableLog {
  readonly name: string
  readonly updateIndex: bigint
  readonly ids: { readonly old: string; readonly new: string } | null
}

const types = { ref: 0x72, log: 0x67 } as const
const longestName = 65_535

/** Inside a table a length pointed outside; the rest of the table is given up. */
class TableError extends Error {}

export function parseReftable(bytes: Uint8Array): Reftable {
  const refs: TableRef[] = []
  const logs: TableLog[] = []
  const bad: string[] = []
  try {
    readTable(bytes, refs, logs)
  } catch (error) {
    if (!(error instanceof TableError) && !isZlibError(error)) throw error
    bad.push(error instanceof TableError ? error.message : 'a log block does not inflate')
  }
  return { refs, logs, bad }
}

function readTable(bytes: Uint8Array, refs: TableRef[], logs: TableLog[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 24 || view.getUint32(0) !== 0x52454654) throw new TableError('no reftable')
  const version = view.getUint8(4)
  if (version !== 1 && version !== 2) throw new TableError(`reftable version ${version}`)
  const headerLength = version === 1 ? 24 : 28
  const footerLength = version === 1 ? 68 : 72
  const footer = bytes.length - footerLength
  if (footer < headerLength && bytes.length !== headerLength + footerLength) {
    throw new TableError('reftable is cut short')
  }
  // hash id: `sha1` or `s256`
  const idLength = version === 2 && view.getUint32(24) === 0x73323536 ? 32 : 20
  const blockSize = uint24(bytes, 5)
  const logPosition = Number(view.getBigUint64(footer + headerLength + 24))

  for (let at = 0; at < footer;) {
    const header = at === 0 ? headerLength : at
    if (header + 4 > footer || bytes[header] !== types.ref) break
    const length = uint24(bytes, header + 1)
    const end = at + length
    if (end > footer || end < header + 6) throw new TableError('a block is longer than its table')
    readRefBlock(bytes, header + 4, recordsEnd(bytes, header + 4, end), idLength, refs)
    // Blocks are padded to the block size, unless the next one follows at once.
    at = blockSize > length && bytes[end] === 0 ? at + blockSize : end
  }

  // A table with nothing but logs begins with them.
  let at = logPosition
  if (at === 0 && bytes[headerLength] === types.log) at = headerLength
  if (at === 0) return
  while (at + 4 <= footer && bytes[at] === types.log) {
    const length = uint24(bytes, at + 1)
    // In the first block of a file the length counts the file's header too.
    const inFirst = at === headerLength ? headerLength : 0
    const size = length - inFirst - 4
    if (size < 2) throw new TableError('a log block is too short')
    const { buffer, engine } = inflateSync(bytes.subarray(at + 4, footer), {
      info: true,
      maxOutputLength: size,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } }
    if (buffer.length !== size) throw new TableError('a log block is shorter than it says')
    readLogBlock(buffer, recordsEnd(buffer, 0, buffer.length), idLength, logs)
    at += 4 + engine.bytesWritten
  }
}

/** Restart points (3 bytes each) and their count (2 bytes) end a block. */
function recordsEnd(bytes: Uint8Array, start: number, end: number): number {
  const restarts = (bytes[end - 2]! << 8) | bytes[end - 1]!
  const records = end - 2 - restarts * 3
  if (records < start) throw new TableError('a block has more restart points than room')
  return records
}

interface Cursor {
  readonly bytes: Uint8Array
  at: number
  readonly end: number
}

function readRefBlock(
  bytes: Uint8Array,
  start: number,
  end: number,
  idLength: number,
  refs: TableRef[],
): void {
  const cursor: Cursor = { bytes, at: start, end }
  let key: Uint8Array = new Uint8Array(0)
  while (cursor.at < end) {
    const { name, type } = readKey(cursor, key)
    key = name
    varint(cursor) // update index, relative to the table's first
    const ref = text(name)
    if (type === 0) refs.push({ name: ref, deleted: true })
    else if (type === 1) refs.push({ name: ref, oid: readId(cursor, idLength) })
    else if (type === 2) {
      const oid = readId(cursor, idLength)
      refs.push({ name: ref, oid, peeled: readId(cursor, idLength) })
    } else if (type === 3) refs.push({ name: ref, target: text(take(cursor, varint(cursor))) })
    else throw new TableError(`a ref of unknown type ${type}`)
  }
}

function readLogBlock(bytes: Uint8Array, end: number, idLength: number, logs: TableLog[]): void {
  const cursor: Cursor = { bytes, at: 0, end }
  let key: Uint8Array = new Uint8Array(0)
  while (cursor.at < end) {
    const { name, type } = readKey(cursor, key)
    key = name
    const nul = name.indexOf(0)
    if (nul < 0 || name.length !== nul + 9)
      throw new TableError('a log record without update index')
    // Stored reversed, so that the newest sorts first.
    const view = new DataView(name.buffer, name.byteOffset + nul + 1, 8)
    const updateIndex = 0xffff_ffff_ffff_ffffn - view.getBigUint64(0)
    const ref = text(name.subarray(0, nul))
    if (type === 0) {
      logs.push({ name: ref, updateIndex, ids: null })
      continue
    }
    if (type !== 1) throw new TableError(`a log record of unknown type ${type}`)
    const old = readId(cursor, idLength)
    const ids = { old, new: readId(cursor, idLength) }
    take(cursor, varint(cursor)) // name
    take(cursor, varint(cursor)) // address
    varint(cursor) // time
    take(cursor, 2) // zone
    take(cursor, varint(cursor)) // message
    logs.push({ name: ref, updateIndex, ids })
  }
}

/** Keys share a prefix with the key before them; the value's type is in the low bits of the suffix's length. */
function readKey(cursor: Cursor, before: Uint8Array): { name: Uint8Array; type: number } {
  const prefix = varint(cursor)
  const packed = varint(cursor)
  const suffix = Math.floor(packed / 8)
  if (prefix > before.length || prefix + suffix > longestName) throw new TableError('a bad key')
  const name = new Uint8Array(prefix + suffix)
  name.set(before.subarray(0, prefix))
  name.set(take(cursor, suffix), prefix)
  return { name, type: packed % 8 }
}

/** As the offsets of offset deltas in packs: each continuation adds one before shifting. */
function varint(cursor: Cursor): number {
  let byte = next(cursor)
  let value = byte & 0x7f
  while ((byte & 0x80) !== 0) {
    byte = next(cursor)
    value = (value + 1) * 128 + (byte & 0x7f)
    if (value > Number.MAX_SAFE_INTEGER / 256) throw new TableError('a number too large')
  }
  return value
}

function next(cursor: Cursor): number {
  if (cursor.at >= cursor.end) throw new TableError('a record leaves its block')
  return cursor.bytes[cursor.at++]!
}

function take(cursor: Cursor, length: number): Uint8Array {
  if (length > cursor.end - cursor.at) throw new TableError('a record leaves its block')
  cursor.at += length
  return cursor.bytes.subarray(cursor.at - length, cursor.at)
}

function readId(cursor: Cursor, idLength: number): string {
  return idToHex(take(cursor, idLength), 0, idLength)
}

function uint24(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:Z_|ERR_)/.test(String(error.code))
}
