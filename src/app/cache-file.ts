import { readFileSync, statSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/**
 * A file of named typed arrays: a line of text that says what it is, the checksum of the rest, a table of contents in
 * JSON, and the arrays, each at a multiple of 8. Machine byte order: such a file does not travel.
 */
export type Sections = Readonly<Record<string, Section>>

export type Section =
  | Uint8Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

const magic = 'straykey-cache-3'
/** Magic, checksum, length of the table. */
const headBytes = 24
const maxFileBytes = 2 ** 31

const types = {
  u8: Uint8Array,
  u32: Uint32Array,
  i32: Int32Array,
  i16: Int16Array,
  f64: Float64Array,
} as const
type TypeName = keyof typeof types

interface Entry {
  readonly name: string
  readonly type: TypeName
  /** Bytes from where the arrays begin. */
  readonly at: number
  readonly length: number
}

/** The file in pieces, since a copy of all of it would be the most that a scan holds. */
export function encodeSections(sections: Sections): Uint8Array[] {
  let at = 0
  const table = Object.entries(sections).map(([name, data]) => {
    const entry = { name, type: typeOf(data), at, length: data.length }
    at += padded(data.byteLength)
    return entry
  })
  const toc = Buffer.from(JSON.stringify(table))
  const head = Buffer.alloc(padded(headBytes + toc.length))
  head.write(magic, 'latin1')
  head.writeUInt32LE(toc.length, 20)
  toc.copy(head, headBytes)
  const pieces: Uint8Array[] = [head]
  for (const data of Object.values(sections)) {
    // zlib takes an empty piece for the wish to start again.
    if (data.byteLength === 0) continue
    pieces.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    const gap = padded(data.byteLength) - data.byteLength
    if (gap > 0) pieces.push(new Uint8Array(gap))
  }
  const checksum = pieces.reduce(
    (sum, piece) => crc32(piece === head ? head.subarray(20) : piece, sum),
    0,
  )
  head.writeUInt32LE(checksum, 16)
  return pieces
}

function padded(length: number): number {
  return (length + 7) & ~7
}

/** @returns null when there is no such file; a string says why one cannot be used */
export function readSections(file: string): Sections | string | null {
  let bytes: Buffer
  try {
    const stats = statSync(file, { throwIfNoEntry: false })
    if (stats === undefined) return null
    if (!stats.isFile() || stats.size > maxFileBytes) return 'is no plain file below 2 GiB'
    bytes = readFileSync(file)
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`
  }
  if (bytes.length < headBytes || bytes.toString('latin1', 0, 16) !== magic) {
    return 'is no cache of this version'
  }
  if (crc32(bytes.subarray(20)) !== bytes.readUInt32LE(16)) return 'is damaged'
  // What a checksum covers was written by `encodeSections`; a forged one may still lie about what is in its arrays.
  try {
    return sectionsOf(bytes)
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError) {
      return 'is damaged'
    }
    throw error
  }
}

/** @throws RangeError, SyntaxError or TypeError for a table that is none, or arrays that are not there */
function sectionsOf(bytes: Buffer): Sections {
  const tocEnd = headBytes + bytes.readUInt32LE(20)
  const dataAt = padded(tocEnd)
  const table = JSON.parse(bytes.toString('utf8', headBytes, tocEnd)) as readonly Entry[]
  // A view must lie at a multiple of its unit; small files come out of Node's pool, where they may not.
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
  const start = byteOffset + dataAt
  return Object.fromEntries(
    table.map(({ name, type, at, length }) => {
      const isArray = Object.hasOwn(types, type) && at >= 0 && length >= 0
      if (!isArray) throw new RangeError(`no array ${name}`)
      return [name, new types[type](buffer as ArrayBuffer, start + at, length)]
    }),
  )
}

function typeOf(data: Section): TypeName {
  if (data instanceof Uint8Array) return 'u8'
  if (data instanceof Uint32Array) return 'u32'
  if (data instanceof Int32Array) return 'i32'
  return data instanceof Int16Array ? 'i16' : 'f64'
}
