import type { Kernel } from '../kernel/kernel.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { SkipReason } from '../model/coverage.ts'
import type { BlockHeap } from './block-heap.ts'
import type { Inflater } from './inflate.ts'
import type { Rescue } from './rescue.ts'
import type { WorkList } from './work-split.ts'

/** What the parts of one walker share. */
export interface WalkContext {
  readonly work: WorkList
  readonly kernel: Kernel
  readonly coverage: CoverageLog
  readonly inflater: Inflater
  readonly heap: BlockHeap
  readonly rescue: Rescue
  readonly margin: number
  readonly maxMemory: number
  readonly maxObjectBytes: number
}

/** Why an object could not be expanded. */
export interface Failure {
  readonly reason: SkipReason
  readonly detail: string
}

export const failures: Readonly<
  Record<'stream' | 'entry' | 'circle' | 'delta' | 'large' | 'memory' | 'lie' | 'file', Failure>
> = {
  stream: { reason: 'corrupt', detail: 'compressed data is damaged or not as long as declared' },
  entry: { reason: 'corrupt', detail: 'pack entry is malformed, or its delta chain has no end' },
  circle: { reason: 'corrupt', detail: 'delta chain has no end' },
  delta: { reason: 'corrupt', detail: 'delta does not fit its base' },
  large: { reason: 'too-large', detail: 'object or its delta base is larger than the limit' },
  memory: { reason: 'too-large', detail: 'no memory for the object' },
  lie: { reason: 'corrupt', detail: 'declared size is impossible for the compressed data' },
  file: { reason: 'unreadable', detail: 'file cannot be read' },
}
