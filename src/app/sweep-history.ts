import { objectKinds } from '../git/object-kind.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import { joinSweeps, type JoinedSweep } from '../git/sweep-join.ts'
import { splitWork } from '../git/work-split.ts'
import type { HistorySession } from './history-session.ts'
import { threadMemory } from './threads.ts'

export interface HistorySweep {
  readonly trees: JoinedSweep
  /** What trees name and is not here; one chunk per thread. */
  readonly missing: readonly MissingChunk[]
}

/**
 * Reads all trees, once, for where wanted blobs are and for what is missing.
 *
 * @param wanted raw ids
 * @param counts whether trees that cannot be read are counted
 */
export async function sweepHistory(
  { repository, plan, planned, pool, coverage, options }: HistorySession,
  wanted: Uint8Array,
  counts: boolean,
): Promise<HistorySweep> {
  const work = splitWork(plan, [objectKinds.tree])
  const results = await pool.run(
    {
      kind: 'sweep',
      repository,
      work,
      wanted,
      planned,
      maxMemory: threadMemory(pool.threads, options.maxMemory),
    },
    {
      phase: 'provenance',
      total: work.weight,
      onProgress: options.onProgress,
      signal: options.signal,
    },
  )
  // Nobody needs the threads any more, and what is made of their answers takes memory.
  await pool.close()
  for (const result of counts ? results : []) {
    // Trees were counted when they were listed; what could not be read is news.
    coverage.add({ ...result.coverage, commits: 0, trees: 0, blobs: 0, tags: 0, bytes: 0 })
  }
  const trees = joinSweeps(results.map((result) => result.chunk))
  if (counts && trees.malformed > 0) {
    const detail = 'not well-formed; places in them are not told'
    coverage.skip('corrupt', `${trees.malformed} trees`, detail)
  }
  return { trees, missing: results.map((result) => result.missing) }
}
