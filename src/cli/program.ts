import yargs, { type Argv } from 'yargs'
import { ScanError } from '../model/errors.ts'
import { version } from '../app/version.ts'
import { baselineCommand } from './commands/baseline.ts'
import { configCommand } from './commands/config.ts'
import { historyCommand } from './commands/history.ts'
import { hookCommand } from './commands/hook.ts'
import { mergeCommand } from './commands/merge.ts'
import { rangeCommand } from './commands/range.ts'
import { reportCommand } from './commands/report.ts'
import { rulesCommand } from './commands/rules.ts'
import { scanCommand } from './commands/scan.ts'
import { stagedCommand } from './commands/staged.ts'
import { triageCommand } from './commands/triage.ts'
import { verifyCommand } from './commands/verify.ts'
import { asksForHelp, helpFor, refuseMistyped } from './command-names.ts'
import { exitCodes, failWith } from './exit.ts'
import { refuseEmpty, refuseOddFlags } from './option-values.ts'
import { normaliseArguments } from './standard-input.ts'

const usage = `straykey finds exchange keys, wallet secrets and other credentials that strayed into files and git history.

Exit codes: 0 nothing new, 1 new findings, 2 could not do the job.`

/** Runs the command that the arguments name, and sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    closeQuietlyOnBrokenPipe()
    await runCommand(argv)
  } catch (error) {
    failWith(error)
  }
}

async function runCommand(argv: readonly string[]): Promise<void> {
  const args = asksForHelp(normaliseArguments(argv))
  refuseMistyped(args)
  let known: readonly string[] = []
  const parser: Argv = yargs(args)
    .scriptName('straykey')
    .usage(usage)
    .version(version)
    .help()
    .alias('h', 'help')
    .command(scanCommand)
    .command(historyCommand)
    .command(stagedCommand)
    .command(rangeCommand)
    .command(hookCommand)
    .command(verifyCommand)
    .command(triageCommand)
    .command(reportCommand)
    .command(mergeCommand)
    .command(baselineCommand)
    .command(configCommand)
    .command(rulesCommand)
    .strict()
    .recommendCommands()
    .check((given) => refuseEmpty(given) && refuseOddFlags(args, optionsOf(parser).boolean))
    .updateStrings({ 'Not enough arguments following: %s': '--%s needs a value' })
    // `--exclude vendor src` names a path, not two globs: an option takes one value, and may be given again.
    .parserConfiguration({ 'greedy-arrays': false })
    .wrap(Math.min(process.stdout.columns ?? 80, 100))
    .exitProcess(false)
    .fail((message, error) => {
      // yargs' own complaints come as errors too, of a kind it does not export.
      if (error !== undefined && error.name !== 'YError') throw error
      known = Object.keys(optionsOf(parser).key)
      throw new ScanError('usage', error?.message ?? message, { cause: complaint })
    })
  keepNoHelp(parser)
  try {
    await parser.parseAsync()
  } catch (error) {
    throw withHelp(await reworded(error, args, known), args)
  }
}

/**
 * yargs renders the help of the command it runs, for failures yet to come: 24 ms of every run, never shown, since
 * failures are told in one sentence. Only its internals can be asked not to; without them all works as well.
 */
function keepNoHelp(parser: object): void {
  const { getInternalMethods } = parser as Partial<YargsInternals>
  const usage = getInternalMethods?.call(parser).getUsageInstance?.()
  if (usage !== undefined && 'cacheHelpMessage' in usage) usage.cacheHelpMessage = () => {}
}

/** The options of the command that is run; none where yargs does not say. */
function optionsOf(parser: object): ParserOptions {
  const { getOptions } = parser as Partial<YargsInternals>
  return getOptions?.call(parser) ?? { boolean: [], key: {} }
}

interface ParserOptions {
  readonly boolean: readonly string[]
  readonly key: Readonly<Record<string, unknown>>
}

interface YargsInternals {
  getOptions(): ParserOptions
  getInternalMethods(): { getUsageInstance?(): { cacheHelpMessage?: () => void } }
}

/** A usage error ends with where to read on, unless it says so itself. */
function withHelp(error: unknown, args: readonly string[]): unknown {
  if (!(error instanceof ScanError) || error.code !== 'usage') return error
  if (error.message.includes("'straykey ")) return error
  const help = `'${helpFor(args)}'.`
  const said = error.message.endsWith('?')
    ? `${error.message} See ${help}`
    : `${error.message.replace(/\.$/, '')}; see ${help}`
  return new ScanError('usage', said, { cause: error })
}

/** Marks what yargs said itself. */
const complaint = Symbol('yargs')

/** What yargs says is told in our words, which are loaded only then. */
async function reworded(
  error: unknown,
  args: readonly string[],
  known: readonly string[],
): Promise<unknown> {
  if (!(error instanceof ScanError) || error.cause !== complaint) return error
  const { inOurWords } = await import('./usage-words.ts')
  return new ScanError('usage', inOurWords(error.message, args, known))
}

/** `straykey | head` ends when head has enough: that is not an error. */
function closeQuietlyOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? exitCodes.clean)
    process.stderr.write(`straykey: cannot write to standard output (${error.code}).\n`)
    process.exit(exitCodes.failed)
  })
}
