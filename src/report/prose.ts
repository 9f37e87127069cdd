import type { SkipReason } from '../model/coverage.ts'
import type { Evidence } from '../model/evidence.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Finding, Suppression, Verdict } from '../model/finding.ts'
import type { TargetKind } from '../model/result.ts'
import type { SecretRole } from '../model/secret.ts'
import type { Confidence, Severity } from '../model/severity.ts'
import { escapeControls, joinList } from './text.ts'

/*
 * Every sentence a report says that does not come from a rule. Codes are looked up here; a code nobody wrote prose
 * for is shown as words, so that a user's own rule still reads well.
 */

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'info',
}

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  high: 'high confidence',
  medium: 'medium confidence',
  low: 'low confidence',
}

export const roleWords: Readonly<Record<SecretRole, string>> = {
  key: 'key',
  secret: 'secret',
  passphrase: 'passphrase',
  'private-key': 'private key',
  token: 'token',
  password: 'password',
  mnemonic: 'mnemonic',
  webhook: 'webhook',
  other: 'value',
}

/** A role's word; roles of partner places travel as plain strings. */
export function roleWord(role: string): string {
  return (roleWords as Readonly<Record<string, string>>)[role] ?? escapeControls(role)
}

export const kindWords: Readonly<Record<OccurrenceKind, string>> = {
  file: 'file',
  index: 'staged file',
  blob: 'file in history',
  message: 'commit message',
  tag: 'tag message',
  note: 'git note',
  unreachable: 'unreachable object',
}

export const targetWords: Readonly<Record<TargetKind, string>> = {
  files: 'files',
  history: 'the whole history of',
  staged: 'what the next commit adds in',
  range: 'the commits of',
  stdin: 'standard input',
  text: 'text',
}

export const skipWords: Readonly<Record<SkipReason, string>> = {
  missing: 'not in this clone',
  corrupt: 'corrupt',
  'too-large': 'over the size limit',
  'encrypted-archive': 'in an encrypted archive',
  'archive-limit': 'over an archive limit',
  unreadable: 'unreadable',
  unsupported: 'of an unsupported kind',
  'time-limit': 'over the time limit',
  interrupted: 'left when the scan was interrupted',
  vanished: 'gone before they could be read',
}

export function skipWord(reason: string): string {
  return (skipWords as Readonly<Record<string, string>>)[reason] ?? escapeControls(reason)
}

export const suppressionWords: Readonly<Record<Suppression['by'], string>> = {
  baseline: 'in the baseline',
  inline: 'allowed by a comment',
  path: 'allowed by a path rule',
  gitleaksignore: 'listed in .gitleaksignore',
}

export const verdictWords: Readonly<Record<Verdict['state'], string>> = {
  live: 'LIVE: the vendor accepts it now',
  dead: 'dead: the vendor no longer accepts it',
  unknown: 'not known whether it works',
}

export const headings = {
  where: 'where',
  why: 'why',
  now: 'do now',
  id: 'id',
  verdict: 'check',
  identity: 'public',
  whatToDo: 'What to do now, in this order',
  nothingFound: 'No credentials found.',
  nothingScanned: 'Nothing was scanned.',
} as const

export const coverageWords = {
  shallow:
    'This clone is shallow: older commits are not here and were not scanned. `git fetch --unshallow` brings them.',
  partial:
    'This clone is partial: some objects stay on the remote and were not scanned. `git fetch --refetch --no-filter` brings them.',
  partialWhole: 'This clone is partial, but nothing that history refers to is missing.',
  interrupted: 'The scan was interrupted: this report holds what was found until then.',
} as const

/**
 * Why a candidate was believed, or doubted, by evidence code. `{}` stands for the detail (a field name, a word);
 * without a detail the part in front of ` | ` is used.
 */
