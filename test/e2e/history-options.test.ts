import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

async function history(): Promise<Repo> {
  const repo = await createRepo()
  for (let i = 0; i < 8; i++) {
    await repo.write(`keys${i}.env`, binanceEnv(binancePair(`pair ${i % 4}`)))
    await repo.commit(`Add ${i}`)
  }
  return repo
}

async function json(repo: Repo, ...args: readonly string[]): Promise<string> {
  const run = await runCli(['history', repo.dir, '--format', 'json', ...args])
  expect(run.code, run.stderr).toBe(1)
  return run.stdout
}

describe('straykey history', () => {
  test('selects by date, branch, ref and path; a list takes one name at a time', async () => {
    await using repo = await history()
    const run = await runCli(['history', '--path', 'keys7.env', '--branch', 'main', repo.dir])
    expect(run).toMatchObject({ code: 1 })
    expect(run.stderr).toContain('1 finding; scanned 1 blob')
    expect(run.stdout).toContain('a part of the history')
    const quiet = await runCli(['history', '--since', '2099-01-01', repo.dir])
    expect(quiet).toMatchObject({ code: 0 })
    expect(quiet.stderr).toContain('scanned nothing')
    const wrong = await runCli(['history', '--branch', 'mian', repo.dir])
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('There is no branch "mian"')
  })

  test.each([2, 3, 7])('in %i shards, merged, is the whole', async (count) => {
    await using repo = await history()
    const whole = await json(repo)
    const files: string[] = []
    for (let i = 1; i <= count; i++) {
      const file = join(repo.dir, `../shard${i}.json`)
      const args = ['--format', 'json', '--output', file, '--shard', `${i}/${count}`]
      await runCli(['history', repo.dir, ...args])
      files.push(file)
    }
    const merged = await runCli(['merge', ...files])
    expect(merged.stdout).toBe(whole)
    expect(merged.code).toBe(1)
    const gap = await runCli(['merge', ...files.slice(1)])
    expect(gap).toMatchObject({ code: 2, stdout: '' })
    expect(gap.stderr).toContain(`shard 1/${count} is missing`)
  })

  test('refuses a shard that is none, or of a part', async () => {
    await using repo = await history()
    for (const shard of ['0/3', '4/3', '3', 'a/b', '1/1001']) {
      const run = await runCli(['history', repo.dir, '--shard', shard])
      expect(run).toMatchObject({ code: 2, stdout: '' })
    }
    const both = await runCli(['history', repo.dir, '--shard', '1/2', '--since', '2020-01-01'])
    expect(both.stderr).toContain('--shard cuts everything')
  })

  test('with a cache says the same, and keeps out of the repository', async () => {
    await using repo = await history()
    const whole = await json(repo)
    const env = { XDG_CACHE_HOME: join(repo.dir, '../caches') }
    for (const args of [['--cache'], ['--cache', '--jobs', '2']]) {
      const run = await runCli(['history', '--format', 'json', ...args], { cwd: repo.dir, env })
      expect(JSON.parse(run.stdout)).toEqual({
        ...JSON.parse(whole),
        target: expect.objectContaining({ name: '.' }),
      })
    }
    expect(await readdir(join(env.XDG_CACHE_HOME, 'straykey'))).toHaveLength(1)
    const named = join(repo.dir, '../named')
    await json(repo, `--cache=${named}`)
    expect(await readdir(named)).toHaveLength(1)
  })
})
