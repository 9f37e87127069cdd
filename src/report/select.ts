import type { Finding } from '../model/finding.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleInfo, ScanResult } from '../model/result.ts'
import {
  confidenceRank,
  meetsConfidence,
  severities,
  severityRank,
  type Confidence,
  type Severity,
} from '../model/severity.ts'
import { verdictRank } from '../model/verdict.ts'

/** The findings of a result, sorted worst first and split by what a reader asked to see. */
export interface Selection {
  /** New, at or above the asked confidence. */
  readonly shown: readonly Finding[]
  /** In the baseline, at or above the asked confidence. */
  readonly known: readonly Finding[]
  /** Allowed by a comment, a path rule or an entry, at or above the asked confidence. */
  readonly suppressed: readonly Finding[]
  /** How many new ones are below the asked confidence. */
  readonly below: number
}

export function selectFindings(result: ScanResult, minConfidence: Confidence): Selection {
  const shown: Finding[] = []
  const known: Finding[] = []
  const suppressed: Finding[] = []
  let below = 0
  const byState = { new: shown, known, suppressed }
  for (const finding of sortFindings(result.findings)) {
    if (meetsConfidence(finding.confidence, minConfidence)) byState[finding.state].push(finding)
    else if (finding.state === 'new') below++
  }
  return { shown, known, suppressed, below }
}

/** Worst first: what is known to work, then severity, confidence, still there, and a stable tie-break. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(compareFindings)
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    verdictRank(a.verdict) - verdictRank(b.verdict) ||
    severityRank(a.severity) - severityRank(b.severity) ||
    confidenceRank(a.confidence) - confidenceRank(b.confidence) ||
    goneRank(a) - goneRank(b) ||
    compareText(a.vendor, b.vendor) ||
    compareText(a.rule, b.rule) ||
    compareText(a.occurrences[0].path, b.occurrences[0].path) ||
    a.occurrences[0].line - b.occurrences[0].line ||
    compareText(a.id, b.id)
  )
}

function goneRank(finding: Finding): number {
  return !finding.history || finding.history.inHead ? 0 : 1
}

/** By code unit, not by locale: the same order on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The place a reader should open: where it stands in HEAD, else any file, else what a ref reaches, else the first. */
export function mainPlace(finding: Finding): Occurrence {
  return (
    finding.occurrences.find((place) => place.inHead === true) ??
    finding.occurrences.find((place) => place.path !== '') ??
    finding.occurrences.find((place) => place.kind !== 'unreachable') ??
    finding.occurrences[0]
  )
}

/** All places, the main one first. */
export function placesOf(finding: Finding): [Occurrence, ...Occurrence[]] {
  const main = mainPlace(finding)
  return [main, ...finding.occurrences.filter((place) => place !== main)]
}

export function countBySeverity(findings: readonly Finding[]): [Severity, number][] {
  return severities.flatMap((severity): [Severity, number][] => {
    const amount = findings.filter((finding) => finding.severity === severity).length
    return amount > 0 ? [[severity, amount]] : []
  })
}

/** The rules of a result by id. */
export function rulesById(result: ScanResult): ReadonlyMap<string, RuleInfo> {
  return new Map(result.rules.map((rule) => [rule.id, rule]))
}

export function sawNothing(coverage: Coverage): boolean {
  return (
    coverage.commits + coverage.trees + coverage.blobs + coverage.tags + coverage.files === 0 &&
    coverage.bytes === 0
  )
}
