import type { Location, PhysicalLocation, Region, Result, ThreadFlowLocation } from 'sarif'
import type { Finding } from '../model/finding.ts'
import type { CommitRef, Occurrence, PartPlace } from '../model/occurrence.ts'
import { becauseTexts, confidenceWords, kindWords, roleWord, titleText } from './prose.ts'
import { placesOf } from './select.ts'
import { placeText, refsText } from './story.ts'
import { resultLevel, type RuleTable } from './sarif-rules.ts'
import {
  count,
  cut,
  day,
  escapeControls,
  formatNumber,
  joinList,
  sentence,
  shortId,
} from './text.ts'
import { pathUri } from './uri.ts'

const otherPlacesLinked = 8
const maxFlowSteps = 100

/** One alert: the place to open, its partner and other places linked from the message, and the way through history. */
export function sarifResult(finding: Finding, rules: RuleTable): Result {
  const [place, ...others] = placesOf(finding)
  const links = relatedPlaces(place, others)
  const ruleIndex = rules.indexOf(finding)
  const flow = codeFlow(finding)
  return {
    ruleId: rules.descriptors[ruleIndex]?.id ?? finding.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: resultLevel(finding.severity, finding.confidence),
    message: { text: messageText(finding, links) },
    locations: [location(place)],
    ...(links.length > 0 && { relatedLocations: links.map((link) => link.location) }),
    partialFingerprints: fingerprints(finding, place),
    ...(flow.length > 1 && { codeFlows: [{ threadFlows: [{ locations: flow }] }] }),
    properties: {
      confidence: finding.confidence,
      severity: finding.severity,
      because: becauseTexts(finding.because),
      ...(finding.verdict && { verdict: finding.verdict.state }),
      ...(place.commit && { commit: place.commit.id }),
      ...(finding.history && historyProperties(finding)),
    },
  }
}

interface Link {
  readonly text: string
  readonly location: Location
  readonly partner: boolean
}

function relatedPlaces(place: Occurrence, others: readonly Occurrence[]): Link[] {
  const partners = (place.parts ?? []).map((part) => ({
    text: roleWord(part.role),
    place: { ...place, ...regionOf(part) },
    partner: true,
  }))
  const rest = others.slice(0, otherPlacesLinked).map((other) => ({
    text: placeText(other),
    place: other,
    partner: false,
  }))
  return [...partners, ...rest].map((link, i) => ({
    text: link.text,
    partner: link.partner,
    location: { id: i + 1, ...location(link.place), message: { text: nonEmpty(link.text) } },
  }))
}

function regionOf({ line, column, endLine, endColumn }: PartPlace): Omit<PartPlace, 'role'> {
  return { line, column, endLine, endColumn }
}

/**
 * The first sentence becomes the title of the alert. Square brackets are links in SARIF (3.11.6), so those of
 * strangers are escaped; the author is left out, because an alert outlives a person's wish to be named.
 */
function messageText(finding: Finding, links: readonly Link[]): string {
  const masked = finding.secrets.map((part) => `${roleWord(part.role)} ${part.masked}`)
  const sentences = [`${plain(titleText(finding))} (${plain(joinList(masked))}).`]
  const partners = links.flatMap((link, i) => (link.partner ? [linkText(link.text, i)] : []))
  if (partners.length > 0)
    sentences.push(`The ${joinList(partners)} that goes with it is here too.`)
  sentences.push(...historySentences(finding))
  const places = links.flatMap((link, i) => (link.partner ? [] : [linkText(link.text, i)]))
  const hidden = Math.max(0, finding.occurrenceCount - 1 - places.length)
  if (hidden > 0 && places.length > 0) places.push(`${formatNumber(hidden)} more places`)
  if (places.length > 0) sentences.push(`Also seen at ${joinList(places)}.`)
  if (finding.verdict?.state === 'live') sentences.push('The vendor accepts it now.')
  const because = joinList(becauseTexts(finding.because))
  const why = because === '' ? '' : `: ${plain(because)}`
  sentences.push(`${sentence(confidenceWords[finding.confidence])}${why}.`)
  sentences.push('Revoke it before anything else; the help of this rule says how.')
  return sentences.join(' ')
}

