import type { Kernel } from '../kernel/kernel.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import { BlockHeap } from './block-heap.ts'
import { FamilyWalk } from './family-walk.ts'
import { createInflater } from './inflate.ts'
import { walkLoose } from './loose-walk.ts'
import { isFinal, type ObjectStore, openObjectStore, type ReadResult } from './object-store.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import type { Repository } from './repository.ts'
import { Rescue } from './rescue.ts'
import type { WalkContext } from './walk-context.ts'
import type { Batch, WorkList } from './work-split.ts'

export interface WalkOptions {
  readonly repository: Repository
  readonly work: WorkList
  readonly kernel: Kernel
  /** Of the kernel's memory; default a new one. A visitor that takes room from it gives it back. */
  readonly heap?: BlockHeap
  readonly coverage: CoverageLog
  /** Bytes each window is widened by on either side. Default `limits.runLength`. */
  readonly margin?: number
  /** Soft cap on live expanded objects; above it ancestors are dropped and made again. Default 64 MiB. */
  readonly maxMemory?: number
  /** Largest object expanded. Default `limits.maxObjectBytes`. */
  readonly maxObjectBytes?: number
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
  const { repository, work, kernel, coverage } = options
  const maxObjectBytes = options.maxObjectBytes ?? limits.maxObjectBytes
  const inflater = createInflater()
  const heap = options.heap ?? new BlockHeap(kernel)
  let store: ObjectStore | null = null
  const context: WalkContext = {
    work,
    kernel,
    coverage,
    inflater,
    heap,
    maxObjectBytes,
    margin: options.margin ?? limits.runLength,
    maxMemory: options.maxMemory ?? 64 * 1024 * 1024,
    rescue: new Rescue(work, coverage, (id) => {
      store ??= openObjectStore(repository, { plan: work.plan, maxObjectBytes })
      const result = store.read(id)
      return result.status === 'ok' || isFinal(result) || options.fallback === undefined
        ? result
        : options.fallback(id)
    }),
  }
  const families = work.plan.packs.map((_, pack) => new FamilyWalk(context, pack))
  return {
    walk(batch, visitor) {
      if (batch.pack < 0) walkLoose(context, repository, batch, visitor)
      else {
        const roots = work.roots[batch.pack]!
        for (let i = batch.from; i < batch.to; i++) families[batch.pack]!.walk(roots[i]!, visitor)
      }
    },
    close() {
      for (const family of families) family.close()
      store?.close()
      inflater.close()
    },
  }
}
