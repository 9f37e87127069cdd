import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import { frameLines } from './frame.ts'
import { asideTexts, headlineText } from './headline.ts'
import { codeSpan, escapeMarkdown } from './markdown-text.ts'
import type { ReportOptions } from './options.ts'
import {
  becauseTexts,
  confidenceWords,
  headings,
  noticeText,
  roleWord,
  severityWords,
  titleText,
  verdictWords,
} from './prose.ts'
import { groupByRemedy, remedySubject } from './remedies.ts'
import { placesOf, selectFindings } from './select.ts'
import {
  gapTexts,
  historyTexts,
  identityTexts,
  placeText,
  readPlaces,
  scannedText,
  skippedText,
  statusText,
  verdictDetail,
} from './story.ts'
import { count, cut, day, formatNumber, sentence } from './text.ts'

// A job summary holds 1 MiB and a ticket less; the table and the first stories stay far below it.
const maxRows = 500
const maxStories = 50
const maxPlaces = 10
const maxSkipped = 20
const frameColumns = 120
const maxCell = 200

/** Markdown for tickets and job summaries: a table of all credentials, the stories of the worst, what to do, coverage. */
export function markdownPieces(result: ScanResult, options: ReportOptions): [string] {
  const selection = selectFindings(result, options.minConfidence)
  const { shown } = selection
  const stories = shown.slice(0, maxStories)
  const blocks = [
    `## straykey: ${escapeMarkdown(headlineText(result, selection))}`,
    ...(shown.length > 0 ? [table(shown)] : []),
    ...remedies(shown),
    ...stories.map((finding, i) => story(finding, i + 1)),
    ...(shown.length > stories.length
      ? [
          `The stories of ${formatNumber(shown.length - stories.length)} more are in the JSON and HTML reports.`,
        ]
      : []),
    ...asideTexts(selection, options.minConfidence).map(escapeMarkdown),
    coverage(result),
  ]
  return [`${blocks.join('\n\n')}\n`]
}

function table(findings: readonly Finding[]): string {
  const rows = findings.slice(0, maxRows).map(row)
  const rest = findings.length - rows.length
  return [
    '| # | severity | confidence | credential | secret | where | since | now |',
    '| --: | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? ['', `… and ${formatNumber(rest)} more.`] : []),
  ].join('\n')
}

function row(finding: Finding, index: number): string {
  const [place] = placesOf(finding)
  const { history } = finding
  const since = history?.introduced ?? place.commit
  const cells = [
    String(index + 1),
    severityWords[finding.severity],
    finding.confidence,
    escapeMarkdown(cut(titleText(finding), maxCell)),
    finding.secrets.map((part) => cellCode(part.masked)).join(' '),
    cellCode(cut(placeText(place), maxCell)),
    since ? day(since.date) : '',
    finding.verdict?.state === 'live' ? '**LIVE**' : history ? statusText(history) : '',
  ]
  return `| ${cells.join(' | ')} |`
}

/** In a table a bar ends the cell even inside code; behind a backslash it does not. */
function cellCode(text: string): string {
  return codeSpan(text).replaceAll('|', String.raw`\|`)
}

function remedies(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  const groups = groupByRemedy(findings).map((group) => {
    const steps = group.steps.map((step, i) => `${i + 1}. [ ] ${escapeMarkdown(step)}`)
    return `**${escapeMarkdown(remedySubject(group))}**\n\n${steps.join('\n')}`
  })
  return [`### ${headings.whatToDo}`, ...groups]
}

function story(finding: Finding, number: number): string {
  const { places, total } = readPlaces(finding)
  const [place, ...others] = places
  const hidden = total - 1 - Math.min(others.length, maxPlaces)
  const facts = [
    `${severityWords[finding.severity]}, ${confidenceWords[finding.confidence]}`,
    ...finding.secrets.map(
      (part) => `${escapeMarkdown(roleWord(part.role))} ${codeSpan(part.masked)}`,
    ),
    ...(finding.verdict ? [escapeMarkdown(verdictLine(finding))] : []),
    ...identityTexts(finding).map(escapeMarkdown),
    codeSpan(placeText(place)),
    ...(finding.history ? historyTexts(finding.history).map(escapeMarkdown) : []),
    ...others.slice(0, maxPlaces).map((other) => `also ${codeSpan(placeText(other))}`),
    ...(hidden > 0 ? [`… and ${count(hidden, 'more place')}`] : []),
    `why: ${escapeMarkdown(becauseTexts(finding.because).join('; '))}`,
    `id: ${codeSpan(finding.id)} (${codeSpan(finding.rule)})`,
  ]
  const list = facts.map((fact) => `- ${sentence(fact)}`).join('\n')
  const frame = fenced(
    frameLines(place, finding.secrets, frameColumns).map(
      ({ number: line, text }) => `${String(line).padStart(5)}  ${text}`,
    ),
  )
  return [`### ${number}. ${escapeMarkdown(titleText(finding))}`, list, ...frame].join('\n\n')
}

function verdictLine(finding: Finding): string {
  if (!finding.verdict) return ''
  const detail = verdictDetail(finding)
  return detail === ''
    ? verdictWords[finding.verdict.state]
    : `${verdictWords[finding.verdict.state]}; ${detail}`
}

/** A block of code; its fence is longer than any run of backticks inside. */
function fenced(lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const body = lines.join('\n')
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text\n${body}\n${fence}`]
}

function coverage(result: ScanResult): string {
  const skipped = result.coverage.skipped
    .slice(0, maxSkipped)
    .map((item) => `- ${escapeMarkdown(skippedText(item))}`)
  const notices = result.notices.map(
    (item) => `- ${escapeMarkdown(noticeText(item.code, item.detail))}`,
  )
  const gaps = gapTexts(result).map((line) => `**${escapeMarkdown(line)}**`)
  return [escapeMarkdown(scannedText(result)), ...gaps, skipped.join('\n'), notices.join('\n')]
    .filter((block) => block !== '')
    .join('\n\n')
}
