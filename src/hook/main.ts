import { parseStage, type Stage } from '../app/hook-stages.ts'
import { scanStaged } from '../app/scan-staged.ts'
import { version } from '../app/version.ts'
import { ScanError } from '../model/errors.ts'
import { sawNothing, type ScanResult } from '../model/result.ts'
import { renderRefusal, type Gate } from '../report/refusal.ts'
import { exitCode } from '../triage/exit-code.ts'
import { parseArguments, type HookArguments } from './arguments.ts'

/*
 * The fast way in, for hooks: no yargs, no progress bar, no WebAssembly, nothing loaded that a clean commit does not
 * need. docs/performance.md lists what each step costs.
 */

const help = `straykey-hook [pre-commit | pre-merge-commit]    what the next commit would add
straykey-hook commit-msg <file>                  its message
straykey-hook pre-push [<remote> <url>]          commits that the remote lacks; refs on stdin
straykey-hook pre-receive                        commits that a push brings; refs on stdin

  --fail-on high|medium|low   refuse findings at or above this confidence (medium)
  --baseline FILE             known findings (.straykey/baseline.yaml)
  --version, --help

Exit codes: 0 nothing new, 1 new findings, 2 could not do the job or could not see everything.`

const gates: Readonly<Record<Stage, Gate>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'commit',
  'commit-msg': 'message',
  'pre-push': 'push',
  'pre-receive': 'receive',
}

async function main(): Promise<void> {
  const args = parseArguments(process.argv.slice(2))
  if (args.show === 'help') {
    process.stdout.write(`${help}\n`)
    return
  }
  if (args.show === 'version') {
    process.stdout.write(`${version}\n`)
    return
  }
  const stage = parseStage(args.stage)
  finish(await scan(stage, args), gates[stage], args)
}

function scan(stage: Stage, { baseline }: HookArguments): Promise<ScanResult> {
  const options = baseline === undefined ? {} : { baseline }
  switch (stage) {
    case 'pre-commit':
    case 'pre-merge-commit':
      return scanStaged(options)
    default:
      throw new ScanError('usage', `${stage} is not there yet.`)
  }
}

function finish(result: ScanResult, gate: Gate, { failOn }: HookArguments): void {
  process.exitCode = exitCode({
    findings: result.findings,
    coverage: result.coverage,
    failOn,
    minConfidence: failOn,
    strict: true,
    nothingScanned: sawNothing(result),
  })
  if (process.exitCode === 0) return
  const width = process.stderr.isTTY ? process.stderr.columns : 100
  process.stderr.write(renderRefusal(result, { gate, color: wantsColor(), width, failOn }))
}

function wantsColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0'
  return process.stderr.isTTY && TERM !== 'dumb'
}

try {
  await main()
} catch (error) {
  process.exitCode = 2
  const isExpected = error instanceof ScanError
  const text = isExpected ? error.message : error instanceof Error ? error.stack : String(error)
  const lead = isExpected ? 'straykey' : 'straykey: unexpected error, please report it'
  process.stderr.write(`${lead}: ${text}\n`)
}
