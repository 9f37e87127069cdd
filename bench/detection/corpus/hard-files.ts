import type { Seeded } from '../../../test/helpers/seeded.ts'
import type { Wrap } from './hard.ts'
import type { Made } from './template.ts'

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

/** A text as `marshal` writes it: short, ASCII, interned, with room for a reference. */
const shortText = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0xda, value.length]), Buffer.from(value, 'latin1')])
const tuple = (items: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0x29, items.length]), ...items])
const none = Buffer.from('N')

/** A module of Python 3.8 that assigns texts to names, as `py_compile` writes it. */
function compiledModule(values: readonly (readonly [string, string])[], r: Seeded): Buffer {
  const code = Buffer.from([
    ...values.flatMap((_, i) => [100, i, 90, i]),
    100,
    values.length,
    83,
    0,
  ])
  const body = Buffer.concat([
    Buffer.from([0xe3]),
    ...[0, 0, 0, 0, 1, 64].map(int32),
    Buffer.from([0x73]),
    int32(code.length),
    code,
    tuple([...values.map(([, value]) => shortText(value)), none]),
    tuple(values.map(([name]) => shortText(name))),
    ...[[], [], []].map(tuple),
    shortText('config.py'),
    Buffer.from('\u{da}\u{8}<module>', 'latin1'),
    int32(1),
    Buffer.from([0x73]),
    int32(0),
  ])
  return Buffer.concat([
    Buffer.from([0x55, 0x0d, 0x0d, 0x0a]),
    int32(0),
    Buffer.from(r.bytes(8)),
    body,
  ])
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[=:]\s*["']?([^\s"']+)/gm

export const pyc: Wrap = (made, r) => {
  const values = Array.from(String(made.content).matchAll(assignment), (match) => {
    return [match[1] ?? '', match[2] ?? ''] as const
  })
  const path = '__pycache__/config.cpython-38.pyc'
  return { ...made, path, content: compiledModule(values, r) }
}

/** Serial types of a record: of a text, twice its length and 13. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [...varint(value >> 7).map((byte) => byte | 0x80), value & 127]
}

export function record(values: readonly (string | number | null)[]): Buffer {
  const types = values.flatMap((value) =>
    value === null ? [0] : typeof value === 'number' ? [1] : varint(value.length * 2 + 13),
  )
  const data = values.map((value) =>
    value === null
      ? Buffer.alloc(0)
      : typeof value === 'number'
        ? Buffer.from([value])
        : Buffer.from(value),
  )
  return Buffer.concat([Buffer.from([types.length + 1, ...types]), ...data])
}

const pageBytes = 4096

/** A page of a table's rows: pointers from the front, cells from the back. */
function leafPage(rows: readonly Buffer[], reserved: number): Buffer {
  const page = Buffer.alloc(pageBytes)
  let end = pageBytes
  page[reserved] = 0x0d
  page.writeUInt16BE(rows.length, reserved + 3)
  for (const [index, row] of rows.entries()) {
    const cell = Buffer.concat([Buffer.from([...varint(row.length), ...varint(index + 1)]), row])
    end -= cell.length
    cell.copy(page, end)
    page.writeUInt16BE(end, reserved + 8 + index * 2)
  }
  page.writeUInt16BE(end, reserved + 5)
  return page
}

/** A database of one table; page 1 describes it, page 2 holds its rows. */
export function database(name: string, sql: string, rows: readonly Buffer[]): Buffer {
  const schema = leafPage([record(['table', name, name, 2, sql])], 100)
  schema.write('SQLite format 3\0', 0, 'latin1')
  schema.writeUInt16BE(pageBytes, 16)
  schema.set([1, 1, 0, 64, 32, 32], 18)
  schema.writeUInt32BE(2, 28)
  schema.writeUInt32BE(1, 56)
  return Buffer.concat([schema, leafPage(rows, 0)])
}

const vendorOf = (made: Made): string =>
  /binance|bybit|kraken|okx/.exec(String(made.content).toLowerCase())?.[0] ?? ''

/** A bot's accounts: the values of a row lie one behind the other. */
export const sqlite: Wrap = (made, r) => {
  const names = ['api_key', 'api_secret', 'api_passphrase'].slice(0, made.planted.length)
  const sql = `CREATE TABLE accounts (id INTEGER PRIMARY KEY, exchange TEXT NOT NULL, ${names.map((name) => `${name} VARCHAR(128)`).join(', ')}, active INTEGER DEFAULT 1)`
  const values = made.planted.map(({ value }) => value)
  const rows = [
    record([null, 'demo', ...names.map(() => 'none'), 0]),
    record([null, vendorOf(made), ...values, r.int(100)]),
  ]
  return { ...made, path: 'bot.db', content: database('accounts', sql, rows) }
}

/** A table of names and values, as applications keep their settings. */
export const sqliteSettings: Wrap = (made) => {
  const vendor = vendorOf(made)
  const sql = 'CREATE TABLE settings ("key" TEXT PRIMARY KEY, "value" TEXT)'
  const rows = made.planted.map(({ role, value }) => record([`${vendor}_api_${role}`, value]))
  return {
    ...made,
    path: 'app.sqlite3',
    content: database('settings', sql, [record(['theme', 'dark']), ...rows]),
  }
}
