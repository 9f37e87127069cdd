import { execFileSync } from 'node:child_process'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  NotRegularFile,
  openRegularFile,
  readFileBounded,
} from '../../src/git/read-regular-file.ts'
import { holdRefFiles } from '../../src/git/ref-files.ts'
import { readText } from '../../src/git/small-files.ts'
import { ScanError } from '../../src/model/errors.ts'
import { openStagedIndex } from '../../src/sources/staged-index.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { objectsOfWalk } from './object-database.ts'

const makeFifo = (path: string): Buffer => execFileSync('mkfifo', [path])

// A reader that waits for a FIFO hangs here and fails by the runner's time limit.
describe.skipIf(process.platform === 'win32')('what is no regular file', () => {
  test('is neither waited for nor read', async () => {
    await using repo = await createRepo()
    const fifo = join(repo.dir, 'fifo')
    makeFifo(fifo)
    for (const path of [fifo, '/dev/zero', repo.dir]) {
      expect(() => openRegularFile(path)).toThrow(NotRegularFile)
      expect(readFileBounded(path, 100)).toBeNull()
      expect(readText(path)).toBeNull()
    }
    await writeFile(join(repo.dir, 'file'), 'text')
    expect(readFileBounded(join(repo.dir, 'file'), 4)?.toString()).toBe('text')
    expect(readFileBounded(join(repo.dir, 'file'), 3)).toBeNull()
    expect(readText(join(repo.dir, 'file'))).toBe('text')
  })

  test('is told where refs are read', async () => {
    await using repo = await createRepo()
    const gitDir = join(repo.dir, '.git')
    await rm(join(gitDir, 'HEAD'))
    for (const name of ['packed-refs', 'HEAD']) makeFifo(join(gitDir, name))
    makeFifo(join(gitDir, 'refs', 'heads', 'main'))
    const { broken } = holdRefFiles(gitDir)()
    expect(broken.map(({ name }) => name)).toEqual(['packed-refs', 'HEAD'])
  })

  test('is counted where objects are read', async () => {
    await using repo = await createRepo()
    const objects = join(repo.dir, '.git', 'objects')
    await mkdir(join(objects, '05'))
    makeFifo(join(objects, '05', '05'.repeat(19)))
    await mkdir(join(objects, 'pack'), { recursive: true })
    for (const name of ['a.pack', 'a.idx']) makeFifo(join(objects, 'pack', name))
    const asked: string[] = []
    const { coverage } = objectsOfWalk(repo.dir, {
      fallback: () => {
        asked.push('git')
        return { status: 'missing' }
      },
    })
    expect(coverage.skippedCount).toEqual({ unreadable: 2 })
    expect(asked).toEqual([])
  })

  test('ends the scan where it stands for the index', async () => {
    await using repo = await createRepo()
    const index = join(repo.dir, '.git', 'index')
    const makers = [
      () => makeFifo(index),
      () => mkdir(index),
      () => symlink('/dev/zero', index),
      () => symlink('index', index),
    ]
    for (const make of makers) {
      await rm(index, { recursive: true, force: true })
      await make()
      expect(() => openStagedIndex(index, 20)).toThrow(ScanError)
    }
    await rm(index)
    expect([...openStagedIndex(index, 20).root.list!()]).toEqual([])
  })
})
