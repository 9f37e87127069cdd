import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'
import { plannedHex, planObjects } from '../../src/git/object-plan.ts'
import { createPackWalker } from '../../src/git/pack-walk.ts'
import { openRepository } from '../../src/git/repository.ts'
import { splitWork } from '../../src/git/work-split.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import { thinIndex } from '../git/thin-index.ts'
import { createJsKernel } from '../../src/kernel/js-kernel.ts'
import {
  objectsOfGit,
  objectsOfStore,
  objectsOfWalk,
  sortedEntries,
  type Walked,
  type WalkedOptions,
} from '../git/object-database.ts'

/** Versions of a few files, each a small change of the one before, so that git finds deltas. */
async function fill(repo: Repo, seed: number, versions: number): Promise<void> {
  const random = seeded(seed)
  const files = ['a.txt', 'dir/b.txt', 'dir/deep/c.bin']
  const contents = files.map(() => Array.from({ length: 60 }, () => random.base64(random.int(90))))
  for (let version = 0; version < versions; version++) {
    for (const [i, lines] of contents.entries()) {
      const at = random.int(lines.length)
      const change = random.int(4)
      if (change === 0) lines.splice(at, 1)
      else if (change === 1) lines.splice(at, 0, random.base62(random.int(80)))
      else if (change === 2) lines[at] = `key = "${random.base62(64)}"`
      else lines.push(lines[at]!.slice(random.int(10)) + lines.at(-1)!.slice(0, random.int(40)))
      await repo.write(files[i]!, lines.join(i === 2 ? '\0' : '\n'))
    }
    await repo.commit(`Version ${version}\n\n${random.base64(random.int(200))}`)
  }
  await repo.git('tag', '-a', '-m', 'A tag', `tag-${seed}`)
}

async function expectAll(repo: Repo, options: WalkedOptions = {}): Promise<Walked> {
  const wanted = await objectsOfGit(repo)
  expect(wanted.size).toBeGreaterThan(0)
  expect(sortedEntries(objectsOfStore(repo.dir, wanted.keys()))).toEqual(sortedEntries(wanted))
  const walked = objectsOfWalk(repo.dir, options)
  expect(walked.coverage.skipped).toEqual([])
  expect(sortedEntries(walked.objects)).toEqual(sortedEntries(wanted))
  expect(walked.again).toEqual([])
  expect([...walked.runs].toSorted()).toEqual([...walked.allRuns].toSorted())
  return walked
}

const packDir = (repo: Repo): string => join(repo.dir, '.git', 'objects', 'pack')

async function packFiles(repo: Repo, ending: string): Promise<string[]> {
  const names = await readdir(packDir(repo))
  return names.filter((name) => name.endsWith(ending)).map((name) => join(packDir(repo), name))
}

