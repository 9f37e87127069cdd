import type { Coverage, SkipReason } from '../model/coverage.ts'
import { ScanError } from '../model/errors.ts'
import type { Evidence } from '../model/evidence.ts'
import type {
  Finding,
  FindingHistory,
  FindingSecret,
  PublicIdentity,
  Suppression,
} from '../model/finding.ts'
import type { CodeFrame, CommitRef, Occurrence, PartPlace } from '../model/occurrence.ts'
import type { Notice, RuleInfo, ScanResult, ShardPart, Target } from '../model/result.ts'
import { Secret, type SecretRole } from '../model/secret.ts'
import { confidences, severities } from '../model/severity.ts'
import { Checked } from './checked.ts'
import { reportSchema } from './json.ts'
import { readVerdict } from './parse-verdict.ts'
import { Repeated } from './repeated.ts'
import { findLists, type ListedElements } from './split-json.ts'
import { skipWords, roleWords, kindWords, suppressionWords, targetWords } from './prose.ts'
import { escapeControls } from './text.ts'

// The tables of words name every member of each union, so they are the lists of what is allowed too.
const roles = Object.keys(roleWords) as SecretRole[]
const kinds = Object.keys(kindWords) as Occurrence['kind'][]
const targetKinds = Object.keys(targetWords) as Target['kind'][]
const skipReasons = Object.keys(skipWords) as SkipReason[]
const suppressors = Object.keys(suppressionWords) as Suppression['by'][]

const string = (item: Checked): string => item.string()

/**
 * Reads a `straykey/report/v1` back. Members it does not know are left out.
 *
 * @throws {ScanError} `report` when it is another version or damaged; the message names the place.
 */
export function parseReport(json: unknown): ScanResult {
  const report = new Checked(json, '')
  checkSchema(report)
  const repeated = new Repeated()
  const read = (item: Checked): Finding => readFinding(item, repeated)
  return readResult(report, [
    ...report.get('findings').list(read),
    ...(report.maybe('belowFindings')?.list(read) ?? []),
  ])
}

/** A part of a report that is not well-formed JSON. */
export class ReportSyntaxError extends Error {
  /** Byte offset of the fault, or near it. */
  readonly offset: number

  constructor(offset: number, cause: unknown) {
    super('not well-formed JSON', { cause })
    this.name = 'ReportSyntaxError'
    this.offset = offset
  }
}

/**
 * As `parseReport`, from the bytes of a file, one finding at a time: 10,000 findings (34 MB) take 130 MB, and 220 MB
 * as one text.
 *
 * @throws {ScanError} `report`
 * @throws {ReportSyntaxError}
 */
export function parseReportBytes(bytes: Uint8Array): {
  readonly result: ScanResult
  /** Everything but the findings. */
  readonly rest: unknown
} {
  const decoder = new TextDecoder('utf-8')
  const parse = (start: number, end: number): unknown => {
    try {
      return JSON.parse(decoder.decode(bytes.subarray(start, end)))
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      const position = /at position (\d+)/.exec(error.message)?.[1]
      throw new ReportSyntaxError(position === undefined ? end : start + Number(position), error)
    }
  }
  const lists = findLists(bytes, ['findings', 'belowFindings'])
  if (lists === null || lists.size === 0) {
    const data = parse(0, bytes.length)
    return { result: parseReport(data), rest: data }
  }
  const rest = parseRest(bytes, lists, parse)
  checkSchema(new Checked(rest, ''))
  const findings: Finding[] = []
  const repeated = new Repeated()
  // In the order of the names, whatever the order in the file.
  for (const name of ['findings', 'belowFindings']) {
    const elements = lists.get(name)?.elements ?? []
    for (const [index, [start, end]] of elements.entries()) {
      const item = new Checked(parse(start, end), `${name}[${index}]`)
      findings.push(readFinding(item, repeated))
    }
  }
  return { result: readResult(new Checked(rest, ''), findings), rest }
}

