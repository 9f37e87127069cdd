import { expect, test } from 'vitest'
import { plannedHex, planObjects } from '../../src/git/object-plan.ts'
import { createPackWalker } from '../../src/git/pack-walk.ts'
import { openRepository } from '../../src/git/repository.ts'
import { splitWork } from '../../src/git/work-split.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { limits } from '../../src/model/limits.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

test.each([
  ['loose', false],
  ['packed', true],
])('a large %s blob comes in overlapping pieces and little memory', async (_, packed) => {
  await using repo = await createRepo()
  const random = seeded('large')
  const line = Buffer.from(`${random.base64(75)}\n`)
  const content = Buffer.alloc(2 * limits.streamAboveBytes + 12_345, line)
  for (let at = 0; at < content.length; at += 997) content[at] = 33 + random.int(90)
  await repo.write('large.txt', content)
  await repo.commit('Large')
  if (packed) await repo.git('repack', '-adq')
  const repository = openRepository(repo.dir)
  const coverage = new CoverageLog()
  const plan = planObjects(repository, coverage)
  const work = splitWork(plan, [3])
  const kernel = createKernel()
  const walker = createPackWalker({ repository, work, kernel, coverage })
  const result = Buffer.alloc(content.length)
  const pieces: (readonly [offset: number, length: number])[] = []
  for (const batch of work.batches) {
    walker.walk(batch, {
      object: () => 0,
      chunk(_kind, pack, number, ptr, len, offset, size) {
        expect(size).toBe(content.length)
        expect(plannedHex(plan, pack, number)).toMatch(/^[0-9a-f]{40}$/)
        result.set(kernel.bytes.subarray(ptr, ptr + len), offset)
        pieces.push([offset, len])
      },
    })
  }
  walker.close()
  expect(result.equals(content)).toBe(true)
  expect(pieces.length).toBeGreaterThan(3)
  for (const [i, [offset]] of pieces.slice(1).entries()) {
    expect(offset).toBe(pieces[i]![0] + pieces[i]![1] - limits.streamOverlapBytes)
  }
  expect(coverage.snapshot()).toMatchObject({ blobs: 1, bytes: content.length, skipped: [] })
  expect(kernel.bytes.length).toBeLessThan(2 * limits.streamWindowBytes)
})
