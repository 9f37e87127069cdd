import { MissingIds } from '../git/missing-ids.ts'
import { createPackWalker } from '../git/pack-walk.ts'
import { createSweepVisitor } from '../git/sweep-visitor.ts'
import { createTreeSweep, sweepMargin } from '../git/tree-sweep.ts'
import { threadKernel } from './thread-kernel.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import { forEachItem } from './batches.ts'
import { addProgress, type SharedControl } from './shared-control.ts'
import type { SweepTask, SweepTaskResult } from './tasks.ts'

export async function runSweepTask(
  task: SweepTask,
  control: SharedControl,
  thread: number,
): Promise<SweepTaskResult> {
  const { repository, work, wanted, planned, maxMemory } = task
  const kernel = threadKernel()
  const coverage = new CoverageLog()
  const missing = new MissingIds(planned)
  const sweep = createTreeSweep(wanted, planned.idLength, missing)
  const walker = createPackWalker({
    repository,
    work,
    kernel,
    coverage,
    maxMemory,
    margin: sweepMargin,
  })
  const visitor = createSweepVisitor(sweep, kernel, work.plan, task.marks)
  let told = { trees: 0, bytes: 0 }
  try {
    const finished = await forEachItem(work.batches, control, (batch) => {
      walker.walk(batch, visitor)
      const { trees, bytes } = coverage
      addProgress(control, thread, {
        weight: batch.weight,
        objects: trees - told.trees,
        bytes: bytes - told.bytes,
      })
      told = { trees, bytes }
    })
    if (!finished) coverage.interrupted = true
  } finally {
    walker.close()
  }
  return {
    kind: 'sweep',
    chunk: sweep.finish(),
    missing: missing.finish(),
    coverage: coverage.snapshot(),
  }
}
