/** What a running scan tells whoever draws a bar. Counts only grow; `total` may be unknown (0). */
export interface ScanProgress {
  readonly phase: 'clone' | 'list' | 'scan' | 'provenance' | 'report'
  readonly done: number
  readonly total: number
  readonly bytes: number
}

export type OnProgress = (progress: ScanProgress) => void
