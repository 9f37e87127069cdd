import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleInfo } from '../model/result.ts'
import type { Severity } from '../model/severity.ts'
import { displayWidth, fit, wrap, type Paint, type Style } from './ansi.ts'
import { frameLines } from './frame.ts'
import {
  becauseTexts,
  confidenceWords,
  headings,
  roleWord,
  severityWords,
  titleText,
  verdictWords,
} from './prose.ts'
import { numbered, referencesOf, stepsOf, type RemedyReference } from './remedies.ts'
import {
  commitText,
  historyTexts,
  identityTexts,
  placeText,
  readPlaces,
  verdictDetail,
} from './story.ts'
import { count, escapeControls, sentence } from './text.ts'

/** What every part of the terminal report needs. */
export interface TerminalPage {
  readonly paint: Paint
  /** Columns to fill. */
  readonly width: number
  readonly showSecrets: boolean
  readonly hyperlinks: boolean
}

export const severityStyles: Readonly<Record<Severity, Style>> = {
  critical: 'alarm',
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
}

const labelWidth = 10
const otherPlacesShown = 5

/** One credential: title, parts, places, frame, reasons, remedy. `remedyRef` points to shared steps instead. */
export function findingLines(
  finding: Finding,
  rule: RuleInfo | undefined,
  page: TerminalPage,
  remedyRef: string | null,
): string[] {
  const { places, total } = readPlaces(finding)
  const [place, ...others] = places
  return [
    titleLine(finding, page),
    '',
    ...secretLines(finding, page),
    ...field(headings.identity, identityTexts(finding), page),
    ...field(headings.verdict, verdictLines(finding), page, verdictStyle(finding)),
    ...field(headings.where, whereLines(finding, place), page, 'bold'),
    ...field('', otherPlaceLines(others, total - 1), page),
    ...frameBlock(finding, place, page),
    ...whyLines(finding, page),
    ...remedyLines(finding, rule, page, remedyRef),
    ...idLines(finding, page),
    '',
  ]
}

function titleLine(finding: Finding, { paint, width }: TerminalPage): string {
  const severity = ` ${severityWords[finding.severity].toUpperCase()} `
  const right = confidenceWords[finding.confidence]
  const title = fit(titleText(finding), width - severity.length - right.length - 7)
  const used = displayWidth(title) + severity.length + right.length + 3
  const rule = '─'.repeat(Math.max(3, width - used - 2))
  return `${paint(severityStyles[finding.severity], severity)} ${paint('bold', title)} ${paint('dim', rule)} ${right}`
}

function secretLines(finding: Finding, page: TerminalPage): string[] {
  return finding.secrets.flatMap((part) => {
    const value = page.showSecrets ? part.secret?.reveal('show-secrets') : undefined
    const shown = value === undefined ? [part.masked] : value.split(/\r?\n/)
    const label = roleWord(part.role)
    if (value === undefined) return field(label, shown, page)
    // A whole secret is there to be copied: no line is broken.
    return shown.map((line, i) => lead(i === 0 ? label : '', page) + escapeControls(line))
  })
}

function verdictLines(finding: Finding): string[] {
  if (!finding.verdict) return []
  const detail = verdictDetail(finding)
  const words = verdictWords[finding.verdict.state]
  return [detail === '' ? words : `${words}; ${detail}`]
}

function verdictStyle(finding: Finding): Style | null {
  return finding.verdict?.state === 'live' ? 'alarm' : null
}

function whereLines(finding: Finding, place: Occurrence): string[] {
  const parts = (place.parts ?? [])
    .filter((part) => part.line !== place.line)
    .map((part) => `${roleWord(part.role)} in line ${part.line}`)
  const first = placeText(place) + (parts.length > 0 ? ` (${parts.join(', ')})` : '')
  if (finding.history) return [first, ...historyTexts(finding.history)]
  return place.commit ? [first, `committed ${commitText(place.commit)}`] : [first]
}

