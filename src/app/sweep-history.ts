import { objectKinds } from '../git/object-kind.ts'
import { MissingIds, type MissingChunk } from '../git/missing-ids.ts'
import { joinSweeps, type JoinedSweep } from '../git/sweep-join.ts'
import { splitWork } from '../git/work-split.ts'
import type { CachedSweep } from './cache-sections.ts'
import { runOptions } from './history-objects.ts'
import type { HistorySession } from './history-session.ts'
import { chooseSweepThreads, threadMemory, treeBatchBytes } from './threads.ts'

export interface HistorySweep {
  readonly trees: JoinedSweep
  /** What trees name and is not here. */
  readonly missing: MissingChunk
  /** What was known, so that only new trees were read; null: all were. */
  readonly known: CachedSweep | null
}

/**
 * Reads all trees, once, for where wanted blobs are and for what is missing; of a history with a cache, those that it
 * does not know.
 *
 * @param wanted raw ids
 * @param counts whether trees that cannot be read are counted
 */
export async function sweepHistory(
  session: HistorySession,
  wanted: Uint8Array<ArrayBuffer>,
  counts: boolean,
): Promise<HistorySweep> {
  const { repository, plan, planned, pool, cache, coverage, options } = session
  const known = cache?.sweepFor(wanted) ?? null
  const work =
    cache === null || known === null
      ? session.trees
      : splitWork(cache.maskNew(plan), [objectKinds.tree], treeBatchBytes)
  const results =
    known !== null && work.batches.length === 0
      ? []
      : await pool.run(
          {
            kind: 'sweep',
            repository,
            work,
            wanted,
            planned,
            maxMemory: threadMemory(pool.threads, options.maxMemory),
            ...(cache === null ? {} : { marks: cache.marks }),
          },
          {
            ...runOptions('provenance', work, options),
            threads: chooseSweepThreads(pool.threads, work.weight),
          },
        )
  // Nobody needs the threads any more, and what is made of their answers takes memory.
  const closed = pool.close()
  for (const result of counts ? results : []) {
    // Trees were counted when they were listed; what could not be read is news.
    coverage.add({ ...result.coverage, commits: 0, trees: 0, blobs: 0, tags: 0, bytes: 0 })
  }
  const missing = new MissingIds(planned)
  if (known !== null) missing.recheck(known.missing)
  for (const result of results) missing.addAll(result.missing)
  const trees = joinSweeps(
    results.flatMap((result) => result.chunks),
    known === null || cache === null ? null : cache.knownTrees(known, wanted),
  )
  if (counts && trees.malformed > 0) {
    const detail = 'not well-formed; places in them are not told'
    coverage.skip('corrupt', `${trees.malformed} trees`, detail)
  }
  await closed
  return { trees, missing: missing.finish(), known }
}
