import { readFileSync } from 'node:fs'
import { runHook, type HookRun } from '../app/hook-run.ts'
import { parseStage, type Stage } from '../app/hook-stages.ts'
import { scanStaged } from '../app/scan-staged.ts'
import { version } from '../app/version.ts'
import { isComplete } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import { sawNothing } from '../model/result.ts'
import { exitCode } from '../triage/exit-code.ts'
import { parseArguments, type HookArguments } from './arguments.ts'

const help = `straykey-hook [pre-commit | pre-merge-commit]    what the next commit would add
straykey-hook commit-msg <file>                  its message
straykey-hook pre-push [<remote> <url>]          commits that the remote lacks; refs on stdin
straykey-hook pre-receive                        commits that a push brings; refs on stdin

  --fail-on high|medium|low   refuse findings at or above this confidence (medium)
  --baseline FILE             known findings (.straykey/baseline.yaml)
  --version, --help

Exit codes: 0 nothing new, 1 new findings, 2 could not do the job or could not see everything.`

interface Optimizer {
  /** Call it when there is much to do. */
  release(): void
}

/** What is loaded at the top is all that a clean commit needs; the rest comes when it is asked for. */
export async function main(argv: readonly string[], optimizer: Optimizer): Promise<void> {
  try {
    await act(parseArguments(argv), optimizer)
  } catch (error) {
    fail(error)
  }
}

async function act(args: HookArguments, optimizer: Optimizer): Promise<void> {
  if (args.show === 'help') process.stdout.write(`${help}\n`)
  else if (args.show === 'version') process.stdout.write(`${version}\n`)
  else await guard(parseStage(args.stage), args, optimizer)
}

async function guard(stage: Stage, args: HookArguments, optimizer: Optimizer): Promise<void> {
  const { failOn, baseline } = args
  const { result, failOn: threshold } = await runHook({
    cwd: process.cwd(),
    env: process.env,
    scan: await scanOf(stage, args, optimizer),
    ...(failOn === undefined ? {} : { failOn }),
    ...(baseline === undefined ? {} : { baseline }),
  })
  const { findings, coverage } = result
  process.exitCode = exitCode({
    findings,
    coverage,
    failOn: threshold,
    minConfidence: threshold === 'never' ? 'low' : threshold,
    strict: true,
    nothingScanned: sawNothing(result),
  })
  if (process.exitCode === 0 && isComplete(coverage)) return
  const { refuse } = await import('./refuse.ts')
  await refuse(stage, result, threshold)
}

async function scanOf(
  stage: Stage,
  { rest }: HookArguments,
  optimizer: Optimizer,
): Promise<HookRun['scan']> {
  const [first] = rest
  switch (stage) {
    case 'pre-commit':
    case 'pre-merge-commit':
      return (options) => scanStaged({ ...options, onMuch: () => optimizer.release() })
    case 'commit-msg': {
      if (first === undefined) {
        throw new ScanError('usage', 'commit-msg takes the file with the message, as git gives it.')
      }
      const { scanMessage } = await import('../app/scan-message.ts')
      return (options) => scanMessage({ ...options, file: first })
    }
    case 'pre-push': {
      optimizer.release()
      const { scanPush } = await import('../app/hook-push.ts')
      const stdin = readInput()
      return (options) => scanPush(first ?? '', { ...options, stdin })
    }
    case 'pre-receive': {
      optimizer.release()
      const { scanReceived } = await import('../app/hook-push.ts')
      const stdin = readInput()
      return (options) => scanReceived({ ...options, stdin })
    }
    default:
      return stage satisfies never
  }
}

/** What git writes to the hook; nothing when a person starts it at a terminal. */
function readInput(): string {
  return process.stdin.isTTY ? '' : readFileSync(0, 'utf8')
}

function fail(error: unknown): void {
  process.exitCode = 2
  const isExpected = error instanceof ScanError
  const text = isExpected ? error.message : error instanceof Error ? error.stack : String(error)
  const lead = isExpected ? 'straykey' : 'straykey: unexpected error, please report it'
  process.stderr.write(`${lead}: ${text}\n`)
}
