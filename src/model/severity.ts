/** How bad a finding is if it is real, from most to least. Independent of how sure we are. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info'

/** How sure we are that a finding is a real credential. Independent of how bad it would be. */
export type Confidence = 'high' | 'medium' | 'low'

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']
export const confidences: readonly Confidence[] = ['high', 'medium', 'low']

/** Sort key: 0 is the worst severity. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity)
}

/** Sort key: 0 is the surest confidence. */
export function confidenceRank(confidence: Confidence): number {
  return confidences.indexOf(confidence)
}

/** True when `confidence` is at or above `threshold`. */
export function meetsConfidence(confidence: Confidence, threshold: Confidence): boolean {
  return confidenceRank(confidence) <= confidenceRank(threshold)
}
