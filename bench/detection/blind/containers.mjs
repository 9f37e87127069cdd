/** Writers of the smallest valid files of a format: archives, compiled Python, a database. */
import { crc32, deflateRawSync } from 'node:zlib'

const u16 = (value) => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
const u32 = (value) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

/** `members`: content by name. `streamed`: sizes stand behind the data, as writers to a pipe leave them. */
export function zip(members, { store = false, streamed = false } = {}) {
  const [local, central] = [[], []]
  let offset = 0
  for (const [name, content] of Object.entries(members)) {
    const plain = Buffer.from(content)
    const packed = store ? plain : deflateRawSync(plain)
    const path = Buffer.from(name)
    const sizes = Buffer.concat([u32(crc32(plain)), u32(packed.length), u32(plain.length)])
    const method = [u16(20), u16(streamed ? 8 : 0), u16(store ? 0 : 8), u16(0), u16(0x5921)]
    const lengths = [u16(path.length), u16(0)]
    const early = streamed ? Buffer.alloc(12) : sizes
    const late = streamed ? [Buffer.from('PK\x07\x08'), sizes] : []
    const head = [Buffer.from('PK\x03\x04'), ...method, early, ...lengths, path]
    const entry = Buffer.concat([...head, packed, ...late])
    local.push(entry)
    const rest = [u16(0), u16(0), u16(0), u32(0), u32(offset), path]
    central.push(Buffer.from('PK\x01\x02'), u16(20), ...method, sizes, ...lengths, ...rest)
    offset += entry.length
  }
  const directory = Buffer.concat(central)
  const count = u16(Object.keys(members).length)
  const end = [u16(0), u16(0), count, count, u32(directory.length), u32(offset), u16(0)]
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), ...end])
}

export function tar(members, types = []) {
  const blocks = []
  for (const [place, [name, content]] of Object.entries(members).entries()) {
    const data = Buffer.from(content)
    const head = Buffer.alloc(512)
    head.write(name, 0)
    head.write('0000644\0' + '0001750\0'.repeat(2), 100)
    head.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124)
    head.write('14371573200\0        0', 136)
    head.write(types[place] ?? '0', 156)
    head.write('ustar\x0000', 257)
    const sum = head.reduce((total, byte) => total + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    blocks.push(head, data, Buffer.alloc((512 - (data.length % 512)) % 512))
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** A member behind an extended header that holds its long name, as GNU tar writes it for POSIX. */
export function paxTar(name, content) {
  const record = ` path=${name}\n`
  const length = record.length + 2 + (record.length > 97 ? 1 : 0)
  return tar({ 'PaxHeaders/0': `${length}${record}`, [name.slice(0, 90)]: content }, ['x', '0'])
}

export function ar(members) {
  const parts = Object.entries(members).map(([name, content]) => {
    const data = Buffer.from(content)
    const head = `${name.padEnd(16)}${'1700000000'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}${String(data.length).padEnd(10)}\`\n`
    return Buffer.concat([Buffer.from(head), data, Buffer.from(data.length % 2 === 1 ? '\n' : '')])
  })
  return Buffer.concat([Buffer.from('!<arch>\n'), ...parts])
}

/** A module of CPython 3.11 that assigns `names` its `values`. */
export function pyc(names, values, source) {
  const long = (bytes) => Buffer.concat([Buffer.from('s'), u32(bytes.length), bytes])
  const short = (string) =>
    Buffer.concat([Buffer.from('z'), Buffer.from([string.length]), Buffer.from(string)])
  const tuple = (items) => Buffer.concat([Buffer.from(')'), Buffer.from([items.length]), ...items])
  const code = [0x97, 0]
  for (const place of names.keys()) code.push(100, place, 90, place)
  code.push(100, names.length, 83, 0)
  const consts = tuple([...values.map(short), Buffer.from('N')])
  const none = long(Buffer.alloc(0))
  const body = [
    long(Buffer.from(code)),
    consts,
    tuple(names.map(short)),
    tuple([]),
    none,
    short(source),
    short('<module>'),
    short('<module>'),
    u32(1),
    none,
    none,
  ]
  const numbers = [0, 0, 0, 1, 0].map(u32)
  return Buffer.concat([
    Buffer.from([0xa7, 0x0d, 0x0d, 0x0a]),
    u32(0),
    u32(1700000000),
    u32(120),
    Buffer.from([0xe3]),
    ...numbers,
    ...body,
  ])
}

/** A database of one table of text columns, on two pages. */
export function sqlite(table, columns, rows) {
  const size = 4096
  const first = Buffer.alloc(size)
  first.write('SQLite format 3\0')
  first.writeUInt16BE(size, 16)
  first.set([1, 1, 0, 64, 32, 32], 18)
  for (const [at, value] of [
    [24, 1],
    [28, 2],
    [40, 1],
    [44, 4],
    [56, 1],
    [92, 1],
    [96, 3045000],
  ])
    first.writeUInt32BE(value, at)
  const sql = `CREATE TABLE ${table} (${columns.join(', ')})`
  leaf(first, 100, [['table', table, table, 2, sql]])
  const second = Buffer.alloc(size)
  leaf(second, 0, rows)
  return Buffer.concat([first, second])
}

function leaf(page, at, rows) {
  let end = page.length
  page[at] = 13
  page.writeUInt16BE(rows.length, at + 3)
  for (const [place, row] of rows.entries()) {
    const record = recordOf(row)
    const cell = Buffer.concat([varint(record.length), varint(place + 1), record])
    end -= cell.length
    cell.copy(page, end)
    page.writeUInt16BE(end, at + 8 + place * 2)
  }
  page.writeUInt16BE(end, at + 5)
}

function recordOf(row) {
  const bodies = row.map((value) =>
    typeof value === 'number' ? Buffer.from([value]) : Buffer.from(value),
  )
  const types = row.map((value, place) =>
    varint(typeof value === 'number' ? 1 : bodies[place].length * 2 + 13),
  )
  const head = Buffer.concat(types)
  return Buffer.concat([varint(head.length + 1), head, ...bodies])
}

const varint = (value) => Buffer.from(value < 128 ? [value] : [0x80 | (value >> 7), value & 127])

export function utf32(content, { bigEndian = false, mark = true } = {}) {
  const points = Array.from((mark ? '\uFEFF' : '') + content, (letter) => letter.codePointAt(0))
  const bytes = Buffer.alloc(points.length * 4)
  for (const [place, point] of points.entries()) {
    if (bigEndian) bytes.writeUInt32BE(point, place * 4)
    else bytes.writeUInt32LE(point, place * 4)
  }
  return bytes
}

export function utf16(content, { bigEndian = false, mark = true } = {}) {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + content, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}