describe.each(['sha1', 'sha256'] as const)('%s objects are what git reads', (objectFormat) => {
  test('loose', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 1, 4)
    expect((await expectAll(repo)).objects.size).toBeGreaterThan(20)
  })

  test('in a pack with deep delta chains, whole batches and single families, both kernels', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 2, 80)
    await repo.git('repack', '-adfq', '--depth=250', '--window=50')
    const walked = await expectAll(repo)
    expect(walked.windowed).toBeGreaterThan(100)
    await expectAll(repo, { batchBytes: 1, kernel: createJsKernel() })
    expect((await expectAll(repo, { batchBytes: 1e9 })).objects.size).toBeGreaterThan(20)
  })

  test('in parts of large families', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 21, 80)
    await repo.git('repack', '-adfq', '--depth=20', '--window=50')
    const plan = planObjects(openRepository(repo.dir), new CoverageLog())
    const whole = splitWork(plan, [1, 2, 3, 4], 1e9)
    const parts = splitWork(plan, [1, 2, 3, 4], 1)
    expect(parts.roots[0]!.length).toBeGreaterThan(whole.roots[0]!.length)
    expect(parts.weight).toBe(whole.weight)
    await expectAll(repo, { batchBytes: 1 })
  })

  test('as ref deltas', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 3, 30)
    await repo.git('-c', 'repack.usedeltabaseoffset=false', 'repack', '-adfq', '--depth=50')
    expect((await expectAll(repo)).windowed).toBeGreaterThan(30)
  })

  test('in several packs, with copies, and loose besides', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 4, 10)
    await repo.git('repack', '-adq')
    await fill(repo, 5, 10)
    await repo.git('repack', '-dq')
    // Everything once more, in a pack of its own.
    const all = await repo.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)')
    await repo.gitBytes(['pack-objects', '-q', '.git/objects/pack/pack'], `${all}\n`)
    await fill(repo, 6, 3)
    const [pack] = await packFiles(repo, '.pack')
    await writeFile(pack!.replace(/pack$/, 'keep'), '')
    await writeFile(pack!.replace(/pack$/, 'promisor'), '')
    expect((await expectAll(repo)).objects.size).toBeGreaterThan(20)
  })

  test('through alternates of alternates, in a circle', async () => {
    await using first = await createRepo({ objectFormat })
    await fill(first, 7, 6)
    await first.git('repack', '-adq')
    await using second = await createRepo({ objectFormat })
    await fill(second, 8, 4)
    await using third = await createRepo({ objectFormat })
    await fill(third, 9, 3)
    const objects = (repo: Repo): string => join(repo.dir, '.git', 'objects')
    await mkdir(join(objects(first), 'info'), { recursive: true })
    await writeFile(join(objects(third), 'info', 'alternates'), `${objects(second)}\n`)
    await writeFile(join(objects(second), 'info', 'alternates'), `# comment\n${objects(first)}\n`)
    await writeFile(join(objects(first), 'info', 'alternates'), `${objects(third)}\n`)
    expect((await expectAll(third)).objects.size).toBeGreaterThan(20)
  })

  test('with memory for hardly one object', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 10, 60)
    await repo.git('repack', '-adfq', '--depth=100', '--window=60')
    expect((await expectAll(repo, { maxMemory: 1 })).objects.size).toBeGreaterThan(20)
  })

  test('through a multi-pack-index when a pack has lost its own', async () => {
    await using repo = await createRepo({ objectFormat })
    await fill(repo, 11, 10)
    await repo.git('repack', '-adq')
    await fill(repo, 12, 10)
    await repo.git('repack', '-dq')
    await repo.git('multi-pack-index', 'write')
    const [index] = await packFiles(repo, '.idx')
    const wanted = await objectsOfGit(repo)
    await rm(index!)
    expect(sortedEntries(objectsOfWalk(repo.dir).objects)).toEqual(sortedEntries(wanted))
    expect(sortedEntries(objectsOfStore(repo.dir, wanted.keys()))).toEqual(sortedEntries(wanted))
  })
})

