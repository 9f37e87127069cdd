import type { ObjectKind } from './object-kind.ts'
import type { ObjectPlan } from './pack-plan.ts'

/** A piece of work: delta families `roots[from..to)` of one pack, or loose objects `from..to` when `pack` is -1. */
export interface Batch {
  readonly pack: number
  readonly from: number
  readonly to: number
  /** Compressed bytes, for progress. */
  readonly weight: number
}

/** Plain data; the arrays are shared. */
export interface WorkList {
  readonly plan: ObjectPlan
  /** Per pack: object numbers of family roots in the order of work. */
  readonly roots: readonly Uint32Array[]
  /** Per pack: 1 = the object or something made from it is to be visited. */
  readonly expand: readonly Uint8Array[]
  /** Heaviest families first, then pack order, so that all workers stay busy to the end. */
  readonly batches: readonly Batch[]
  /** Sum of the batches' weights. */
  readonly weight: number
  /** Bit set of the kinds to visit: 1 << kind. Loose objects show their kind only when they are read. */
  readonly kindMask: number
}

/** Cuts the objects of these kinds whose `visit` is set into batches of about `batchBytes` compressed bytes. */
export function splitWork(
  plan: ObjectPlan,
  kinds: readonly ObjectKind[],
  batchBytes: number = 1 << 20,
): WorkList {
  throw new Error(`not built yet: ${plan.packs.length} ${kinds.length} ${batchBytes}`)
}
