import { describe, expect, test } from 'vitest'
import {
  database,
  record,
  sqlite,
  sqliteSettings,
} from '../../../bench/detection/corpus/hard-files.ts'
import { columnNames } from '../../../src/detect/decode/sqlite-schema.ts'
import { readSqlite } from '../../../src/detect/decode/sqlite.ts'
import { createDetector } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('sqlite')
const K = random.base62(18)
const S = random.base62(36)
const made = {
  path: '.env',
  content: `BYBIT_API_KEY=${K}\nBYBIT_API_SECRET=${S}\n`,
  planted: [
    { role: 'key', value: K },
    { role: 'secret', value: S },
  ],
}
const pair = 'bybit-api-key+bybit-api-secret high'

function textOf(bytes: Uint8Array): string {
  const pieces = [...readSqlite(bytes, () => undefined)]
  return pieces.map(({ bytes: text }) => Buffer.from(text).toString('latin1')).join('')
}

describe('rows', () => {
  test.each([
    ['columns glued to each other', sqlite],
    ['names and values', sqliteSettings],
  ])('%s', (_, wrap) => {
    const content = wrap(made, seeded('row')).content as Buffer
    expect(detector.say(content)).toEqual([pair])
    for (const { start, end, value } of detector.scan(content).hits[0]!.parts) {
      expect(content.subarray(start, end).toString('latin1')).toBe(value)
    }
  })

  test('numbers, NULL and text take their columns', () => {
    const sql = 'CREATE TABLE t (a INTEGER, b TEXT, c TEXT)'
    const bytes = database('t', sql, [record([7, null, 'last']), record([null, 'x', 'y'])])
    expect(textOf(bytes)).toBe('t.c = last\n\nt.b = x\nt.c = y\n\n')
  })
})

test.each([
  ['CREATE TABLE "a b" (id INTEGER PRIMARY KEY, "api key" text)', ['id', 'api key']],
  ["create table t (`k` varchar(10, 2), [v] text default 'a,b', unique (k, v))", ['k', 'v']],
  ['CREATE TABLE t(a CHECK (a IN (1,2)), b, CONSTRAINT c PRIMARY KEY (a))', ['a', 'b']],
  ['CREATE TABLE t AS SELECT 1', []],
])('columns of %s', (sql, names) => {
  expect(columnNames(sql)).toEqual(names)
})

describe('hostile files', () => {
  const rows = Array.from({ length: 40 }, (_, i) => record([null, `name${i}`, random.base62(30)]))
  const whole = database('t', 'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, v TEXT)', rows)

  test('cut and changed anywhere', () => {
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(whole)
      for (let change = 0; change <= round % 8; change++) {
        bytes[random.int(2) === 0 ? 16 + random.int(200) : random.int(bytes.length)] =
          random.int(256)
      }
      const cut = round % 3 === 0 ? bytes.subarray(0, random.int(bytes.length)) : bytes
      expect(() => detector.scan(new Uint8Array(cut))).not.toThrow()
    }
  })

  test('cells that all share one long text end at a limit, and that is told', () => {
    const long = 'x'.repeat(3000)
    const bytes = database('t', 'CREATE TABLE t (v TEXT)', [record([long])])
    const page = bytes.subarray(4096)
    const cell = page.readUInt16BE(8)
    const cells = 500
    page.writeUInt16BE(cells, 3)
    for (let index = 0; index < cells; index++) page.writeUInt16BE(cell, 8 + index * 2)
    let limits = 0
    const pieces = [...readSqlite(bytes, () => limits++)]
    expect(limits).toBe(1)
    const total = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0)
    expect(total).toBeLessThan(bytes.length + (1 << 20) + 4096)
  })
})
