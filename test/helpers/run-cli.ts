import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { scrubbedEnv } from './env.ts'

export interface RunOptions {
  readonly cwd?: string
  /** Added to the scrubbed environment. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  readonly bundle?: 'cli' | 'hook'
}

export interface RunResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const files = { cli: 'cli.js', hook: 'hook.cjs' } as const

/** Runs a built bundle as a user would; never throws for an exit code. */
export async function runCli(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd = tmpdir(), env = {}, input = '', bundle = 'cli' } = options
  const script = fileURLToPath(new URL(`../../dist/${files[bundle]}`, import.meta.url))
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...scrubbedEnv(), ...env },
    stdio: 'pipe',
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // A command that ends without reading stdin is fine.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return {
    code,
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  }
}
