import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

describe('bad input ends with one sentence and exit code 2', () => {
  test.each([
    ['history of what is not there', ['history', 'no-such-folder'], 'no-such-folder'],
    ['an unknown option', ['history', '--bogus'], 'bogus'],
    ['a path that is not there', ['scan', 'no-such-file'], 'no-such-file'],
    ['a rule file that is not there', ['scan', '.', '--rules', 'no.yaml'], 'no.yaml'],
    ['a bad number of threads', ['scan', '.', '--jobs', '0'], '--jobs'],
    ['a bad report option', ['scan', '.', '--report', 'pdf=x'], 'FORMAT=FILE'],
    ['an option without its value', ['history', '--refs'], 'refs'],
    ['a pattern that would take for ever', ['scan', '.', '--exclude', '*a*a*a*a*a*b'], 'stars'],
    ['secrets in SARIF', ['scan', '.', '--show-secrets', '--format', 'sarif'], 'sarif'],
  ])('%s', async (_name, args, word) => {
    const run = await runCli(args)
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain(word)
    expect(run.stderr).not.toMatch(/\n\s+at /)
  })

  test('secrets in a CI log have to be asked for twice', async () => {
    const env = { CI: 'true' }
    const input = binanceEnv(binancePair('ci'))
    const once = await runCli(['scan', '-', '--show-secrets'], { env, input })
    expect(once.code).toBe(2)
    const twice = await runCli(['scan', '-', '--show-secrets', '--show-secrets'], { env, input })
    expect(twice.stdout).toContain(binancePair('ci').secret)
  })

  test('a folder that is no repository, an empty repository, an empty folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'straykey-empty-'))
    try {
      for (const args of [
        ['history', folder],
        ['scan', folder],
      ]) {
        const run = await runCli(args)
        expect(run.code).toBe(2)
        expect(run.stderr).toContain(folder)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
    await using repo = await createRepo()
    const run = await runCli(['history', repo.dir])
    expect(run).toMatchObject({ code: 2 })
    expect(run.stderr).toContain('nothing was scanned')
  })

  test('a rule file with several mistakes names them all with their lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'straykey-rules-'))
    try {
      const file = join(folder, 'mine.yaml')
      await writeFile(file, 'rules:\n  - id: Bad Id\n    colour: red\n  - title: no id\n')
      const run = await runCli(['scan', folder, '--rules', file])
      expect(run.code).toBe(2)
      expect(run.stderr.match(/mine\.yaml:\d+: /g)!.length).toBeGreaterThan(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('a damaged repository', () => {
  test('a truncated pack loses only what was cut off, and says so', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 30; i++) {
      await repo.write(`file-${i}.txt`, `${i}\n`.repeat(500 + i * 7))
      await repo.write(`.env-${i}`, binanceEnv(binancePair(`cut ${i}`)))
      await repo.commit(`Commit ${i}`)
    }
    await repo.git('repack', '-q', '-ad')
    const packs = join(repo.dir, '.git/objects/pack')
    const pack = join(
      packs,
      (await readdir(packs)).find((name) => name.endsWith('.pack'))!,
    )
    const size = (await readFile(pack)).length
    await rm(pack.replace(/pack$/, 'rev'), { force: true })
    await truncate(pack, Math.floor(size * 0.6)).catch(async () => {
      // Packs are read-only; as root this cannot happen.
      throw new Error('cannot truncate')
    })
    const run = await runCli(['history', repo.dir, '--format', 'json'])
    const report = JSON.parse(run.stdout)
    expect(report.coverage.skippedCount.corrupt).toBeGreaterThan(0)
    expect(report.findings.length).toBeGreaterThan(0)
    expect(run.code).toBe(1)
    const strict = await runCli(['history', repo.dir, '--strict', '--quiet'])
    expect(strict.code).toBe(2)
  })

  test('a shallow clone and a partial clone say what they lack', async () => {
    await using repo = await createRepo()
    await repo.write('.env', binanceEnv(binancePair('old')))
    await repo.commit('Leak')
    await repo.write('.env', 'gone\n')
    await repo.commit('Hide')
    await repo.git('config', 'uploadpack.allowFilter', 'true')
    await repo.git('clone', '-q', '--depth=1', `file://${repo.dir}`, '../shallow')
    await repo.git(
      'clone',
      '-q',
      '--filter=blob:none',
      '--no-checkout',
      `file://${repo.dir}`,
      '../partial',
    )

    const shallow = await runCli(['history', join(repo.dir, '../shallow'), '--format', 'json'])
    expect(JSON.parse(shallow.stdout).coverage.shallow).toBe(true)
    expect(shallow.stderr).toContain('shallow')
    const partial = await runCli(['history', join(repo.dir, '../partial'), '--format', 'json'])
    expect(JSON.parse(partial.stdout).coverage.partial).toBe(true)
  })
})
