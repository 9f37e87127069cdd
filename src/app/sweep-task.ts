import { MissingIds } from '../git/missing-ids.ts'
import { createSweeper } from '../git/sweeper.ts'
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
  const sweeper = createSweeper({
    repository,
    work,
    kernel,
    coverage,
    maxMemory,
    wanted,
    planned,
    missing,
    ...(task.marks === undefined ? {} : { marks: task.marks }),
  })
  let told = { trees: 0, bytes: 0 }
  try {
    const finished = await forEachItem(work.batches, control, (batch) => {
      sweeper.read(batch)
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
    sweeper.close()
  }
  return {
    kind: 'sweep',
    chunks: sweeper.finish(),
    missing: missing.finish(),
    coverage: coverage.snapshot(),
  }
}
