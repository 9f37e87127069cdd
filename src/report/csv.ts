import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import type { ReportOptions } from './options.ts'
import { becauseTexts, titleText } from './prose.ts'
import { placesOf, selectFindings } from './select.ts'
import { authorName, escapeControls } from './text.ts'

type Cell = string | number | boolean | null

const columns: readonly (readonly [name: string, value: (finding: Finding) => Cell])[] = [
  ['id', (finding) => finding.id],
  ['state', (finding) => finding.state],
  ['severity', (finding) => finding.severity],
  ['confidence', (finding) => finding.confidence],
  ['verdict', (finding) => finding.verdict?.state ?? null],
  ['vendor', (finding) => finding.vendor],
  ['rule', (finding) => finding.rule],
  ['title', titleText],
  ['secrets', (finding) => finding.secrets.map((part) => `${part.role} ${part.masked}`).join(', ')],
  ['kind', (finding) => placesOf(finding)[0].kind],
  ['path', (finding) => placesOf(finding)[0].path],
  ['line', (finding) => placesOf(finding)[0].line],
  ['column', (finding) => placesOf(finding)[0].column],
  ['places', (finding) => finding.occurrenceCount],
  ['introduced_commit', (finding) => introduced(finding)?.id ?? null],
  ['introduced_date', (finding) => introduced(finding)?.date ?? null],
  ['introduced_by', (finding) => authorOf(finding)],
  ['in_head', (finding) => finding.history?.inHead ?? null],
  ['removed_commit', (finding) => finding.history?.removed?.id ?? null],
  ['removed_date', (finding) => finding.history?.removed?.date ?? null],
  ['unreachable', (finding) => finding.history?.unreachable ?? null],
  ['exposed_days', (finding) => finding.history?.exposedDays ?? null],
  ['target', (finding) => placesOf(finding)[0].target ?? null],
  ['because', (finding) => becauseTexts(finding.because).join('; ')],
]

/** One line per credential (RFC 4180, CRLF, every cell quoted); text that a spreadsheet would run stays text. */
export function* csvPieces(result: ScanResult, options: ReportOptions): Generator<string> {
  const { shown, known, suppressed } = selectFindings(result, options.minConfidence)
  yield line(columns.map(([name]) => name))
  for (const finding of [...shown, ...known, ...suppressed]) {
    yield line(columns.map(([, value]) => value(finding)))
  }
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function introduced(finding: Finding): { id: string; date: string } | null {
  return finding.history?.introduced ?? placesOf(finding)[0].commit
}

function authorOf(finding: Finding): string | null {
  const commit = finding.history?.introduced ?? placesOf(finding)[0].commit
  return commit && authorName(commit.author)
}

// Signs that start a formula in one spreadsheet or another, in both widths.
const formulaStart = /^[\s'"]*[=+\-@|%\uff0b\uff0d\uff1d\uff20]/

function cell(value: Cell): string {
  if (value === null) return '""'
  if (typeof value !== 'string') return `"${value}"`
  const text = escapeControls(value)
  const safe = formulaStart.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
