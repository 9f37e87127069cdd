import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { createPaint, wrap } from './ansi.ts'
import type { ReportOptions } from './options.ts'
import { asideTexts, headlineText } from './headline.ts'
import { headings, noticeText } from './prose.ts'
import {
  groupByRemedy,
  numbered,
  referencesOf,
  remedySubject,
  type RemedyGroup,
} from './remedies.ts'
import { rulesById, sawNothing, selectFindings, type Selection } from './select.ts'
import { gapTexts, scannedText, skippedText, skippedTotal } from './story.ts'
import {
  field,
  findingLines,
  referenceLines,
  severityStyles,
  type TerminalPage,
} from './terminal-finding.ts'
import { formatNumber } from './text.ts'

const minWidth = 40
const maxWidth = 110
const skippedShown = 10
const noticesShown = 20

/**
 * The report for a person at a terminal: every credential worst first, then what to do, then a summary with what
 * was and was not looked at.
 */
export function* terminalPieces(result: ScanResult, options: ReportOptions): Generator<string> {
  const page: TerminalPage = {
    paint: createPaint(options.color),
    width: Math.min(Math.max(options.width, minWidth), maxWidth),
    showSecrets: options.showSecrets,
    hyperlinks: options.hyperlinks === true,
  }
  const selection = selectFindings(result, options.minConfidence)
  yield* findingsPieces(result, selection.shown, page)
  yield joinLines(summaryBlock(result, selection, options, page))
}

function joinLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

/** What several findings share gets a letter, and stands once below them. */
function sharedRemedies(findings: readonly Finding[]): Map<Finding, SharedRemedy> {
  const shared = new Map<Finding, SharedRemedy>()
  const groups = groupByRemedy(findings).filter((group) => group.findings.length > 1)
  for (const [i, group] of groups.entries()) {
    const remedy = { label: letters(i), group }
    for (const finding of group.findings) shared.set(finding, remedy)
  }
  return shared
}

interface SharedRemedy {
  readonly label: string
  readonly group: RemedyGroup
}

/** A to Z, then AA, AB, ... */
function letters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

function* findingsPieces(
  result: ScanResult,
  findings: readonly Finding[],
  page: TerminalPage,
): Generator<string> {
  if (findings.length === 0) return
  const rules = rulesById(result)
  const shared = sharedRemedies(findings)
  yield '\n'
  for (const finding of findings) {
    const remedy = shared.get(finding)
    const ref = remedy ? `see ${remedy.label} under "${headings.whatToDo}" below` : null
    yield joinLines(findingLines(finding, rules.get(finding.rule), page, ref))
  }
  const steps = [...new Set(shared.values())].flatMap(({ label, group }) => [
    ...wrap(`${label}  ${remedySubject(group)}`, page.width - 2, 3).map(
      (line) => `  ${page.paint('bold', line)}`,
    ),
    ...field('', numbered(group.steps), page),
    ...referenceLines(referencesOf(group.findings, rules), page),
    '',
  ])
  if (steps.length > 0) yield joinLines([page.paint('bold', headings.whatToDo), '', ...steps])
}

function summaryBlock(
  result: ScanResult,
  selection: Selection,
  options: ReportOptions,
  page: TerminalPage,
): string[] {
  const { coverage, notices } = result
  const gaps = gapTexts(result)
  const skipped = coverage.skipped.slice(0, skippedShown).map((item) => `- ${skippedText(item)}`)
  const more = skippedTotal(coverage) - skipped.length
  if (skipped.length > 0 && more > 0) skipped.push(`… and ${formatNumber(more)} more`)
  const notes = notices.slice(0, noticesShown).map((item) => noticeText(item.code, item.detail))
  if (notices.length > noticesShown) {
    notes.push(`… and ${formatNumber(notices.length - noticesShown)} more notices`)
  }
  return [
    page.paint('dim', '─'.repeat(page.width)),
    ...headline(result, selection, page),
    ...asideTexts(selection, options.minConfidence).flatMap((line) => paragraph(line, page)),
    ...paragraph(scannedText(result), page),
    ...gaps.flatMap((line) => paragraph(line, page).map((text) => page.paint('yellow', text))),
    ...skipped.flatMap((line) => paragraph(line, page)),
    ...notes.flatMap((line) => paragraph(line, page)),
  ]
}

function headline(result: ScanResult, selection: Selection, page: TerminalPage): string[] {
  const [worst] = selection.shown
  const calm = sawNothing(result.coverage) ? 'yellow' : 'green'
  const style = worst ? severityStyles[worst.severity] : calm
  return paragraph(headlineText(result, selection), page).map((line) => page.paint(style, line))
}

/** Text wrapped to the page, further lines indented. */
function paragraph(text: string, page: TerminalPage): string[] {
  return wrap(text, page.width, 2)
}
