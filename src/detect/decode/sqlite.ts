import { latin1 } from '../../bytes/text.ts'
import type { Decoded } from './decoded.ts'
import { readNumber, readVarint } from './sqlite-number.ts'
import { readRecord, textOf } from './sqlite-record.ts'
import type { Cell, Column } from './sqlite-record.ts'
import { columnNames } from './sqlite-schema.ts'
import { TextBuilder } from './text-builder.ts'

const magic = 'SQLite format 3\0'
const headerBytes = 100
const interiorTable = 0x05
const leafTable = 0x0d
const schemaRoot = 1
/** A b-tree of pages of 512 bytes with a thousand million rows is not higher. */
const maxHeight = 24
/** Text is handed on in pieces of about this size, cut between rows: each has its own limits on pairs. */
const pieceBytes = 1 << 14
/** Cells may share their bytes in a file that was made to cost time: all in all no more comes out than went in. */
const spareBytes = 1 << 20
/** What a cell and a column of it count beside their text. */
const rowCost = 2
const columnCost = 2

export function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length > headerBytes && latin1(bytes, 0, magic.length) === magic
}

interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

/**
 * The rows of all tables of an SQLite database as text: a line `table.column = value` for each text, rows apart by an
 * empty line. In the file itself values lie glued to each other and their names far away. Pages that the b-trees do not
 * reach are read too; indexes and tables without row ids are not. Linear in the file's size.
 *
 * @param onLimit called when something was left out because there is too much of it
 * @see https://www.sqlite.org/fileformat2.html sections 1.3, 1.6, 2.1 and 2.6
 */
export function* readSqlite(bytes: Uint8Array, onLimit: () => void): Generator<Decoded> {
  const file = openFile(bytes)
  if (file === null) return
  const parents = findParents(file)
  const tables = readSchema(file, parents)
  const byWidth = tablesByWidth(tables)
  const text = new TextBuilder()
  let left = bytes.length + spareBytes
  for (let page = 1; page <= file.pages; page++) {
    if (pageType(file, page) !== leafTable) continue
    const root = rootOf(parents, page)
    if (root === schemaRoot) continue
    const known = tables.get(root) ?? null
    for (const cell of cellsOf(file, page)) {
      const before = text.length
      const columns = readRecord(bytes, cell)
      writeRow(text, bytes, columns, known ?? byWidth.get(columns.length) ?? null, file.wide)
      left -= text.length - before + rowCost + columns.length * columnCost
      if (left < 0 || file.overflow.left < 0) {
        onLimit()
        if (text.length > 0) yield text.take('sqlite', bytes.length)
        return
      }
      if (text.length >= pieceBytes) yield text.take('sqlite', bytes.length)
    }
  }
  if (text.length > 0) yield text.take('sqlite', bytes.length)
}

interface DatabaseFile {
  readonly bytes: Uint8Array
  readonly pageBytes: number
  /** Of a page, without what is reserved at its end. */
  readonly usable: number
  readonly pages: number
  /** 0 when text is UTF-8; 1 and 2 in UTF-16, little and big. */
  readonly wide: 0 | 1 | 2
  /** Overflow pages that may still be followed: twice as many as there are. */
  readonly overflow: { left: number }
}

function openFile(bytes: Uint8Array): DatabaseFile | null {
  const size = readNumber(bytes, 16, 2)
  const pageBytes = size === 1 ? 65536 : size
  if (pageBytes < 512 || (pageBytes & (pageBytes - 1)) !== 0) return null
  const usable = pageBytes - bytes[20]!
  if (usable < 480) return null
  const encoding = readNumber(bytes, 56, 4)
  // What is left of a page at the end of a file that was cut is read as far as it goes.
  const pages = Math.ceil(bytes.length / pageBytes)
  return {
    bytes,
    pageBytes,
    usable,
    pages,
    overflow: { left: pages * 2 },
    wide: encoding === 2 ? 1 : encoding === 3 ? 2 : 0,
  }
}

function pageStart({ pageBytes }: DatabaseFile, page: number): number {
  return (page - 1) * pageBytes
}

/** The b-tree's own header begins behind the file's on page 1. */
function headerOf(file: DatabaseFile, page: number): number {
  return pageStart(file, page) + (page === 1 ? headerBytes : 0)
}

function pageType(file: DatabaseFile, page: number): number {
  return file.bytes[headerOf(file, page)] ?? 0
}

/** Of every page of a table the page above it. */
function findParents(file: DatabaseFile): Map<number, number> {
  const parents = new Map<number, number>()
  for (let page = 1; page <= file.pages; page++) {
    if (pageType(file, page) !== interiorTable) continue
    const { bytes } = file
    const header = headerOf(file, page)
    parents.set(readNumber(bytes, header + 8, 4), page)
    for (const at of cellStarts(file, page, 12)) parents.set(readNumber(bytes, at, 4), page)
  }
  return parents
}

function rootOf(parents: ReadonlyMap<number, number>, page: number): number {
  let root = page
  for (let height = 0; height < maxHeight; height++) {
    const above = parents.get(root)
    if (above === undefined) return root
    root = above
  }
  return root
}

