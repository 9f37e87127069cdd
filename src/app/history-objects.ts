import type { GraphChunk } from '../git/graph-visitor.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { maskPlan } from '../git/plan-mask.ts'
import { splitWork, type WorkList } from '../git/work-split.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Notice } from '../model/result.ts'
import type { Sighting } from '../triage/group.ts'
import type { HistorySession } from './history-session.ts'
import type { ScanHooks } from './options.ts'
import type { RunOptions } from './pool.ts'
import { isWorthThreads, threadMemory } from './threads.ts'

/** What a scan of objects gives; one part per thread. */
export interface ScannedObjects {
  readonly sightings: readonly Sighting[]
  readonly graphs: readonly GraphChunk[]
  readonly coverages: readonly Coverage[]
  readonly notices: readonly (readonly Notice[])[]
}

/** Scans the blobs, commits and tags that `plan` visits and the cache does not know to be clean. */
export async function scanObjects(
  session: HistorySession,
  plan: ObjectPlan,
): Promise<ScannedObjects> {
  const { repository, rules, pool, cache, options } = session
  const todo = cache === null ? plan : maskPlan(plan, (pack, n) => !cache.isClean(pack, n))
  const work = splitWork(todo, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const marks = cache === null ? {} : { marks: cache.marks }
  const running = pool.run(
    { kind: 'history', repository, work, rules, maxMemory, ...marks },
    runOptions('scan', work, options),
  )
  const [results] = await Promise.all([running, prepareSweep(session)])
  return {
    sightings: results.flatMap((result) => result.sightings),
    graphs: results.map((result) => result.graph),
    coverages: results.map((result) => result.coverage),
    notices: results.map((result) => result.notices),
  }
}

/** What is needed as soon as all is scanned, made while the threads work. */
async function prepareSweep(session: HistorySession): Promise<void> {
  if (session.pool.threads === 1 || session.cache !== null) return
  void session.planned
  void session.trees
  void session.refs
  await import('./history-result.ts')
}

/** Commits and tags that `plan` visits, for their graph; all that the cache knows besides. */
export async function readGraph(
  { repository, pool, cache, options }: HistorySession,
  plan: ObjectPlan,
): Promise<GraphChunk[]> {
  const graph = cache?.graph ?? null
  const isKnown = (pack: number, n: number): boolean => cache?.isInGraph(pack, n) === true
  const todo = graph === null ? plan : maskPlan(plan, (pack, n) => !isKnown(pack, n))
  const work = splitWork(todo, [objectKinds.commit, objectKinds.tag])
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const results = await pool.run(
    { kind: 'graph', repository, work, maxMemory },
    runOptions('list', work, options),
  )
  const read = results.map((result) => result.graph)
  return graph === null ? read : [graph, ...read]
}

export function runOptions(
  phase: RunOptions['phase'],
  { weight }: WorkList,
  { onProgress, signal }: ScanHooks,
): RunOptions {
  return { phase, total: weight, alone: !isWorthThreads(weight), onProgress, signal }
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
