import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))

const program = `
process.on('exit', () => {
  const files = Object.keys(require.cache).map((file) => require('node:path').basename(file))
  process.stderr.write('\\nloaded ' + files.sort().join(' '))
})
require(${JSON.stringify(cli)})`

/** The pieces of the program that a run loads. */
function loadedBy(...args: string[]): string[] {
  const { stderr } = spawnSync(process.execPath, ['-e', program, 'straykey', ...args], {
    env: scrubbedEnv(),
    encoding: 'utf8',
  })
  return stderr
    .slice(stderr.lastIndexOf('\nloaded ') + '\nloaded '.length)
    .split(' ')
    .filter((file) => file !== 'cli-rolldown-runtime.cjs')
}

describe('a run loads what it needs', () => {
  test('version and help only the command line itself', () => {
    expect(loadedBy('--version')).toEqual(['cli-core.cjs', 'cli.cjs'])
    expect(loadedBy('--help')).toEqual(['cli-core.cjs', 'cli.cjs'])
    expect(loadedBy('history', '--help')).toEqual(['cli-core.cjs', 'cli.cjs'])
  })

  test('a history that threads look through no engine, and only its own format', async () => {
    await using repo = await createRepo()
    await repo.write('noise.bin', seeded('noise').bytes(5_000_000))
    await repo.commit('Start')
    await repo.git('repack', '-adq')
    const own = ['cli-core.cjs', 'cli-history.cjs', 'cli.cjs']
    const threaded = loadedBy('history', repo.dir, '--jobs', '2', '--format', 'csv')
    expect(threaded).toEqual(expect.arrayContaining([...own, 'cli-csv.cjs']))
    expect(threaded).not.toContain('cli-engine.cjs')
    expect(threaded).not.toContain('cli-html.cjs')
    expect(loadedBy('history', repo.dir, '--jobs', '1')).toContain('cli-engine.cjs')
  })
})

test('help is ASCII: its columns are measured by counting characters', async () => {
  const commands = ['scan', 'history', 'staged', 'range', 'hook', 'verify', 'triage', 'report']
  const more = ['merge', 'baseline', 'config explain', 'rules list', 'rules explain', 'rules check']
  for (const command of ['', ...commands, ...more]) {
    const { code, stdout } = await runCli([...command.split(' '), '--help'].filter(Boolean))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\n -~]+$/)
  }
})
