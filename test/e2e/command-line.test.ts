import { spawn } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { binanceEnv, binancePair } from '../helpers/binance.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'

describe('what was mistyped is said, and where to read on', () => {
  test.each([
    [['scna'], "did you mean 'straykey scan'?"],
    [['histroy', '.'], "did you mean 'straykey history'?"],
    [['basline'], "did you mean 'straykey baseline'?"],
    [['hystory', '.'], "did you mean 'straykey history'?"],
    [['scan', '--foo'], "there is no option --foo; see 'straykey scan --help'."],
    [['scan', '--no-such'], 'there is no option --no-such; see'],
    [['scan', '--forma', 'json'], 'there is no option --forma; did you mean --format? See'],
    [['merge', 'a', '--show-secrets'], "there is no option --show-secrets; see 'straykey merge"],
    [['hook', '--show-it', 'install'], 'there is no option --show-it; see'],
    [['history', '--no-progres'], 'did you mean --no-progress?'],
    [['scan', '--jobs', 'abc'], "--jobs must be a whole number from 1 to 256; see 'straykey"],
    [['scan', '--color=maybe'], '--color is on or off: --color or --no-color, not --color=maybe;'],
    [['hook'], 'hook needs an action: install, uninstall or status; see'],
    [['report'], "report needs a JSON report; see 'straykey report --help'."],
    [['merge'], 'merge needs JSON reports; see'],
    [['config'], "config needs the word explain; see 'straykey config --help'."],
    [['rules'], 'rules needs one of list, explain, check; see'],
    [['rules', 'explain'], "rules explain needs the id of a rule; see 'straykey rules explain"],
    [['history', '--jobs', '0'], "not 0; see 'straykey history --help'."],
    [['rules', 'list', '--foo'], "see 'straykey rules list --help'."],
    [['--foo'], "see 'straykey --help'."],
    [['rules', 'lsit'], "Did you mean list? See 'straykey rules --help'."],
    [['hook', 'instal'], '<action> must be one of install, uninstall, status, not "instal"; see'],
    [['scan', '--format', 'pdf'], '--format must be one of terminal, json, sarif, html'],
    [['baseline', '--reason'], "--reason needs a value; see 'straykey baseline --help'."],
    [['baseline', '--reason', '--update'], '--reason needs a value'],
    [['scan', '--jobs'], '--jobs needs a value'],
    [['scan', '--rules', ''], '--rules is empty; give it a value or leave it out'],
    [['scan', '--report', ''], '--report is empty'],
    [['scan', '--exclude', 'a', '--exclude', ''], '--exclude is empty'],
    [['scan', ''], '<paths> is empty'],
    [['merge', ''], '<reports> is empty'],
    [['baseline', '--reason', 'a', '--reason', 'b'], '--reason was given more than once'],
  ])('%j', async (args, message) => {
    const run = await runCli(args)
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain(message)
    expect(run.stderr.split('\n')).toHaveLength(2)
  })

  test('help is a command, unless there is such a file', async () => {
    for (const words of [[], ['scan'], ['rules', 'check']]) {
      const asked = await runCli(['help', ...words])
      expect(asked).toMatchObject({ code: 0, stderr: '' })
      expect(asked.stdout).toBe((await runCli([...words, '--help'])).stdout)
    }
    await using repo = await createRepo()
    await repo.write('help', binanceEnv(binancePair('help')))
    expect((await runCli(['help'], { cwd: repo.dir })).code).toBe(1)
    expect((await runCli(['scan', 'help'], { cwd: repo.dir })).code).toBe(1)
  })

  test('the help has what only this command takes before what others take too', async () => {
    for (const [command, own] of [
      ['history', '--since'],
      ['range', '--repo'],
      ['report', '--diff'],
      ['merge', '--repo'],
      ['verify', '--api-base'],
    ] as const) {
      const { stdout } = await runCli([command, '--help'])
      const parts = ['Positionals:', '\nOptions:', `    ${own}`, 'Common options:', '    --format']
      const places = parts.map((part) => stdout.indexOf(part))
      expect(places, command).toEqual(places.toSorted((a, b) => a - b))
      expect(places).not.toContain(-1)
    }
    const described = [['rules', 'explain'], ['rules', 'check'], ['merge'], ['config', 'explain']]
    for (const words of described) {
      const { stdout } = await runCli([...words, '--help'])
      expect(stdout).toMatch(/Positionals:\n {2}[a-z]+ {2}[a-zA-Z]/)
    }
  })

  test('a word that is near no command is a path', async () => {
    expect((await runCli(['zebra'])).stderr).toContain('There is no file or folder at "zebra"')
    await using repo = await createRepo()
    await repo.write('scna', binanceEnv(binancePair('scna')))
    expect((await runCli(['scna'], { cwd: repo.dir })).code).toBe(1)
  })

  test('options that may stand alone still may', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'nothing\n')
    await repo.commit('first')
    const run = await runCli(['--no-config', '--no-baseline', '--no-gitignore'], { cwd: repo.dir })
    expect(run.code).toBe(0)
    const cached = await runCli(['history', '--cache'], {
      cwd: repo.dir,
      env: { XDG_CACHE_HOME: join(repo.dir, '.git') },
    })
    expect(cached.code).toBe(0)
  })
})

