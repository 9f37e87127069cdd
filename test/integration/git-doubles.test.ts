import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { planObjects } from '../../src/git/object-plan.ts'
import { openRepository } from '../../src/git/repository.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { createRepo } from '../helpers/git-repo.ts'

test('what is in a large pack and loose too is visited in the pack, whatever else there is', async () => {
  await using repo = await createRepo()
  for (let i = 0; i < 40; i++) {
    await repo.write('file.txt', `line ${i}\n`)
    await repo.commit(`Step ${i}`)
  }
  await repo.git('repack', '-q', '-adf')
  await repo.write('new.txt', 'new\n')
  await repo.git('hash-object', '-w', 'new.txt')
  // Git does not write an object twice by itself.
  const other = join(repo.dir, '../other')
  await mkdir(other)
  await repo.gitBytes(['init', '-q', other])
  await repo.write('file.txt', 'line 7\n')
  const id = await repo.git('hash-object', 'file.txt')
  await repo.gitBytes(['-C', other, 'hash-object', '-w', join(repo.dir, 'file.txt')])
  const loose = `objects/${id.slice(0, 2)}/${id.slice(2)}`
  await cp(join(other, '.git', loose), join(repo.dir, '.git', loose))

  const plan = planObjects(openRepository(repo.dir), new CoverageLog())
  const [pack] = plan.packs
  expect(plan.loose.count).toBe(2)
  expect(plan.objectCount).toBe(pack!.count + 1)
  expect([...pack!.visit]).toEqual(Array.from({ length: pack!.count }, () => 1))
  const at = id < (await repo.git('hash-object', 'new.txt')) ? [0, 1] : [1, 0]
  expect([...plan.loose.visit]).toEqual(at)
})
