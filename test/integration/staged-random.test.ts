import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { idToHex } from '../../src/git/object-id.ts'
import { openLightStore } from '../../src/git/light-store.ts'
import { openRepository } from '../../src/git/repository.ts'
import { askCachedDiff } from '../../src/git/cached-diff.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { listStaged } from '../../src/sources/staged.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded, type Seeded } from '../helpers/seeded.ts'

interface Change {
  readonly path: string
  readonly id: string
  readonly olds: readonly string[]
}

async function ownAnswer(repo: Repo): Promise<{ changes: Change[]; removed: string[] }> {
  const repository = openRepository(repo.dir)
  const store = openLightStore(repository)
  const coverage = new CoverageLog()
  try {
    const staged = await listStaged(repository, join(repo.dir, '.git', 'index'), store, coverage)
    expect(coverage.snapshot().skippedCount).toEqual({})
    return {
      changes: staged.changes.map(toChange).toSorted(byPath),
      removed: staged
        .removedFiles(10_000)
        .map(({ path }) => path)
        .toSorted(),
    }
  } finally {
    store.close()
  }
}

function gitAnswer(repo: Repo): { changes: Change[]; removed: string[] } {
  const repository = openRepository(repo.dir)
  const { changes, removed } = askCachedDiff(repository, join(repo.dir, '.git', 'index'), 'HEAD')
  return {
    changes: changes.map(toChange).toSorted(byPath),
    removed: removed.map(({ path }) => path).toSorted(),
  }
}

function toChange({
  path,
  id,
  olds,
}: {
  path: string
  id: Uint8Array
  olds: readonly Uint8Array[]
}): Change {
  return { path, id: idToHex(id), olds: olds.map((old) => idToHex(old)) }
}

function byPath(a: Change, b: Change): number {
  return a.path < b.path ? -1 : 1
}

/** Names that sort in ways that trees and the index see differently. */
const names = ['a', 'a.b', 'a-b', 'a0', 'b', 'ü', 'dir', 'dir.txt', 'dir-x', 'z']

function randomPath(random: Seeded): string {
  const depth = random.int(4)
  const path = Array.from({ length: depth }, () => random.pick(['dir', 'a', 'sub', 'z.d']))
  return [...path, `${random.pick(names)}${random.int(3)}`].join('/')
}

async function step(repo: Repo, random: Seeded): Promise<void> {
  const tracked = (await repo.git('ls-files', '-z')).split('\0').filter(Boolean)
  const path = randomPath(random)
  switch (random.int(9)) {
    case 0:
      if (tracked.length > 0) {
        await repo.git('rm', '--quiet', '--cached', '--force', '--', random.pick(tracked))
      }
      return
    case 1:
      if (tracked.length > 0) {
        const [, id = '', , path = ''] = (await repo.git('ls-files', '--stage')).split(/[ \t\n]/)
        const mode = random.pick(['100755', '100644', '120000'])
        if (!path.startsWith('"')) {
          await repo.git('update-index', '--cacheinfo', `${mode},${id},${path}`)
        }
      }
      return
    case 2:
      await repo.git('commit', '--quiet', '--allow-empty', '--message', 'more')
      return
    case 3:
      await repo.git('update-index', `--index-version=${random.pick([2, 3, 4])}`)
      return
    case 4:
      await repo.git('update-index', random.pick(['--split-index', '--no-split-index']))
      return
    case 5:
      if (tracked.length > 0) {
        const folder = random.pick(tracked).split('/')[0] ?? ''
        await repo.git('rm', '--quiet', '-r', '--cached', '--force', '--', folder)
      }
      return
    default: {
      const id = await repo.gitBytes(['hash-object', '-w', '--stdin'], random.base62(8))
      const entry = `100644,${id.toString().trim()},${path}`
      await repo.git('update-index', '--add', '--replace', '--cacheinfo', entry)
    }
  }
}

describe('a random index', () => {
  it.each([1, 2, 3, 4])('differs from HEAD as git says (seed %i)', async (seed) => {
    const random = seeded(`index ${seed}`)
    await using repo = await createRepo({ objectFormat: seed === 4 ? 'sha256' : 'sha1' })
    await repo.commit('start')
    for (let i = 0; i < 40; i++) {
      await step(repo, random)
      expect(await ownAnswer(repo), `after step ${i}`).toEqual(gitAnswer(repo))
      if (i === 25) await repo.git('gc', '--quiet')
    }
  })
})
