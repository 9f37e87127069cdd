import { ScanError } from '../model/errors.ts'
import type { ReportFormat } from '../model/report-format.ts'
import type { ScanResult } from '../model/result.ts'
import type { ReportOptions } from './options.ts'
import { scrubResult } from './scrub.ts'

export { parseReport } from './parse.ts'
export type { ReportFormat } from '../model/report-format.ts'
export type { ReportOptions } from './options.ts'

/** Turns a result into the text of one format. Pure: the same input always gives the same text. */
export type Renderer = (result: ScanResult, options: ReportOptions) => string | Promise<string>

// Loaded on demand: a scan that prints to the terminal does not pay for the HTML page.
const renderers: Readonly<Record<ReportFormat, () => Promise<Renderer>>> = {
  terminal: async () => (await import('./terminal.ts')).renderTerminal,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  html: async () => (await import('./html.ts')).renderHtml,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  csv: async () => (await import('./csv.ts')).renderCsv,
  junit: async () => (await import('./junit.ts')).renderJunit,
  github: async () => (await import('./github.ts')).renderGithub,
}

const mayShowSecrets: ReadonlySet<ReportFormat> = new Set(['terminal', 'json'])

/**
 * Renders a result. Secrets are masked everywhere, also where they stand in a path or a name, unless
 * `showSecrets` is set, which only the terminal and JSON allow.
 *
 * @throws {ScanError} `usage` when `showSecrets` is set for another format.
 */
export async function render(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions,
): Promise<string> {
  if (options.showSecrets && !mayShowSecrets.has(format)) {
    throw new ScanError(
      'usage',
      `secrets cannot be shown in a ${format} report; use the terminal or json format.`,
    )
  }
  const renderer = await renderers[format]()
  return renderer(options.showSecrets ? result : scrubResult(result), options)
}

/**
 * As `render`, in pieces to be written one after the other: a large report is never in memory as one text where its
 * format allows that.
 *
 * @throws {ScanError} `usage` as `render`
 */
export async function renderPieces(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions,
): Promise<Iterable<string>> {
  if (format !== 'json') return [await render(format, result, options)]
  const { jsonPieces } = await import('./json.ts')
  return jsonPieces(options.showSecrets ? result : scrubResult(result), options)
}
