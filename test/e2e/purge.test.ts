import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

/** `pip install git-filter-repo` puts it on the PATH. */
const hasFilterRepo = spawnSync('git', ['filter-repo', '--version']).status === 0

function filterRepo(repo: Repo, ...args: string[]): void {
  execFileSync('git', ['filter-repo', ...args], {
    cwd: repo.dir,
    env: { ...repo.env },
    stdio: 'pipe',
  })
}

/** Beside the repository and removed with it. */
async function besideOf(repo: Repo, name: string): Promise<string> {
  const folder = join(dirname(repo.dir), 'outside')
  await mkdir(folder, { recursive: true })
  return join(folder, name)
}

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync('ed25519')
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

describe.skipIf(!hasFilterRepo)('purging with git filter-repo', () => {
  test('a rescan after it is clean', async () => {
    await using repo = await createRepo()
    const plain = binancePair('plain')
    const wide = binancePair('wide')
    const encoded = binancePair('encoded')
    const pem = privateKey()
    await repo.write('bot/a.env', binanceEnv(plain))
    await repo.commit('first')
    await repo.write('bot/a.env', `# moved down\n\n${binanceEnv(plain)}`)
    await repo.write('deep/id.pem', pem)
    await repo.write('deep/account.json', JSON.stringify({ private_key: pem }, null, 2))
    await repo.commit('second')
    await repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1')
    await repo.write('wide.txt', Buffer.from(`\ufeff${binanceEnv(wide)}`, 'utf16le'))
    const data = Buffer.from(binanceEnv(encoded)).toString('base64')
    await repo.write('k8s.yaml', `kind: Secret\ndata:\n  binance.env: ${data}\n`)
    await repo.commit(`keys for later: BINANCE_API_KEY=${plain.key}`)
    await repo.git('tag', '-a', 'v1', '-m', `BINANCE_API_SECRET=${plain.secret}`)
    await repo.git('checkout', '--quiet', 'main')
    await repo.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side')
    await repo.remove('bot')
    await repo.commit('cleaned up, as we thought')

    const file = await besideOf(repo, 'replace.txt')
    const found = await runCli(['history', '--report', `replace-text=${file}`, '--quiet'], {
      cwd: repo.dir,
    })
    expect(found.code).toBe(1)
    expect(found.stderr).toMatch(/replace\.txt holds \d+ secrets IN THE CLEAR/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'latin1')).toContain(`literal:${plain.secret}==>***REMOVED***\n`)
    expect(found.stdout).not.toContain(plain.secret)

    expect(found.stderr).toContain('wide.txt is an archive or binary and holds secrets')
    filterRepo(repo, '--replace-text', file, '--replace-message', file, '--force')
    filterRepo(repo, '--invert-paths', '--path', 'wide.txt', '--force')
    const again = await runCli(['history', '--format', 'json'], { cwd: repo.dir })
    expect(JSON.parse(again.stdout).findings).toEqual([])
    expect(again.code).toBe(0)
    expect(await repo.git('log', '--all', '--format=%s')).toContain('BINANCE_API_KEY=***REMOVED***')
  })

  test('what is suppressed stays as it is', async () => {
    await using repo = await createRepo()
    const sample = binancePair('sample')
    const text = `# straykey:allow binance-api-key sample\n${binanceEnv(sample)}`
    await repo.write('sample.env', text)
    await repo.write('real.env', binanceEnv(binancePair('real')))
    await repo.commit('first')
    const file = await besideOf(repo, 'replace.txt')
    await runCli(['history', '--report', `replace-text=${file}`], { cwd: repo.dir })
    filterRepo(repo, '--replace-text', file, '--force')
    expect(await readFile(join(repo.dir, 'sample.env'), 'utf8')).toBe(text)
    expect(await readFile(join(repo.dir, 'real.env'), 'utf8')).toBe(
      'BINANCE_API_KEY=***REMOVED***\nBINANCE_API_SECRET=***REMOVED***\n',
    )
  })
})

test('the file is refused where it could be committed, and in CI', async () => {
  await using repo = await createRepo()
  await repo.write('a.env', binanceEnv(binancePair('a')))
  await repo.write('sub/b.env', binanceEnv(binancePair('b')))
  await repo.commit('first')
  await repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  const bare = join(dirname(repo.dir), 'bare.git')
  const cases: readonly (readonly [args: string[], file: string])[] = [
    [['scan', 'sub'], join(repo.dir, 'replace.txt')],
    [['scan', 'sub'], join(repo.dir, '.git', 'replace.txt')],
    [['history'], join(repo.dir, 'sub', 'replace.txt')],
    [['history', bare], join(bare, 'replace.txt')],
  ]
  for (const [args, file] of cases) {
    const run = await runCli([...args, '--report', `replace-text=${file}`], { cwd: repo.dir })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('would hold whole secrets inside of')
    await expect(stat(file)).rejects.toThrow('ENOENT')
  }
  const file = await besideOf(repo, 'replace.txt')
  const inCi = await runCli(['history', '--report', `replace-text=${file}`], {
    cwd: repo.dir,
    env: { CI: 'true' },
  })
  expect(inCi.code).toBe(2)
  expect(inCi.stderr).toContain('not for CI')
  const report = await runCli(['history', '--format', 'json', '--output', file], { cwd: repo.dir })
  expect(report.code).toBe(1)
  const shown = await runCli(['report', file, '--report', `replace-text=${file}.txt`])
  expect(shown.stderr).toContain('a report holds no secrets to replace')
})
