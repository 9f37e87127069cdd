import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { createPaint, wrap } from './ansi.ts'
import type { ReportOptions } from './options.ts'
import { headings, noticeText, remedySteps, severityWords } from './prose.ts'
import { countBySeverity, rulesById, sawNothing, selectFindings, type Selection } from './select.ts'
import { gapTexts, scannedText, skippedText, skippedTotal } from './story.ts'
import {
  field,
  findingLines,
  numbered,
  referenceLines,
  severityStyles,
  type TerminalPage,
} from './terminal-finding.ts'
import { count, escapeControls, formatNumber, joinList } from './text.ts'

const minWidth = 40
const maxWidth = 110
const skippedShown = 10
const noticesShown = 20

/**
 * The report for a person at a terminal: every credential worst first, then what to do, then a summary with what
 * was and was not looked at.
 */
export function renderTerminal(result: ScanResult, options: ReportOptions): string {
  const page: TerminalPage = {
    paint: createPaint(options.color),
    width: Math.min(Math.max(options.width, minWidth), maxWidth),
    showSecrets: options.showSecrets,
    hyperlinks: options.hyperlinks === true,
  }
  const selection = selectFindings(result, options.minConfidence)
  const lines = [
    ...findingsBlock(result, selection.shown, page),
    ...summaryBlock(result, selection, options, page),
  ]
  return `${lines.join('\n')}\n`
}

/** Remedies that several findings share, by their text. */
interface SharedRemedy {
  readonly label: string
  readonly steps: readonly string[]
  readonly findings: Finding[]
}

function remedyKey(finding: Finding): string {
  return remedySteps(finding.remediation, finding.history !== undefined).join('\n')
}

function sharedRemedies(findings: readonly Finding[]): ReadonlyMap<string, SharedRemedy> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = remedyKey(finding)
    const group = groups.get(key)
    if (group) group.push(finding)
    else groups.set(key, [finding])
  }
  const shared = new Map<string, SharedRemedy>()
  for (const [key, members] of groups) {
    if (members.length < 2) continue
    const label = String.fromCodePoint(65 + (shared.size % 26))
    shared.set(key, { label, steps: key.split('\n'), findings: members })
  }
  return shared
}

function findingsBlock(
  result: ScanResult,
  findings: readonly Finding[],
  page: TerminalPage,
): string[] {
  if (findings.length === 0) return []
  const rules = rulesById(result)
  const shared = sharedRemedies(findings)
  const blocks = findings.flatMap((finding) => {
    const remedy = shared.get(remedyKey(finding))
    const ref = remedy ? `see "${headings.whatToDo}" ${remedy.label} below` : null
    return findingLines(finding, rules.get(finding.rule), page, ref)
  })
  const steps = [...shared.values()].flatMap(({ label, steps, findings: members }) => [
    `  ${page.paint('bold', `${label}  ${remedySubject(members)}`)}`,
    ...field('', numbered(steps), page),
    ...referenceLines(rules.get(members[0]?.rule ?? ''), page),
    '',
  ])
  if (steps.length === 0) return ['', ...blocks]
  return ['', ...blocks, page.paint('bold', headings.whatToDo), '', ...steps]
}

function remedySubject(findings: readonly Finding[]): string {
  const vendors = [...new Set(findings.map((finding) => escapeControls(finding.vendor)))]
  return `${joinList(vendors.filter((vendor) => vendor !== ''))} (${count(findings.length, 'credential')})`.trim()
}

function summaryBlock(
  result: ScanResult,
  selection: Selection,
  options: ReportOptions,
  page: TerminalPage,
): string[] {
  const { coverage, target, notices } = result
  const gaps = gapTexts(coverage)
  const skipped = coverage.skipped.slice(0, skippedShown).map((item) => `- ${skippedText(item)}`)
  const more = skippedTotal(coverage) - skipped.length
  if (skipped.length > 0 && more > 0) skipped.push(`… and ${formatNumber(more)} more`)
  const notes = notices.slice(0, noticesShown).map((item) => noticeText(item.code, item.detail))
  if (notices.length > noticesShown) {
    notes.push(`… and ${formatNumber(notices.length - noticesShown)} more notices`)
  }
  return [
    page.paint('dim', '─'.repeat(page.width)),
    headline(result, selection, page),
    ...asideTexts(selection, options).flatMap((line) => paragraph(line, page)),
    ...paragraph(scannedText(target, coverage), page),
    ...gaps.flatMap((line) => paragraph(line, page).map((text) => page.paint('yellow', text))),
    ...skipped.flatMap((line) => paragraph(line, page)),
    ...notes.flatMap((line) => paragraph(line, page)),
  ]
}

function headline(result: ScanResult, { shown }: Selection, { paint }: TerminalPage): string {
  if (shown.length === 0) {
    if (sawNothing(result.coverage)) return paint('yellow', headings.nothingScanned)
    return paint('green', headings.nothingFound)
  }
  const counts = countBySeverity(shown).map(([severity, amount]) =>
    paint(severityStyles[severity], `${formatNumber(amount)} ${severityWords[severity]}`),
  )
  return `${paint('bold', count(shown.length, 'leaked credential'))}: ${counts.join(', ')}`
}

/** Findings that exist and are not shown, and how to see them. */
function asideTexts(selection: Selection, options: ReportOptions): string[] {
  const lines: string[] = []
  if (selection.below > 0) {
    const amount = formatNumber(selection.below)
    lines.push(
      `${amount} more below ${options.minConfidence} confidence; --min-confidence low shows them.`,
    )
  }
  const aside = [
    ...(selection.known.length > 0 ? [`${formatNumber(selection.known.length)} known`] : []),
    ...(selection.suppressed.length > 0
      ? [`${formatNumber(selection.suppressed.length)} suppressed`]
      : []),
  ]
  if (aside.length > 0) lines.push(`Not shown: ${aside.join(', ')}; the JSON report lists them.`)
  return lines
}

/** Text wrapped to the page, further lines indented. */
function paragraph(text: string, page: TerminalPage): string[] {
  const [first = '', ...rest] = wrap(text, page.width - 2)
  return [first, ...rest.map((line) => `  ${line}`)]
}
