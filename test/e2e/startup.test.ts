import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../src/bytes/secp256k1.ts'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo } from '../helpers/git-repo.ts'
import { runCli } from '../helpers/run-cli.ts'
import { seeded } from '../helpers/seeded.ts'

const dist = new URL('../../dist/', import.meta.url)

const program = (name: string): string => `
process.on('exit', () => {
  const files = Object.keys(require.cache).map((file) => require('node:path').basename(file))
  process.stderr.write('\\nloaded ' + files.sort().join(' '))
})
require(${JSON.stringify(fileURLToPath(new URL(`${name}.cjs`, dist)))})`

/** The pieces of a program that a run of it loads. */
function piecesOf(name: string, args: readonly string[], cwd?: string): string[] {
  const { stderr } = spawnSync(process.execPath, ['-e', program(name), name, ...args], {
    cwd,
    env: scrubbedEnv(),
    encoding: 'utf8',
  })
  return stderr
    .slice(stderr.lastIndexOf('\nloaded ') + '\nloaded '.length)
    .split(' ')
    .filter((file) => file !== `${name}-rolldown-runtime.cjs`)
}

function loadedBy(...args: string[]): string[] {
  return piecesOf('cli', args)
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

  test('a scan of plain files the engine, but no curve and no hash', async () => {
    await using repo = await createRepo()
    await repo.write('a.ts', "export const path = 'https://example.com/orders/1'\n".repeat(50))
    const loaded = loadedBy('scan', repo.dir)
    expect(loaded).toContain('cli-engine.cjs')
    for (const name of ['ed25519', 'electrum', 'secp256k1', 'sha2', 'sha3', 'foreign-phrases']) {
      expect(loaded).not.toContain(`cli-${name}.cjs`)
    }
  })
})

describe('a commit loads what it needs', () => {
  test('plain source its core, and what judges candidates only where there are any', async () => {
    await using repo = await createRepo()
    await repo.write('a.ts', 'export const one = 1\n')
    await repo.commit('Start')
    await repo.write('a.ts', "export const path = 'https://example.com/orders/1'\n".repeat(50))
    await repo.git('add', '.')
    const core = ['hook-core.cjs', 'hook.cjs']
    expect(piecesOf('hook', [], repo.dir)).toEqual(core)
    await repo.write('b.ts', `export const digest = '${seeded('digest').hex(64)}'\n`)
    await repo.git('add', '.')
    expect(piecesOf('hook', [], repo.dir)).toEqual([...core, 'hook-resolve.cjs'].toSorted())
  })

  test('the curve when an address stands next to what may be its key', async () => {
    await using repo = await createRepo()
    const key = seeded('key').hex(64)
    const lines = `wallet: 0x${key}\naddress: 0x${addressOf(key)}\n`
    await repo.write('wallet.yaml', lines)
    await repo.git('add', '.')
    const loaded = piecesOf('hook', [], repo.dir)
    expect(loaded).toEqual(expect.arrayContaining(['hook-resolve.cjs', 'hook-secp256k1.cjs']))
    expect(loaded).not.toContain('hook-ed25519.cjs')
    expect(loaded).not.toContain('hook-create-kernel.cjs')
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
