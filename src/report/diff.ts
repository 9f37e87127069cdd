import type { Coverage } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import type { Target } from '../model/result.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import { isComplete } from '../model/coverage-log.ts'
import { createPaint, type Paint } from './ansi.ts'
import { codeSpan, escapeMarkdown } from './markdown-text.ts'
import type { ReportOptions } from './options.ts'
import { severityWords, titleText } from './prose.ts'
import { mainPlace, sortFindings } from './select.ts'
import { placeText, scannedText } from './story.ts'
import { severityStyles } from './terminal-finding.ts'
import { escapeControls, formatNumber } from './text.ts'

/** Two reports compared. */
export interface ReportDiff {
  readonly before: { readonly target: Target; readonly coverage: Coverage }
  readonly after: { readonly target: Target; readonly coverage: Coverage }
  /** Only in the later one. */
  readonly added: readonly Finding[]
  /** Only in the earlier one. */
  readonly gone: readonly Finding[]
  /** In both, as the later one has them. */
  readonly still: readonly Finding[]
  /** Passwords and phrases may have other ids in one report than in the other. */
  readonly mayDifferInSalt: boolean
}

export type DiffFormat = 'terminal' | 'json' | 'markdown'

export const diffFormats: readonly DiffFormat[] = ['terminal', 'json', 'markdown']

const diffSchema = 'straykey/diff/v1'

type Section = readonly [name: string, findings: readonly Finding[]]

/** Text of a comparison; findings below `minConfidence` are left out. Pure. */
export function renderDiff(diff: ReportDiff, format: DiffFormat, options: ReportOptions): string {
  const visible = withConfidence(diff, options.minConfidence)
  if (format === 'json') return diffJson(visible)
  return format === 'markdown' ? diffMarkdown(visible) : diffTerminal(visible, options.color)
}

function withConfidence(diff: ReportDiff, least: Confidence): ReportDiff {
  const visible = (findings: readonly Finding[]): readonly Finding[] =>
    sortFindings(findings.filter((finding) => meetsConfidence(finding.confidence, least)))
  return {
    ...diff,
    added: visible(diff.added),
    gone: visible(diff.gone),
    still: visible(diff.still),
  }
}

function sections({ added, gone, still }: ReportDiff): readonly Section[] {
  return [
    ['New', added],
    ['Gone', gone],
    ['Still there', still],
  ]
}

/** Why something may be missing from one of the reports without being gone. */
function doubts({ before, after, mayDifferInSalt }: ReportDiff): string[] {
  const lines: string[] = []
  if (mayDifferInSalt) {
    lines.push(
      "Ids of passwords and phrases depend on the baseline's salt, without one on the place: the reports may have been made with different ones, and call one of them new and gone.",
    )
  }
  if (before.target.kind !== after.target.kind) {
    lines.push(
      'The reports are of different kinds of scans: what one lacks it may not have looked at.',
    )
  }
  if (!isComplete(after.coverage)) {
    lines.push('The later scan was not complete: what is gone may only not have been looked at.')
  }
  if (!isComplete(before.coverage)) {
    lines.push('The earlier scan was not complete: what is new may have been there before.')
  }
  return lines
}

function diffTerminal(diff: ReportDiff, color: boolean): string {
  const paint = createPaint(color)
  const lines = sections(diff).flatMap(([name, findings]) => [
    paint('bold', `${name}: ${formatNumber(findings.length)}`),
    ...findings.map((finding) => `  ${line(finding, paint)}`),
    '',
  ])
  return `${[...lines, ...scans(diff), ...doubts(diff)].join('\n')}\n`
}

function line(finding: Finding, paint: Paint): string {
  const { severity, state, secrets, id } = finding
  const masked = escapeControls(secrets.map((secret) => secret.masked).join(', '))
  const marked = state === 'new' ? '' : ` (${state})`
  const word = paint(severityStyles[severity], severityWords[severity].padEnd(8))
  const name = escapeControls(id.slice(0, 24))
  return `${word} ${titleText(finding)} ${masked} in ${placeText(mainPlace(finding))}${marked}  ${paint('dim', name)}`
}

function scans({ before, after }: ReportDiff): string[] {
  return [`Before: ${scannedText(before)}`, `After:  ${scannedText(after)}`]
}

function diffMarkdown(diff: ReportDiff): string {
  const lines = sections(diff).flatMap(([name, findings]) => [
    `### ${name}: ${formatNumber(findings.length)}`,
    '',
    ...(findings.length === 0
      ? []
      : ['| severity | credential | secrets | place | state |', '| --- | --- | --- | --- | --- |']),
    ...findings.map(
      (finding) =>
        `| ${severityWords[finding.severity]} | ${escapeMarkdown(titleText(finding))} | ${codeSpan(
          finding.secrets.map((secret) => secret.masked).join(', '),
        ).replaceAll(
          '|',
          String.raw`\|`,
        )} | ${escapeMarkdown(placeText(mainPlace(finding)))} | ${finding.state} |`,
    ),
    '',
  ])
  const notes = [...scans(diff), ...doubts(diff)].map((text) => `- ${escapeMarkdown(text)}`)
  return `${[...lines, ...notes].join('\n')}\n`
}

function diffJson(diff: ReportDiff): string {
  const list = (findings: readonly Finding[]): object[] =>
    findings.map((finding) => {
      const place = mainPlace(finding)
      return {
        id: finding.id,
        rule: finding.rule,
        title: finding.title,
        severity: finding.severity,
        confidence: finding.confidence,
        state: finding.state,
        masked: finding.secrets.map((secret) => secret.masked),
        path: place.path,
        line: place.line,
      }
    })
  const report = {
    schema: diffSchema,
    before: diff.before.target,
    after: diff.after.target,
    new: list(diff.added),
    gone: list(diff.gone),
    still: list(diff.still),
    doubts: doubts(diff),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}
