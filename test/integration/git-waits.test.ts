import { execFileSync } from 'node:child_process'
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { originOf, prepareRange } from '../../src/app/prepare-range.ts'
import { scanHistory } from '../../src/app/scan-history.ts'
import { scanRange } from '../../src/app/scan-range.ts'
import { scanStaged } from '../../src/app/scan-staged.ts'
import { idToHex } from '../../src/git/object-id.ts'
import { openRepository } from '../../src/git/repository.ts'
import { askCommits } from '../../src/git/rev-list.ts'
import { failures } from '../../src/git/walk-context.ts'
import { isComplete } from '../../src/model/coverage-log.ts'
import { writeCrafted, plainId } from '../git/craft-pack.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'
import { encodeDelta } from '../kernel/naive.ts'

const makeFifo = (path: string): Buffer => execFileSync('mkfifo', [path])

async function twoCommits(repo: Repo): Promise<[string, string]> {
  await repo.write('a.txt', 'one\n')
  const first = await repo.commit('one')
  await repo.write('a.txt', 'two\n')
  return [first, await repo.commit('two')]
}

const random = seeded('git waits')

describe('staged objects about which git would be wrong', () => {
  test('a loose one that declares too short a size', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    const leak = binanceEnv(binancePair('declared short'))
    const id = random.hex(40)
    const folder = join(repo.dir, '.git', 'objects', id.slice(0, 2))
    await mkdir(folder, { recursive: true })
    const content = Buffer.from(`blob 6\0# six\n${leak}`)
    await writeFile(join(folder, id.slice(2)), deflateSync(content))
    await repo.git('update-index', '--add', '--cacheinfo', `100644,${id},a.env`)
    // Git itself would hand out the six bytes as the whole.
    const { findings, coverage } = await scanStaged({ cwd: repo.dir, env: {} })
    expect(findings).toEqual([])
    expect(coverage.skipped).toMatchObject([{ reason: 'corrupt', what: 'a.env' }])
    expect(isComplete(coverage)).toBe(false)
  })

  test('deltas in a circle', async () => {
    await using repo = await createRepo()
    await repo.commit('start')
    const same = encodeDelta(4, 4, [{ copy: [0, 4] }])
    await writeCrafted(join(repo.dir, '.git'), 'pack-circle', [
      { id: plainId(2), type: 7, content: same, base: plainId(3) },
      { id: plainId(3), type: 7, content: same, base: plainId(2) },
    ])
    const id = idToHex(plainId(2))
    await repo.git('update-index', '--add', '--cacheinfo', `100644,${id},round.txt`)
    const { coverage } = await scanStaged({ cwd: repo.dir, env: {} })
    // Git, when asked, goes round until it is ended after 20 seconds, and says something else.
    expect(coverage.skipped).toMatchObject([
      { reason: 'corrupt', what: 'round.txt', detail: failures.circle.detail },
    ])
  })
})

// Whoever waits for a FIFO hangs here and fails by the runner's time limit.
describe.skipIf(process.platform === 'win32')('a FIFO that git would wait for', () => {
  test.each([
    ['an include', '[include]\n\tpath = pipe\n'],
    ['one include of several', '[include]\n\tpath = ../more\n\tpath = pipe\n\tpath = absent\n'],
    ['a conditional include', '[includeIf "gitdir:/"]\n\tpath = pipe\n'],
    ['an include of an include', '[include]\n\tpath = ../more\n'],
  ])('by %s is named, and git not run', async (_, config) => {
    await using repo = await createRepo()
    const [first, second] = await twoCommits(repo)
    const gitDir = join(repo.dir, '.git')
    makeFifo(join(gitDir, 'pipe'))
    const more = config.includes('path = pipe') ? '' : '[include]\n\tpath = .git/pipe\n'
    await writeFile(join(repo.dir, 'more'), more)
    await appendFile(join(gitDir, 'config'), config)
    const refusal = /git would wait for ever for .*pipe/
    const repository = repo.dir
    await expect(scanRange({ repository, base: first, head: second })).rejects.toThrow(refusal)
    await expect(scanHistory({ repository, since: first, jobs: 1 })).rejects.toThrow(refusal)
    const question = { remote: null, merge: null, headRef: null, baseRef: null, commits: null }
    await expect(
      prepareRange({ ...question, repository, head: second, base: first, baseMayBeGone: false }),
    ).rejects.toThrow(refusal)
  })

  test('that takes the place of the list of shallow commits, or of the configuration', async () => {
    await using repo = await createRepo()
    const [first, second] = await twoCommits(repo)
    const config = join(repo.dir, '.git', 'config')
    await rm(config)
    makeFifo(config)
    expect(await originOf(repo.dir)).toBeNull()
    const range = { repository: repo.dir, base: first, head: second }
    await expect(scanRange(range)).rejects.toThrow(/would wait for ever for .*config/)
  })

  test('deep in the repository ends the question after a while', async () => {
    await using repo = await createRepo()
    const [, second] = await twoCommits(repo)
    const packs = join(repo.dir, '.git', 'objects', 'pack')
    await mkdir(packs, { recursive: true })
    makeFifo(join(packs, 'pack-fifo.idx'))
    await writeFile(join(packs, 'pack-fifo.pack'), '')
    const ask = (): string[] =>
      askCommits(openRepository(repo.dir), { tips: [second], exclude: [] }, 300)
    expect(ask).toThrow(/git cannot list the commits: .*ETIMEDOUT/)
  })
})
