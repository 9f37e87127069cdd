import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

interface Told {
  readonly state: string
  readonly path: string
  readonly by: string | undefined
}

async function tell(cwd: string, ...args: string[]): Promise<Told[]> {
  const run = await runCli([...args, '--format', 'json'], { cwd })
  const report = JSON.parse(run.stdout) as {
    findings: {
      state: string
      occurrences: { path: string }[]
      suppression?: { by: string }
    }[]
  }
  return report.findings
    .map(({ state, occurrences, suppression }) => ({
      state,
      path: occurrences[0]?.path ?? '',
      by: suppression?.by,
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

interface Report {
  readonly findings: readonly unknown[]
  readonly coverage: { readonly excluded?: number }
  readonly notices: readonly { readonly code: string; readonly detail: string }[]
}

async function json(args: readonly string[], cwd: string): Promise<Report> {
  const run = await runCli([...args, '--format', 'json'], { cwd })
  return JSON.parse(run.stdout) as Report
}

describe('what patterns leave out', () => {
  test.each([
    { by: 'straykey.yaml', args: ['history'], counted: 1, from: 'exclude in straykey.yaml:1' },
    { by: 'straykey.yaml', args: ['scan'], counted: 2, from: 'exclude in straykey.yaml:1' },
    { by: '', args: ['history', '--exclude', '*.env'], counted: 1, from: '--exclude' },
    { by: '', args: ['scan', '--exclude', '*.env'], counted: 1, from: '--exclude' },
    { by: '', args: ['staged', '--exclude', '*.env'], counted: 1, from: '--exclude' },
  ])('is counted and told: $args of $by', async ({ by, args, counted, from }) => {
    await using repo = await createRepo()
    await repo.write('b.txt', 'nothing\n')
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await (args[0] === 'staged' ? repo.git('add', '.') : repo.commit('first'))
    const [command = '', ...rest] = args
    await runCli(['baseline', '--reason', 'why'], { cwd: repo.dir })
    if (by !== '') await repo.write(by, 'exclude: ["*.env", "straykey.yaml"]\n')
    const report = await json([command, ...rest], repo.dir)
    expect(report.findings).toEqual([])
    expect(report.coverage.excluded).toBe(counted)
    const told = report.notices.filter(({ code }) => code === 'excluded')
    expect(told).toHaveLength(1)
    expect(told[0]?.detail).toContain(from)
    // What is left out may be what an entry of the baseline is for.
    expect(JSON.stringify(report.notices)).not.toContain('baseline-stale')
    const shown = await runCli(args, { cwd: repo.dir })
    expect(shown.stdout).not.toContain('Scanned the whole history')
    expect(shown.stdout.replaceAll(/\s+/g, ' ')).toMatch(/; left out \d .* by patterns\./)
    if (command === 'staged') return
    const pruned = await runCli(['baseline', '--prune', ...rest], { cwd: repo.dir })
    expect(pruned.code).toBe(2)
  })

  test('a part of the history calls no entry stale', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('b.env', binanceEnv(binancePair('b')))
    await repo.commit('first')
    await runCli(['baseline'], { cwd: repo.dir })
    const report = await json(['history', '--path', 'a.env'], repo.dir)
    expect(JSON.stringify(report.notices)).not.toContain('baseline-stale')
  })
})

describe('straykey baseline', () => {
  test('what is known stays known when files move, and what is new fails', async () => {
    await using repo = await createRepo()
    await repo.write('old.env', binanceEnv(binancePair('old')))
    await repo.commit('first')
    const made = await runCli(['baseline', '--reason', 'revoked in 2021'], { cwd: repo.dir })
    expect(made).toMatchObject({ code: 0 })
    expect(made.stdout).toMatch(/baseline\.yaml: 1 known, 1 added\n$/)
    const file = join(repo.dir, '.straykey', 'baseline.yaml')
    const text = await readFile(file, 'utf8')
    expect(text).not.toContain(binancePair('old').key)
    expect(text).not.toMatch(/old\.env|\d{4}-\d{2}-\d{2}/)

    await repo.git('mv', 'old.env', 'moved.env')
    await repo.write('moved.env', `\n\n${binanceEnv(binancePair('old'))}`)
    const clean = await runCli([], { cwd: repo.dir })
    expect(clean.code).toBe(0)
    await repo.write('new.env', binanceEnv(binancePair('new')))
    expect((await runCli([], { cwd: repo.dir })).code).toBe(1)
    expect(await tell(repo.dir)).toMatchObject([
      { path: 'moved.env', state: 'known' },
      { path: 'new.env', state: 'new' },
    ])
    expect(
      (await runCli(['--no-baseline', '--format', 'json'], { cwd: repo.dir })).stdout,
    ).not.toContain('"known"')
    const again = await runCli(['baseline'], { cwd: repo.dir })
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('--update')
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  test('update adds, prune drops what is gone, explain says what is what', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.commit('first')
    await runCli(['baseline', '--until', '2998-01-31'], { cwd: repo.dir })
    const file = join(repo.dir, '.straykey', 'baseline.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('2998', '2020'))
    const expired = await runCli(['history'], { cwd: repo.dir })
    expect(expired.code).toBe(1)
    expect(expired.stdout).toContain('expired on 2020-01-31')
    await repo.write('b.env', binanceEnv(binancePair('b')))
    await repo.commit('second')
    const updated = await runCli(['baseline', '--update', '--until', '2999-01-31'], {
      cwd: repo.dir,
    })
    expect(updated.stdout).toContain('2 known, 1 added, 1 renewed')
    expect((await runCli(['history'], { cwd: repo.dir })).code).toBe(0)

    await repo.git('checkout', '--quiet', '--orphan', 'fresh')
    await repo.remove('b.env')
    await repo.commit('third')
    await repo.git('branch', '-D', 'main')
    await repo.git('reflog', 'expire', '--expire=now', '--all')
    await repo.git('gc', '--quiet', '--prune=now')
    const stale = await runCli(['history'], { cwd: repo.dir })
    expect(stale.code).toBe(0)
    expect(stale.stdout).toContain('matches nothing any more')
    const explained = await runCli(['baseline', '--explain'], { cwd: repo.dir })
    expect(explained.stdout).toContain('STALE')
    expect(explained.stdout).toContain('in a.env:1')
    const pruned = await runCli(['baseline', '--prune'], { cwd: repo.dir })
    expect(pruned.stdout).toContain('1 known, 1 dropped')
  })

  test('a team moves from gitleaks in one step', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('b.env', binanceEnv(binancePair('b')))
    await repo.write('.gitleaksignore', 'a.env:generic-api-key:2\ngone.env:generic-api-key:2\n')
    await repo.commit('first')
    const run = await runCli(['baseline', '--import', '.gitleaksignore'], { cwd: repo.dir })
    expect(run.stdout).toContain('1 known, 1 added')
    expect(run.stderr).toContain('1 imported entries match nothing')
    expect(await tell(repo.dir)).toMatchObject([
      { path: 'a.env', state: 'known' },
      { path: 'b.env', state: 'new' },
    ])
  })

  test('a repository cannot make it write elsewhere', async () => {
    await using repo = await createRepo()
    await using other = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await mkdir(join(other.dir, 'target'))
    await symlink(join(other.dir, 'target'), join(repo.dir, '.straykey'))
    await repo.commit('first')
    const linked = await runCli(['baseline'], { cwd: repo.dir })
    expect(linked.code).toBe(2)
    expect(linked.stderr).toContain('behind a link that leaves the repository')
    await repo.remove('.straykey')
    await repo.write('straykey.yaml', 'baseline: .husky/pre-commit\n')
    const named = await runCli(['baseline'], { cwd: repo.dir })
    expect(named.code).toBe(2)
    expect(named.stderr).toContain('does not end in .yaml')
  })

  test('conflict markers and duplicates are refused with their line', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.commit('first')
    await runCli(['baseline'], { cwd: repo.dir })
    const file = join(repo.dir, '.straykey', 'baseline.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('known:\n', 'known:\n<<<<<<< HEAD\n'))
    const conflict = await runCli([], { cwd: repo.dir })
    expect(conflict.code).toBe(2)
    expect(conflict.stderr).toContain('.straykey/baseline.yaml:6: a merge conflict')
    await writeFile(file, text + text.slice(text.indexOf('  - ')))
    const twice = await runCli([], { cwd: repo.dir })
    expect(twice.code).toBe(2)
    expect(twice.stderr).toContain('.straykey/baseline.yaml:8: the entry of line 6 is here again')
  })
})

describe('straykey.yaml', () => {
  test('the same settings from any folder below', async () => {
    await using repo = await createRepo()
    const config = `exclude: [/vendor/]
allow-paths:
  - paths: [/test/]
    reason: made up
`
    await repo.write('straykey.yaml', config)
    await repo.write('sub/vendor/kept.env', binanceEnv(binancePair('kept')))
    await repo.write('vendor/a.env', binanceEnv(binancePair('vendor')))
    await repo.write('test/a.env', binanceEnv(binancePair('test')))
    await repo.commit('first')
    expect(await tell(repo.dir)).toEqual([
      { path: 'sub/vendor/kept.env', state: 'new', by: undefined },
      { path: 'test/a.env', state: 'suppressed', by: 'path' },
    ])
    expect(await tell(join(repo.dir, 'test'))).toEqual([
      { path: 'a.env', state: 'suppressed', by: 'path' },
    ])
    expect(await tell(join(repo.dir, 'vendor'))).toEqual([])
    expect(await tell(repo.dir, 'history')).toEqual([
      { path: 'sub/vendor/kept.env', state: 'new', by: undefined },
      { path: 'test/a.env', state: 'suppressed', by: 'path' },
    ])
    const explained = await runCli(['config', 'explain', '--jobs', '1'], {
      cwd: join(repo.dir, 'test'),
    })
    expect(explained.stdout).toMatch(/exclude: \["\/vendor\/"\] +# straykey\.yaml:1\n/)
    expect(explained.stdout).toMatch(/jobs: 1 +# command line\n/)
    expect(explained.stdout).toMatch(/strict: false +# default\n/)
  })

  test('faults end with exit code 2, file and line', async () => {
    await using repo = await createRepo()
    await repo.write('straykey.yaml', 'exclude: [a]\njobs: many\n')
    const run = await runCli([], { cwd: repo.dir })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain('straykey.yaml:2: jobs must be a whole number from 1 to 256')
    expect((await runCli(['--no-config'], { cwd: repo.dir })).code).toBe(0)
  })
})

test('an allow comment needs a rule, and says so when it has none', async () => {
  await using repo = await createRepo()
  const text = binanceEnv(binancePair('bare'))
  await repo.write('bare.env', `# straykey:allow\n${text}`)
  await repo.write('named.env', `# straykey:allow binance-api-key sample\n${text}`)
  const run = await runCli(['scan', 'bare.env'], { cwd: repo.dir })
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('bare.env: a straykey:allow comment names no rule')
  expect((await runCli(['scan', 'named.env'], { cwd: repo.dir })).code).toBe(0)
})
