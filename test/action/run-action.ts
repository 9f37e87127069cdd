import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { scrubbedEnv } from '../helpers/env.ts'
import { createRepo, type Repo } from '../helpers/git-repo.ts'
import { seeded } from '../helpers/seeded.ts'

const entry = fileURLToPath(new URL('../../dist/action.js', import.meta.url))

/** Not in the shape of a real one. */
export const token: string = `token-${seeded('token').base62(30)}`

export interface ActionRun {
  readonly code: number | null
  readonly log: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
}

export interface ActionOptions {
  readonly workspace: string
  readonly event: string
  /** A string is written as it is. */
  readonly payload: unknown
  readonly inputs?: Readonly<Record<string, string>>
  readonly sha?: string
  readonly ref?: string
  /** `https://github.com` stands in as a folder: `file://...`. */
  readonly serverUrl?: string
  readonly apiUrl?: string
  readonly env?: Readonly<Record<string, string>>
}

let node: Promise<string> | null = null

/** Node 24, as action.yml asks for; where it cannot be had, the Node of the tests, which is said. */
function findNode(): Promise<string> {
  node ??= (async () => {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
    try {
      const args = ['exec', '--yes', '--package=node@24', '--', 'node', '-p', 'process.execPath']
      const { stdout } = await promisify(execFile)('npm', args, { cwd: tmpdir(), timeout: 60_000 })
      return stdout.trim()
    } catch {
      console.warn(`Node 24 cannot be had; the Action runs on Node ${process.versions.node}`)
      return process.execPath
    }
  })()
  return node
}

/** Runs the built Action as a runner does. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'straykey-run-')))
  const files = {
    event: join(folder, 'event.json'),
    output: join(folder, 'output'),
    summary: join(folder, 'summary.md'),
  }
  const { payload } = options
  await writeFile(files.event, typeof payload === 'string' ? payload : JSON.stringify(payload))
  await writeFile(files.output, '')
  await writeFile(files.summary, '')
  const inputs = { token, ...options.inputs }
  const env = {
    ...scrubbedEnv(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_REPOSITORY: 'octo/bot',
    GITHUB_RUN_ID: '42',
    GITHUB_SHA: options.sha ?? '',
    GITHUB_REF: options.ref ?? '',
    GITHUB_SERVER_URL: options.serverUrl ?? 'file:///nowhere',
    // A closed port: whoever speaks to it without being asked to is found out.
    GITHUB_API_URL: options.apiUrl ?? 'http://127.0.0.1:9',
    RUNNER_TEMP: folder,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...options.env,
  }
  try {
    const child = spawn(await findNode(), [entry], { cwd: options.workspace, env, stdio: 'pipe' })
    const log: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => log.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => log.push(chunk))
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    const sarif = parseOutputs(await readFile(files.output, 'utf8'))
    return {
      code,
      log: Buffer.concat(log).toString('utf8'),
      summary: await readFile(files.summary, 'utf8'),
      outputs: sarif,
    }
  } finally {
    if (options.inputs?.['sarif-file'] === undefined) await rm(folder, { recursive: true })
  }
}

/** As the runner reads them: `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const [name, delimiter] = (lines[i] ?? '').split('<<', 2)
    if (name === undefined || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, i + 1)
    outputs[name] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return outputs
}

/** A repository on a "server", `octo/bot`, that clones and fetches by id as GitHub lets one. */
export interface Hosted extends AsyncDisposable {
  readonly repo: Repo
  /** For `serverUrl`. */
  readonly serverUrl: string
  /** Clones as actions/checkout does: one commit of a ref, unless told. */
  clone(options?: { readonly ref?: string; readonly depth?: number | null }): Promise<string>
}

export async function hostRepo(options: Parameters<typeof createRepo>[0] = {}): Promise<Hosted> {
  const repo = await createRepo(options)
  const root = await realpath(await mkdtemp(join(tmpdir(), 'straykey-server-')))
  const bare = join(root, 'octo', 'bot')
  const format =
    options.objectFormat === undefined ? [] : [`--object-format=${options.objectFormat}`]
  await repo.git('init', '--quiet', '--bare', ...format, bare)
  await repo.git('-C', bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  await repo.git('-C', bare, 'config', 'uploadpack.allowFilter', 'true')
  await repo.git('remote', 'add', 'origin', bare)
  const serverUrl = pathToFileURL(root).href
  let clones = 0
  return {
    repo,
    serverUrl,
    async clone({ ref = 'main', depth = 1 } = {}) {
      const target = join(root, `clone-${clones++}`)
      await repo.git('init', '--quiet', ...format, target)
      await repo.git('-C', target, 'remote', 'add', 'origin', `${serverUrl}/octo/bot`)
      const refs = depth === null ? '+refs/heads/*:refs/remotes/origin/*' : ref
      const depths = depth === null ? [] : [`--depth=${depth}`]
      await repo.git('-C', target, 'fetch', '--quiet', ...depths, 'origin', refs)
      const tip = depth === null ? `origin/${ref}` : 'FETCH_HEAD'
      await repo.git('-C', target, 'checkout', '--quiet', '--detach', tip)
      return target
    },
    async [Symbol.asyncDispose]() {
      await repo[Symbol.asyncDispose]()
      await rm(root, { recursive: true, force: true })
    },
  }
}
