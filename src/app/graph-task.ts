import { GraphTable, GraphVisitor } from '../git/graph-visitor.ts'
import { createPackWalker } from '../git/pack-walk.ts'
import { threadKernel } from './thread-kernel.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import { forEachItem } from './batches.ts'
import { addProgress, type SharedControl } from './shared-control.ts'
import type { GraphTask, GraphTaskResult } from './tasks.ts'

/** Nothing is counted here: whoever scans the same commits says what could not be read. */
export async function runGraphTask(
  task: GraphTask,
  control: SharedControl,
  thread: number,
): Promise<GraphTaskResult> {
  const { repository, work, maxMemory } = task
  const kernel = threadKernel()
  const coverage = new CoverageLog()
  const table = new GraphTable(work.plan)
  const visitor = new GraphVisitor(kernel, table)
  const walker = createPackWalker({ repository, work, kernel, coverage, maxMemory })
  try {
    await forEachItem(work.batches, control, (batch) => {
      walker.walk(batch, visitor)
      addProgress(control, thread, { weight: batch.weight, objects: batch.to - batch.from })
    })
  } finally {
    walker.close()
  }
  return { kind: 'graph', graph: table.finish() }
}
