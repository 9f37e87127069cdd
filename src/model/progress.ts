/** What a running scan tells whoever draws a bar. Numbers only grow within a phase. */
export interface ScanProgress {
  readonly phase: 'clone' | 'list' | 'scan' | 'provenance' | 'report'
  /** How far it is, in the unit of `total`: of use for a share of it only. */
  readonly done: number
  /** 0 when not known. */
  readonly total: number
  /** Files or objects so far; `done` when it counts those. */
  readonly objects?: number
  /** Bytes of content so far, expanded. */
  readonly bytes: number
}

export type OnProgress = (progress: ScanProgress) => void
