import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRefs } from '../../src/git/read-refs.ts'
import { parseReftable } from '../../src/git/reftable.ts'
import { seeded } from '../helpers/seeded.ts'
import { writeReftable } from './write-reftable.ts'

const random = seeded('reftable')

test('refs of all kinds over many blocks, with shared prefixes', () => {
  const refs = Array.from({ length: 500 }, (_, i) => ({
    name: `refs/heads/${'x'.repeat(i % 40)}${String(i).padStart(4, '0')}`,
    value: i % 7 === 0 ? [random.hex(40), random.hex(40)] : [random.hex(40)],
  }))
  const bytes = writeReftable({
    refs: [
      ...refs,
      { name: 'HEAD', value: { target: 'refs/heads/main' } },
      { name: 'refs/z', value: [] },
    ],
    blockSize: 512,
  })
  const table = parseReftable(bytes)
  expect(table.bad).toEqual([])
  expect(table.refs).toHaveLength(502)
  const found = new Map(table.refs.map((ref) => [ref.name, ref]))
  for (const { name, value } of refs) {
    expect(found.get(name)).toEqual(
      value.length === 2 ? { name, oid: value[0], peeled: value[1] } : { name, oid: value[0] },
    )
  }
  expect(found.get('HEAD')).toEqual({ name: 'HEAD', target: 'refs/heads/main' })
  expect(found.get('refs/z')).toEqual({ name: 'refs/z', deleted: true })
})

test('SHA-256 tables and tables with nothing but logs', () => {
  const id = random.hex(64)
  const wide = parseReftable(
    writeReftable({ refs: [{ name: 'refs/a', value: [id] }], sha256: true }),
  )
  expect(wide).toMatchObject({ refs: [{ name: 'refs/a', oid: id }], bad: [] })
  const ids = [random.hex(40), random.hex(40)] as const
  const logs = parseReftable(
    writeReftable({ refs: [], logs: [{ name: 'refs/a', updateIndex: 3, ids }] }),
  )
  expect(logs.bad).toEqual([])
  expect(logs.logs).toEqual([
    { name: 'refs/a', updateIndex: 3n, ids: { old: ids[0], new: ids[1] } },
  ])
})

test('a stack of tables: later ones win, deletions hide, logs join', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'straykey-reftable-'))
  try {
    const [a, b, c, d] = [random.hex(40), random.hex(40), random.hex(40), random.hex(40)]
    await mkdir(join(dir, 'reftable'))
    await writeFile(join(dir, 'reftable', 'tables.list'), '0x01.ref\n0x02.ref\n../../etc/passwd\n')
    await writeFile(
      join(dir, 'reftable', '0x01.ref'),
      writeReftable({
        refs: [
          { name: 'HEAD', value: { target: 'refs/heads/main' } },
          { name: 'refs/heads/main', value: [a] },
          { name: 'refs/heads/gone', value: [a] },
          { name: 'refs/tags/v1', value: [b, a] },
        ],
        logs: [{ name: 'refs/heads/main', updateIndex: 1, ids: ['0'.repeat(40), a] }],
      }),
    )
    await writeFile(
      join(dir, 'reftable', '0x02.ref'),
      writeReftable({
        refs: [
          { name: 'refs/heads/gone', value: [] },
          { name: 'refs/heads/main', value: [d] },
        ],
        logs: [
          { name: 'refs/heads/main', updateIndex: 2, ids: [a, c] },
          { name: 'refs/heads/main', updateIndex: 3, ids: [c, d] },
        ],
      }),
    )
    const snapshot = readRefs({
      gitDir: dir,
      commonDir: dir,
      workTree: null,
      objectFormat: 'sha1',
      refStorage: 'reftable',
      objectDirs: [],
      shallow: false,
      partial: false,
    })
    expect(snapshot.head).toEqual({ oid: d, ref: 'refs/heads/main' })
    expect(snapshot.refs).toEqual([
      { name: 'HEAD', oid: d, kind: 'head' },
      { name: 'refs/heads/main', oid: d, kind: 'branch' },
      { name: 'refs/heads/main@{0}', oid: d, kind: 'reflog' },
      { name: 'refs/heads/main@{1}', oid: c, kind: 'reflog' },
      { name: 'refs/heads/main@{2}', oid: a, kind: 'reflog' },
      { name: 'refs/tags/v1', oid: b, peeled: a, kind: 'tag' },
    ])
    expect(snapshot.broken.map((item) => item.detail)).toEqual(['is no name of a reftable'])
  } finally {
    await rm(dir, { recursive: true })
  }
})

test('damaged tables are named, never thrown at the caller', () => {
  const ids = [random.hex(40), random.hex(40)] as const
  const whole = writeReftable({
    refs: Array.from({ length: 60 }, (_, i) => ({ name: `refs/heads/${i}`, value: [ids[0]] })),
    logs: [{ name: 'refs/heads/1', updateIndex: 3, ids }],
    blockSize: 256,
  })
  let bad = 0
  for (let round = 0; round < 3000; round++) {
    const bytes = Buffer.from(whole)
    for (let i = random.int(3); i >= 0; i--) bytes[random.int(bytes.length)] = random.int(256)
    const cut = random.next() < 0.2 ? bytes.subarray(0, random.int(bytes.length)) : bytes
    const table = parseReftable(cut)
    expect(table.refs.length).toBeLessThan(bytes.length)
    bad += table.bad.length
  }
  expect(bad).toBeGreaterThan(300)
})
