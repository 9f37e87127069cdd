import { latin1 } from '../../bytes/text.ts'
import { readNumber, readVarint } from './sqlite-number.ts'

/** One cell's payload: the pieces of the file that it is made of, half-open. */
export interface Cell {
  readonly segments: readonly (readonly [number, number])[]
}

/** One value of a row. */
export interface Column {
  /** Text, bytes that may be text, or nothing that is worth reading. */
  readonly kind: 'text' | 'blob' | 'none'
  readonly segments: readonly (readonly [number, number])[]
  /** Of a small integer; else 0. */
  readonly integer: number
}

const maxColumns = 2000
const integerBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0]

/**
 * The values of a record, by the types that stand in front of them; as far as they go when it is cut.
 *
 * @see https://www.sqlite.org/fileformat2.html#record_format
 */
export function readRecord(bytes: Uint8Array, { segments }: Cell): Column[] {
  const [start, end] = segments[0]!
  const header = readVarint(bytes, start, end)
  if (header === null || header.value < 1) return []
  // Types beyond the first page (of a table with hundreds of columns) are not read.
  const typesEnd = Math.min(end, start + header.value)
  const columns: Column[] = []
  let offset = header.value
  for (let at = header.next; at < typesEnd && columns.length < maxColumns;) {
    const type = readVarint(bytes, at, typesEnd)
    if (type === null) break
    at = type.next
    const size = sizeOfType(type.value)
    const parts = slice(segments, offset, size)
    offset += size
    columns.push(columnOf(bytes, type.value, parts))
  }
  return columns
}

function sizeOfType(type: number): number {
  return type < 12 ? (integerBytes[type] ?? 0) : Math.floor((type - 12) / 2)
}

function columnOf(
  bytes: Uint8Array,
  type: number,
  segments: readonly (readonly [number, number])[],
): Column {
  const isEmpty = segments.length === 0
  if (type >= 12) {
    const kind = isEmpty ? 'none' : type % 2 === 1 ? 'text' : 'blob'
    return { kind, segments, integer: 0 }
  }
  const [first] = segments[0] ?? [0]
  const length = integerBytes[type] ?? 0
  if (type === 8 || type === 9) return { kind: 'none', segments: [], integer: type - 8 }
  const integer = isEmpty || type > 4 ? 0 : readNumber(bytes, first, length)
  return { kind: 'none', segments: [], integer }
}

/** `size` bytes from `offset` of a payload that lies in several pieces. */
function slice(
  segments: readonly (readonly [number, number])[],
  offset: number,
  size: number,
): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  let skip = offset
  let left = size
  for (const [from, to] of segments) {
    if (left <= 0) break
    const length = to - from
    if (skip >= length) {
      skip -= length
      continue
    }
    const taken = Math.min(left, length - skip)
    found.push([from + skip, from + skip + taken])
    left -= taken
    skip = 0
  }
  return found
}

const maxText = 1 << 16

/** A column's text, one character per byte; of UTF-16 the low ones. */
export function textOf(bytes: Uint8Array, { segments }: Column, wide: 0 | 1 | 2): string {
  const text = segments
    .map(([from, to]) => latin1(bytes, from, Math.min(to, from + maxText)))
    .join('')
  if (wide === 0) return text
  return Array.from({ length: text.length >> 1 }, (_, index) => text[index * 2 + wide - 1]).join('')
}