function cellStarts(file: DatabaseFile, page: number, headerSize: number): number[] {
  const { bytes, pageBytes } = file
  const header = headerOf(file, page)
  const start = pageStart(file, page)
  const end = Math.min(bytes.length, start + pageBytes)
  const count = Math.min(readNumber(bytes, header + 3, 2), (pageBytes - headerSize) >> 1)
  const starts: number[] = []
  for (let index = 0; index < count; index++) {
    const at = start + readNumber(bytes, header + headerSize + index * 2, 2)
    if (at > header && at + 4 <= end) starts.push(at)
  }
  return starts
}

function* cellsOf(file: DatabaseFile, page: number): Generator<Cell> {
  const { bytes, pageBytes, usable } = file
  const end = Math.min(bytes.length, pageStart(file, page) + pageBytes)
  for (const at of cellStarts(file, page, 8)) {
    const cell = readCell(bytes, at, end, usable)
    if (cell === null) continue
    const { start, local, size } = cell
    yield { segments: [[start, start + local], ...overflowOf(file, start + local, size - local)] }
  }
}

/** The part of a payload that is on the page itself, and how long all of it is. */
function readCell(
  bytes: Uint8Array,
  at: number,
  end: number,
  usable: number,
): { start: number; local: number; size: number } | null {
  const payload = readVarint(bytes, at, end)
  if (payload === null) return null
  const row = readVarint(bytes, payload.next, end)
  if (row === null) return null
  const { value: size } = payload
  const start = row.next
  const most = usable - 35
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const rest = least + ((size - least) % (usable - 4))
  const local = size <= most ? size : rest <= most ? rest : least
  return start + local > end ? null : { start, local, size }
}

/** The pages that the rest of a long payload lies on, each as the bytes of it that count. */
function overflowOf(file: DatabaseFile, pointer: number, size: number): [number, number][] {
  const { bytes, usable, pages } = file
  const found: [number, number][] = []
  const seen = new Set<number>()
  let left = size
  let page = left > 0 ? readNumber(bytes, pointer, 4) : 0
  while (left > 0 && page > 0 && page <= pages && !seen.has(page)) {
    seen.add(page)
    if (file.overflow.left-- <= 0) break
    const start = pageStart(file, page)
    const length = Math.min(left, usable - 4)
    if (start + 4 >= bytes.length) break
    found.push([start + 4, Math.min(bytes.length, start + 4 + length)])
    left -= length
    page = readNumber(bytes, start, 4)
  }
  return found
}

/** Tables by the number of their first page, from the table that describes them. */
function readSchema(file: DatabaseFile, parents: ReadonlyMap<number, number>): Map<number, Table> {
  const tables = new Map<number, Table>()
  for (let page = 1; page <= file.pages; page++) {
    if (pageType(file, page) !== leafTable || rootOf(parents, page) !== schemaRoot) continue
    for (const cell of cellsOf(file, page)) {
      const [type, name, , root, sql] = readRecord(file.bytes, cell)
      if (sql === undefined || textOf(file.bytes, type!, file.wide) !== 'table') continue
      const number = root!.integer
      const columns = columnNames(textOf(file.bytes, sql, file.wide))
      tables.set(number, { name: textOf(file.bytes, name!, file.wide), columns })
    }
  }
  return tables
}

/** Tables that alone have their number of columns; for pages that no b-tree reaches any more. */
function tablesByWidth(tables: ReadonlyMap<number, Table>): Map<number, Table | null> {
  const byWidth = new Map<number, Table | null>()
  for (const table of tables.values()) {
    const { length } = table.columns
    byWidth.set(length, byWidth.has(length) ? null : table)
  }
  return byWidth
}

const nameColumn =
  /^(?:key|name|setting|option|param(?:eter)?|property|variable|field|attribute)(?:_?name)?$/i
const valueColumn = /^(?:value|val|content|data|text|setting_?value)$/i
const identifier = /^[A-Za-z_][\w.\- ]{1,60}$/

function writeRow(
  text: TextBuilder,
  bytes: Uint8Array,
  columns: readonly Column[],
  table: Table | null,
  wide: 0 | 1 | 2,
): void {
  let given = ''
  for (const [index, column] of columns.entries()) {
    if (column.kind === 'none') continue
    const [first] = column.segments[0] ?? [0]
    const name = table?.columns[index] ?? ''
    // A table of names and values: the value's name stands in its row.
    const isValue = given !== '' && valueColumn.test(name)
    const label = isValue ? given : name === '' ? '' : `${table!.name}.${name}`
    if (label !== '') text.write(`${label} = `, first)
    let end = first
    for (const [from, to] of column.segments) {
      if (wide === 0) text.copy(bytes, from, to)
      else copyNarrow(text, bytes, from, to, wide)
      end = to
    }
    text.write('\n', end)
    if (nameColumn.test(name)) {
      const own = textOf(bytes, column, wide)
      given = identifier.test(own) ? own : ''
    }
  }
  if (columns.length > 0) text.write('\n', 0)
}

function copyNarrow(
  text: TextBuilder,
  bytes: Uint8Array,
  from: number,
  to: number,
  wide: 1 | 2,
): void {
  for (let at = from; at + 1 < to; at += 2) {
    const [low, high] = wide === 1 ? [bytes[at]!, bytes[at + 1]!] : [bytes[at + 1]!, bytes[at]!]
    text.byte(high === 0 ? low : 0x1a, at)
  }
}
