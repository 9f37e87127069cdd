import { existsSync, realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
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

/**
 * `--format`/`--output` first, then every `--report FORMAT=FILE`.
 *
 * @throws ScanError `usage`
 */
export function listOutputs(
  format: ReportFormat,
  file: string | undefined,
  reports: readonly string[],
): [Output, ...Output[]] {
  const others = reports.filter((text) => !isReplaceText(text)).map(parseReportOption)
  const named = [file ?? null, ...others.map((other) => other.file), replaceTextFile(reports)]
  refuseSameFile(named.filter((name) => name !== null))
  return [{ format, file: file ?? null }, ...others]
}

/** The second would replace the first without a word. A device or a pipe takes both. */
function refuseSameFile(files: readonly string[]): void {
  const seen = new Map<string, string>()
  for (const file of files) {
    const path = resolve(file)
    const exists = existsSync(path)
    if (exists && !statSync(path).isFile()) continue
    const real = exists ? realpathSync(path) : path
    const other = seen.get(real)
    if (other !== undefined) {
      const which = other === file ? file : `${other} and ${file}, one file,`
      throw new ScanError('usage', `two reports would be written to ${which}; name another one.`)
    }
    seen.set(real, file)
  }
}

function parseReportOption(text: string): Output {
  const at = text.indexOf('=')
  const format = text.slice(0, at)
  const file = text.slice(at + 1)
  const known = reportFormats.find((choice) => choice === format)
  const bare = reportFormats.find((choice) => choice === text || `${choice}=` === text)
  if (bare !== undefined) {
    throw new ScanError('usage', `--report ${text} needs a file: --report ${bare}=FILE.`)
  }
  if (at < 1 || file === '' || known === undefined) {
    throw new ScanError(
      'usage',
      `--report takes FORMAT=FILE with one of ${reportFormats.join(', ')}, replace-text, not '${text}'.`,
    )
  }
  return { format: known, file }
}