/** What stands around the lists, with the lists empty. */
function parseRest(
  bytes: Uint8Array,
  lists: ReadonlyMap<string, ListedElements>,
  parse: (start: number, end: number) => unknown,
): unknown {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let from = 0
  for (const { start, end } of [...lists.values()].toSorted((a, b) => a.start - b.start)) {
    text += `${decoder.decode(bytes.subarray(from, start))}[]`
    from = end
  }
  text += decoder.decode(bytes.subarray(from))
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // Only the whole knows where the fault is.
    return parse(0, bytes.length)
  }
}

function checkSchema(report: Checked): void {
  const schema = report.get('schema').string()
  if (schema !== reportSchema) {
    throw new ScanError(
      'report',
      `this report has the schema ${escapeControls(schema.slice(0, 60))}, and this version reads ${reportSchema}; use the version of straykey that wrote it, or scan again.`,
    )
  }
}

function readResult(report: Checked, findings: readonly Finding[]): ScanResult {
  const shard = report.maybe('shard')
  return {
    target: readTarget(report.get('target')),
    coverage: readCoverage(report.get('coverage')),
    findings,
    rules: report.maybe('rules')?.list(readRule) ?? [],
    notices: report.maybe('notices')?.list(readNotice) ?? [],
    ...(shard && { shard: readShard(shard) }),
  }
}

function readShard(item: Checked): ShardPart {
  return {
    index: item.get('index').count(1),
    count: item.get('count').count(1),
    database: item.get('database').string(),
    rules: item.get('rules').string(),
    objects: item.get('objects').list(string),
  }
}

function readTarget(item: Checked): Target {
  const head = item.maybe('head')
  return {
    kind: item.get('kind').oneOf(targetKinds),
    name: item.get('name').string(),
    ...(head && { head: head.string() }),
  }
}

function readCoverage(item: Checked): Coverage {
  const counts: Partial<Record<SkipReason, number>> = {}
  for (const reason of skipReasons) {
    const amount = item.get('skippedCount').maybe(reason)
    if (amount) counts[reason] = amount.count()
  }
  const ignored = item.maybe('ignored')?.count()
  const excluded = item.maybe('excluded')?.count()
  return {
    commits: item.get('commits').count(),
    trees: item.get('trees').count(),
    blobs: item.get('blobs').count(),
    tags: item.get('tags').count(),
    files: item.get('files').count(),
    bytes: item.get('bytes').count(),
    ...(ignored !== undefined && { ignored }),
    ...(excluded !== undefined && { excluded }),
    shallow: item.get('shallow').boolean(),
    partial: item.get('partial').boolean(),
    interrupted: item.get('interrupted').boolean(),
    skippedCount: counts,
    skipped: item.get('skipped').list((entry) => ({
      reason: entry.get('reason').oneOf(skipReasons),
      what: entry.get('what').string(),
      detail: entry.get('detail').string(),
    })),
  }
}

function readFinding(item: Checked, repeated: Repeated): Finding {
  const occurrences = item.get('occurrences').nonEmpty(readOccurrence)
  const history = item.maybe('history')
  const verdict = item.maybe('verdict')
  const identities = item.maybe('identities')
  const suppression = item.maybe('suppression')
  return {
    id: item.get('id').string(),
    rule: repeated.text(item.get('rule').string()),
    title: repeated.text(item.get('title').string()),
    vendor: repeated.text(item.get('vendor').string()),
    severity: item.get('severity').oneOf(severities),
    confidence: item.get('confidence').oneOf(confidences),
    state: item.get('state').oneOf(['new', 'known', 'suppressed']),
    because: item.get('because').list(readEvidence),
    secrets: item.get('secrets').nonEmpty(readSecret),
    occurrences,
    occurrenceCount: item.maybe('occurrenceCount')?.count(1) ?? occurrences.length,
    ...(history && { history: readHistory(history) }),
    ...(verdict && { verdict: readVerdict(verdict) }),
    ...(identities && { identities: identities.list(readIdentity) }),
    ...(suppression && { suppression: readSuppression(suppression) }),
    remediation: repeated.list(item.get('remediation').list(string)),
  }
}

function readIdentity(item: Checked): PublicIdentity {
  return { label: item.get('label').string(), value: item.get('value').string() }
}

