import { mergeResults } from '../app/merge.ts'
import { nameTargets } from '../app/merge-names.ts'
import { diffResults } from '../app/report-diff.ts'
import { readReport, type ReadReport } from '../app/report-read.ts'
import { writeFileWhole } from '../app/write-file.ts'
import { ScanError } from '../model/errors.ts'
import type { Confidence } from '../model/severity.ts'
import { diffFormats, renderDiff, type ReportDiff } from '../report/diff.ts'
import { exitCode } from '../triage/exit-code.ts'
import type { CommonArguments } from './common-options.ts'
import { finishScan, planOutputs, reportOptionsFor, type SettledArguments } from './finish.ts'
import { replaceTextFile } from './outputs.ts'
import { joinShards, type ShardArguments } from './run-shards.ts'
import { tuneV8 } from './tune-v8.ts'

export interface ReportArguments extends Pick<
  CommonArguments,
  'format' | 'output' | 'report' | 'minConfidence' | 'failOn' | 'color' | 'quiet'
> {
  readonly reports: readonly string[]
  readonly diff?: boolean
}

/** Renders a report again, or the difference of two. */
export async function runReport(args: ReportArguments): Promise<void> {
  tuneV8()
  refuseReplaceText(args)
  const [first, second] = args.reports.map((file) => readReport(file))
  if (first === undefined) throw new ScanError('usage', 'name a report.')
  if (second !== undefined) {
    writeDiff(diffResults(first.result, second.result), args, second.minConfidence)
    return
  }
  const settled = settle(args, first.minConfidence)
  await finishScan(first.result, settled, planOutputs(settled))
}

/** Joins reports; secrets were masked before, so that nothing can show them. */
export async function runMerge(args: ReportArguments & ShardArguments): Promise<void> {
  tuneV8()
  refuseReplaceText(args)
  const reports = args.reports.map((file) => ({ file, ...readReport(file) }))
  const [first, ...others] = nameTargets(reports)
  if (first === undefined) throw new ScanError('usage', 'name reports to join.')
  const settled = settle(args, lowest(reports))
  const results = [first, ...others] as const
  const merged = await joinShards(results, mergeResults(results), args)
  await finishScan(merged, settled, planOutputs(settled))
}

function refuseReplaceText({ report }: ReportArguments): void {
  if (replaceTextFile(report) === null) return
  throw new ScanError(
    'usage',
    'a report holds no secrets to replace; scan again with --report replace-text=FILE.',
  )
}

/** The threshold the report was made with, unless told. */
export function settle(args: ReportArguments, minConfidence: Confidence): SettledArguments {
  return {
    ...args,
    minConfidence: args.minConfidence ?? minConfidence,
    failOn: args.failOn ?? 'medium',
    strict: false,
    showSecrets: 0,
    rules: undefined,
    config: undefined,
    baseline: undefined,
    gitleaksAllow: undefined,
    jobs: undefined,
    maxMemory: undefined,
    verify: false,
    apiBase: [],
    progress: false,
  }
}

function lowest(reports: readonly ReadReport[]): Confidence {
  const given = new Set(reports.map((report) => report.minConfidence))
  return given.has('low') ? 'low' : given.has('medium') ? 'medium' : 'high'
}

function writeDiff(diff: ReportDiff, args: ReportArguments, minConfidence: Confidence): void {
  const settled = settle(args, minConfidence)
  const format = diffFormats.find((known) => known === args.format)
  if (format === undefined || args.report.length > 0) {
    throw new ScanError('usage', `--diff can be written as ${diffFormats.join(', ')} only.`)
  }
  const file = args.output ?? null
  const toTerminal = file === null && process.stdout.isTTY
  const text = renderDiff(diff, format, reportOptionsFor('terminal', settled, toTerminal))
  if (file === null) process.stdout.write(text)
  else writeFileWhole(file, text)
  process.exitCode = exitCode({
    findings: diff.added,
    coverage: diff.after.coverage,
    failOn: settled.failOn,
    minConfidence: settled.minConfidence,
    strict: false,
    nothingScanned: false,
  })
}
