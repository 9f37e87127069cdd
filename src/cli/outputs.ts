import { ScanError } from '../model/errors.ts'
import { reportFormats, type ReportFormat } from '../model/report-format.ts'

/** One report to write; `file` null is stdout. */
export interface Output {
  readonly format: ReportFormat
  readonly file: string | null
}

/** `--format`/`--output` first, then every `--report FORMAT=FILE`. */
export function listOutputs(
  format: ReportFormat,
  file: string | undefined,
  reports: readonly string[],
): [Output, ...Output[]] {
  return [{ format, file: file ?? null }, ...reports.map(parseReportOption)]
}

function parseReportOption(text: string): Output {
  const at = text.indexOf('=')
  const format = text.slice(0, at)
  const file = text.slice(at + 1)
  const known = reportFormats.find((choice) => choice === format)
  if (at < 1 || file === '' || known === undefined) {
    throw new ScanError(
      'usage',
      `--report takes FORMAT=FILE with one of ${reportFormats.join(', ')}, not '${text}'.`,
    )
  }
  return { format: known, file }
}
