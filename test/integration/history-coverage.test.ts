import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scanHistory } from '../../src/app/scan-history.ts'
import type { HistoryScanOptions } from '../../src/app/options.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

async function coverageOf(
  dir: string,
  options: Partial<HistoryScanOptions> = {},
): Promise<Coverage> {
  const { coverage } = await scanHistory({ repository: dir, jobs: 1, ...options })
  return coverage
}

interface Counts {
  readonly commits: number
  readonly trees: number
  readonly blobs: number
  readonly tags: number
  readonly bytes: number
}

function counted({ commits, trees, blobs, tags, bytes }: Coverage): Counts {
  return { commits, trees, blobs, tags, bytes }
}

/** What git finds in the database, alternates included, each id once. */
async function countedByGit(repo: Repo): Promise<Counts> {
  const list = await repo.git(
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objecttype) %(objectsize)',
  )
  const rows = list.split('\n').map((line) => line.split(' '))
  const of = (type: string): number => rows.filter(([kind]) => kind === type).length
  const bytes = rows.reduce((sum, [kind, size]) => sum + (kind === 'tree' ? 0 : Number(size)), 0)
  const [commits, trees, blobs, tags] = [of('commit'), of('tree'), of('blob'), of('tag')]
  return { commits, trees, blobs, tags, bytes }
}

/** `count-objects -v`: loose and packed, as many times as they are there. */
async function countObjects(repo: Repo): Promise<{ loose: number; packed: number }> {
  const text = await repo.git('count-objects', '-v')
  const number = (name: string): number =>
    Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1])
  return { loose: number('count'), packed: number('in-pack') }
}

function sum({ commits, trees, blobs, tags }: Counts): number {
  return commits + trees + blobs + tags
}

async function addCommits(repo: Repo, name: string, count: number): Promise<void> {
  const random = seeded(name)
  for (let i = 0; i < count; i++) {
    await repo.write(`${name}/file${i % 5}.txt`, `${random.hex(300)}\n`)
    await repo.commit(`${name} ${i}`)
  }
}

describe('coverage equals what git counts', () => {
  test('in loose objects, with tags', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'loose', 5)
    await repo.git('tag', '-a', 'v1', '-m', 'One')
    const coverage = counted(await coverageOf(repo.dir))
    const { loose, packed } = await countObjects(repo)
    expect(packed).toBe(0)
    expect(sum(coverage)).toBe(loose)
    expect(coverage).toEqual(await countedByGit(repo))
    expect(coverage.commits).toBe(Number(await repo.git('rev-list', '--all', '--count')))
  })

  test('in one pack', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'one', 20)
    await repo.git('tag', '-a', 'v1', '-m', 'One')
    await repo.git('repack', '-q', '-adf')
    const coverage = counted(await coverageOf(repo.dir))
    const { loose, packed } = await countObjects(repo)
    expect(loose).toBe(0)
    expect(sum(coverage)).toBe(packed)
    expect(coverage).toEqual(await countedByGit(repo))
    expect(coverage.commits).toBe(Number(await repo.git('rev-list', '--all', '--count')))
  })

  test('in several packs and loose, objects that are there twice or thrice counted once', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'first', 6)
    await repo.git('repack', '-q', '-d')
    await addCommits(repo, 'second', 6)
    await repo.git('repack', '-q', '-d')
    // A pack of everything beside the two others, and loose copies of it all.
    await repo.git('pack-objects', '-q', '--all', '.git/objects/pack/pack')
    const packs = join(repo.dir, '.git/objects/pack')
    await mkdir(join(repo.dir, '../aside'))
    const pack = (await repo.gitBytes(['pack-objects', '-q', '--all', '--stdout'])) as Uint8Array
    await rename(packs, join(repo.dir, '../aside/pack'))
    await mkdir(packs)
    await repo.gitBytes(['unpack-objects', '-q'], pack)
    await cp(join(repo.dir, '../aside/pack'), packs, { recursive: true })
    await addCommits(repo, 'third', 3)

    const coverage = counted(await coverageOf(repo.dir))
    const { loose, packed } = await countObjects(repo)
    const expected = await countedByGit(repo)
    expect(loose + packed).toBeGreaterThan(2 * sum(expected))
    expect(coverage).toEqual(expected)
  })

  test('with alternates, where both have the same objects', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'base', 5)
    await repo.git('repack', '-q', '-ad')
    const other = join(repo.dir, '../other')
    await repo.git('clone', '-q', '--shared', repo.dir, other)
    const theirs: Repo = { ...repo, dir: other, git: (...args) => repo.git('-C', other, ...args) }
    await writeFile(join(other, 'new.txt'), 'new\n')
    await theirs.git('add', '-A')
    await theirs.git('commit', '-q', '-m', 'New')
    await theirs.git('repack', '-q', '-a')
    const list = await theirs.git('cat-file', '--batch-all-objects', '--batch-check')
    const coverage = await coverageOf(other)
    expect(sum(coverage)).toBe(list.split('\n').length)
    expect(coverage.commits).toBe(6)
  })

  test('with unreachable objects, loose and in a cruft pack', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'kept', 4)
    await repo.git('checkout', '-q', '-b', 'lost')
    await addCommits(repo, 'lost', 4)
    await repo.git('checkout', '-q', 'main')
    await repo.git('branch', '-q', '-D', 'lost')
    await repo.git('reflog', 'expire', '--expire=now', '--all')
    const loose = counted(await coverageOf(repo.dir))
    expect(loose.commits).toBe(8)
    expect(loose).toEqual(await countedByGit(repo))

    await repo.git('repack', '-q', '-d', '--cruft')
    const { packed } = await countObjects(repo)
    expect(sum(counted(await coverageOf(repo.dir)))).toBe(packed)
    expect(counted(await coverageOf(repo.dir))).toEqual(loose)
  })

  test('in a multi-pack-index and in SHA-256', async () => {
    await using repo = await createRepo({ objectFormat: 'sha256' })
    await addCommits(repo, 'one', 4)
    await repo.git('repack', '-q', '-d')
    await addCommits(repo, 'two', 4)
    await repo.git('repack', '-q', '-d')
    await repo.git('multi-pack-index', 'write')
    expect(counted(await coverageOf(repo.dir))).toEqual(await countedByGit(repo))
  })
})

describe('coverage names what was not scanned', () => {
  test('a corrupt loose object and a corrupt packed one', async () => {
    await using repo = await createRepo()
    await addCommits(repo, 'packed', 4)
    await repo.git('repack', '-q', '-ad')
    await repo.write('loose.txt', 'loose\n')
    await repo.commit('Loose')
    const id = await repo.git('rev-parse', 'HEAD:loose.txt')
    const file = join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2))
    await rm(file)
    await writeFile(file, 'no object')
    const coverage = await coverageOf(repo.dir)
    expect(coverage.skippedCount).toEqual({ corrupt: 1 })
    expect(coverage.skipped[0]).toMatchObject({ reason: 'corrupt', what: id })
    expect(coverage.blobs).toBe(4)
  })

  test('what a stop left out', async () => {
    await using repo = await createRepo()
    await repo.write('key.env', binanceEnv(binancePair('stopped')))
    await repo.commit('Leak')
    const coverage = await coverageOf(repo.dir, { signal: AbortSignal.abort() })
    expect(coverage).toMatchObject({ commits: 0, blobs: 0, interrupted: true })
  })
})
