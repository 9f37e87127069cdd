import type { Finding, FindingHistory, FindingSecret } from '../model/finding.ts'
import { limits } from '../model/limits.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleInfo, ScanResult, ShardPart } from '../model/result.ts'
import { meetsConfidence } from '../model/severity.ts'
import type { ReportOptions } from './options.ts'
import { compareText, sortFindings } from './select.ts'

/** Name and version of the report format; another shape gets another name. */
export const reportSchema = 'straykey/report/v1'

/**
 * The report for other tools, as `schemas/report.v1.schema.json` describes it, a finding a piece. Keys and findings
 * have one order and there is no time stamp, so that equal results are equal bytes.
 */
export function* jsonPieces(result: ScanResult, options: ReportOptions): Generator<string> {
  const findings = sortFindings(result.findings)
  const isShown = (item: Finding): boolean =>
    meetsConfidence(item.confidence, options.minConfidence)
  const shown = findings.filter(isShown)
  const below = findings.filter((item) => !isShown(item))
  const before = {
    schema: reportSchema,
    tool: { name: 'straykey', version: options.version },
    target: {
      kind: result.target.kind,
      name: result.target.name,
      ...(result.target.head !== undefined && { head: result.target.head }),
    },
    coverage: coverageJson(result),
    ...(result.shard && { shard: shardJson(result.shard) }),
    minConfidence: options.minConfidence,
    belowMinConfidence: below.length,
  }
  const after = {
    rules: result.rules.toSorted((a, b) => compareText(a.id, b.id)).map(ruleJson),
    notices: result.notices.map(({ code, detail }) => ({ code, detail })),
  }
  // Without the brace that ends the one and begins the other.
  yield pretty(before).slice(0, -2)
  yield* listPieces('findings', shown, options.showSecrets)
  if (below.length > 0) yield* listPieces('belowFindings', below, options.showSecrets)
  yield `,${pretty(after).slice(1)}\n`
}

function* listPieces(
  name: string,
  findings: readonly Finding[],
  showSecrets: boolean,
): Generator<string> {
  if (findings.length === 0) yield `,\n  "${name}": []`
  for (const [index, finding] of findings.entries()) {
    const start = index === 0 ? `,\n  "${name}": [` : ','
    // No line feed stands raw inside of a JSON string.
    const indented = pretty(findingJson(finding, showSecrets)).replaceAll('\n', '\n    ')
    yield `${start}\n    ${indented}`
  }
  if (findings.length > 0) yield '\n  ]'
}

function pretty(value: object): string {
  return escapeInvisible(JSON.stringify(value, null, 2))
}

// JSON allows these raw, but a report is also read in terminals, where they act.
const invisible = /[\u007f-\u009f]|(?!\u200d)[\p{Cf}\p{Zl}\p{Zp}]/gu

function escapeInvisible(json: string): string {
  return json.replaceAll(invisible, (char) => {
    let out = ''
    for (let i = 0; i < char.length; i++) {
      out += `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`
    }
    return out
  })
}

function coverageJson({ coverage }: ScanResult): object {
  const counts = Object.entries(coverage.skippedCount).toSorted(([a], [b]) => compareText(a, b))
  return {
    commits: coverage.commits,
    trees: coverage.trees,
    blobs: coverage.blobs,
    tags: coverage.tags,
    files: coverage.files,
    bytes: coverage.bytes,
    ...(coverage.ignored !== undefined && { ignored: coverage.ignored }),
    ...(coverage.excluded !== undefined && { excluded: coverage.excluded }),
    shallow: coverage.shallow,
    partial: coverage.partial,
    interrupted: coverage.interrupted,
    skippedCount: Object.fromEntries(counts),
    skipped: coverage.skipped.map(({ reason, what, detail }) => ({ reason, what, detail })),
  }
}

function shardJson({ index, count, database, rules, objects }: ShardPart): object {
  return { index, count, database, rules, objects }
}

function findingJson(finding: Finding, showSecrets: boolean): object {
  return {
    id: finding.id,
    rule: finding.rule,
    title: finding.title,
    vendor: finding.vendor,
    severity: finding.severity,
    confidence: finding.confidence,
    state: finding.state,
    because: finding.because.map(({ code, weight, detail }) => ({
      code,
      weight,
      ...(detail !== undefined && { detail }),
    })),
    secrets: finding.secrets.map((part) => secretJson(part, showSecrets)),
    occurrences: finding.occurrences.map(occurrenceJson),
    occurrenceCount: finding.occurrenceCount,
    ...(finding.history && { history: historyJson(finding.history) }),
    ...(finding.verdict && { verdict: finding.verdict }),
    ...(finding.identities && {
      identities: finding.identities.map(({ label, value }) => ({ label, value })),
    }),
    ...(finding.suppression && { suppression: finding.suppression }),
    remediation: finding.remediation,
  }
}

function secretJson(part: FindingSecret, showSecrets: boolean): object {
  const value = showSecrets ? part.secret?.reveal('show-secrets') : undefined
  return {
    role: part.role,
    masked: part.masked,
    fingerprint: part.fingerprint,
    ...(value !== undefined && { value }),
  }
}

function occurrenceJson(place: Occurrence): object {
  return {
    kind: place.kind,
    path: place.path,
    ...(place.pathEncoded && { pathEncoded: true }),
    ...(place.target !== undefined && { target: place.target }),
    line: place.line,
    column: place.column,
    endLine: place.endLine,
    endColumn: place.endColumn,
    commit: place.commit,
    blob: place.blob,
    ...(place.inHead !== undefined && { inHead: place.inHead }),
    span: place.span,
    ...(place.via && place.via.length > 0 && { via: place.via }),
    ...(place.parts && place.parts.length > 0 && { parts: place.parts }),
    ...(place.frame && { frame: place.frame }),
  }
}

function historyJson(history: FindingHistory): object {
  const pathCount = history.pathCount ?? history.paths.length
  return {
    introduced: history.introduced,
    paths: history.paths.slice(0, limits.maxPathsReported),
    ...(pathCount > limits.maxPathsReported && { pathCount }),
    inHead: history.inHead,
    removed: history.removed,
    refs: history.refs,
    refCount: history.refCount,
    unreachable: history.unreachable,
    versions: history.versions,
    exposedDays: history.exposedDays,
  }
}

function ruleJson(rule: RuleInfo): object {
  return {
    id: rule.id,
    title: rule.title,
    vendor: rule.vendor,
    severity: rule.severity,
    remediation: rule.remediation,
    references: rule.references,
  }
}
