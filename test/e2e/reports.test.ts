import { spawn } from 'node:child_process'
import { lstat, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

test('a report shown again is what the scan would have shown', async () => {
  await using repo = await createRepo()
  await repo.write('a.env', binanceEnv(binancePair('a')))
  await repo.commit('first')
  const file = join(repo.dir, 'report.json')
  await runCli(['history', '--format', 'json', '--output', file], { cwd: repo.dir })
  for (const format of [
    'terminal',
    'json',
    'sarif',
    'html',
    'markdown',
    'csv',
    'junit',
    'github',
  ]) {
    const fresh = await runCli(['history', '--format', format], { cwd: repo.dir })
    const again = await runCli(['report', file, '--format', format], { cwd: repo.dir })
    expect(again.stdout, format).toBe(fresh.stdout)
    expect(again.code, format).toBe(1)
  }
  const never = await runCli(['report', file, '--fail-on', 'never'], { cwd: repo.dir })
  expect(never.code).toBe(0)
})

test('reports of two halves join to the report of the whole', async () => {
  await using repo = await createRepo()
  await repo.write('one/a.env', binanceEnv(binancePair('a')))
  await repo.write('one/b.env', binanceEnv(binancePair('b')))
  await repo.write('two/b.env', binanceEnv(binancePair('b')))
  const json = ['--format', 'json', '--output']
  await runCli(['scan', 'one', ...json, '1.json'], { cwd: repo.dir })
  await runCli(['scan', 'two', ...json, '2.json'], { cwd: repo.dir })
  const whole = await runCli(['scan', 'one', 'two', '--format', 'json'], { cwd: repo.dir })
  const merged = await runCli(['merge', '1.json', '2.json'], { cwd: repo.dir })
  expect(merged.code).toBe(1)
  const [a, b] = [JSON.parse(whole.stdout), JSON.parse(merged.stdout)]
  expect({ ...b, target: null }).toEqual({ ...a, target: null })
})

test('a difference fails when something new came', async () => {
  await using repo = await createRepo()
  const scanTo = async (file: string): Promise<void> => {
    await runCli(['scan', 'a.env', '--format', 'json', '--output', file], { cwd: repo.dir })
  }
  await repo.write('a.env', binanceEnv(binancePair('a')))
  await scanTo('1.json')
  await repo.write('a.env', binanceEnv(binancePair('b')))
  await scanTo('2.json')
  const diff = await runCli(['report', '--diff', '1.json', '2.json'], { cwd: repo.dir })
  expect(diff.code).toBe(1)
  expect(diff.stdout).toMatch(/New: 1\n[^]*Gone: 1\n[^]*Still there: 0\n/)
  const same = await runCli(['report', '--diff', '1.json', '1.json'], { cwd: repo.dir })
  expect(same.code).toBe(0)
})

test('bad reports are refused with a sentence, and the old output stays', async () => {
  await using repo = await createRepo()
  await repo.write('a.env', binanceEnv(binancePair('a')))
  const scanned = await runCli(['scan', 'a.env', '--format', 'json'], { cwd: repo.dir })
  const file = join(repo.dir, 'bad.json')
  const out = join(repo.dir, 'out.html')
  await writeFile(out, 'old')
  const cases: readonly (readonly [text: string, message: RegExp])[] = [
    ['{', /bad\.json:1 is not well-formed JSON; it seems to end early/],
    [scanned.stdout.slice(0, 700), /bad\.json:\d+ is not well-formed JSON; it seems to end early/],
    [scanned.stdout.replace('report/v1', 'report/v9'), /schema straykey\/report\/v9/],
    [scanned.stdout.replace('"critical"', '"dire"'), /findings\[0\]\.severity should be one of/],
    ['[]', /the top level should be an object/],
  ]
  for (const [text, message] of cases) {
    await writeFile(file, text)
    const run = await runCli(['report', file, '--format', 'html', '--output', out])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(message)
    expect(await readFile(out, 'utf8')).toBe('old')
  }
  expect((await runCli(['report', 'no-such.json'])).stderr).toContain('no-such.json: no such file')
  expect((await runCli(['report', repo.dir])).stderr).toContain('no plain file')
  expect((await runCli(['report', file, file])).stderr).toContain('straykey merge')
})

test.skipIf(process.platform === 'win32')(
  'a disk that fills up leaves the old report as it was, and nothing beside it',
  async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('out/report.json', 'old')
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
    // Files may not grow beyond 2 kB: writing ends half way, as on a full disk.
    const limited = `trap '' XFSZ; ulimit -f 4; exec "$@"`
    const command = [process.execPath, cli, 'scan', 'a.env', '--format', 'json']
    const child = spawn(
      'sh',
      ['-c', limited, 'sh', ...command, '--jobs', '1', '--output', 'out/report.json'],
      { cwd: repo.dir, env: scrubbedEnv() },
    )
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(stderr).toMatch(/cannot write out\/report\.json: E(?:FBIG|NOSPC)/)
    expect(code).toBe(2)
    expect(await readdir(join(repo.dir, 'out'))).toEqual(['report.json'])
    expect(await readFile(join(repo.dir, 'out/report.json'), 'utf8')).toBe('old')
  },
)

test('a link to a report stays a link, and what cannot hold one is named', async () => {
  await using repo = await createRepo()
  await repo.write('a.env', binanceEnv(binancePair('a')))
  await repo.write('real.json', 'old')
  await symlink('real.json', join(repo.dir, 'link.json'))
  const json = ['scan', 'a.env', '--format', 'json', '--output']
  await runCli([...json, 'link.json'], { cwd: repo.dir })
  expect((await lstat(join(repo.dir, 'link.json'))).isSymbolicLink()).toBe(true)
  expect(await readFile(join(repo.dir, 'real.json'), 'utf8')).toContain('straykey/report/v1')
  const wrong = await runCli([...json, 'a.env/x'], { cwd: repo.dir })
  expect(wrong.code).toBe(2)
  expect(wrong.stderr).toContain('cannot write a.env/x: a part of the path is no folder')
})
