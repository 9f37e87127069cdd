import type { ReportFormat } from '../model/report-format.ts'
import { sawNothing, type ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import type { ReportOptions } from '../report/options.ts'
import { escapeControls } from '../report/text.ts'
import { renderPieces } from '../report/render.ts'
import { exitCode } from '../triage/exit-code.ts'
import { version } from '../app/version.ts'
import { checkWritable, writeFileWhole } from '../app/write-file.ts'
import type { CommonArguments } from './common-options.ts'
import { listOutputs, replaceTextFile, type Output } from './outputs.ts'
import { exitCodes, failWith } from './exit.ts'
import { decideShowSecrets } from './secrets-option.ts'
import { summaryLine } from './summary.ts'

/** What a scan will write, decided (and refused) before the scan starts. */
export interface Plan {
  readonly outputs: readonly Output[]
  readonly showSecrets: boolean
  /** File for what `git filter-repo` needs; null when not asked for. */
  readonly replaceText: string | null
}

export function planOutputs(args: CommonArguments): Plan {
  const outputs = listOutputs(args.format, args.output, args.report)
  for (const { file } of outputs) if (file !== null) checkWritable(file)
  const formats = outputs.map((output) => output.format)
  const showSecrets = decideShowSecrets(args.showSecrets, formats, process.env)
  return { outputs, showSecrets, replaceText: replaceTextFile(args.report) }
}

/** Arguments with the thresholds that were settled. */
export type SettledArguments = Omit<CommonArguments, 'minConfidence' | 'failOn' | 'strict'> & {
  readonly minConfidence: Confidence
  readonly failOn: Confidence | 'never'
  readonly strict: boolean
}

/** Writes every report, then the summary line, and sets the exit code. */
export async function finishScan(
  result: ScanResult,
  args: SettledArguments,
  plan: Plan,
): Promise<void> {
  // First, so that a reader who leaves early does not turn a leak into a clean exit.
  process.exitCode = exitCode({
    findings: result.findings,
    coverage: result.coverage,
    failOn: args.failOn,
    minConfidence: args.minConfidence,
    strict: args.strict,
    nothingScanned: sawNothing(result),
  })
  await writeAll(result, args, plan)
  tellChangedRules(result, plan)
  if (sawNothing(result)) process.stderr.write(`straykey: ${nothingScanned(result)}\n`)
  else if (!args.quiet) process.stderr.write(`${summaryLine(result, args.minConfidence)}\n`)
}

/** Not every format has a place for notices, and a repository must not weaken its own scan without a word. */
function tellChangedRules({ notices }: ScanResult, { outputs }: Plan): void {
  if (outputs.some(({ format, file }) => format === 'terminal' && file === null)) return
  for (const { code, detail } of notices) {
    if (code === 'rules-changed') process.stderr.write(`straykey: ${escapeControls(detail)}\n`)
  }
}

/**
 * Files before stdout, whose reader may leave before the end and take the process with it; and every one of them,
 * whatever becomes of the others.
 */
async function writeAll(result: ScanResult, args: SettledArguments, plan: Plan): Promise<void> {
  const failures: unknown[] = []
  for (const output of plan.outputs.filter(({ file }) => file !== null)) {
    try {
      await write(output, result, args, plan.showSecrets)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) process.exitCode = exitCodes.failed
  for (const output of plan.outputs.filter(({ file }) => file === null)) {
    await write(output, result, args, plan.showSecrets)
  }
  for (const failure of failures.slice(0, -1)) failWith(failure)
  if (failures.length > 0) throw failures.at(-1)
}

async function write(
  output: Output,
  result: ScanResult,
  args: SettledArguments,
  showSecrets: boolean,
): Promise<void> {
  const toTerminal = output.file === null && process.stdout.isTTY
  const options = reportOptionsFor(output.format, args, toTerminal, showSecrets)
  const pieces = await renderPieces(output.format, result, options)
  if (output.file === null) await writeOut(pieces)
  else writeFileWhole(output.file, pieces)
}

const pieceLength = 64 * 1024

/** Waits for a slow reader instead of piling up what it has not read. */
async function writeOut(pieces: Iterable<string>): Promise<void> {
  let pending = ''
  for (const piece of pieces) {
    pending += piece
    if (pending.length < pieceLength) continue
    if (!process.stdout.write(pending)) await drained()
    pending = ''
  }
  process.stdout.write(pending)
}

/** Also when the reader is gone: then nothing more is waited for. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      process.stdout.off('drain', done)
      process.stdout.off('close', done)
      process.stdout.off('error', done)
      resolve()
    }
    process.stdout.on('drain', done)
    process.stdout.on('close', done)
    process.stdout.on('error', done)
  })
}

/** How a report is to look. */
export function reportOptionsFor(
  format: ReportFormat,
  args: Pick<SettledArguments, 'color' | 'minConfidence'>,
  toTerminal: boolean,
  showSecrets = false,
): ReportOptions {
  return {
    color: wantsColor(args.color, toTerminal, format),
    width: Math.min(process.stdout.columns ?? 80, 120),
    minConfidence: args.minConfidence,
    showSecrets,
    version,
  }
}

/** The flag wins, then NO_COLOR and FORCE_COLOR, then whether a terminal reads it (https://no-color.org). */
function wantsColor(flag: boolean | undefined, toTerminal: boolean, format: ReportFormat): boolean {
  if (format !== 'terminal') return false
  if (flag !== undefined) return flag
  if (process.env['NO_COLOR']) return false
  if (process.env['FORCE_COLOR']) return process.env['FORCE_COLOR'] !== '0'
  return toTerminal && process.env['TERM'] !== 'dumb'
}

function nothingScanned({ target, coverage }: ScanResult): string {
  if (coverage.interrupted) return 'stopped before anything was scanned.'
  const gaps = Object.keys(coverage.skippedCount).length > 0
  const empty =
    target.kind === 'history'
      ? 'it holds no commits'
      : 'it is empty, or everything in it is ignored or excluded'
  const why = gaps ? 'nothing in it could be read' : empty
  // What is staged has no other place.
  const then = target.kind === 'staged' ? 'see the report' : 'name another place'
  return `nothing was scanned in ${JSON.stringify(target.name)}: ${why}; ${then}.`
}
