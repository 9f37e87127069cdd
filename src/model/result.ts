import { isComplete } from './coverage-log.ts'
import type { Coverage } from './coverage.ts'
import type { Finding } from './finding.ts'

export type TargetKind = 'files' | 'history' | 'staged' | 'range' | 'stdin' | 'text'

export interface Target {
  readonly kind: TargetKind
  /** What the user named: paths, the repository, the range. */
  readonly name: string
  /** HEAD's object id for git targets. */
  readonly head?: string
}

/** A rule as reports need it: no shapes, no patterns. */
export interface RuleInfo {
  readonly id: string
  readonly title: string
  readonly vendor: string
  readonly severity: Finding['severity']
  readonly remediation: readonly string[]
  readonly references: readonly string[]
}

/** Notes about triage that a reader must see: stale and expired baseline entries, allow comments in a pull request. */
export interface Notice {
  readonly code: string
  readonly detail: string
}

/** Which slice of an object database a result is of, and what joining all slices exactly needs. */
export interface ShardPart {
  /** From 1. */
  readonly index: number
  readonly count: number
  /** Names the database as it was cut: shards with different names do not fit together. */
  readonly database: string
  /** Names the rules and version. */
  readonly rules: string
  /** Hex ids of the objects in the slice that hold something; sorted. */
  readonly objects: readonly string[]
}

/** What a scan gives: sorted, deterministic, ready for any reporter. */
export interface ScanResult {
  readonly target: Target
  readonly coverage: Coverage
  /** Every finding at or above low confidence; reporters show those at or above `shown`. */
  readonly findings: readonly Finding[]
  /** All rules that ran. */
  readonly rules: readonly RuleInfo[]
  readonly notices: readonly Notice[]
  readonly shard?: ShardPart
}

/** True when it is no part, nothing was cut or skipped and patterns left nothing out: what was not found is not there. */
export function isWhole({
  coverage,
  shard,
  notices,
}: Pick<ScanResult, 'coverage' | 'shard' | 'notices'>): boolean {
  const isPart = shard !== undefined || notices.some(({ code }) => code === 'selection')
  return isComplete(coverage) && !coverage.shallow && (coverage.excluded ?? 0) === 0 && !isPart
}

/**
 * True when a scan saw nothing at all: its report must never look like a clean one. Nothing staged, a range
 * without a commit, or a selection that nothing is in, is an answer all the same, as long as nothing was skipped.
 */
export function sawNothing({
  coverage,
  target,
  notices,
}: Pick<ScanResult, 'coverage' | 'target' | 'notices'>): boolean {
  const { commits, blobs, tags, files } = coverage
  if (commits + blobs + tags + files > 0) return false
  const isPart = notices.some(({ code }) => code === 'selection')
  const mayBeEmpty = target.kind === 'staged' || target.kind === 'range' || isPart
  return !mayBeEmpty || !isComplete(coverage)
}
