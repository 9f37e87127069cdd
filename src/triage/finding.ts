import type { Evidence } from '../model/evidence.ts'
import type { AllowComment, Finding, FindingHistory, FindingSecret } from '../model/finding.ts'
import type { Hit } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import type { Occurrence } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { Secret } from '../model/secret.ts'
import { confidenceRank, severityRank } from '../model/severity.ts'
import type { Confidence, Severity } from '../model/severity.ts'
import type { Credential, Sighting } from './group.ts'

/** What detection makes of one hit once its path is known. */
export interface Assessment {
  /** Sum of evidence. */
  readonly points: number
  /** Null when it is too little to report. */
  readonly confidence: Confidence | null
  readonly severity: Severity
  readonly evidence: readonly Evidence[]
}

/** Detection's judgement, passed in by the app: triage does not know how evidence is weighed. */
export type Assess = (hit: Hit, rule: RuleSpec, path: string | null) => Assessment

export interface FindingParts {
  /** At least one; sorted and cut to `limits.maxOccurrencesListed` here. */
  readonly occurrences: readonly Occurrence[]
  /** How many there are when `occurrences` was cut before. */
  readonly occurrenceCount?: number
  readonly history?: FindingHistory
  /** Every path of a sighting, for the judgement; default the sighting's own. */
  readonly pathsOf?: (sighting: Sighting) => readonly (string | null)[]
}

/**
 * The finding for a credential: confidence and reasons of its best sighting, the worst severity of those equally
 * sure. Null when no sighting is worth a report or nothing says where it is.
 */
export function toFinding(
  credential: Credential,
  assess: Assess,
  parts: FindingParts,
): Finding | null {
  const pathsOf = parts.pathsOf ?? ownPath
  const best = bestAssessment(credential, assess, pathsOf)
  const [first, ...others] = parts.occurrences.toSorted(byOccurrence)
  if (best === null || best.confidence === null || first === undefined) return null
  const { rule } = credential.parts[0]
  const secrets = credential.parts.map(({ role, value, fingerprint, rule: { guessable } }) => {
    const secret = new Secret(value, role, guessable)
    return { role, masked: secret.masked, fingerprint, secret }
  })
  const allows = collectAllows(credential, pathsOf)
  return {
    id: credential.id,
    rule: rule.id,
    title: rule.title,
    vendor: rule.vendor,
    severity: best.severity,
    confidence: best.confidence,
    state: 'new',
    because: best.evidence,
    secrets: secrets as [FindingSecret, ...FindingSecret[]],
    occurrences: [first, ...others.slice(0, limits.maxOccurrencesListed - 1)],
    occurrenceCount: parts.occurrenceCount ?? parts.occurrences.length,
    ...(parts.history === undefined ? {} : { history: parts.history }),
    ...(allows.length === 0 ? {} : { allows }),
    remediation: rule.remediation,
  }
}

function ownPath(sighting: Sighting): readonly (string | null)[] {
  return [sighting.object.path]
}

/** One comment speaks for its path in all versions of it. */
function collectAllows(
  credential: Credential,
  pathsOf: (sighting: Sighting) => readonly (string | null)[],
): AllowComment[] {
  const byPath = new Map<string, AllowComment>()
  for (const sighting of credential.sightings) {
    if (sighting.allow === undefined) continue
    for (const path of pathsOf(sighting)) {
      if (path === null || byPath.has(path)) continue
      byPath.set(path, { path, ...sighting.allow })
    }
  }
  return [...byPath.values()].toSorted((a, b) => compare(a.path, b.path))
}

function bestAssessment(
  credential: Credential,
  assess: Assess,
  pathsOf: (sighting: Sighting) => readonly (string | null)[],
): Assessment | null {
  let best: Assessment | null = null
  // Hits of one kind recur in every version of a file: judge each path and set of evidence once.
  const judged = new Set<string>()
  for (const sighting of credential.sightings) {
    for (const path of pathsOf(sighting)) {
      const key = `${path}\0${sighting.hit.testnet}\0${evidenceKey(sighting.hit)}`
      if (judged.has(key)) continue
      judged.add(key)
      const next = assess(sighting.hit, ruleOf(credential, sighting.hit), path)
      best = best === null ? next : better(best, next)
    }
  }
  return best
}

function ruleOf(credential: Credential, hit: Hit): RuleSpec {
  const part = credential.parts.find(({ rule }) => rule.id === hit.rule)
  return (part ?? credential.parts[0]).rule
}

function evidenceKey(hit: Hit): string {
  return `${hit.rule} ${hit.parts.length} ${hit.evidence
    .map((item) => `${item.code}:${item.weight}:${item.detail ?? ''}`)
    .join(',')}`
}

function better(a: Assessment, b: Assessment): Assessment {
  const surer = rank(b) - rank(a) || a.points - b.points
  const [winner, other] = surer >= 0 ? [a, b] : [b, a]
  const isAsSure = rank(winner) === rank(other)
  const isWorse = severityRank(other.severity) < severityRank(winner.severity)
  return isAsSure && isWorse ? { ...winner, severity: other.severity } : winner
}

function rank(assessment: Assessment): number {
  return assessment.confidence === null ? 9 : confidenceRank(assessment.confidence)
}

/** By path, line, column, then by where the text comes from. */
export function byOccurrence(a: Occurrence, b: Occurrence): number {
  return (
    compare(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.kind, b.kind) ||
    compare(a.commit?.id ?? '', b.commit?.id ?? '') ||
    compare(a.blob ?? '', b.blob ?? '') ||
    a.span[0] - b.span[0]
  )
}

/** Worst first: severity, confidence, then rule and id. */
function byFinding(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    confidenceRank(a.confidence) - confidenceRank(b.confidence) ||
    compare(a.rule, b.rule) ||
    compare(a.id, b.id)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Findings worst first, in an order that depends on nothing but the findings. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(byFinding)
}
