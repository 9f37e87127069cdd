import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { ScanResult } from '../model/result.ts'
import { headlineText } from './headline.ts'
import type { ReportOptions } from './options.ts'
import {
  becauseTexts,
  confidenceWords,
  noticeText,
  roleWord,
  severityWords,
  titleText,
} from './prose.ts'
import { resultLevel } from './sarif-rules.ts'
import { stepsOf } from './remedies.ts'
import { mainPlace, selectFindings } from './select.ts'
import { gapTexts, historyTexts, placeText, scannedText } from './story.ts'
import { cut, escapeControls, formatNumber, sentence } from './text.ts'

/** A step shows 10 annotations of a kind; more are dropped without a word. */
const maxAnnotations = 10
const maxMessage = 2000

const commandOfLevel = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
  none: 'notice',
} as const

/** Workflow commands that annotate lines in GitHub Actions: the worst findings, then how many more there are. */
export function githubPieces(result: ScanResult, options: ReportOptions): [string] {
  const selection = selectFindings(result, options.minConfidence)
  const { shown } = selection
  const room = options.maxAnnotations ?? maxAnnotations
  const fits = shown.length <= room
  const listed = fits ? shown : shown.slice(0, room - 1)
  const lines = listed.map(annotation)
  const rest = shown.length - listed.length
  if (rest > 0) {
    const level = resultLevel(shown[listed.length]?.severity ?? 'info', 'medium')
    const text = `and ${formatNumber(rest)} more; the full list is in the report.`
    lines.push(command(commandOfLevel[level], { title: 'straykey' }, text))
  }
  const gaps = gapTexts(result)
  if (gaps.length > 0) {
    lines.push(
      command('warning', { title: 'straykey: not everything was scanned' }, gaps.join(' ')),
    )
  }
  for (const { code, detail } of result.notices) {
    if (code !== 'rules-changed') continue
    lines.push(command('warning', { title: 'straykey' }, noticeText(code, detail)))
  }
  lines.push(logText(`${headlineText(result, selection)} ${scannedText(result)}`))
  return [`${lines.join('\n')}\n`]
}

function annotation(finding: Finding): string {
  const place = mainPlace(finding)
  const masks = finding.secrets.map((part) => `${roleWord(part.role)} ${part.masked}`).join(', ')
  const [firstStep = ''] = stepsOf(finding)
  const story = finding.history ? historyTexts(finding.history) : []
  const because = becauseTexts(finding.because).join('; ')
  const message = [
    `${titleText(finding)}: ${masks} (${severityWords[finding.severity]}, ${confidenceWords[finding.confidence]}) at ${placeText(place)}.`,
    ...story.map((line) => `${sentence(line)}.`),
    ...(because === '' ? [] : [`${sentence(because)}.`]),
    firstStep,
  ]
  const level = commandOfLevel[resultLevel(finding.severity, finding.confidence)]
  const live = finding.verdict?.state === 'live' ? 'LIVE, ' : ''
  const title = sentence(`${live}${severityWords[finding.severity]}`) + `: ${titleText(finding)}`
  return command(level, { ...placeProperties(place), title }, cut(message.join(' '), maxMessage))
}

function placeProperties(place: Occurrence): Record<string, string> {
  if (place.path === '') return {}
  const { path: file, line, column, endLine, endColumn } = place
  // Columns are allowed within one line only.
  const columns: Record<string, string> =
    line === endLine ? { col: String(column), endColumn: String(endColumn) } : {}
  return { file, line: String(line), endLine: String(endLine), ...columns }
}

function command(name: string, properties: Readonly<Record<string, string>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`)
  return `::${name} ${list.join(',')}::${escapeData(text)}`
}

/** As the runner decodes it: only `%`, CR and LF have a meaning; other controls are made visible. */
function escapeData(text: string): string {
  return escapeControls(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A plain line of the log; the runner still looks for `##[command]` anywhere in it. */
function logText(text: string): string {
  return escapeControls(text).replaceAll('##[', '## [')
}
