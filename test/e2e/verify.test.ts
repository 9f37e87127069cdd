import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { gzip, tar, zip } from '../helpers/archives.ts'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { listen, type Loopback } from '../verify/loopback.ts'
import { checkHmac, serveBinance } from '../verify/vendors/binance.ts'

const tripwire = fileURLToPath(new URL('../helpers/tripwire.cjs', import.meta.url))
const wired = { NODE_OPTIONS: `--require ${JSON.stringify(tripwire)}` }

interface Verified {
  readonly rule: string
  readonly severity: string
  readonly verdict?: { readonly state: string; readonly reason?: string; readonly detail: string }
}

/** A vendor that knows one pair, as a trading key without IP list, and denies all others. */
function serve(pair: { readonly key: string; readonly secret: string }): Promise<Loopback> {
  return listen(serveBinance({ parts: pair, rights: 'trade' }, checkHmac(pair.secret)))
}

function findingsOf(stdout: string): Verified[] {
  return (JSON.parse(stdout) as { findings: Verified[] }).findings
}

describe('without --verify', () => {
  test('no command opens a socket, whatever the configuration says', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('straykey.yaml', 'strict: true\n')
    await repo.commit('first')
    await repo.write('a.env', binanceEnv(binancePair('b')))
    await repo.git('add', '--all')
    await runCli(['history', '--format', 'json', '--output', 'r.json'], { cwd: repo.dir })
    await runCli(['scan', '--format', 'json', '--output', 's.json'], { cwd: repo.dir })
    const commands = [
      ['scan'],
      ['history'],
      ['history', '--jobs', '2', '--show-secrets'],
      ['staged'],
      ['range', 'HEAD~0..HEAD'],
      ['report', 'r.json', '--format', 'html'],
      ['report', '--diff', 'r.json', 'r.json'],
      ['merge', 'r.json', 's.json'],
      ['baseline'],
      ['baseline', '--explain'],
      ['config', 'explain'],
      ['rules', 'list'],
    ]
    for (const command of commands) {
      const run = await runCli(command, { cwd: repo.dir, env: wired })
      expect(run.stderr, command.join(' ')).not.toMatch(/tripwire|unexpected error/)
      expect([0, 1], command.join(' ')).toContain(run.code)
    }
  })

  test('the tripwire would tell', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    const run = await runCli(['--verify'], { cwd: repo.dir, env: wired })
    expect(run).toMatchObject({ code: 97 })
    expect(run.stderr).toMatch(/asking Binance about 1 credential\.\ntripwire: /)
  })

  test('no configuration can ask for it', async () => {
    await using repo = await createRepo()
    for (const line of ['verify: true', 'api-base: [binance=http://127.0.0.1:1]']) {
      await repo.write('straykey.yaml', `${line}\n`)
      const run = await runCli([], { cwd: repo.dir })
      expect(run.code).toBe(2)
      expect(run.stderr).toMatch(/straykey\.yaml:1: there is no setting/)
    }
  })
})

describe('--verify', () => {
  test('a live key in history comes first, with what it may do', async () => {
    await using repo = await createRepo()
    const live = binancePair('live')
    await repo.write('dead.env', binanceEnv(binancePair('dead')))
    await repo.write('z/live.env', binanceEnv(live))
    await repo.commit('first')
    await repo.remove('z')
    await repo.commit('second')
    await using server = await serve(live)
    const base = ['--verify', '--api-base', `binance=${server.origin}`]
    const run = await runCli(['history', '--format', 'json', ...base], { cwd: repo.dir })
    expect(run.stderr).toContain('asking Binance about 2 credentials')
    const [first, second] = findingsOf(run.stdout)
    expect(first?.verdict).toMatchObject({
      state: 'live',
      canMoveMoney: true,
      ipRestricted: false,
      detail: expect.stringContaining('from any IP'),
    })
    expect(second?.verdict).toMatchObject({ state: 'unknown', reason: 'rejected' })
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true)
    for (const text of [run.stdout, run.stderr]) {
      expect(text).not.toContain(live.key)
      expect(text).not.toContain(live.secret)
    }
    const plain = await runCli(['history', '--format', 'json'], { cwd: repo.dir })
    expect(findingsOf(plain.stdout)[0]).not.toHaveProperty('verdict')
  })

  test('what is suppressed is not asked about, and a wrong --api-base ends before the scan', async () => {
    await using repo = await createRepo()
    const pair = binancePair('excused')
    await repo.write('a.env', `# straykey:allow binance-api-key sample\n${binanceEnv(pair)}`)
    await using server = await serve(pair)
    const run = await runCli(['--verify', '--api-base', `binance=${server.origin}`], {
      cwd: repo.dir,
    })
    expect(run.code).toBe(0)
    expect(server.requests).toEqual([])
    const wrong = await runCli(['--verify', '--api-base', 'binance=http://example.com'], {
      cwd: repo.dir,
    })
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('must be https')
  })

  test('a key beside the word testnet is asked about there first, then everywhere', async () => {
    await using repo = await createRepo()
    const pair = binancePair('testnet')
    await repo.write('a.env', `# testnet = true\nBINANCE_TESTNET=true\n${binanceEnv(pair)}`)
    await using testnet = await listen(
      serveBinance({ parts: pair, exists: false }, checkHmac(pair.secret)),
    )
    await using main = await serve(pair)
    const run = await runCli(
      [
        '--verify',
        ...['--api-base', `binance-testnet=${testnet.origin}`],
        ...['--api-base', `binance=${main.origin}`],
        ...['--format', 'json', '--min-confidence', 'low'],
      ],
      { cwd: repo.dir },
    )
    expect(findingsOf(run.stdout)[0]).toMatchObject({
      severity: 'low',
      verdict: { state: 'live', canMoveMoney: true },
    })
    expect(testnet.requests.length).toBeGreaterThan(0)
  })
})

