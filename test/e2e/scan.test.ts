import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

describe('straykey scan', () => {
  test('leaves out what git ignores, unless it is named', async () => {
    await using repo = await createRepo()
    await repo.write('.gitignore', '.env\n')
    await repo.write('.env', binanceEnv(binancePair('ignored')))
    await repo.write('src/bot.ts', `const x = 1\n`)
    const all = await runCli([], { cwd: repo.dir })
    expect(all.code).toBe(0)
    const named = await runCli(['scan', '.env'], { cwd: repo.dir })
    expect(named.code).toBe(1)
    expect(named.stdout).toContain('.env:1:17')
  })

  test('writes several reports at once and leaves nothing half written', async () => {
    await using repo = await createRepo()
    await repo.write('config.json', JSON.stringify({ binance: binancePair('reports') }, null, 2))
    const out = join(repo.dir, 'out')
    await mkdir(out)
    const run = await runCli(
      [
        '--format',
        'json',
        '--output',
        'out/r.json',
        '--report',
        'sarif=out/r.sarif',
        '--report',
        'html=out/r.html',
      ],
      { cwd: repo.dir },
    )
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(JSON.parse(await readFile(join(out, 'r.json'), 'utf8')).schema).toBe(
      'straykey/report/v1',
    )
    expect(JSON.parse(await readFile(join(out, 'r.sarif'), 'utf8')).version).toBe('2.1.0')
    expect(await readFile(join(out, 'r.html'), 'utf8')).toContain('<!doctype html>')
    const refused = await runCli(['--output', 'no/such/folder/r.json'], { cwd: repo.dir })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('no/such/folder/r.json')
  })

  test('finds the line in a file that is far larger than a window', async () => {
    await using repo = await createRepo()
    const filler = 'just some words on a line\n'.repeat(1_000_000)
    await writeFile(join(repo.dir, 'big.log'), filler + binanceEnv(binancePair('big')))
    const run = await runCli(['--format', 'json'], { cwd: repo.dir })
    const [finding] = JSON.parse(run.stdout).findings
    expect(finding.occurrences[0]).toMatchObject({ path: 'big.log', line: 1_000_001, column: 17 })
  })

  test('many files in several threads give the same report as one', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 450; i++) {
      const text = i % 50 === 0 ? binanceEnv(binancePair(`file ${i}`)) : `text ${i}\n`
      await repo.write(`d${i % 7}/f${i}.txt`, text)
    }
    const one = await runCli(['--format', 'json', '--jobs', '1'], { cwd: repo.dir })
    const two = await runCli(['--format', 'json', '--jobs', '2'], { cwd: repo.dir })
    expect(two.stdout).toBe(one.stdout)
    expect(JSON.parse(one.stdout).findings).toHaveLength(9)
  })

  test.each([
    ['scan', '--exclude', 'vendor', 'src'],
    ['scan', '--exclude', 'vendor', '--', 'src'],
    ['--exclude', 'vendor', '--exclude', 'docs', 'src'],
    ['scan', 'src', '--exclude', 'vendor'],
  ])('an option before a path does not swallow it: %j %j %j', async (...args) => {
    await using repo = await createRepo()
    await repo.write('src/a.env', binanceEnv(binancePair('swallowed')))
    await repo.write('docs/readme.md', 'words\n')
    const run = await runCli(args, { cwd: repo.dir })
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('src/a.env:1:17')
  })

  test('a reader that closes the pipe early is no error', async () => {
    await using repo = await createRepo()
    for (let i = 0; i < 40; i++) await repo.write(`k${i}.env`, binanceEnv(binancePair(`pipe ${i}`)))
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
    const child = spawn(process.execPath, [cli], { cwd: repo.dir, env: scrubbedEnv() })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(stderr).not.toContain('EPIPE')
    // What was found was found, whether all of it was read or not.
    expect(code).toBe(1)
  })
})
