import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packBytes } from '../../src/git/pack-list.ts'
import { createRepo } from '../helpers/git-repo.ts'

test('the bytes of packs are counted without opening them, over all object directories', async () => {
  await using repo = await createRepo({ bare: true })
  const dirs = ['one', 'two', 'absent'].map((name) => join(repo.dir, name))
  for (const dir of dirs.slice(0, 2)) mkdirSync(join(dir, 'pack'), { recursive: true })
  writeFileSync(join(dirs[0]!, 'pack', 'pack-1.pack'), Buffer.alloc(1000))
  writeFileSync(join(dirs[0]!, 'pack', 'pack-1.idx'), Buffer.alloc(77))
  writeFileSync(join(dirs[1]!, 'pack', 'pack-2.pack'), Buffer.alloc(234))
  expect(packBytes(dirs)).toBe(1234)
})
