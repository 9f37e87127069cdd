import { joinCommitTables, type CommitGraph } from '../git/commit-graph.ts'
import type { CommitChunk } from '../git/commit-table.ts'
import { findHeldTrees } from '../git/held-trees.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import type { ObjectStore } from '../git/object-store.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { resolveProvenance, type GroupProvenance } from '../git/provenance.ts'
import type { RefSnapshot } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import { joinSweeps } from '../git/sweep-join.ts'
import { listWanted, type WantedGroup } from '../git/wanted.ts'
import { splitWork } from '../git/work-split.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Credential } from '../triage/group.ts'
import type { ScanHooks } from './options.ts'
import type { Pool } from './pool.ts'
import { threadMemory } from './threads.ts'

export interface TraceInput {
  readonly repository: Repository
  readonly plan: ObjectPlan
  readonly refs: RefSnapshot
  readonly store: ObjectStore
  readonly chunks: readonly CommitChunk[]
  readonly credentials: readonly Credential[]
  readonly pool: Pool
  readonly coverage: CoverageLog
  readonly hooks: ScanHooks
}

export interface Traced {
  readonly graph: CommitGraph
  /** One per credential, in their order. */
  readonly provenance: readonly GroupProvenance[]
  readonly refs: RefSnapshot
}

/** Finds out, in one sweep over all trees, where each credential came from and where it still is. */
export async function traceHistory(input: TraceInput): Promise<Traced> {
  const { repository, plan, store, credentials, pool, coverage, hooks } = input
  const graph = joinCommitTables(input.chunks)
  const refs = peelRefs(input.refs, store, graph)
  if (credentials.length === 0) return { graph, provenance: [], refs }
  const groups = credentials.map(toGroup)
  const wanted = listWanted(groups, graph.idLength)
  const work = splitWork(plan, [objectKinds.tree])
  const results = await pool.run(
    {
      kind: 'sweep',
      repository,
      work,
      wanted: wanted.ids,
      maxMemory: threadMemory(pool.threads, hooks.maxMemory),
    },
    {
      phase: 'provenance',
      total: work.weight,
      onProgress: hooks.onProgress,
      signal: hooks.signal,
    },
  )
  for (const result of results) {
    // Trees were counted when they were listed; what could not be read is news.
    coverage.add({ ...result.coverage, commits: 0, trees: 0, blobs: 0, tags: 0, bytes: 0 })
  }
  const sweep = joinSweeps(results.map((result) => result.chunk))
  if (sweep.malformed > 0) {
    coverage.skip(
      'corrupt',
      `${sweep.malformed} trees`,
      'not well-formed; places in them are not told',
    )
  }
  const held = findHeldTrees(sweep)
  const now = Date.now() / 1000
  return { graph, provenance: resolveProvenance({ graph, held, refs, groups, wanted, now }), refs }
}

function toGroup(credential: Credential, group: number): WantedGroup {
  return {
    group,
    blobs: objectsOf(credential, 'blob'),
    commits: objectsOf(credential, 'message'),
    tags: objectsOf(credential, 'tag'),
  }
}

function objectsOf(credential: Credential, kind: OccurrenceKind): string[] {
  const ids = new Set<string>()
  for (const { object } of credential.sightings) {
    if (object.kind === kind && object.id !== null) ids.add(object.id)
  }
  return [...ids]
}
