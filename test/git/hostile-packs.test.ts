import { deflateSync } from 'node:zlib'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { idToHex } from '../../src/git/object-id.ts'
import { openObjectStore, type ReadResult } from '../../src/git/object-store.ts'
import { openRepository } from '../../src/git/repository.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { encodeDelta } from '../kernel/naive.ts'
import { type CraftedEntry, plainId, writeCrafted } from './craft-pack.ts'
import { objectsOfWalk, type Walked } from './object-database.ts'

const text = (content: string): Uint8Array => new Uint8Array(Buffer.from(content))
const good: CraftedEntry = { id: plainId(1), type: 3, content: text('good') }
const hex = (byte: number): string => idToHex(plainId(byte))

/** Walks the crafted packs, and reads every entry by random access as well. */
async function walk(
  packs: Readonly<Record<string, readonly CraftedEntry[]>>,
): Promise<Walked & { readonly peak: number; readonly reads: readonly string[] }> {
  await using repo = await createRepo()
  for (const [name, entries] of Object.entries(packs)) {
    await writeCrafted(join(repo.dir, '.git'), name, entries)
  }
  const kernel = createKernel()
  const walked = objectsOfWalk(repo.dir, { kernel, batchBytes: 1e6 })
  const store = openObjectStore(openRepository(repo.dir))
  const entries = Object.values(packs).flat()
  const reads = entries.map(({ id }) => store.read(id).status)
  store.close()
  return { ...walked, peak: kernel.bytes.length, reads }
}

const mebibytes = 1024 * 1024

describe('what a pack declares is not believed', () => {
  test('a blob of 4 GB in a few bytes', async () => {
    const { coverage, objects, peak, reads } = await walk({
      a: [good, { id: plainId(2), type: 3, content: text('x'), size: 2 ** 32 + 5 }],
    })
    expect(coverage.skippedCount).toEqual({ 'too-large': 1 })
    expect(coverage.skipped[0]!.what).toBe(hex(2))
    expect(objects.get(hex(1))).toBe('blob:good')
    expect(reads).toEqual(['ok', 'too-large'])
    expect(peak).toBeLessThan(2 * mebibytes)
  })

  test('a blob of 100 MB in a few bytes', async () => {
    const { coverage, peak, reads } = await walk({
      a: [good, { id: plainId(2), type: 3, content: text('x'), size: 1e8 }],
    })
    expect(coverage.skippedCount).toEqual({ corrupt: 1 })
    expect(reads).toEqual(['ok', 'corrupt'])
    expect(peak).toBeLessThan(2 * mebibytes)
  })

  test('a size that is one too small, and one too large', async () => {
    const { coverage, reads } = await walk({
      a: [
        { id: plainId(2), type: 3, content: text('four'), size: 3 },
        { id: plainId(3), type: 3, content: text('four'), size: 5 },
        { id: plainId(4), type: 3, content: text(''), size: 1 },
      ],
    })
    expect(coverage.skippedCount).toEqual({ corrupt: 3 })
    expect(reads).toEqual(['corrupt', 'corrupt', 'corrupt'])
  })

  test('a delta that declares 4 GB', async () => {
    const delta = encodeDelta(4, 2 ** 32, [{ copy: [0, 4] }])
    const { coverage, peak, reads } = await walk({
      a: [good, { id: plainId(2), type: 7, content: delta, base: good.id }],
    })
    expect(coverage.skippedCount).toEqual({ 'too-large': 1 })
    expect(reads).toEqual(['ok', 'too-large'])
    expect(peak).toBeLessThan(2 * mebibytes)
  })

  test('a delta for another base size, and one that copies from outside', async () => {
    const { coverage, reads } = await walk({
      a: [
        good,
        { id: plainId(2), type: 7, content: encodeDelta(5, 4, [{ copy: [0, 4] }]), base: good.id },
        { id: plainId(3), type: 7, content: encodeDelta(4, 4, [{ copy: [1, 4] }]), base: good.id },
        { id: plainId(4), type: 7, content: text(''), base: good.id },
      ],
    })
    expect(coverage.skippedCount).toEqual({ corrupt: 3 })
    expect(reads).toEqual(['ok', 'corrupt', 'corrupt', 'corrupt'])
  })
})

test('a pack with an object that its index does not list', async () => {
  const { coverage, objects } = await walk({
    a: [good, { id: plainId(2), type: 3, content: text('hidden'), isUnlisted: true }],
  })
  const [skipped] = coverage.skipped
  expect(coverage.skippedCount).toEqual({ corrupt: 1 })
  expect(skipped?.what).toMatch(/a\.pack$/)
  expect(skipped?.detail).toBe('index lists 1 of 2 objects')
  expect([...objects.keys()]).toEqual([hex(1)])
})

/** What git would say to an object that the own reader gives up: nothing it is to be asked about. */
const lies = (asked: string[]): ((id: Uint8Array) => ReadResult) => {
  return (id) => {
    asked.push(idToHex(id))
    return { status: 'ok', kind: 3, bytes: text('cut') }
  }
}

