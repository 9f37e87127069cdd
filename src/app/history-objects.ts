import type { GraphChunk } from '../git/graph-visitor.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { splitWork } from '../git/work-split.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Notice } from '../model/result.ts'
import type { Sighting } from '../triage/group.ts'
import type { HistorySession } from './history-session.ts'
import { threadMemory } from './threads.ts'

/** What a scan of objects gives; one part per thread. */
export interface ScannedObjects {
  readonly sightings: readonly Sighting[]
  readonly graphs: readonly GraphChunk[]
  readonly coverages: readonly Coverage[]
  readonly notices: readonly (readonly Notice[])[]
}

/** Scans the blobs, commits and tags that `plan` visits. */
export async function scanObjects(
  { repository, rules, pool, options }: HistorySession,
  plan: ObjectPlan,
): Promise<ScannedObjects> {
  const work = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const results = await pool.run(
    { kind: 'history', repository, work, rules, maxMemory },
    { phase: 'scan', total: work.weight, onProgress: options.onProgress, signal: options.signal },
  )
  return {
    sightings: results.flatMap((result) => result.sightings),
    graphs: results.map((result) => result.graph),
    coverages: results.map((result) => result.coverage),
    notices: results.map((result) => result.notices),
  }
}

/** Reads commits and tags that `plan` visits, for their graph. */
export async function readGraph(
  { repository, pool, options }: HistorySession,
  plan: ObjectPlan,
): Promise<GraphChunk[]> {
  const work = splitWork(plan, [objectKinds.commit, objectKinds.tag])
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const results = await pool.run(
    { kind: 'graph', repository, work, maxMemory },
    { phase: 'list', total: work.weight, onProgress: options.onProgress, signal: options.signal },
  )
  return results.map((result) => result.graph)
}

/** Packs tell their trees when they are listed; loose ones are counted as they are met. */
export function countTrees(plan: ObjectPlan): number {
  let count = 0
  for (const { kinds, visit } of plan.packs) {
    for (let number = 0; number < kinds.length; number++) {
      if (kinds[number] === objectKinds.tree && visit[number] === 1) count++
    }
  }
  return count
}
