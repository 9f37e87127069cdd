import { ScanError } from '../model/errors.ts'
import type { ReportFormat } from '../model/report-format.ts'
import type { ScanResult } from '../model/result.ts'
import type { ReportOptions } from './options.ts'
import { scrubResult } from './scrub.ts'

/** Turns a result into the text of one format, in pieces. Pure: the same input always gives the same text. */
type Renderer = (
  result: ScanResult,
  options: ReportOptions,
) => Iterable<string> | Promise<Iterable<string>>

// Loaded on demand: a scan that prints to the terminal does not pay for the HTML page.
const renderers: Readonly<Record<ReportFormat, () => Promise<Renderer>>> = {
  terminal: async () => (await import('./terminal.ts')).terminalPieces,
  json: async () => (await import('./json.ts')).jsonPieces,
  sarif: async () => (await import('./sarif.ts')).sarifPieces,
  html: async () => (await import('./html.ts')).htmlPieces,
  markdown: async () => (await import('./markdown.ts')).markdownPieces,
  csv: async () => (await import('./csv.ts')).csvPieces,
  junit: async () => (await import('./junit.ts')).junitPieces,
  github: async () => (await import('./github.ts')).githubPieces,
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
  return [...(await renderPieces(format, result, options))].join('')
}

/**
 * As `render`, in pieces to be written one after the other, a finding each where a format lists them all: a large
 * report is never in memory as one text.
 *
 * @throws {ScanError} `usage` as `render`
 */
export async function renderPieces(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions,
): Promise<Iterable<string>> {
  if (options.showSecrets && !mayShowSecrets.has(format)) {
    throw new ScanError(
      'usage',
      `secrets cannot be shown in a ${format} report; use the terminal or json format.`,
    )
  }
  const renderer = await renderers[format]()
  return renderer(options.showSecrets ? result : scrubResult(result), options)
}
