import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Repo } from '../helpers/git-repo.ts'
import type { Seeded } from '../helpers/seeded.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A key pair as it stands in an `.env` file. */
export function leak(random: Seeded): string {
  return `BINANCE_API_KEY=${random.base62(64)}\nBINANCE_API_SECRET=${random.base62(64)}\n`
}

/** The built package in `node_modules`, with its programs in `node_modules/.bin`, as npm puts it there. */
export async function installStraykey(repo: Repo): Promise<void> {
  const modules = join(repo.dir, 'node_modules')
  await mkdir(join(modules, '.bin'), { recursive: true })
  await copyPackage(join(modules, 'straykey'))
  for (const [name, file] of [
    ['straykey', 'cli.js'],
    ['straykey-hook', 'hook.cjs'],
  ] as const) {
    await symlink(join('..', 'straykey', 'dist', file), join(modules, '.bin', name))
  }
}

/** What the package holds, without what it needs to be built. */
export async function copyPackage(to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of ['package.json', 'dist', '.pre-commit-hooks.yaml', 'LICENSE', 'README.md']) {
    await cp(join(root, name), join(to, name), { recursive: true })
  }
  const file = join(to, 'package.json')
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  // It is built: what builds it would only take minutes to install.
  await writeFile(file, JSON.stringify({ ...manifest, devDependencies: {}, scripts: {} }))
}

export interface Tool {
  readonly code: number | null
  /** stdout and stderr. */
  readonly said: string
}

/**
 * Runs a program that needs the user's own settings, to find a package registry. Not git's: those of this checkout
 * would lead it astray.
 */
export function runTool(cwd: string, command: string, args: readonly string[]): Tool {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GIT_|INIT_CWD$|CI$)/.test(name)),
  )
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' })
  return { code: status, said: error === undefined ? stdout + stderr : error.message }
}

/** A skipped test must be seen: nobody may take it for a passed one. */
export function notice(tool: string, { said }: Tool): string {
  const text = `SKIPPED: ${tool} cannot be installed here: ${said.trim().split('\n').at(-1) ?? ''}`
  process.stderr.write(`\n${text}\n`)
  return text
}
