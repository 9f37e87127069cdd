import { confidences } from '../model/severity.ts'
import { reportFormats, type ReportFormat } from '../model/report-format.ts'
import type { ScanResult } from '../model/result.ts'
import type { ReportOptions } from '../report/options.ts'
import { render as renderResult } from '../report/render.ts'
import { checkOptions, fail, isRecord, named, type OptionKind } from './library-check.ts'
import type { FileScanOptions, HistoryScanOptions, ScanHooks } from './options.ts'
import { scanFiles } from './scan-files.ts'
import { scanHistory as scanAll } from './scan-history.ts'
import { scanText as scanOne, type TextScanOptions } from './scan-text.ts'
import { version } from './version.ts'

type Kinds<T> = Readonly<Record<keyof T, OptionKind>>

const hooks: Kinds<ScanHooks> = {
  onProgress: 'function',
  signal: 'object',
  jobs: 'number',
  maxMemory: 'number',
  salt: 'text',
}

const fileOptions: Kinds<FileScanOptions> = {
  paths: 'texts',
  root: 'text',
  include: 'texts',
  exclude: 'texts',
  includeFrom: 'text',
  excludeFrom: 'text',
  respectGitignore: 'flag',
  rules: 'rules',
  ...hooks,
}

const historyOptions: Kinds<HistoryScanOptions> = {
  repository: 'text',
  since: 'text',
  branches: 'texts',
  refs: 'texts',
  reachableOnly: 'flag',
  paths: 'texts',
  include: 'texts',
  exclude: 'texts',
  rules: 'rules',
  shard: 'object',
  cacheDir: 'text',
  ...hooks,
}

const textOptions: Kinds<TextScanOptions> = { name: 'text', rules: 'rules', salt: 'text' }

const reportOptions: Kinds<ReportOptions> = {
  color: 'flag',
  width: 'number',
  minConfidence: 'text',
  showSecrets: 'flag',
  version: 'text',
  hyperlinks: 'flag',
  sarifCategory: 'text',
  maxAnnotations: 'number',
}

/**
 * Scans files and folders: `scan({ paths: ['.'] })`.
 *
 * @throws ScanError `usage` for wrong arguments, `no-such-path` when a named path is not there
 */
export async function scan(options: FileScanOptions): Promise<ScanResult> {
  checkOptions('scan', options, fileOptions, ['paths'])
  return scanFiles(options)
}

/**
 * Scans everything in a repository, or the part that is selected: `scanHistory({ repository: '.' })`.
 *
 * @throws ScanError `usage` for wrong arguments, `no-such-path`, `not-a-repository`, `unsupported-repository`,
 *   `clone-failed`
 */
export async function scanHistory(options: HistoryScanOptions): Promise<ScanResult> {
  checkOptions('scanHistory', options, historyOptions, ['repository'])
  return scanAll(options)
}

/**
 * Scans one text or byte array in memory, and opens nothing: `scanText(text, { name: 'bot/config.py' })`.
 *
 * @throws ScanError `usage` for wrong arguments
 */
export function scanText(text: string | Uint8Array, options: TextScanOptions = {}): ScanResult {
  if (typeof text !== 'string' && !((text as unknown) instanceof Uint8Array)) {
    fail(`scanText takes a string or a Uint8Array, not ${named(text)}`)
  }
  checkOptions('scanText', options, textOptions, [])
  return scanOne(text, options)
}

/**
 * The text of a report: `render('sarif', result)`. Without options: no colours, 80 columns, medium confidence, secrets
 * masked.
 *
 * @throws ScanError `usage` for wrong arguments, or when `showSecrets` is set for another format than terminal or JSON
 */
export async function render(
  format: ReportFormat,
  result: ScanResult,
  options: Partial<ReportOptions> = {},
): Promise<string> {
  const known: readonly unknown[] = reportFormats
  if (!known.includes(format)) {
    const isTurned = known.includes(result)
    fail(
      isTurned
        ? 'render takes the format first, then the result: render(format, result)'
        : `render: the format must be one of ${reportFormats.join(', ')}`,
    )
  }
  if (!isRecord(result) || !Array.isArray(result.findings) || !isRecord(result.coverage)) {
    fail(`render takes the result of a scan (await it first), not ${named(result)}`)
  }
  checkOptions('render', options, reportOptions, [])
  const { minConfidence = 'medium' } = options
  if (!confidences.includes(minConfidence)) {
    fail(`render: minConfidence must be one of ${confidences.join(', ')}`)
  }
  const defaults = { color: false, width: 80, showSecrets: false, version }
  return renderResult(format, result, { ...defaults, ...options, minConfidence })
}
