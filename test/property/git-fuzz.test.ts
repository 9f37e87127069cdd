import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idFromHex } from '../../src/git/object-id.ts'
import { openObjectStore } from '../../src/git/object-store.ts'
import { openRepository } from '../../src/git/repository.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { objectsOfGit, objectsOfWalk, type Objects } from '../git/object-database.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded, type Seeded } from '../helpers/seeded.ts'

/** Flips, overwrites, cuts, doubles and moves bytes. */
function mutate(bytes: Uint8Array, random: Seeded): Uint8Array {
  let out = new Uint8Array(bytes)
  for (let i = 1 + random.int(4); i > 0; i--) {
    const at = random.int(out.length)
    const length = 1 + random.int(Math.min(40, out.length - at))
    switch (random.int(6)) {
      case 0:
        out[at]! ^= 1 << random.int(8)
        break
      case 1:
        out[at] = random.pick([0, 0xff, 0x7f, 0x80])
        break
      case 2:
        out.fill(random.pick([0, 0xff]), at, at + length)
        break
      case 3:
        out.set(random.bytes(length), at)
        break
      case 4:
        out = new Uint8Array(Buffer.concat([out.subarray(0, at), out.subarray(at + length)]))
        break
      default:
        out.copyWithin(random.int(out.length), at, at + length)
    }
    if (out.length === 0) return out
  }
  return out
}

let repo: Repo
let wanted: Objects
const files: Record<string, string> = {}

beforeAll(async () => {
  repo = await createRepo()
  const random = seeded('fuzz')
  const lines = Array.from({ length: 30 }, () => random.base64(40))
  for (let version = 0; version < 12; version++) {
    lines[random.int(30)] = random.base62(random.int(90))
    await repo.write('file.txt', lines.join('\n'))
    await repo.write(`many/${version}.txt`, random.base64(30))
    await repo.commit(`Version ${version}`)
  }
  await repo.git('-c', 'repack.usedeltabaseoffset=false', 'repack', '-adfq')
  await repo.write('file.txt', lines.toReversed().join('\n'))
  await repo.commit('Another')
  await repo.git('repack', '-dfq')
  await repo.git('multi-pack-index', 'write')
  await repo.write('file.txt', 'loose')
  await repo.commit('Loose')
  wanted = await objectsOfGit(repo)
  const objects = join(repo.dir, '.git', 'objects')
  const packs = (await readdir(join(objects, 'pack'))).toSorted()
  for (const name of packs) files[name.split('.').at(-1)!] = join(objects, 'pack', name)
  const [folder] = (await readdir(objects)).filter((name) => name.length === 2)
  const [loose] = await readdir(join(objects, folder!))
  files['loose'] = join(objects, folder!, loose!)
  for (const file of Object.values(files)) await chmod(file, 0o644)
})

afterAll(async () => {
  await repo[Symbol.asyncDispose]()
})

describe.each([
  ['pack', 1500],
  ['idx', 700],
  ['loose', 500],
  ['multi-pack-index', 200],
] as const)('a mutated %s', (kind, count) => {
  test(`${count} times: no crash, no hang, no lost object without a word`, async () => {
    const file = files[kind]!
    const original = await readFile(file)
    const index = files['idx']!
    const indexBytes = await readFile(index)
    const random = seeded(kind)
    const kernel = createKernel()
    let damaged = 0
    try {
      // Without the pack's own index, the multi-pack-index counts.
      if (kind === 'multi-pack-index') await rm(index)
      for (let i = 0; i < count; i++) {
        await writeFile(file, mutate(original, random))
        const { objects, again, coverage } = objectsOfWalk(repo.dir, { kernel, batchBytes: 1e6 })
        expect(again).toEqual([])
        if (coverage.skipped.length > 0 || objects.size < wanted.size) damaged++
        const skipped = coverage.skipped.map(({ what }) => what)
        const named = new Set([...objects.keys(), ...skipped])
        // An index says what is there; a pack that cannot be listed at all is named by its path.
        const unlisted =
          kind === 'idx' ||
          kind === 'multi-pack-index' ||
          skipped.some((what) => what.endsWith('.pack'))
        const lost = unlisted ? [] : [...wanted.keys()].filter((hex) => !named.has(hex))
        expect(lost).toEqual([])
        if (i % 10 === 0) {
          const store = openObjectStore(openRepository(repo.dir), { cacheBytes: 1e6 })
          for (const hex of wanted.keys()) store.read(idFromHex(hex)!)
          store.close()
        }
      }
      // One object may claim a lot; nothing is kept for it.
      expect(kernel.bytes.length).toBeLessThan(512 * 1024 * 1024)
      expect(damaged).toBeGreaterThan(count / 10)
    } finally {
      await writeFile(file, original)
      await writeFile(index, indexBytes)
    }
  })
})
