import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { headlineText } from '../report/headline.ts'
import { codeSpan, escapeMarkdown } from '../report/markdown-text.ts'
import { roleWord, severityWords, titleText } from '../report/prose.ts'
import { groupByRemedy, remedySubject } from '../report/remedies.ts'
import { scrubResult } from '../report/scrub.ts'
import { mainPlace, selectFindings } from '../report/select.ts'
import { gapTexts, placeText, scannedText } from '../report/story.ts'
import { count, cut } from '../report/text.ts'
import { pathUri } from '../report/uri.ts'
import { fitMarkdown } from './fit-markdown.ts'

export interface CommentContext {
  readonly minConfidence: Confidence
  /** Everything that was asked for was looked at. */
  readonly complete: boolean
  /** `https://github.com/owner/name` of the pull request's base; empty: no links. */
  readonly repositoryUrl: string
  /** Page of this run; empty: no link. */
  readonly runUrl: string
  readonly head: string
}

const maxRows = 20
const maxRemedies = 3
const maxText = 160
/** GitHub takes 65,536 characters. */
const maxBytes = 60_000

/** What the comment says: red with a table, yellow when something was not seen, green when all is well. No names. */
export function commentText(scanned: ScanResult, context: CommentContext): string {
  const result = scrubResult(scanned)
  const selection = selectFindings(result, context.minConfidence)
  const { shown } = selection
  const gaps = gapTexts(result)
  const blocks = [
    heading(shown.length, context, () => headlineText(result, selection)),
    ...(shown.length > 0 ? [table(shown, context), ...remedies(shown)] : []),
    ...(shown.length === 0 && context.complete
      ? [
          'What was reported here before is gone from the commits or known by now. A key that was pushed stays known to whoever saw it: revoke it all the same.',
        ]
      : []),
    ...(context.complete ? [] : gaps.map((gap) => `**${escapeMarkdown(gap)}**`)),
    footer(result, context),
  ]
  return fitMarkdown(blocks.join('\n\n'), maxBytes, 'The rest is in the summary of the run.')
}

function heading(amount: number, { complete }: CommentContext, headline: () => string): string {
  if (amount > 0) return `### :red_circle: straykey: ${escapeMarkdown(headline())}`
  return complete
    ? '### :green_circle: straykey: no new credentials'
    : '### :yellow_circle: straykey: not everything could be scanned'
}

function table(findings: readonly Finding[], context: CommentContext): string {
  const rows = findings.slice(0, maxRows).map((finding) => {
    const place = mainPlace(finding)
    const where = cell(cut(placeText(place), maxText))
    const link = placeLink(finding, context)
    const masks = finding.secrets.map(
      (part) => `${escapeMarkdown(roleWord(part.role))} ${cell(part.masked)}`,
    )
    return `| ${[
      `${finding.verdict?.state === 'live' ? '**LIVE** ' : ''}${severityWords[finding.severity]}`,
      escapeMarkdown(cut(titleText(finding), maxText)),
      masks.join('<br>'),
      link === '' ? where : `[${where}](${link})`,
    ].join(' | ')} |`
  })
  const rest = findings.length - rows.length
  return [
    '| severity | credential | masked | where |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? ['', `… and ${count(rest, 'more', 'more')}.`] : []),
  ].join('\n')
}

function cell(text: string): string {
  return codeSpan(text).replaceAll('|', String.raw`\|`)
}

/** The line as the commit has it: it may be gone from the head. */
function placeLink(finding: Finding, { repositoryUrl }: CommentContext): string {
  const { path, pathEncoded, commit, line } = mainPlace(finding)
  if (repositoryUrl === '' || path === '' || commit === null) return ''
  if (!/^[0-9a-f]+$/.test(commit.id)) return ''
  const uri = pathUri(path, pathEncoded === true).replace(/^\.\//, '')
  // Brackets of the path would end the link.
  const safe = uri.replaceAll('(', '%28').replaceAll(')', '%29')
  return `${repositoryUrl}/blob/${commit.id}/${safe}#L${line}`
}

function remedies(findings: readonly Finding[]): string[] {
  const groups = groupByRemedy(findings.slice(0, maxRows)).slice(0, maxRemedies)
  return groups.map((group) => {
    const steps = group.steps.map((step, i) => `${i + 1}. ${escapeMarkdown(step)}`)
    return `**${escapeMarkdown(remedySubject(group))}**\n\n${steps.join('\n')}`
  })
}

function footer(result: ScanResult, { head, runUrl }: CommentContext): string {
  const report = runUrl === '' ? 'The summary of the run' : `The [summary of the run](${runUrl})`
  const scanned = escapeMarkdown(scannedText(result))
  return `<sub>${scanned} As of ${codeSpan(head.slice(0, 10))}. ${report} has all of it.</sub>`
}