function otherPlaceLines(others: readonly Occurrence[], total: number): string[] {
  const shown = others.slice(0, otherPlacesShown).map((place) => {
    const commit = place.commit ? `, ${commitText(place.commit)}` : ''
    return `also ${placeText(place)}${commit}`
  })
  const rest = total - shown.length
  return rest > 0 ? [...shown, `… and ${count(rest, 'more place')}`] : shown
}

function frameBlock(finding: Finding, place: Occurrence, { paint, width }: TerminalPage): string[] {
  const gutter = String((place.frame?.line ?? 0) + (place.frame?.lines.length ?? 0)).length
  const lines = frameLines(place, finding.secrets, width - gutter - 7)
  if (lines.length === 0) return []
  const bar = paint('dim', '│')
  const out: string[] = ['']
  for (const line of lines) {
    const number = String(line.number).padStart(gutter)
    const pointer = line.hit ? paint('red', '>') : ' '
    out.push(
      `  ${pointer} ${line.hit ? number : paint('dim', number)} ${bar} ${line.text}`.trimEnd(),
    )
    if (line.marks.length === 0) continue
    let carets = ''
    for (const [start, end] of line.marks) {
      const before = displayWidth(line.text.slice(0, start))
      carets = carets.padEnd(before) + '^'.repeat(displayWidth(line.text.slice(start, end)))
    }
    out.push(`    ${' '.repeat(gutter)} ${bar} ${paint('red', carets)}`)
  }
  return [...out, '']
}

function whyLines(finding: Finding, page: TerminalPage): string[] {
  const text = sentence(becauseTexts(finding.because).join('; '))
  return field(headings.why, wrap(text, page.width - labelWidth, 0), page)
}

function remedyLines(
  finding: Finding,
  rule: RuleInfo | undefined,
  page: TerminalPage,
  remedyRef: string | null,
): string[] {
  if (remedyRef !== null) return field(headings.now, [remedyRef], page)
  const steps = stepsOf(finding)
  const lines = field(headings.now, numbered(steps), page)
  const rules = new Map(rule === undefined ? [] : [[rule.id, rule]])
  return [...lines, ...referenceLines(referencesOf([finding], rules), page)]
}

const referencesShown = 10

/** Where to read on; of several pages each with whose it is. */
export function referenceLines(
  references: readonly RemedyReference[],
  page: TerminalPage,
): string[] {
  const isOne = references.length === 1
  const lines = references.slice(0, referencesShown).map(({ name, address }) => {
    const what = page.paint('dim', isOne ? 'see' : `see ${name}:`)
    return `${lead('', page)}${what} ${linkTo(address, page)}`
  })
  const rest = references.length - lines.length
  return rest > 0 ? [...lines, `${lead('', page)}… and ${rest} more`] : lines
}

function linkTo(address: string, page: TerminalPage): string {
  const shown = escapeControls(address)
  // Only addresses made of plain URL characters become links: the sequence must not be left from inside.
  const plain = /^[\w.~:/?#@!$&'()*+,;=%-]+$/.test(address)
  return page.hyperlinks && plain ? `\u001b]8;;${address}\u001b\\${shown}\u001b]8;;\u001b\\` : shown
}

function idLines(finding: Finding, page: TerminalPage): string[] {
  const text = `${escapeControls(finding.rule)} ${escapeControls(finding.id)}`
  return field(headings.id, [text], page, 'dim')
}

/** A label and its lines, wrapped; a wrapped `1.` step hangs under its text. `style` is for the first line. */
export function field(
  label: string,
  lines: readonly string[],
  page: TerminalPage,
  style: Style | null = null,
): string[] {
  const room = page.width - labelWidth
  const wrapped = lines
    .filter((line) => line !== '')
    .flatMap((line, i) =>
      hang(line, room).map((text) => (style && i === 0 ? page.paint(style, text) : text)),
    )
  return wrapped.map((line, i) => lead(i === 0 ? label : '', page) + line)
}

function hang(line: string, room: number): string[] {
  return wrap(line, room, /^\d+\. /.exec(line)?.[0].length ?? 2)
}

function lead(label: string, { paint }: TerminalPage): string {
  return `  ${paint('dim', label)}${' '.repeat(Math.max(1, labelWidth - 2 - label.length))}`
}