test('git is not asked for what it would never finish, or cut without a word', async () => {
  await using repo = await createRepo()
  const content = encodeDelta(4, 4, [{ copy: [0, 4] }])
  await writeCrafted(join(repo.dir, '.git'), 'a', [
    { id: plainId(2), type: 7, content, base: plainId(3) },
    { id: plainId(3), type: 7, content, base: plainId(2) },
    { id: plainId(4), type: 7, content, base: plainId(4) },
  ])
  const folder = join(repo.dir, '.git', 'objects', '05')
  await mkdir(folder)
  await writeFile(join(folder, '05'.repeat(19)), deflateSync('blob 3\0four'))
  const asked: string[] = []
  const { coverage, objects } = objectsOfWalk(repo.dir, { fallback: lies(asked) })
  expect(asked).toEqual([])
  expect(coverage.skippedCount).toEqual({ corrupt: 4 })
  expect(objects.size).toBe(0)
})

describe('delta chains', () => {
  const same = (base: Uint8Array, id: Uint8Array): CraftedEntry => ({
    id,
    type: 7,
    content: encodeDelta(4, 4, [{ copy: [0, 4] }]),
    base,
  })

  test('in a circle, with more behind it', async () => {
    const { coverage, objects, reads } = await walk({
      a: [
        good,
        same(plainId(3), plainId(2)),
        same(plainId(2), plainId(3)),
        same(plainId(3), plainId(4)),
        same(plainId(5), plainId(5)),
      ],
    })
    expect(coverage.skipped.map(({ what }) => what)).toEqual([2, 3, 4, 5].map(hex))
    expect([...objects.keys()]).toEqual([hex(1)])
    expect(reads).toEqual(['ok', 'corrupt', 'corrupt', 'corrupt', 'corrupt'])
  })

  test('in a circle through two packs', async () => {
    const { coverage, reads } = await walk({
      a: [good, same(plainId(3), plainId(2))],
      b: [same(plainId(2), plainId(3))],
    })
    expect(coverage.skipped.map(({ what }) => what)).toEqual([2, 3].map(hex))
    expect(reads).toEqual(['ok', 'corrupt', 'corrupt'])
  })

  test('through packs that hold every base twice, to one that is missing', async () => {
    const packs: Record<string, CraftedEntry[]> = {}
    for (let step = 2; step < 42; step++) {
      packs[`a${step}`] = [same(plainId(step + 1), plainId(step))]
      packs[`b${step}`] = [same(plainId(step + 1), plainId(step))]
    }
    const { reads } = await walk(packs)
    expect(new Set(reads)).toEqual(new Set(['corrupt']))
  })

  test('on a base that comes later in the pack', async () => {
    const { objects, coverage } = await walk({ a: [same(good.id, plainId(2)), good] })
    expect(objects.get(hex(2))).toBe('blob:good')
    expect(coverage.skipped).toEqual([])
  })

  test('an offset delta that points nowhere, at itself, or before the pack', async () => {
    const content = encodeDelta(4, 4, [{ copy: [0, 4] }])
    const { coverage, objects } = await walk({
      a: [good, ...[0, 3, 1e6].map((base, i) => ({ id: plainId(2 + i), type: 6, content, base }))],
    })
    expect(coverage.skippedCount).toEqual({ corrupt: 3 })
    expect(objects.size).toBe(1)
  })

  test('a base that is missing', async () => {
    const { coverage } = await walk({ a: [good, same(plainId(9), plainId(2))] })
    expect(coverage.skipped).toEqual([
      { reason: 'missing', what: hex(2), detail: 'its delta base is not in the database' },
    ])
  })

  test('ten thousand deep', async () => {
    const id = (n: number): Uint8Array => {
      const bytes = plainId(7)
      new DataView(bytes.buffer).setUint32(0, n)
      return bytes
    }
    const entries: CraftedEntry[] = [{ ...good, id: id(0) }]
    for (let n = 1; n <= 10_000; n++) entries.push(same(id(n - 1), id(n)))
    const { objects, coverage, reads } = await walk({ a: entries })
    expect(objects.size).toBe(10_001)
    expect(coverage.skipped).toEqual([])
    expect(reads.every((status) => status === 'ok')).toBe(true)
  })
})

test('a loose object that declares more than it holds', async () => {
  await using repo = await createRepo()
  const folder = join(repo.dir, '.git', 'objects', '02')
  await mkdir(folder)
  for (const [i, declared] of [
    'blob 99999999999\0x',
    'blob 3\0four',
    'blob 05\0four\0',
    'blub 4\0four',
    'blob 4\0four',
  ].entries()) {
    await writeFile(join(folder, `${i}`.padStart(38, '0')), deflateSync(declared))
  }
  const { coverage, objects } = objectsOfWalk(repo.dir)
  expect(coverage.skippedCount).toEqual({ 'too-large': 1, corrupt: 3 })
  expect([...objects.values()]).toEqual(['blob:four'])
})
