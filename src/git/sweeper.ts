import { kernelAbove } from '../kernel/kernel-above.ts'
import { createPackWalker, type PackWalker, type WalkOptions } from './pack-walk.ts'
import type { MissingIds } from './missing-ids.ts'
import type { ObjectMarks } from './object-marks.ts'
import type { TreeSweepChunk } from './sweep-chunk.ts'
import type { PlannedIds } from './planned-ids.ts'
import { SweepRecords, tableBytes } from './sweep-records.ts'
import { createSweepVisitor } from './sweep-visitor.ts'
import { createTreeSweep, type TreeSweep, sweepMargin } from './tree-sweep.ts'
import { TreeWalk } from './tree-walk.ts'
import type { SweepWanted } from './wanted-files.ts'
import type { Batch } from './work-split.ts'

export interface SweeperOptions extends Pick<
  WalkOptions,
  'repository' | 'work' | 'kernel' | 'coverage'
> {
  readonly maxMemory: number
  readonly wanted: SweepWanted
  /** Everything that is here. */
  readonly planned: PlannedIds
  readonly missing: MissingIds
  readonly marks?: ObjectMarks
}

/** Reads trees for a sweep. One per thread. */
export interface Sweeper {
  read(batch: Batch): void
  /** Nothing is read any more after this. */
  finish(): TreeSweepChunk[]
  close(): void
}

/**
 * Families of packs are read in the kernel. Loose trees, what is damaged, and all where there is no such kernel, is shown
 * to a `TreeSweep` by the walker of all objects.
 */
export function createSweeper(given: SweeperOptions): Sweeper {
  const { kernel: whole, wanted, planned, missing } = given
  const tables = whole.heapStart
  const tablesEnd = tables + tableBytes(planned)
  const isPlain = whole.trees === null || !whole.reserve(tablesEnd)
  const kernel = isPlain ? whole : kernelAbove(whole, tablesEnd)
  const options = { ...given, kernel }
  const records =
    isPlain || kernel.trees === null
      ? null
      : new SweepRecords(kernel, kernel.trees, tables, wanted, planned, missing)
  const walk = records && new TreeWalk({ ...options, records })
  let other: { sweep: TreeSweep; walker: PackWalker; read: (batch: Batch) => void } | null = null
  const readOther = (batch: Batch): void => {
    walk?.release()
    other ??= createOther(options)
    other.read(batch)
  }
  return {
    read(batch) {
      const { pack, from, to } = batch
      if (walk === null || pack < 0) {
        readOther(batch)
        return
      }
      const roots = options.work.roots[pack]!
      for (let i = from; i < to; i++) {
        if (!walk.walk(pack, roots[i]!)) readOther({ pack, from: i, to: i + 1, weight: 0 })
      }
    },
    finish() {
      const last = other?.sweep.finish()
      return [...(records?.finish() ?? []), ...(last !== undefined && last.count > 0 ? [last] : [])]
    },
    close() {
      walk?.close()
      other?.walker.close()
    },
  }
}

function createOther(options: SweeperOptions): {
  sweep: TreeSweep
  walker: PackWalker
  read: (batch: Batch) => void
} {
  const { kernel, work, wanted, planned, missing, marks } = options
  const sweep = createTreeSweep(wanted, planned.idLength, missing)
  const walker = createPackWalker({ ...options, margin: sweepMargin })
  const visitor = createSweepVisitor(sweep, kernel, work.plan, marks)
  return { sweep, walker, read: (batch) => walker.walk(batch, visitor) }
}
