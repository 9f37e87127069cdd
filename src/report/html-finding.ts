import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { frameLines, type FrameLine } from './frame.ts'
import { html, list } from './html-text.ts'
import { bar, type TimeScale } from './html-timeline.ts'
import {
  becauseTexts,
  confidenceWords,
  roleWord,
  severityWords,
  suppressionWords,
  titleText,
  verdictWords,
} from './prose.ts'
import { placesOf } from './select.ts'
import {
  commitText,
  historyTexts,
  identityTexts,
  placeText,
  readPlaces,
  statusText,
  verdictDetail,
} from './story.ts'
import { authorName, formatNumber, sentence } from './text.ts'

const maxPlaces = 20
const frameColumns = 400

/** What a finding's part of the page needs from the rest of it. */
export interface FindingPlace {
  readonly number: number
  readonly open: boolean
  readonly scale: TimeScale | null
  /** Anchor of the steps that belong to it; null when they are not on the page. */
  readonly remedy: string | null
}

/** One credential: a line that can be opened, with everything known about it inside. */
export function findingHtml(
  finding: Finding,
  { number, open, scale, remedy }: FindingPlace,
): string {
  const [place] = placesOf(finding)
  const { severity, confidence, state } = finding
  const data = `data-severity="${severity}" data-confidence="${confidence}" data-state="${state}" data-vendor="${html(finding.vendor)}"`
  const steps = remedy === null ? '' : `<a href="#${remedy}">What to do now</a> · `
  return `<article id="f${number}" class="finding ${severity}" ${data}><details${open ? ' open' : ''}>
<summary><h3><span class="tag ${severity}">${severityWords[severity]}</span> ${html(titleText(finding))}</h3>
<span class="facts">${facts(finding, place)}</span>${bar(finding, scale)}</summary>
<div class="body">${definitions(finding)}${frame(finding, place)}
<p>${steps}<a href="#f${number}">Link to this finding</a> · <code class="id">${html(finding.rule)}</code> <code class="id">${html(finding.id)}</code></p></div>
</details></article>`
}

function facts(finding: Finding, place: Occurrence): string {
  const parts = [
    ...finding.secrets.map((part) => `<code class="mask">${html(part.masked)}</code>`),
    `<code class="p">${html(placeText(place))}</code>`,
    confidenceWords[finding.confidence],
    ...(finding.history ? [html(statusText(finding.history))] : []),
    ...(finding.state === 'new' ? [] : [finding.state]),
    ...(finding.verdict?.state === 'live' ? ['<strong class="live">live now</strong>'] : []),
  ]
  return parts.join(' <span aria-hidden="true">·</span> ')
}

function definitions(finding: Finding): string {
  const { history, verdict, suppression } = finding
  const rows: [string, string][] = finding.secrets.map((part) => [
    roleWord(part.role),
    `<code>${html(part.masked)}</code>`,
  ])
  const identities = identityTexts(finding)
  if (identities.length > 0) {
    rows.push(['public', list(identities.map((text) => `<code>${html(text)}</code>`))])
  }
  if (verdict) {
    const detail = verdictDetail(finding)
    rows.push([
      'check',
      html([verdictWords[verdict.state], detail].filter((text) => text !== '').join('; ')),
    ])
  }
  if (suppression) {
    rows.push([
      finding.state,
      html(`${suppressionWords[suppression.by]}: ${suppression.reason} (${suppression.entry})`),
    ])
  }
  if (history)
    rows.push(['history', list(historyTexts(history).map((text) => html(sentence(text))))])
  rows.push(['places', list(placesHtml(finding))])
  rows.push(['why', list(becauseTexts(finding.because).map((text) => html(sentence(text))))])
  const cells = rows.map(([name, value]) => `<div><dt>${html(name)}</dt><dd>${value}</dd></div>`)
  return `<dl>${cells.join('')}</dl>${authors(finding)}`
}

function placesHtml(finding: Finding): string[] {
  const { places, total } = readPlaces(finding)
  const shown = places.slice(0, maxPlaces)
  const rest = total - shown.length
  const items = shown.map((place) => {
    const commit = place.commit ? `, ${html(commitText(place.commit))}` : ''
    return `<code class="p">${html(placeText(place))}</code>${commit}`
  })
  return rest > 0 ? [...items, `and ${formatNumber(rest)} more, in the JSON report`] : items
}

/** Names for the author filter; the text above says the same in sentences. */
function authors(finding: Finding): string {
  const commits = [
    finding.history?.introduced,
    ...finding.occurrences.slice(0, maxPlaces).map((place) => place.commit),
  ]
  const names = new Set(commits.flatMap((commit) => (commit ? [authorName(commit.author)] : [])))
  return names.size === 0 ? '' : `<span class="who" hidden>${html([...names].join(', '))}</span>`
}

function frame(finding: Finding, place: Occurrence): string {
  const lines = frameLines(place, finding.secrets, frameColumns)
  if (lines.length === 0) return ''
  const body = lines.map(frameLine).join('\n')
  return `<pre tabindex="0" aria-label="Code around it, secrets masked"><code>${body}</code></pre>`
}

function frameLine({ number, text, hit, marks }: FrameLine): string {
  let shown = ''
  let at = 0
  for (const [start, end] of marks) {
    shown += `${html(text.slice(at, start))}<mark>${html(text.slice(start, end))}</mark>`
    at = end
  }
  shown += html(text.slice(at))
  return `<span class="${hit ? 'hit' : 'line'}">${String(number).padStart(6)}  ${shown}</span>`
}
