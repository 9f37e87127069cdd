import type { Finding } from '../model/finding.ts'
import type { RuleInfo, ScanResult } from '../model/result.ts'
import { asideTexts, headlineText } from './headline.ts'
import { findingHtml } from './html-finding.ts'
import { script } from './html-script.ts'
import { style } from './html-style.ts'
import { html, link, list } from './html-text.ts'
import { axis, timeScale } from './html-timeline.ts'
import type { ReportOptions } from './options.ts'
import { headings, noticeText, severityWords } from './prose.ts'
import { groupByRemedy, referencesOf, remedySubject } from './remedies.ts'
import {
  compareText,
  countBySeverity,
  rulesById,
  selectFindings,
  type Selection,
} from './select.ts'
import { gapTexts, scannedText, skippedText, skippedTotal } from './story.ts'
import { count, day, formatBytes, formatNumber } from './text.ts'

const openAtMost = 10
const openOfMany = 3
const maxSkipped = 500

/**
 * One self-contained page that opens from disk: no request, no inline handler, a policy that names its own style and
 * script by hash. It reads without JavaScript; with it, it filters. 5,000 findings are 10 MB of page; what is off
 * the screen costs no layout (`content-visibility`).
 */
export async function htmlPieces(
  result: ScanResult,
  options: ReportOptions,
): Promise<Iterable<string>> {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${await sha256(style)}'`,
    `script-src 'sha256-${await sha256(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return page(result, options, policy)
}

function* page(result: ScanResult, options: ReportOptions, policy: string): Generator<string> {
  const selection = selectFindings(result, options.minConfidence)
  const listed = [...selection.shown, ...selection.known, ...selection.suppressed]
  const title = html(`straykey: ${headlineText(result, selection)}`)
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${head(result, selection, options)}
<main>
${todo(selection.shown, rulesById(result))}
`
  yield* findingsSection(listed)
  yield `
${coverageSection(result)}
</main>
<footer><p>Made by straykey ${html(options.version)}. Secrets are masked in this page; it loads nothing and sends nothing.</p></footer>
<script>${script}</script>
</body>
</html>
`
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

function head(result: ScanResult, selection: Selection, options: ReportOptions): string {
  const counts = countBySeverity(selection.shown).map(
    ([severity, amount]) => `<b>${formatNumber(amount)}</b>${severityWords[severity]}`,
  )
  const gaps = gapTexts(result).map((text) => `<p class="gap">${withCode(html(text))}</p>`)
  const asides = asideTexts({ ...selection, known: [], suppressed: [] }, options.minConfidence).map(
    (text) => `<p class="soft">${html(text)}</p>`,
  )
  return `<header>
<h1>${html(headlineText(result, selection))}</h1>
<p class="soft">${html(scannedText(result))}</p>
${gaps.join('\n')}
${list(counts, 'counts')}
${storySentences(selection.shown)
  .map((text) => `<p class="lead">${html(text)}</p>`)
  .join('\n')}
${asides.join('\n')}
</header>`
}

/** Commands in our own sentences stand in backticks. */
function withCode(text: string): string {
  return text.replaceAll(/`([^`<]+)`/g, '<code>$1</code>')
}

/** The whole of it in a few sentences: what works, what is still there, since when. */
function storySentences(findings: readonly Finding[]): string[] {
  const live = findings.filter((finding) => finding.verdict?.state === 'live').length
  const histories = findings.flatMap((finding) => (finding.history ? [finding.history] : []))
  const out: string[] = []
  if (live === 1) out.push('1 credential works at this moment. Start with it.')
  if (live > 1) out.push(`${formatNumber(live)} credentials work at this moment. Start with them.`)
  if (histories.length === 0) return out
  const unreachable = histories.filter((history) => history.unreachable).length
  const inHead = histories.filter((history) => history.inHead && !history.unreachable).length
  const rest = histories.length - unreachable - inHead
  const parts = [
    ...(inHead > 0 ? [`${formatNumber(inHead)} still in HEAD`] : []),
    ...(rest > 0 ? [`${formatNumber(rest)} gone from HEAD but kept by history`] : []),
    ...(unreachable > 0 ? [`${formatNumber(unreachable)} in unreachable objects only`] : []),
  ]
  out.push(`Where they are now: ${parts.join(', ')}.`)
  const dates = histories.flatMap((history) =>
    history.introduced ? [history.introduced.date] : [],
  )
  const oldest = dates.map(day).toSorted(compareText)[0]
  if (oldest !== undefined) out.push(`The oldest was introduced on ${oldest}.`)
  return out
}

function todo(findings: readonly Finding[], rules: ReadonlyMap<string, RuleInfo>): string {
  if (findings.length === 0) return ''
  const groups = groupByRemedy(findings).map((group, i) => {
    const steps = group.steps.map(
      (step) => `<li><label><input type="checkbox"><span>${html(step)}</span></label></li>`,
    )
    const references = referencesOf(group.findings, rules)
    const links = references.map(({ name, address }) =>
      references.length === 1 ? link(address) : `${html(name)}: ${link(address)}`,
    )
    const more = links.length === 0 ? '' : `<p class="soft">See ${links.join('<br>')}</p>`
    return `<h3 id="todo${i + 1}">${html(remedySubject(group))}</h3><ol class="todo">${steps.join('')}</ol>${more}`
  })
  return `<section aria-labelledby="todo"><h2 id="todo">${headings.whatToDo}</h2>${groups.join('\n')}</section>`
}

function* findingsSection(findings: readonly Finding[]): Generator<string> {
  if (findings.length === 0) return
  const scale = timeScale(findings)
  const anchors = new Map<Finding, string>()
  const fresh = findings.filter((finding) => finding.state === 'new')
  for (const [i, group] of groupByRemedy(fresh).entries()) {
    for (const finding of group.findings) anchors.set(finding, `todo${i + 1}`)
  }
  const open = findings.length <= openAtMost ? openAtMost : openOfMany
  const legend = scale
    ? '<p class="soft">Bars: strong while HEAD held it, pale while only history does.</p>'
    : ''
  yield `<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${filterForm(findings)}
<p id="status" role="status" class="soft">${count(findings.length, 'finding')}</p>
${legend}<div class="axisbox">${axis(scale)}</div>
`
  for (const [i, finding] of findings.entries()) {
    const remedy = anchors.get(finding) ?? null
    yield `${findingHtml(finding, { number: i + 1, open: i < open, scale, remedy })}\n`
  }
  yield '</section>'
}

/** Hidden until the script shows it: without JavaScript it could do nothing. */
function filterForm(findings: readonly Finding[]): string {
  const fields = [
    choice('severity', 'Severity', distinct(findings.map((finding) => finding.severity))),
    choice('confidence', 'Confidence', distinct(findings.map((finding) => finding.confidence))),
    choice('state', 'State', distinct(findings.map((finding) => finding.state))),
    choice(
      'vendor',
      'Vendor',
      distinct(findings.map((finding) => finding.vendor)).toSorted(compareText),
    ),
    input('path', 'Path'),
    input('author', 'Author'),
    input('text', 'Any text'),
  ]
  return `<form id="filter" hidden aria-label="Filter the findings">${fields.join('')}
<button type="reset">Clear</button><button type="button" name="toggle" aria-pressed="false">Open all</button></form>`
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}

/** Values are marked by `=`, so that an empty vendor differs from no choice. */
function choice(name: string, label: string, values: readonly string[]): string {
  const options = values.map(
    (value) => `<option value="=${html(value)}">${html(value === '' ? 'none' : value)}</option>`,
  )
  return `<label>${label}<select name="${name}"><option value="">all</option>${options.join('')}</select></label>`
}

function input(name: string, label: string): string {
  return `<label>${label}<input type="search" name="${name}" autocomplete="off" spellcheck="false"></label>`
}

function coverageSection({ target, coverage, notices }: ScanResult): string {
  const rows = [
    ['files', formatNumber(coverage.files)],
    ['commits', formatNumber(coverage.commits)],
    ['trees', formatNumber(coverage.trees)],
    ['blobs', formatNumber(coverage.blobs)],
    ['tags', formatNumber(coverage.tags)],
    ['content', formatBytes(coverage.bytes)],
    ['skipped', formatNumber(skippedTotal(coverage))],
  ].map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`)
  const listed = coverage.skipped.slice(0, maxSkipped)
  const rest = skippedTotal(coverage) - listed.length
  const items = listed.map((item) => `<code>${html(skippedText(item))}</code>`)
  if (items.length > 0 && rest > 0) items.push(`and ${formatNumber(rest)} more`)
  const skipped =
    items.length > 0
      ? `<details><summary>What was skipped, and why</summary>${list(items)}</details>`
      : ''
  const notes = list(notices.map((item) => html(noticeText(item.code, item.detail))))
  const headId =
    target.head === undefined
      ? ''
      : `<p class="soft">HEAD was <code>${html(target.head)}</code>.</p>`
  return `<section aria-labelledby="coverage"><h2 id="coverage">What was looked at</h2>
<table>${rows.join('')}</table>${headId}
${skipped}
${notes === '' ? '' : `<h3>Notices</h3>${notes}`}
</section>`
}
