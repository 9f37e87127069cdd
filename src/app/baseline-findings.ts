import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { isWhole, type ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { gapTexts, skippedText } from '../report/story.ts'
import { escapeControls } from '../report/text.ts'
import { createSalt } from '../triage/baseline-file.ts'
import type { ConfigValues } from './config.ts'
import { placeOfWorkTree, prepareScan, type Prepared, type ScanPlace } from './config-prepare.ts'
import type { ScanHooks } from './options.ts'
import { applyTriage, type Triage } from './policy.ts'
import { readReport } from './report-read.ts'
import { rereadSecrets } from './reread-secrets.ts'
import { scanFiles } from './scan-files.ts'
import { scanHistory } from './scan-history.ts'

export interface BaselineSource {
  /** The work tree that the baseline is for. */
  readonly repository: string
  /** JSON reports to take findings from; none: scan. */
  readonly reports: readonly string[]
  /** Scan the files only, also where there is history. */
  readonly filesOnly: boolean
  readonly given: Partial<ConfigValues>
  readonly config?: string | false | undefined
  readonly hooks: ScanHooks
}

export interface BaselineFindings {
  readonly triage: Triage
  /** That of the baseline; a new one where there is no baseline yet. */
  readonly salt: string | null
  /** Marked by the policy; ids are keyed with `salt`. */
  readonly findings: readonly Finding[]
  /** What was left out, in sentences; where nothing was, what is not among the findings is gone. */
  readonly gaps: readonly string[]
  /** What the findings are of. */
  readonly source: 'history' | 'files' | 'reports'
  readonly minConfidence: Confidence
}

/**
 * What a baseline is made of: a fresh scan of the history (of the files outside of git), or reports.
 *
 * @throws ScanError as scans do; `report`
 */
export async function readBaselineFindings(source: BaselineSource): Promise<BaselineFindings> {
  const { repository, reports, filesOnly, given, hooks } = source
  const found = placeOfWorkTree(repository)
  const root = found.root ?? found.start
  const place = { ...found, pathsFrom: reports.length > 0 ? found.pathsFrom : root }
  const isNew = given.baseline
  // A baseline that is to be made is named before it exists.
  const isMissing = typeof isNew === 'string' && !existsSync(isNew)
  const prepared = await prepareScan({
    place,
    given,
    config: source.config,
    mayBeMissing: isMissing,
  })
  const salt = prepared.triage.baseline === null ? createSalt() : prepared.triage.salt
  const minConfidence = prepared.settings['min-confidence'].value
  if (reports.length > 0) {
    const results = reports.map((file) => readReport(file).result)
    const findings = results.flatMap((result) => keyed(result, prepared, salt, place))
    const marked = await applyTriage({ ...emptyResult(results), findings }, prepared.triage)
    const gaps = [
      ...(results.some(isHistory) ? [] : ['No report is of the history.']),
      ...results.flatMap(gapsOf),
    ]
    const { triage } = prepared
    return { triage, salt, findings: marked.findings, gaps, source: 'reports', minConfidence }
  }
  const { include, exclude } = prepared.settings
  const scanned = { include: include.value, exclude: exclude.value, rules: prepared.rules, salt }
  const isGit = existsSync(join(root, '.git'))
  const ofHistory = isGit && !filesOnly
  const result = ofHistory
    ? await scanHistory({ repository: root, ...scanned, ...hooks, salt })
    : await scanFiles({ paths: ['.'], root, ...scanned, ...hooks, salt })
  if (result.coverage.interrupted) {
    throw new ScanError('baseline', 'the scan was interrupted; the baseline was not changed.')
  }
  const marked = await applyTriage(result, prepared.triage)
  const gaps = [
    ...(isGit && filesOnly ? ['Of the history nothing was scanned, as --files asks.'] : []),
    ...gapsOf(result),
  ]
  const scan = ofHistory ? 'history' : 'files'
  const { triage } = prepared
  return { triage, salt, findings: marked.findings, gaps, source: scan, minConfidence }
}

/** What may hide something, in sentences; empty for a scan of all there is. */
function gapsOf(result: ScanResult): string[] {
  if (isWhole(result)) return []
  const { coverage, notices } = result
  const [first] = coverage.skipped
  return [
    ...gapTexts(result),
    ...(first === undefined ? [] : [`The first of them: ${skippedText(first)}.`]),
    ...(coverage.excluded === undefined ? [] : ['Patterns left something out (include, exclude).']),
    ...notices.flatMap(({ code, detail }) =>
      code === 'selection' ? [`Only a part was asked for: ${escapeControls(detail)}.`] : [],
    ),
  ]
}

/** A report may have been made before there was a salt: its secrets are read again and named with it. */
function keyed(
  result: ScanResult,
  { rules }: Prepared,
  salt: string | null,
  { root, pathsFrom }: ScanPlace,
): Finding[] {
  const options = { repository: isHistory(result) ? root : null, pathsFrom, rules, salt }
  return rereadSecrets(result.findings, options).map(({ finding, whole }) => whole ?? finding)
}

function isHistory({ target }: ScanResult): boolean {
  return target.kind === 'history'
}

function emptyResult(results: readonly ScanResult[]): ScanResult {
  const [first] = results
  if (first === undefined) throw new Error('there is at least one report')
  return { ...first, notices: [] }
}
