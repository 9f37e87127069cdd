import { ScanError } from '../model/errors.ts'
import { reportFormats, type ReportFormat } from '../model/report-format.ts'

/** One report to write; `file` null is stdout. */
export interface Output {
  readonly format: ReportFormat
  readonly file: string | null
}

const replaceText = 'replace-text='

/** The file of `--report replace-text=FILE`: no report of a result, but what purges it. Null when not asked for. */
export function replaceTextFile(reports: readonly string[]): string | null {
  const files = reports.filter(isReplaceText).map((text) => text.slice(replaceText.length))
  const [file = null] = files
  if (file !== '' && files.length < 2) return file
  throw new ScanError('usage', '--report replace-text=FILE needs one file.')
}

function isReplaceText(text: string): boolean {
  return text.startsWith(replaceText)
}

/** `--format`/`--output` first, then every `--report FORMAT=FILE`. */
export function listOutputs(
  format: ReportFormat,
  file: string | undefined,
  reports: readonly string[],
): [Output, ...Output[]] {
  return [
    { format, file: file ?? null },
    ...reports.filter((text) => !isReplaceText(text)).map(parseReportOption),
  ]
}

function parseReportOption(text: string): Output {
  const at = text.indexOf('=')
  const format = text.slice(0, at)
  const file = text.slice(at + 1)
  const known = reportFormats.find((choice) => choice === format)
  if (at < 1 || file === '' || known === undefined) {
    throw new ScanError(
      'usage',
      `--report takes FORMAT=FILE with one of ${reportFormats.join(', ')}, replace-text, not '${text}'.`,
    )
  }
  return { format: known, file }
}