describe('sha1 objects are what git reads', () => {
  test.each([
    ['version 1', '--index-version=1'],
    ['version 2 with 64-bit offsets', '--index-version=2,0x40'],
  ])('pack index %s', async (_, option) => {
    await using repo = await createRepo()
    await fill(repo, 13, 10)
    await repo.git('repack', '-adq')
    const [pack] = await packFiles(repo, '.pack')
    await rm(pack!.replace(/pack$/, 'idx'))
    await repo.git('index-pack', option, pack!)
    expect((await expectAll(repo)).objects.size).toBeGreaterThan(20)
  })

  test('multi-pack-index with 64-bit offsets', async () => {
    await using repo = await createRepo()
    await fill(repo, 14, 8)
    await repo.git('repack', '-adq')
    const [pack] = await packFiles(repo, '.pack')
    await rm(pack!.replace(/pack$/, 'idx'))
    await repo.git('index-pack', '--index-version=2,0x40', pack!)
    await repo.git('multi-pack-index', 'write')
    const wanted = await objectsOfGit(repo)
    await rm(pack!.replace(/pack$/, 'idx'))
    expect(sortedEntries(objectsOfWalk(repo.dir).objects)).toEqual(sortedEntries(wanted))
  })

  test('cruft packs hold unreachable objects', async () => {
    await using repo = await createRepo()
    await fill(repo, 15, 5)
    const lost = await repo.commit('Amended away')
    await repo.git('reset', '-q', '--hard', 'HEAD~3')
    await repo.git('reflog', 'expire', '--expire=now', '--all')
    await repo.git('repack', '-q', '--cruft', '-d')
    expect(await packFiles(repo, '.mtimes')).toHaveLength(1)
    expect((await expectAll(repo)).objects.has(lost)).toBe(true)
  })

  test('a thin pack left without its bases being added', async () => {
    await using repo = await createRepo()
    await fill(repo, 16, 12)
    const revisions = 'HEAD\n--not\nHEAD~6\n'
    const thin = await repo.gitBytes(
      ['pack-objects', '--revs', '--thin', '--stdout', '-q'],
      revisions,
    )
    // The thin pack is listed by an index made for the completed one: same ids, deltas on what is elsewhere.
    await using other = await createRepo()
    await other.gitBytes(
      ['unpack-objects', '-q'],
      await repo.gitBytes(['pack-objects', '--revs', '--stdout', '-q'], 'HEAD~6\n'),
    )
    await writeFile(join(packDir(other), 'thin.pack'), thin)
    await writeFile(join(packDir(other), 'thin.idx'), await thinIndex(repo, thin))
    const wanted = await objectsOfGit(repo)
    const walked = objectsOfWalk(other.dir)
    expect(walked.coverage.skipped).toEqual([])
    expect(walked.again).toEqual([])
    for (const [hex, text] of walked.objects) expect(wanted.get(hex)).toBe(text)
    for (const hex of (await repo.git('rev-list', '--objects', '--no-object-names', 'HEAD')).split(
      '\n',
    )) {
      expect(walked.objects.has(hex)).toBe(true)
    }
  })

  test('a worktree, a bare clone, a submodule git directory', async () => {
    await using repo = await createRepo()
    await fill(repo, 17, 5)
    await using other = await createRepo()
    await other.git('submodule', '--quiet', 'add', repo.dir, 'sub')
    await repo.git('worktree', 'add', '-q', join(other.dir, 'tree'))
    await repo.git('clone', '-q', '--bare', repo.dir, join(other.dir, 'bare.git'))
    const wanted = sortedEntries(await objectsOfGit(repo))
    for (const dir of ['tree', 'bare.git', 'sub', '.git/modules/sub']) {
      expect(sortedEntries(objectsOfWalk(join(other.dir, dir)).objects)).toEqual(wanted)
    }
  })

  test('a partial clone: what is there', async () => {
    await using repo = await createRepo()
    await fill(repo, 18, 6)
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    await using other = await createRepo()
    const partial = join(other.dir, 'partial')
    await other.git(
      'clone',
      '-q',
      '--no-checkout',
      '--filter=blob:none',
      `file://${repo.dir}`,
      partial,
    )
    const walked = objectsOfWalk(partial)
    expect(walked.coverage.blobs).toBe(0)
    expect(walked.coverage.commits).toBe(6)
    expect(walked.coverage.tags).toBe(1)
    expect(walked.coverage.skipped).toEqual([])
  })

  test('packs that are replaced between planning and reading', async () => {
    await using repo = await createRepo()
    await fill(repo, 19, 12)
    await repo.git('repack', '-adq')
    const wanted = await objectsOfGit(repo)
    const repository = openRepository(repo.dir)
    const coverage = new CoverageLog()
    const plan = planObjects(repository, coverage)
    const work = splitWork(plan, [1, 2, 3, 4])
    await fill(repo, 20, 1)
    await repo.git('repack', '-adfq')
    const found = new Set<string>()
    const walker = createPackWalker({ repository, work, kernel: createKernel(), coverage })
    for (const batch of work.batches) {
      walker.walk(batch, {
        object(_kind, pack, number) {
          found.add(plannedHex(plan, pack, number))
          return 0
        },
      })
    }
    walker.close()
    expect(coverage.snapshot().skipped).toEqual([])
    expect([...found].toSorted()).toEqual([...wanted.keys()].toSorted())
  })
})