function historySentences({ history, occurrences }: Finding): string[] {
  if (!history) {
    const { commit } = occurrences[0]
    return commit ? [`Committed ${commitWords(commit)}.`] : []
  }
  if (history.unreachable) return ['Only objects that no branch or tag reaches hold it any more.']
  const sentences: string[] = []
  if (history.introduced) sentences.push(`Introduced ${commitWords(history.introduced)}.`)
  const reach = history.refs.length > 0 ? `, reachable from ${plain(refsText(history))}` : ''
  if (history.inHead) sentences.push(`It is still in HEAD${reach}.`)
  else if (history.removed) {
    sentences.push(`Removed ${commitWords(history.removed)}, but history still holds it${reach}.`)
  } else sentences.push(`HEAD does not hold it, but history does${reach}.`)
  if (history.exposedDays !== null && history.exposedDays >= 1) {
    sentences.push(`It was exposed for ${count(history.exposedDays, 'day')}.`)
  }
  return sentences
}

function commitWords(commit: CommitRef): string {
  return `${day(commit.date)} in commit ${shortId(commit.id)}`
}

function linkText(text: string, index: number): string {
  return `[${plain(text)}](${index + 1})`
}

function plain(text: string): string {
  return escapeControls(text).replaceAll(/[\\[\]]/g, String.raw`\$&`)
}

function nonEmpty(text: string): string {
  return text === '' ? '-' : text
}

function location(place: Occurrence): Location {
  return { physicalLocation: physical(place) }
}

function physical(place: Occurrence): PhysicalLocation {
  return {
    artifactLocation: { uri: placeUri(place), uriBaseId: '%SRCROOT%' },
    region: region(place),
  }
}

/** GitHub takes no alert without a file. Text without a path (messages, tags) gets a stable name of its own. */
function placeUri(place: Occurrence): string {
  if (place.path !== '') return pathUri(place.path, place.pathEncoded === true)
  const id = place.blob ?? place.commit?.id
  const name = pathUri(kindWords[place.kind].replaceAll(' ', '-'), false)
  return id === undefined ? name : `${name}/${pathUri(id, false)}`
}

/** 1-based; the end column is the one behind the last character, as SARIF counts. */
function region(place: Occurrence): Region {
  const startLine = Math.max(1, place.line)
  const startColumn = Math.max(1, place.column)
  const endLine = Math.max(startLine, place.endLine)
  const least = endLine === startLine ? startColumn + 1 : 1
  return { startLine, startColumn, endLine, endColumn: Math.max(least, place.endColumn) }
}

/**
 * Our own fingerprint is the credential's id, stable over moves and rebases. GitHub looks at `primaryLocationLineHash`
 * only and computes it from the checkout; for a place that no checkout has, it cannot, and the alert would double
 * with each upload. So there, and only there, we give it, in the same form.
 */
function fingerprints(finding: Finding, place: Occurrence): Record<string, string> {
  const own = { 'straykeyCredential/v1': finding.id }
  const inCheckout = place.kind === 'file' || place.kind === 'index' || place.inHead === true
  return inCheckout ? own : { ...own, primaryLocationLineHash: `${hash64(finding.id)}:1` }
}

/** FNV-1a, 64 bits, as 16 hex digits. It hashes an id, not a secret: it need not resist anyone. */
function hash64(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}

/** From the introduction through every later place to the removal or to the present. */
function codeFlow(finding: Finding): ThreadFlowLocation[] {
  const { history } = finding
  if (!history) return []
  const dated = finding.occurrences
    .flatMap((place) => (place.commit ? [{ place, commit: place.commit }] : []))
    .map((step) => ({ ...step, time: Date.parse(step.commit.date) || 0 }))
    .toSorted((a, b) => a.time - b.time)
    .slice(0, maxFlowSteps)
  const steps = dated.map(({ place, commit }, i) => {
    const verb = i === 0 ? 'Introduced' : 'Also stands here since'
    return flowStep(place, `${verb} ${commitWords(commit)}: ${placeText(place)}`)
  })
  const [main] = placesOf(finding)
  if (history.removed) steps.push(flowStep(main, `Removed ${commitWords(history.removed)}`))
  else if (history.inHead) steps.push(flowStep(main, 'Still in HEAD'))
  return steps.map((step, i) => ({ ...step, executionOrder: i + 1 }))
}

function flowStep(place: Occurrence, text: string): ThreadFlowLocation {
  return { location: { ...location(place), message: { text: plain(cut(text, 500)) } } }
}

function historyProperties({ history }: Finding): object {
  if (!history) return {}
  return {
    inHead: history.inHead,
    unreachable: history.unreachable,
    versions: history.versions,
    ...(history.introduced && { introducedCommit: history.introduced.id }),
    ...(history.removed && { removedCommit: history.removed.id }),
    ...(history.exposedDays !== null && { exposedDays: history.exposedDays }),
  }
}
