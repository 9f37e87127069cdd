import { execFileSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scanHistory } from '../../src/app/scan-history.ts'
import { planObjects } from '../../src/git/object-plan.ts'
import { createPackWalker } from '../../src/git/pack-walk.ts'
import { openRepository } from '../../src/git/repository.ts'
import { splitWork } from '../../src/git/work-split.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'
import { CoverageLog } from '../../src/model/coverage-log.ts'
import type { ScanProgress } from '../../src/model/progress.ts'
import type { ScanResult } from '../../src/model/result.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

/** Two packs, loose objects, unreachable ones in both, and a leak in each. */
async function repository(): Promise<Repo> {
  const repo = await createRepo()
  const random = seeded('changing')
  const lines = Array.from({ length: 200 }, () => random.hex(40))
  for (let i = 0; i < 30; i++) {
    lines[random.int(200)] = random.hex(40)
    await repo.write(`dir/file${i % 3}.txt`, lines.join('\n'))
    if (i % 10 === 5) await repo.write(`leak${i}.env`, binanceEnv(binancePair(`leak ${i}`)))
    await repo.commit(`Change ${i}`)
    if (i === 8 || i === 18) await repo.git('repack', '-q', '-d')
    if (i === 12 || i === 27) await repo.git('reset', '-q', '--hard', 'HEAD~3')
  }
  return repo
}

/** Scans, and does something to the repository right before the objects are read. */
async function scanWhile(repo: Repo, change: () => void): Promise<ScanResult> {
  let changed = false
  const result = await scanHistory({
    repository: repo.dir,
    jobs: 1,
    onProgress: ({ phase }: ScanProgress) => {
      if (phase !== 'scan' || changed) return
      changed = true
      change()
    },
  })
  expect(changed).toBe(true)
  return result
}

function git(repo: Repo, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd: repo.dir, env: repo.env })
}

describe('a repository that changes while it is scanned', () => {
  test.each([
    ['repacked into one', [['repack', '-a', '-d', '-q', '-f']]],
    ['repacked, unreachable objects made loose', [['repack', '-A', '-d', '-q']]],
    ['collected', [['gc', '-q']]],
    [
      'pruned of what is unreachable',
      [
        ['reflog', 'expire', '--all', '--expire=now'],
        ['gc', '-q', '--prune=now'],
      ],
    ],
  ])('%s: the result is the same, or says what vanished', async (_, commands) => {
    await using repo = await repository()
    const before = await scanHistory({ repository: repo.dir, jobs: 1 })
    const during = await scanWhile(repo, () => commands.forEach((args) => git(repo, ...args)))
    const lost = during.coverage.skippedCount.vanished ?? 0
    expect(sum(during) + lost).toBe(sum(before))
    // What a pack held is still read from it; only loose objects can be gone.
    const isPruned = commands.length > 1
    expect(lost > 0).toBe(isPruned)
    if (!isPruned) expect(during).toEqual(before)
  })

  test('pushed to: what refs named at the start is scanned, nothing is missing', async () => {
    await using repo = await repository()
    const before = await scanHistory({ repository: repo.dir, jobs: 1 })
    const during = await scanWhile(repo, () => {
      git(repo, 'commit', '-q', '--allow-empty', '-m', 'Pushed')
      git(repo, 'repack', '-a', '-d', '-q')
    })
    expect(during).toEqual(before)
  })

  test('removed packs are named as vanished when nothing else has their objects', async () => {
    await using repo = await repository()
    await repo.git('repack', '-q', '-ad')
    const dir = repo.dir
    const coverage = new CoverageLog()
    const opened = openRepository(dir)
    const plan = planObjects(opened, coverage)
    await rm(join(dir, '.git/objects/pack'), { recursive: true })
    walkAll(opened, plan, coverage)
    const { skippedCount, commits } = coverage.snapshot()
    expect(commits).toBe(0)
    expect(skippedCount).toEqual({ vanished: plan.objectCount })
  })
})

describe('packs that are not kept open', () => {
  test('are found again in what a repack made of them', async () => {
    await using repo = await repository()
    const opened = openRepository(repo.dir)
    const coverage = new CoverageLog()
    const plan = planObjects(opened, coverage)
    git(repo, 'repack', '-a', '-d', '-q', '-f', '-k')
    walkAll(opened, plan, coverage)
    const { skippedCount, commits, blobs, trees, tags } = coverage.snapshot()
    expect(skippedCount).toEqual({})
    expect(commits + blobs + trees + tags).toBe(plan.objectCount)
  })
})

function walkAll(
  repository: ReturnType<typeof openRepository>,
  plan: ReturnType<typeof planObjects>,
  coverage: CoverageLog,
): void {
  const work = splitWork(plan, [1, 2, 3, 4])
  const walker = createPackWalker({ repository, work, kernel: createKernel(), coverage })
  for (const batch of work.batches) walker.walk(batch, { object: () => 0 })
  walker.close()
}

function sum({ coverage: { commits, trees, blobs, tags } }: ScanResult): number {
  return commits + trees + blobs + tags
}
