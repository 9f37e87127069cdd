import { isComplete } from '../model/coverage-log.ts'
import type { Coverage, SkipReason } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { createPaint, fit, type Paint } from './ansi.ts'
import { becauseTexts, confidenceWords, roleWord, severityWords, titleText } from './prose.ts'
import { scrubResult } from './scrub.ts'
import { selectFindings } from './select.ts'
import { identityTexts, placeText, skippedText, skippedTotal } from './story.ts'
import { count, escapeControls, formatNumber, joinList, shortId } from './text.ts'

/** What is being refused; decides what can still be done about it. */
export type Gate = 'commit' | 'message' | 'push' | 'receive'

export interface RefusalOptions {
  readonly gate: Gate
  readonly color: boolean
  /** Columns. */
  readonly width: number
  /** Findings below it do not refuse; null: none does. */
  readonly failOn: Confidence | null
}

/** The whole message fits a screen of 24 lines. */
const findingsShown = 3
const gapsShown = 4

const refused: Readonly<Record<Gate, string>> = {
  commit: 'commit refused',
  message: 'commit message refused',
  push: 'push refused',
  receive: 'push refused by the server',
}

/**
 * Why a hook refuses, for a person who wants to go on: what and where, why it is believed, how to fix it, how to allow
 * it. Empty when there is nothing to refuse. Secrets are masked, also in paths.
 */
export function renderRefusal(result: ScanResult, options: RefusalOptions): string {
  const { failOn } = options
  const scrubbed = scrubResult(result)
  const shown = failOn === null ? [] : selectFindings(scrubbed, failOn).shown
  const paint = createPaint(options.color)
  const lines = [
    ...(shown.length > 0 ? findingLines(shown, pathsIn(result), options, paint) : []),
    ...gapLines(scrubbed.coverage, options, paint),
  ]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

/** As git knows them: what the scrubbed result says may have something cut out. */
function pathsIn(result: ScanResult): ReadonlySet<string> {
  return new Set(result.findings.flatMap(({ occurrences }) => occurrences.map(({ path }) => path)))
}

function findingLines(
  findings: readonly Finding[],
  realPaths: ReadonlySet<string>,
  options: RefusalOptions,
  paint: Paint,
): string[] {
  const what = count(findings.length, 'new credential')
  const head = `straykey: ${refused[options.gate]}, it would publish ${what}`
  const rest = findings.length - findingsShown
  const more =
    rest > 0 ? [`  … and ${formatNumber(rest)} more${listCommands[options.gate]}`, ''] : []
  return [
    paint('red', head),
    '',
    ...findings.slice(0, findingsShown).flatMap((finding) => {
      return oneFinding(finding, options, paint, findings.length < findingsShown)
    }),
    ...more,
    paint('bold', 'To fix it'),
    ...fixSteps(findings, realPaths, options.gate).map((step, i) => `  ${i + 1}. ${step}`),
    ...allowLines(findings, realPaths, options.gate, paint),
  ]
}

const listCommands: Readonly<Record<Gate, string>> = {
  commit: '; "straykey staged" shows all',
  message: '',
  push: '',
  receive: '',
}

function oneFinding(
  finding: Finding,
  { width }: RefusalOptions,
  paint: Paint,
  hasRoom: boolean,
): string[] {
  const severity = severityWords[finding.severity].toUpperCase()
  const [place, ...others] = finding.occurrences
  const also = others.length > 0 ? ` and ${count(others.length, 'more place')}` : ''
  const parts = finding.secrets.map((part) => `${roleWord(part.role)} ${part.masked}`).join(', ')
  const why = becauseTexts(finding.because).slice(0, 3).join('; ')
  return [
    `  ${paint('bold', `${severity} ${titleText(finding)}`)} (${confidenceWords[finding.confidence]})`,
    `    ${paint('cyan', `${where(place)}${also}`)}  ${parts}`,
    `    ${paint('dim', fit(`because ${why}`, Math.max(40, width) - 4))}`,
    // Whoever holds the key can look for funds without touching it.
    ...(hasRoom ? identityTexts(finding).slice(0, 1) : []).map((text) => `    ${text}`),
    '',
  ]
}

function where(place: Occurrence): string {
  const text = placeText(place)
  return place.commit === null || place.path === ''
    ? text
    : `${text} in commit ${shortId(place.commit.id)}`
}

function fixSteps(
  findings: readonly Finding[],
  realPaths: ReadonlySet<string>,
  gate: Gate,
): string[] {
  const remedy = whenPublic(findings)
  const move = 'Keep the value outside the repository: an ignored .env file or a secret manager.'
  switch (gate) {
    case 'commit':
      return [
        `Unstage it: ${unstageCommand(findings, realPaths)}`,
        move,
        `If it was ever pushed, ${remedy}`,
      ]
    case 'message':
      return ['Write the message again without it.', `If it was ever pushed, ${remedy}`]
    case 'push':
    case 'receive':
      return [
        'Take it out of the commits that hold it: git commit --amend, or git rebase -i.',
        move,
        `If it was ever pushed anywhere, ${remedy}`,
      ]
    default:
      return gate satisfies never
  }
}

/** What helps once others may have read it. */
function whenPublic(findings: readonly Finding[]): string {
  const others = findings.filter((finding) => !isWallet(finding))
  const vendors = [...new Set(others.map(({ vendor }) => escapeControls(vendor)))]
  const known = vendors.filter((vendor) => vendor !== '')
  const at = known.length > 0 && known.length <= 3 ? ` at ${joinList(known)}` : ''
  const move =
    'move the funds to a new wallet at once: keys and phrases of wallets cannot be revoked.'
  if (others.length === 0) return move
  if (others.length < findings.length) return `revoke it${at} at once; ${move}`
  return `revoke it${at} at once: removing it later does not help.`
}

/** As the remedy of its rule says, which nobody can take back for it. */
function isWallet({ secrets, remediation }: Finding): boolean {
  return secrets[0].role === 'mnemonic' || /\bfunds\b/.test(remediation[0] ?? '')
}

// `git restore --staged` fails before the first commit; this works there too.
const pathsNamed = 2

function unstageCommand(findings: readonly Finding[], realPaths: ReadonlySet<string>): string {
  const paths = plainPaths(findings, realPaths)
  const named = paths.slice(0, pathsNamed).map(quote)
  if (named.length === 0) return 'git reset -q -- <file>'
  return `git reset -q -- ${named.join(' ')}${paths.length > pathsNamed ? ' …' : ''}`
}

/** Paths that are told whole and can be copied. */
function plainPaths(findings: readonly Finding[], realPaths: ReadonlySet<string>): string[] {
  const paths = new Set<string>()
  for (const { occurrences } of findings) {
    for (const { path, pathEncoded } of occurrences) {
      const isWhole = pathEncoded === undefined && realPaths.has(path)
      if (path !== '' && isWhole && escapeControls(path) === path) paths.add(path)
    }
  }
  return [...paths]
}

/** For a POSIX shell, as git does it. */
function quote(named: string): string {
  const path = named.startsWith('-') || named.startsWith(':') ? `./${named}` : named
  const isPlain = /^[\w./+@%=:,][\w./+@%=:,-]*$/.test(path) && path === named
  return isPlain ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

/** Formats in which no comment can stand. */
const withoutComments = /\.(?:json|jsonl|ndjson|ipynb|csv|tsv)$/i

function allowLines(
  findings: readonly Finding[],
  realPaths: ReadonlySet<string>,
  gate: Gate,
  paint: Paint,
): string[] {
  if (gate === 'message') return []
  const mute = findings.filter(({ occurrences }) =>
    occurrences.some(({ path }) => withoutComments.test(path)),
  )
  const others = findings.filter((finding) => !mute.includes(finding))
  const start = paint('bold', 'If it is no secret')
  const comment = [
    `${start}, say why in a comment on its line or the line above:`,
    `  # straykey:allow ${rulesOf(others).join(',')} <reason>`,
  ]
  const policy =
    gate === 'receive'
      ? [
          `${start}, and its file takes no comments, the server's baseline can hold it:`,
          `  fingerprint: ${mute
            .slice(0, findingsShown)
            .map(({ id }) => escapeControls(id))
            .join(', ')}`,
        ]
      : [
          `${start}, and its file takes no comments, say why in straykey.yaml:`,
          `  allow-paths: [{ paths: ${listOfPaths(plainPaths(mute, realPaths))}, rules: ${list(rulesOf(mute))}, reason: "<reason>" }]`,
        ]
  return [...(others.length > 0 ? comment : []), ...(mute.length > 0 ? policy : [])]
}

function rulesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ rule }) => escapeControls(rule)))]
}

