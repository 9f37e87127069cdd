import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scanHistory } from '../../src/app/scan-history.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

async function coverageOf(dir: string): Promise<Coverage> {
  const { coverage } = await scanHistory({ repository: dir, jobs: 1 })
  return coverage
}

function missingOf({ skipped }: Coverage): string[] {
  return skipped.filter(({ reason }) => reason === 'missing').map(({ what }) => what)
}

/** What git says is missing from a clone, fetching nothing. */
async function missingByGit(repo: Repo, dir: string): Promise<string[]> {
  const output = await repo.git('-C', dir, 'rev-list', '--objects', '--all', '--missing=print')
  return output
    .split('\n')
    .filter((line) => line.startsWith('?'))
    .map((line) => line.slice(1))
    .toSorted()
}

/** Many versions of wide and deep folders, packed as deltas. */
async function fillHistory(repo: Repo, commits: number): Promise<void> {
  const random = seeded('history')
  for (let i = 0; i < 40; i++) {
    await repo.write(`src/part${i % 4}/file${i}.txt`, `${random.hex(random.int(300) + 5)}\n`)
  }
  await repo.commit('Start')
  for (let i = 0; i < commits; i++) {
    for (let n = 0; n < 3; n++) {
      const file = random.int(40)
      await repo.write(
        `src/part${file % 4}/file${file}.txt`,
        `${random.hex(random.int(300) + 5)}\n`,
      )
    }
    if (i % 7 === 0) await repo.write(`top${i}.txt`, `${random.hex(20)}\n`)
    await repo.commit(`Change ${i}`)
  }
  await repo.git('repack', '-q', '-adf', '--depth=50', '--window=50')
}

async function cloneWith(repo: Repo, ...args: readonly string[]): Promise<string> {
  await repo.git('config', 'uploadpack.allowFilter', 'true')
  const dir = join(repo.dir, '..', 'clone.git')
  await repo.git('clone', '-q', '--bare', ...args, `file://${repo.dir}`, dir)
  return dir
}

describe('a partial clone', () => {
  test.each(['blob:none', 'blob:limit=200', 'tree:0', 'tree:2'])(
    'with --filter=%s names what git names',
    async (filter) => {
      await using repo = await createRepo()
      await fillHistory(repo, 40)
      await repo.git('tag', '-a', 'v1', '-m', 'Release')
      const dir = await cloneWith(repo, `--filter=${filter}`)
      const expected = await missingByGit(repo, dir)
      expect(expected.length).toBeGreaterThan(1)

      const coverage = await coverageOf(dir)
      expect(coverage.partial).toBe(true)
      expect(coverage.skippedCount).toEqual({ missing: expected.length })
      expect(missingOf(coverage)).toEqual(expected)
    },
  )

  test('is scanned all the same', async () => {
    await using repo = await createRepo()
    await fillHistory(repo, 3)
    await repo.write('key.env', binanceEnv(binancePair('partial')))
    await repo.commit(`Leak`)
    await repo.write('large.txt', 'x'.repeat(5000))
    await repo.commit('Large')
    const dir = await cloneWith(repo, '--filter=blob:limit=1k')
    const { findings, coverage } = await scanHistory({ repository: dir, jobs: 1 })
    expect(findings).toHaveLength(1)
    expect(coverage.skippedCount).toEqual({ missing: 1 })
    expect(coverage.skipped).toEqual([
      {
        reason: 'missing',
        what: await repo.git('rev-parse', 'HEAD:large.txt'),
        detail: 'blob: left out of this partial clone',
      },
    ])
  })

  test('names a bounded number and counts all', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 1100; i++) await repo.write(`many/${i}`, `${i}\n`)
    await repo.commit('Many')
    const coverage = await coverageOf(await cloneWith(repo, '--filter=blob:none'))
    expect(coverage.skippedCount).toEqual({ missing: 1100 })
    const names = missingOf(coverage)
    expect(names).toHaveLength(1000)
    expect(names).toEqual(names.toSorted())
  })
})

describe('a database with a hole', () => {
  async function holed(expression: string): Promise<{ repo: Repo; id: string }> {
    const repo = await createRepo()
    await repo.write('key.env', binanceEnv(binancePair('holed')))
    await repo.write('folder/inner/file.txt', 'inner\n')
    await repo.commit('First')
    await repo.write('other.txt', 'other\n')
    await repo.commit('Second')
    const id = await repo.git('rev-parse', expression)
    await rm(join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2)))
    return { repo, id }
  }

  test.each([
    ['HEAD:folder/inner/file.txt', 'blob'],
    ['HEAD:folder', 'tree'],
    ['HEAD^{tree}', 'tree'],
    ['HEAD~', 'commit'],
  ])('without %s', async (expression, kind) => {
    const { repo, id } = await holed(expression)
    await using _ = repo
    const { coverage, findings } = await scanHistory({ repository: repo.dir, jobs: 1 })
    expect(findings).toHaveLength(1)
    expect(coverage.skipped).toEqual([
      { reason: 'missing', what: id, detail: `${kind}: referenced, but not in the database` },
    ])
  })

  test('a ref that points nowhere is named once, a reflog is not asked', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.commit('First')
    const nowhere = seeded('nowhere').hex(40)
    await repo.write('.git/refs/heads/lost', `${nowhere}\n`)
    await repo.write('.git/refs/heads/lost-too', `${nowhere}\n`)
    const line = `${'0'.repeat(40)} ${seeded('old').hex(40)} Ada <a@b> 1700000000 +0000\told\n`
    await repo.write('.git/logs/refs/heads/gone', line)
    const coverage = await coverageOf(repo.dir)
    expect(coverage.skippedCount).toEqual({ missing: 1 })
    expect(missingOf(coverage)).toEqual([nowhere])
  })

  test('a tag of something that is not here', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.commit('First')
    const nowhere = seeded('tagged').hex(40)
    const tag = `object ${nowhere}\ntype blob\ntag t\ntagger A <a@b> 1700000000 +0000\n\nx\n`
    await repo.gitBytes(['hash-object', '-t', 'tag', '-w', '--stdin', '--literally'], tag)
    expect(missingOf(await coverageOf(repo.dir))).toEqual([nowhere])
  })
})

describe('nothing is missing', () => {
  test('in a shallow clone', async () => {
    await using repo = await createRepo()
    await fillHistory(repo, 12)
    await repo.write('key.env', binanceEnv(binancePair('shallow')))
    await repo.commit('Leak')
    const coverage = await coverageOf(await cloneWith(repo, '--depth=5'))
    expect(coverage).toMatchObject({ shallow: true, partial: false, commits: 5, skippedCount: {} })
  })

  test('where a submodule is named', async () => {
    await using repo = await createRepo()
    await repo.write('key.env', binanceEnv(binancePair('submodule')))
    await repo.commit('Leak')
    const elsewhere = seeded('submodule').hex(40)
    await repo.git('update-index', '--add', '--cacheinfo', `160000,${elsewhere},vendor/lib`)
    await repo.git('commit', '-q', '-m', 'Add submodule')
    expect((await coverageOf(repo.dir)).skippedCount).toEqual({})
  })
})