describe('a part of a repository is no repository', () => {
  test('it is refused, with the command that looks at it', async () => {
    await using repo = await createRepo()
    await repo.write('bot/config.env', binanceEnv(binancePair('part')))
    await repo.write('other/config.env', binanceEnv(binancePair('other')))
    await repo.commit('first')
    const parent = { cwd: join(repo.dir, '..') }
    for (const [args, options, command] of [
      [['history', 'bot/config.env'], { cwd: repo.dir }, 'history . --path bot/config.env'],
      [['history', 'bot'], { cwd: repo.dir }, 'history . --path bot'],
      [['history', 'repo/bot/'], parent, 'history repo --path bot'],
    ] as const) {
      const run = await runCli(args, options)
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain(`is a part of a repository; 'straykey ${command}' scans`)
      const meant = await runCli([...command.split(' '), '--format', 'json'], options)
      expect(JSON.parse(meant.stdout).findings).toHaveLength(1)
    }
    for (const args of [['.'], ['..'], ['../.git'], ['../../repo'], []]) {
      const run = await runCli(['history', ...args, '--quiet', '--format', 'json'], {
        cwd: join(repo.dir, 'bot'),
      })
      expect(JSON.parse(run.stdout).findings, args.join()).toHaveLength(2)
    }
  })
})

describe('one file for two reports', () => {
  test('is refused before the scan, under whatever name', async () => {
    await using repo = await createRepo()
    await repo.write('out.json', 'old')
    await symlink('out.json', join(repo.dir, 'link.json'))
    await mkdir(join(repo.dir, 'sub'))
    for (const args of [
      ['--report', 'json=new', '--report', 'html=new'],
      ['--output', 'new', '--report', 'json=./new'],
      ['--report', 'json=out.json', '--report', 'html=sub/../out.json'],
      ['--report', 'json=out.json', '--report', 'html=link.json'],
      ['--report', 'json=../x', '--report', 'replace-text=../x'],
    ]) {
      const run = await runCli(['scan', ...args], { cwd: repo.dir })
      expect(run, args.join()).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain('two reports would be written to')
    }
    expect(await readFile(join(repo.dir, 'out.json'), 'utf8')).toBe('old')
    const devices = ['--report', 'json=/dev/null', '--report', 'html=/dev/null']
    expect((await runCli(['scan', ...devices], { cwd: repo.dir })).code).toBe(0)
  })
})

