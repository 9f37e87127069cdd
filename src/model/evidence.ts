import type { Confidence } from './severity.ts'

/**
 * One reason for or against believing a candidate. `weight` is in points: positive for, negative against.
 * The prose for a code lives in one table (`report/prose.ts`); `detail` is a short word such as the field
 * name that matched and never holds any part of a secret.
 */
export interface Evidence {
  readonly code: string
  readonly weight: number
  readonly detail?: string
}

/** Points at or above which the sum of evidence is believed. See docs/detection.md for the calibration. */
export const confidencePoints: {
  readonly high: number
  readonly medium: number
  readonly low: number
} = {
  high: 70,
  medium: 40,
  low: 15,
}

/** Sum of evidence, in points. */
export function sumEvidence(evidence: readonly Evidence[]): number {
  let points = 0
  for (const item of evidence) points += item.weight
  return points
}

/** Confidence for a sum of points; null when it is too little to report at all. */
export function confidenceOf(points: number): Confidence | null {
  if (points >= confidencePoints.high) return 'high'
  if (points >= confidencePoints.medium) return 'medium'
  if (points >= confidencePoints.low) return 'low'
  return null
}