const evidenceProse: Readonly<Record<string, string>> = {
  shape: 'it has the exact shape of this credential',
  random: 'its characters look random',
  'vendor-field': 'its field names the vendor | its field holds the word "{}"',
  'vendor-call': 'it is passed to a client of the vendor | it is passed to a call named "{}"',
  'vendor-line': 'the vendor is named on its line | "{}" stands on its line',
  'vendor-near': 'the vendor is named near it | "{}" stands near it',
  'vendor-blob': 'the vendor is named in the same file | "{}" stands in the same file',
  'vendor-path': 'the vendor is named in the path | "{}" is in the path',
  'vendor-import': 'the file imports a client of the vendor | the file imports "{}"',
  'vendor-host': 'an address of the vendor stands near it | the address "{}" stands near it',
  field: 'its field is named like this kind of secret | its field is named like "{}"',
  'other-field': 'but its field names something else | but its field is named like "{}"',
  call: 'it is passed to an API client | it is passed to a call named "{}"',
  header: 'it is sent in an authentication header | it is sent in the header "{}"',
  paired: 'the partner that goes with it stands near it',
  'paired-by-order': 'a likely partner stands near it, in the usual order',
  beside: 'its partner stands next to it in one list',
  checksum: 'its built-in checksum is right',
  structure: 'its inner structure is right',
  'secrets-path': 'the path is one where secrets are kept | "{}" is in the path',
  testnet: 'but a word such as testnet stands near it | but "{}" stands near it',
  'test-path': 'but it stands in test or example code | but the path says "{}"',
  'generated-path': 'but it stands in a generated file',
  'minified-path': 'but it stands in a minified file',
  'doc-path': 'but it stands in documentation | but the path says "{}"',
  'example-word': 'but a word for an example stands on its line | but "{}" stands on its line',
  'digest-field': 'but its field is named like a digest | but its field is named like "{}"',
  'digest-line': 'but a word for a digest stands on its line | but "{}" stands on its line',
  'identifier-field':
    'but its field is named like an identifier | but its field is named like "{}"',
  placeholder: 'but it looks like a placeholder',
  'low-entropy': 'but its characters look less random than usual',
}

/** One clause for a piece of evidence. */
function evidenceText(item: Evidence): string {
  const prose = evidenceProse[item.code]
  const detail = item.detail === undefined ? '' : escapeControls(item.detail)
  if (prose === undefined) {
    const words = escapeControls(item.code).replaceAll(/[-_.]+/g, ' ')
    return `${item.weight < 0 ? 'but ' : ''}${words}${detail === '' ? '' : ` (${detail})`}`
  }
  const [plain = '', detailed] = prose.split(' | ')
  return detail !== '' && detailed !== undefined ? detailed.replace('{}', () => detail) : plain
}

/** A finding's title; of a pair it names the parts that the rule's title does not. */
export function titleText({ title, secrets }: Pick<Finding, 'title' | 'secrets'>): string {
  const lower = title.toLowerCase()
  const others = secrets.slice(1).map((part) => roleWord(part.role))
  const unnamed = [...new Set(others)].filter((word) => !lower.includes(word))
  const shown = escapeControls(title)
  return unnamed.length === 0 ? shown : `${shown} with its ${joinList(unnamed)}`
}

/** All clauses, what speaks for it first and strongest first; equal clauses once. */
export function becauseTexts(because: readonly Evidence[]): string[] {
  const sorted = because
    .filter((item) => item.weight !== 0)
    .toSorted((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  return [...new Set(sorted.map(evidenceText))]
}

/** Steps for a rule that brings none, in order. */
const generalRemedies: readonly string[] = [
  'Revoke it where it was issued, now: bots watch public repositories and minutes count.',
  'Check what was done with it: access logs, orders, transfers, settings.',
  'Issue a new one with the least rights it needs, and keep it outside the repository.',
  'Treat the old one as public for ever, also where it was only pushed for a moment.',
]

const historyRemedy =
  'Only then rewrite the history (git filter-repo --replace-text) and have every clone made anew.'

/** What to do, in order: the rule's own steps, or general ones, and for history the rewrite at the end. */
export function remedySteps(remediation: readonly string[], inHistory: boolean): string[] {
  if (remediation.length > 0) return remediation.map(escapeControls)
  return inHistory ? [...generalRemedies, historyRemedy] : [...generalRemedies]
}

/** Prose for a notice code; the detail follows. */
const noticeProse: Readonly<Record<string, string>> = {
  'stale-entry': 'A baseline entry matches nothing any more',
  'expired-entry': 'A baseline entry has expired',
  'allow-in-change': 'An allow comment was added by this change and does not count',
  'unused-allow': 'An allow comment matches nothing',
  'already-committed':
    'Found in the changed files, but in HEAD already; "straykey history" tells more',
  'rules-changed': 'Rules that were there are changed',
  'allowed-but-left': 'An allow comment is not enough',
  excluded: 'Left out of this report',
  'empty-range': 'There is nothing to scan',
  'unknown-base': 'A commit of the remote is not known here',
}

export function noticeText(code: string, detail: string): string {
  const prose = noticeProse[code] ?? escapeControls(code).replaceAll(/[-_.]+/g, ' ')
  return detail === '' ? `${prose}.` : `${prose}: ${escapeControls(detail)}`
}
