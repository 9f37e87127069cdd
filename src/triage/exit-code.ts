import { isComplete } from '../model/coverage-log.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Finding } from '../model/finding.ts'
import { meetsConfidence } from '../model/severity.ts'
import type { Confidence } from '../model/severity.ts'

export interface ExitInput {
  readonly findings: readonly Pick<Finding, 'state' | 'confidence'>[]
  readonly coverage: Coverage
  /** Lowest confidence that makes a new finding count; `never` for reports only. */
  readonly failOn: Confidence | 'never'
  /** Findings below this are not shown, so they do not fail either. */
  readonly minConfidence: Confidence
  /** Incomplete coverage is a failure. */
  readonly strict: boolean
  /** Nothing of what was asked for was looked at. */
  readonly nothingScanned: boolean
}

/**
 * 0: nothing new at or above the threshold. 1: new findings. 2: the job could not be done: nothing was scanned, it
 * was interrupted, or coverage is incomplete under `strict`; that outranks findings, which the report still holds.
 */
export function exitCode(input: ExitInput): 0 | 1 | 2 {
  const { coverage, strict, nothingScanned } = input
  if (nothingScanned || coverage.interrupted) return 2
  if (strict && !isComplete(coverage)) return 2
  return input.findings.some((finding) => counts(finding, input)) ? 1 : 0
}

function counts(
  finding: Pick<Finding, 'state' | 'confidence'>,
  { failOn, minConfidence }: ExitInput,
): boolean {
  return (
    failOn !== 'never' &&
    finding.state === 'new' &&
    meetsConfidence(finding.confidence, failOn) &&
    meetsConfidence(finding.confidence, minConfidence)
  )
}