function readEvidence(item: Checked): Evidence {
  const detail = item.maybe('detail')
  return {
    code: item.get('code').string(),
    weight: item.get('weight').number(),
    ...(detail && { detail: detail.string() }),
  }
}

const guessableRoles: ReadonlySet<SecretRole> = new Set(['password', 'passphrase', 'mnemonic'])

function readSecret(item: Checked): FindingSecret {
  const role = item.get('role').oneOf(roles)
  const value = item.maybe('value')
  return {
    role,
    masked: item.get('masked').string(),
    fingerprint: item.get('fingerprint').string(),
    // Only a report written with --show-secrets has it. Back in the box it goes.
    ...(value && { secret: new Secret(value.string(), role, guessableRoles.has(role)) }),
  }
}

function readOccurrence(item: Checked): Occurrence {
  const inHead = item.maybe('inHead')
  const target = item.maybe('target')
  const frame = item.maybe('frame')
  const via = item.maybe('via')
  const parts = item.maybe('parts')
  return {
    kind: item.get('kind').oneOf(kinds),
    path: item.get('path').string(),
    ...(item.maybe('pathEncoded')?.boolean() && { pathEncoded: true as const }),
    ...(target && { target: target.string() }),
    ...readRegion(item),
    commit: item.get('commit').nullable(readCommit),
    blob: item.get('blob').nullable(string),
    ...(inHead && { inHead: inHead.boolean() }),
    span: readSpan(item.maybe('span')),
    ...(via && { via: via.list(string) }),
    ...(frame && { frame: readFrame(frame) }),
    ...(parts && { parts: parts.list(readPart) }),
  }
}

function readSpan(item: Checked | null): [start: number, end: number] {
  const offsets = item?.list((offset) => offset.count())
  if (item === null || offsets === undefined) return [0, 0]
  const [start, end] = offsets
  const isRange = offsets.length === 2 && start !== undefined && end !== undefined && start <= end
  return isRange ? [start, end] : item.fail('two offsets, the end not before the start')
}

function readRegion(item: Checked): Omit<PartPlace, 'role'> {
  const line = item.get('line').count(1)
  const column = item.get('column').count(1)
  const endLine = item.get('endLine').count(line)
  // On one line the end is not before the start either.
  const endColumn = item.get('endColumn').count(endLine === line ? column : 1)
  return { line, column, endLine, endColumn }
}

function readPart(item: Checked): PartPlace {
  return { role: item.get('role').string(), ...readRegion(item) }
}

function readFrame(item: Checked): CodeFrame {
  return { line: item.get('line').count(1), lines: item.get('lines').list(string) }
}

function readCommit(item: Checked): CommitRef {
  return {
    id: item.get('id').string(),
    author: item.get('author').string(),
    date: item.get('date').string(),
  }
}

function readHistory(item: Checked): FindingHistory {
  const paths = item.get('paths').list(string)
  const pathCount = item.maybe('pathCount')?.count(paths.length)
  return {
    introduced: item.get('introduced').nullable(readCommit),
    paths,
    ...(pathCount !== undefined && { pathCount }),
    inHead: item.get('inHead').boolean(),
    removed: item.get('removed').nullable(readCommit),
    refs: item.get('refs').list(string),
    refCount: item.get('refCount').count(),
    unreachable: item.get('unreachable').boolean(),
    versions: item.get('versions').count(),
    exposedDays: item.get('exposedDays').nullable((days) => days.number()),
  }
}

function readSuppression(item: Checked): Suppression {
  return {
    by: item.get('by').oneOf(suppressors),
    reason: item.get('reason').string(),
    entry: item.get('entry').string(),
  }
}

function readRule(item: Checked): RuleInfo {
  return {
    id: item.get('id').string(),
    title: item.get('title').string(),
    vendor: item.get('vendor').string(),
    severity: item.get('severity').oneOf(severities),
    remediation: item.get('remediation').list(string),
    references: item.get('references').list(string),
  }
}

function readNotice(item: Checked): Notice {
  return { code: item.get('code').string(), detail: item.get('detail').string() }
}