describe('what is broken is named, the rest is read', () => {
  test('a pack that is cut short', async () => {
    await using repo = await createRepo()
    await fill(repo, 21, 20)
    await repo.git('repack', '-adfq')
    const wanted = await objectsOfGit(repo)
    const [pack] = await packFiles(repo, '.pack')
    await chmod(pack!, 0o644)
    await truncate(pack!, Math.floor((await stat(pack!)).size / 2))
    const walked = objectsOfWalk(repo.dir)
    const skipped = walked.coverage.skipped.map(({ what }) => what)
    expect(walked.objects.size).toBeGreaterThan(10)
    expect(skipped.length).toBeGreaterThan(10)
    for (const [hex, text] of walked.objects) expect(text).toBe(wanted.get(hex))
    expect([...walked.objects.keys(), ...skipped].toSorted()).toEqual([...wanted.keys()].toSorted())
  })

  test('a damaged base has another copy: nothing is lost', async () => {
    await using repo = await createRepo()
    await fill(repo, 22, 20)
    await repo.git('repack', '-adfq')
    const wanted = await objectsOfGit(repo)
    const [pack] = await packFiles(repo, '.pack')
    // Loose copies of everything.
    await rename(pack!, join(repo.dir, 'aside.pack'))
    await rename(pack!.replace(/pack$/, 'idx'), join(repo.dir, 'aside.idx'))
    const bytes = await readFile(join(repo.dir, 'aside.pack'))
    await repo.gitBytes(['unpack-objects', '-q'], bytes)
    await rename(join(repo.dir, 'aside.idx'), pack!.replace(/pack$/, 'idx'))
    for (let i = 1; i <= 20; i++) bytes[Math.floor((bytes.length * i) / 22)]! ^= 0x55
    await writeFile(pack!, bytes)
    await chmod(pack!, 0o644)
    const walked = objectsOfWalk(repo.dir)
    expect(walked.coverage.skipped).toEqual([])
    expect(sortedEntries(walked.objects)).toEqual(sortedEntries(wanted))
  })

  test('loose objects: cut, garbage, empty, trailing bytes', async () => {
    await using repo = await createRepo()
    await fill(repo, 23, 3)
    const wanted = await objectsOfGit(repo)
    const ids = [...wanted.keys()].toSorted()
    const file = (hex: string): string =>
      join(repo.dir, '.git', 'objects', hex.slice(0, 2), hex.slice(2))
    for (const hex of ids.slice(0, 4)) {
      await chmod(file(hex), 0o644)
    }
    const [cut, garbage, empty, longer] = ids
    await writeFile(file(cut!), (await readFile(file(cut!))).subarray(0, 20))
    await writeFile(file(garbage!), 'no zlib stream at all')
    await writeFile(file(empty!), '')
    await appendFile(file(longer!), 'behind the end')
    const walked = objectsOfWalk(repo.dir)
    expect(walked.coverage.skipped.map(({ reason, what }) => [reason, what])).toEqual([
      ['corrupt', cut],
      ['corrupt', garbage],
      ['corrupt', empty],
    ])
    expect(walked.objects.size).toBe(wanted.size - 3)
  })

  test('a pack without any index', async () => {
    await using repo = await createRepo()
    await fill(repo, 24, 3)
    await repo.git('repack', '-adq')
    const [index] = await packFiles(repo, '.idx')
    await rm(index!)
    const { coverage } = objectsOfWalk(repo.dir)
    expect(coverage.skippedCount).toEqual({ corrupt: 1 })
  })
})