/** As patterns of gitignore. */
function listOfPaths(paths: readonly string[]): string {
  const escaped = paths.map((path) => `/${path.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}`)
  const shown = escaped.slice(0, findingsShown)
  if (shown.length === 0) return list(['<file>'])
  return list(escaped.length > shown.length ? [...shown, '…'] : shown)
}

/** A list of YAML in one line. */
function list(items: readonly string[]): string {
  return `[${items.map((item) => (/^[\w./-]+$/.test(item) ? item : JSON.stringify(item))).join(', ')}]`
}

function gapLines(coverage: Coverage, { gate }: RefusalOptions, paint: Paint): string[] {
  if (isComplete(coverage)) return []
  const listed = coverage.skipped.slice(0, gapsShown).map((item) => `  ${skippedText(item)}`)
  const rest = skippedTotal(coverage) - listed.length
  const canExclude =
    (gate === 'commit' || gate === 'push') &&
    excludable.some((reason) => coverage.skippedCount[reason] !== undefined)
  return [
    paint('yellow', `straykey: ${refused[gate]}, not everything could be looked at:`),
    ...listed,
    ...(rest > 0 ? [`  … and ${formatNumber(rest)} more`] : []),
    ...(canExclude
      ? ['Who knows that it holds no secret names it under exclude in straykey.yaml.']
      : []),
  ]
}

/** What is whole and still not looked at: its path can be left out. */
const excludable: readonly SkipReason[] = [
  'unsupported',
  'encrypted-archive',
  'archive-limit',
  'too-large',
]