describe('reports in files are written', () => {
  test.runIf(process.platform === 'linux')(
    'when another of them cannot be: ends with 2',
    async () => {
      await using repo = await createRepo()
      await repo.write('a.env', binanceEnv(binancePair('a')))
      const reports = ['--report', 'html=/dev/full', '--report', 'json=../r.json']
      const folder = join(repo.dir, 'src')
      await mkdir(folder)
      const run = await runCli(['scan', '..', ...reports], { cwd: folder })
      expect(run.code).toBe(2)
      expect(run.stderr).toContain('cannot write /dev/full: ENOSPC')
      expect(run.stdout).toContain('1 credential found')
      expect(JSON.parse(await readFile(join(repo.dir, 'r.json'), 'utf8')).findings).toHaveLength(1)
    },
  )

  test('and where that cannot be, nothing is scanned', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    for (const [args, words] of [
      [['--report', 'html=nowhere/r.html'], 'cannot write nowhere/r.html: there is no folder'],
      [['--output', 'nowhere/r.txt'], 'cannot write nowhere/r.txt: there is no folder nowhere'],
      [['--output', '.'], 'cannot write .: it is a folder'],
      [['--report', 'html'], '--report html needs a file: --report html=FILE'],
      [['--config', 'none.yaml'], '--config names none.yaml: no such file'],
      [['--config', '.'], '--config names .: it is no plain file'],
      [['--rules', 'none.yaml'], 'cannot read the rule file none.yaml: no such file'],
    ] as const) {
      const run = await runCli(['scan', '.', ...args], { cwd: repo.dir })
      expect(run, args.join()).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain(words)
    }
  })

  test('when the reader of stdout leaves early', async () => {
    await using repo = await createRepo()
    const pairs = Array.from({ length: 150 }, (_, i) => binanceEnv(binancePair(`early ${i}`)))
    await repo.write('many.env', pairs.join('\n\n'))
    const script = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
    const args = ['scan', 'many.env', '--format', 'json', '--report', 'json=r.json']
    const child = spawn(process.execPath, [script, ...args], { cwd: repo.dir, env: scrubbedEnv() })
    child.stdout.destroy()
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(1)
    const report = JSON.parse(await readFile(join(repo.dir, 'r.json'), 'utf8'))
    expect(report.findings).toHaveLength(150)
  })
})

