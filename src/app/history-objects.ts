import { type CommitGraph, joinCommitTables } from '../git/commit-graph.ts'
import { extendGraph } from '../git/graph-extend.ts'
import type { GraphChunk, TagChunk } from '../git/graph-visitor.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { splitWork, type WorkList } from '../git/work-split.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Notice } from '../model/result.ts'
import type { Sighting } from '../triage/group.ts'
import type { HistorySession } from './history-session.ts'
import type { ScanHooks } from './options.ts'
import type { RunOptions } from './pool.ts'
import type { Recalled } from './recall-hits.ts'
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
  const todo = cache === null ? plan : cache.maskNew(plan)
  const work = splitWork(todo, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const marks = cache === null ? {} : { marks: cache.marks }
  const running = pool.run(
    { kind: 'history', repository, work, rules, maxMemory, ...marks },
    runOptions('scan', work, options),
  )
  const [scanned] = await Promise.all([running, prepareSweep(session)])
  const recalled = cache === null ? null : await recallObjects(session, cache.maskRecalled(plan))
  const results = recalled === null ? scanned : [...scanned, recalled]
  return {
    sightings: results.flatMap((result) => result.sightings),
    graphs: scanned.map((result) => result.graph),
    coverages: results.map((result) => result.coverage),
    notices: results.map((result) => result.notices),
  }
}

/** Null where nothing is. */
async function recallObjects(
  { repository, rules, cache, options }: HistorySession,
  plan: ObjectPlan,
): Promise<Recalled | null> {
  if (cache === null) return null
  const work = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  if (work.batches.length === 0 || options.signal?.aborted === true) return null
  const { recallHits } = await import('./recall-hits.ts')
  return recallHits({
    repository,
    work,
    rules,
    cache,
    maxMemory: threadMemory(1, options.maxMemory),
  })
}

/** What is needed as soon as all is scanned, made while the threads work. */
async function prepareSweep(session: HistorySession): Promise<void> {
  if (session.pool.threads === 1 || session.cache !== null) return
  void session.planned
  void session.trees
  void session.refs
  await import('./history-result.ts')
}

/** Commits and tags that `plan` visits, for their graph, but for those that the cache knows. */
export async function readGraph(
  { repository, pool, cache, options }: HistorySession,
  plan: ObjectPlan,
): Promise<GraphChunk[]> {
  const todo = cache === null ? plan : cache.maskUnrelated(plan)
  const work = splitWork(todo, [objectKinds.commit, objectKinds.tag])
  if (work.batches.length === 0) return []
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const results = await pool.run(
    { kind: 'graph', repository, work, maxMemory },
    runOptions('list', work, options),
  )
  return results.map((result) => result.graph)
}

/** The graph of what the cache knows and what was read. */
export function joinGraphs(
  { cache }: Pick<HistorySession, 'cache'>,
  chunks: readonly GraphChunk[],
): JoinedGraph {
  const known = cache?.graph ?? null
  const commits = chunks.map((chunk) => chunk.commits)
  const tags = chunks.map((chunk) => chunk.tags)
  if (known === null) return { graph: joinCommitTables(commits), added: null, tags }
  return { ...extendGraph(known.commits, commits), tags: [known.tags, ...tags] }
}

export interface JoinedGraph {
  readonly graph: CommitGraph
  /** Positions of the commits that the cache does not know; null: it knows none. */
  readonly added: Uint32Array | null
  readonly tags: readonly TagChunk[]
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
