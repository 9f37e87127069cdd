import type { Kernel } from '../kernel/kernel.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { ObjectKind } from './object-kind.ts'
import type { ReadResult } from './object-store.ts'
import type { Repository } from './repository.ts'
import type { Batch, WorkList } from './work-split.ts'

export interface ObjectVisitor {
  /**
   * One expanded object at `kernel.bytes[ptr .. ptr + len]`, valid during the call only. Must not write there and
   * must not call `kernel.reserve`.
   *
   * @param pack index in the plan, -1 for loose objects
   * @param number object number in that pack (or in the loose plan); `plannedId` gives the id
   * @param windowCount -1 = look at all of it; else the number of ranges at `kernel.windowsPtr` that a delta changed
   * @param baseFlag what the call for the delta base returned (0 for an object without one)
   * @returns a flag for the children; when it is not 0, they get `windowCount` -1
   */
  object(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    windowCount: number,
    baseFlag: number,
  ): number
  /**
   * A piece of an object too large to hold: `ptr .. ptr + len` holds its bytes from `offset`; pieces overlap by
   * `limits.streamOverlapBytes`; `size` is the whole. Without this method such objects are skipped.
   */
  chunk?(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    offset: number,
    size: number,
  ): void
}

export interface WalkOptions {
  readonly repository: Repository
  readonly work: WorkList
  readonly kernel: Kernel
  readonly coverage: CoverageLog
  /** Bytes each window is widened by; a window is never narrower than the change. Default `limits.runLength`. */
  readonly margin?: number
  /** Soft cap on live expanded objects; the content of ancestors is dropped and made again above it. Default 64 MiB. */
  readonly maxMemory?: number
  /** Asked for what the own reader cannot read, e.g. `git cat-file`. */
  readonly fallback?: (id: Uint8Array) => ReadResult
}

/** Expands batches of delta families, base first, and shows each object once. One per worker thread. */
export interface PackWalker {
  /** Counts objects and bytes in `coverage`; what cannot be read is skipped there by id. Never throws for bad data. */
  walk(batch: Batch, visitor: ObjectVisitor): void
  close(): void
}

export function createPackWalker(options: WalkOptions): PackWalker {
  throw new Error(`not built yet: ${options.repository.gitDir}`)
}
