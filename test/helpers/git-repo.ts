import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { scrubbedEnv } from './env.ts'

export interface RepoOptions {
  readonly bare?: boolean
  readonly objectFormat?: 'sha1' | 'sha256'
}

export interface CommitOptions {
  /** Any form git takes; without it each commit is an hour after the one before. */
  readonly date?: string
}

export interface Repo extends AsyncDisposable {
  readonly dir: string
  /** The environment git runs in: no configuration but this repository's, dates and names fixed. */
  readonly env: Readonly<Record<string, string>>
  /** Runs git in `dir` and returns stdout without the last line feed; throws with stderr if git fails. */
  git(...args: readonly string[]): Promise<string>
  /** As `git`, with bytes on stdin and bytes out. */
  gitBytes(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>
  write(path: string, content: string | Uint8Array): Promise<void>
  remove(path: string): Promise<void>
  /** Adds everything in the work tree, commits (also when nothing changed) and returns the id. */
  commit(message: string, options?: CommitOptions): Promise<string>
}

const firstCommit = Date.UTC(2024, 0, 1) / 1000

const settings = `[user]
	name = Ada Example
	email = ada@example.com
[init]
	defaultBranch = main
[core]
	autocrlf = false
	fsmonitor = false
[commit]
	gpgSign = false
[tag]
	gpgSign = false
[gc]
	auto = 0
[maintenance]
	auto = false
[protocol "file"]
	allow = always
`

/** A real repository in a folder of its own, removed with it; the same calls give the same object ids everywhere. */
export async function createRepo(options: RepoOptions = {}): Promise<Repo> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'straykey-test-')))
  const home = join(root, 'home')
  const dir = join(root, 'repo')
  await mkdir(home)
  await mkdir(dir)
  await writeFile(join(home, 'gitconfig'), settings)
  const env = {
    ...scrubbedEnv(),
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
  }
  let commits = 0

  const repo: Repo = {
    dir,
    env,
    async git(...args) {
      const stdout = await repo.gitBytes(args)
      return stdout.toString('utf8').replace(/\n$/, '')
    },
    gitBytes: async (args, input) =>
      await runGit(dir, dated(env, `${firstCommit + commits * 3600} +0000`), args, input),
    async write(path, content) {
      const file = join(dir, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    },
    async remove(path) {
      await rm(join(dir, path), { recursive: true })
    },
    async commit(message, { date } = {}) {
      const now = dated(env, date ?? `${firstCommit + commits * 3600} +0000`)
      commits++
      await runGit(dir, now, ['add', '--all'])
      await runGit(dir, now, ['commit', '--quiet', '--allow-empty', '--message', message])
      return await repo.git('rev-parse', 'HEAD')
    },
    async [Symbol.asyncDispose]() {
      await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }

  const init = ['init', '--quiet']
  if (options.bare === true) init.push('--bare')
  if (options.objectFormat !== undefined) init.push(`--object-format=${options.objectFormat}`)
  await repo.git(...init)
  return repo
}

function dated(env: Readonly<Record<string, string>>, date: string): Record<string, string> {
  return { ...env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
}

async function runGit(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Buffer> {
  const child = spawn('git', args, { cwd, env, stdio: 'pipe' })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // git may end without reading all of its input; its exit code tells.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0)
    throw new Error(`git ${args.join(' ')} ended with ${code}: ${Buffer.concat(stderr).toString()}`)
  return Buffer.concat(stdout)
}