describe('straykey verify', () => {
  test('reads secrets again from blobs that no commit of HEAD holds any more', async () => {
    await using repo = await createRepo()
    const live = binancePair('again')
    await repo.write('bot/live.env', `# one\n\n${binanceEnv(live)}`)
    await repo.commit('first')
    await repo.remove('bot')
    await repo.commit('second')
    const file = join(repo.dir, 'report.json')
    await runCli(['history', '--format', 'json', '--output', file], { cwd: repo.dir })
    expect(await readFile(file, 'utf8')).not.toContain(live.secret)
    await using server = await serve(live)
    const base = ['--api-base', `binance=${server.origin}`]
    const run = await runCli(['verify', file, '--format', 'json', ...base], { cwd: repo.dir })
    expect(findingsOf(run.stdout)[0]?.verdict).toMatchObject({ state: 'live' })
    expect(run.stdout).not.toContain(live.secret)
    const elsewhere = await runCli(['verify', file, '--repo', repo.dir, ...base])
    expect(elsewhere.stdout).toContain('can trade or transfer')
    // Shown again later, the verdict is still there and still first.
    const verified = join(repo.dir, 'verified.json')
    await writeFile(verified, run.stdout)
    const again = await runCli(['report', verified, '--format', 'json'])
    expect(again.stdout).toBe(run.stdout)
  })

  test('reads secrets again from an archive, and replace-text names the archive', async () => {
    await using repo = await createRepo()
    const live = binancePair('packed')
    const inner = gzip(tar([{ name: 'conf/live.env', content: binanceEnv(live) }]))
    await repo.write('dist/bot.zip', zip([{ name: 'lib/conf.tgz', content: inner }]))
    await repo.commit('first')
    await repo.remove('dist')
    await repo.commit('second')
    const file = join(repo.dir, '../report.json')
    const purge = join(repo.dir, '../replace.txt')
    const scan = ['history', '--format', 'json', '--output', file]
    const scanned = await runCli([...scan, '--report', `replace-text=${purge}`], { cwd: repo.dir })
    expect(scanned.stderr).toContain('dist/bot.zip is an archive or binary and holds secrets')
    await using server = await serve(live)
    const base = ['--api-base', `binance=${server.origin}`]
    const run = await runCli(['verify', file, '--format', 'json', ...base], { cwd: repo.dir })
    expect(findingsOf(run.stdout)[0]?.verdict).toMatchObject({ state: 'live' })
    expect(run.stdout).not.toContain(live.secret)
  })

  test('a file that changed since is said to be so, and nothing is sent', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('before')))
    await runCli(['scan', 'a.env', '--format', 'json', '--output', 'r.json'], { cwd: repo.dir })
    await repo.write('a.env', binanceEnv(binancePair('after')))
    await using server = await serve(binancePair('after'))
    const base = ['--api-base', `binance=${server.origin}`]
    const run = await runCli(['verify', 'r.json', '--format', 'json', ...base], { cwd: repo.dir })
    expect(findingsOf(run.stdout)[0]?.verdict).toEqual({
      state: 'unknown',
      reason: 'incomplete',
      detail: expect.stringContaining('has changed or is gone'),
    })
    expect(server.requests).toEqual([])
  })
})