describe('straykey baseline says what it did not do', () => {
  test('an unknown fingerprint, and nothing to prune', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.commit('first')
    const none = await runCli(['baseline', '--prune'], { cwd: repo.dir })
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain('there is no baseline')
    await runCli(['baseline'], { cwd: repo.dir })
    const unknown = await runCli(['baseline', '--explain', 'zzz'], { cwd: repo.dir })
    expect(unknown).toMatchObject({ code: 2, stdout: '' })
    expect(unknown.stderr).toMatch(/no entry of .*baseline\.yaml begins with "zzz"/)
    expect((await runCli(['baseline', '--explain'], { cwd: repo.dir })).code).toBe(0)
    const pruned = await runCli(['baseline', '--prune'], { cwd: repo.dir })
    expect(pruned.stdout).toMatch(/: 1 known, 0 dropped\n$/)
  })

  test('what has expired, and where an entry is without a secret in the path', async () => {
    await using repo = await createRepo()
    const { secret } = binancePair('a')
    await repo.write(`of-${secret}.env`, binanceEnv(binancePair('a')))
    await repo.commit('first')
    await runCli(['baseline', '--until', '2998-01-31'], { cwd: repo.dir })
    const file = join(repo.dir, '.straykey', 'baseline.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('2998', '2020'))
    const made = await runCli(['baseline', '--update'], { cwd: repo.dir })
    expect(made.stdout).toMatch(/: 1 known, 0 added, 1 expired\n$/)
    expect(made.stderr).toContain('expired entries do not count')
    const explained = await runCli(['baseline', '--explain'], { cwd: repo.dir })
    expect(explained.stdout).toMatch(/ in of-….env:1:/)
    expect(explained.stdout).not.toContain(secret.slice(0, 12))
  })

  test.each([
    [['--until', '2999-13-01'], '--until must be a date such as 2030-01-31'],
    [['--until', '2999-02-30'], '--until must be a date'],
    [['--until', '2020-01-31'], '--until 2020-01-31 is past'],
    [['--reason', 'x'.repeat(10_000)], '--reason is longer than 1000 characters'],
  ])('a bad option is refused before anything is written %#', async (args, message) => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.commit('first')
    await runCli(['baseline', '--reason', 'line\nfeed "quoted" # \\'], { cwd: repo.dir })
    const file = join(repo.dir, '.straykey', 'baseline.yaml')
    const before = await readFile(file, 'utf8')
    const run = await runCli(['baseline', '--update', ...args], { cwd: repo.dir })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toContain(message)
    expect(await readFile(file, 'utf8')).toBe(before)
    expect((await runCli(['history'], { cwd: repo.dir })).code).toBe(0)
  })

  test('it says what it looked at, and a refused --prune what it did not', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('c.xz', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4))
    await repo.commit('first')
    await runCli(['baseline'], { cwd: repo.dir })
    await repo.write('b.env', binanceEnv(binancePair('b')))
    const updated = await runCli(['baseline', '--update'], { cwd: repo.dir })
    expect(updated.stdout).toMatch(/: 1 known, 0 added\n$/)
    expect(updated.stderr).toContain('this looked at the history; --files adds')
    const pruned = await runCli(['baseline', '--prune'], { cwd: repo.dir })
    expect(pruned).toMatchObject({ code: 2, stdout: '' })
    expect(pruned.stderr).toMatch(/nothing was changed\. Not scanned: 1 .*xz/)
    const files = await runCli(['baseline', '--update', '--files'], { cwd: repo.dir })
    expect(files.stdout).toMatch(/: 2 known, 1 added\n$/)
  })

  test.each([['staged'], ['range', 'HEAD..']])(
    '%s is always strict, and says so',
    async (...args) => {
      await using repo = await createRepo()
      await repo.write('a.txt', 'a\n')
      await repo.commit('first')
      const run = await runCli([...args, '--no-strict'], { cwd: repo.dir })
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toContain('is always strict')
    },
  )

  test('what a range cannot read is named by its path', async () => {
    await using repo = await createRepo()
    await repo.write('a.txt', 'a\n')
    await repo.commit('first')
    await repo.write('dir/c.xz', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4))
    await repo.commit('second')
    const run = await runCli(['range', 'HEAD^..'], { cwd: repo.dir })
    expect(run.code).toBe(2)
    expect(run.stdout).toMatch(/dir\/c\.xz \([0-9a-f]{40}\)/)
  })

  test('a report of a part drops nothing', async () => {
    await using repo = await createRepo()
    await repo.write('a.env', binanceEnv(binancePair('a')))
    await repo.write('b.env', binanceEnv(binancePair('b')))
    await repo.commit('first')
    await runCli(['baseline'], { cwd: repo.dir })
    const json = ['--format', 'json', '--output', '../part.json']
    await runCli(['history', '--path', 'a.env', ...json], { cwd: repo.dir })
    const part = await runCli(['baseline', '../part.json', '--prune'], { cwd: repo.dir })
    expect(part.code).toBe(2)
    expect(part.stderr).toContain('--prune needs a complete scan')
  })
})

test('every rule is explained in 80 columns, without JSON', async () => {
  const list = await runCli(['rules', 'list'])
  const ids = list.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
  expect(ids.length).toBeGreaterThan(100)
  for (const id of ids.filter((_, index) => index % 20 === 0).concat('binance-api-key')) {
    const { stdout, code } = await runCli(['rules', 'explain', id])
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/"kind"|undefined/)
    for (const line of stdout.split('\n')) {
      // What cannot be broken, such as an address, may be longer.
      if (line.trim().includes(' ')) expect(line.length, line).toBeLessThanOrEqual(80)
    }
  }
})
