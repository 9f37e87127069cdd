import type { CommitGraph } from '../git/commit-graph.ts'
import type { GraphChunk } from '../git/graph-visitor.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { maskPlan, PlannedSet } from '../git/plan-mask.ts'
import { listScope } from '../git/scope-blobs.ts'
import { type CommitSelection, selectCommits } from '../git/selection.ts'
import { tagsInScope } from '../git/tags-in-scope.ts'
import { ScanError } from '../model/errors.ts'
import { type JoinedGraph, joinGraphs, readGraph } from './history-objects.ts'
import type { ResolvedSelection } from './history-selection.ts'
import type { HistorySession } from './history-session.ts'
import { type SweptPaths, sweepPaths } from './sweep-paths.ts'

/** What is asked for, and the rest. */
export interface HistoryScope {
  readonly plan: ObjectPlan
  /** What is not in scope, but tells more about what is found there. */
  readonly rest: ObjectPlan
  /** All commits and tags that the cache does not know. */
  readonly graphs: readonly GraphChunk[]
  readonly joined: JoinedGraph
  /** Raw ids of what is in scope and not here. */
  readonly missing: Uint8Array
  /** Where all trees were read for the selection. */
  readonly swept: SweptPaths | null
}

/** Reads the graph of all commits, chooses among them, and finds what these hold: asks git, or reads trees for paths. */
export async function chooseScope(
  session: HistorySession,
  { commits: selection, path }: ResolvedSelection,
): Promise<HistoryScope> {
  const { repository, plan, planned, store } = session
  const graphs = await readGraph(session, plan)
  const joined = joinGraphs(session, graphs)
  const { graph, tags } = joined
  const refs = peelRefs(session.refs, store, graph, tags)
  const selected = selectCommits(graph, refs, selection)
  if (selected === null) {
    throw new ScanError('usage', 'The commit to start from is not in this clone; name another one.')
  }
  const inScope = new PlannedSet(plan, planned)
  const absent: Uint8Array[] = []
  const addTo = (set: PlannedSet, ids: Uint8Array): void => {
    for (let at = 0; at < ids.length; at += planned.idLength) {
      if (!set.add(ids, at)) absent.push(ids.subarray(at, at + planned.idLength))
    }
  }
  const addAll = (ids: Uint8Array): void => addTo(inScope, ids)
  const since = selection.sinceTime !== undefined || selection.sinceCommit !== undefined
  const swept =
    path === null || since ? null : await sweepPaths(session, graph, selected, path.steps)
  if (swept === null) {
    const filter = path === null ? {} : { path: path.matches }
    const listed = await listScope(repository, graph, selected, selection, filter)
    addAll(listed.ids)
    absent.push(listed.missing)
  } else {
    inScope.addPlaces(swept.places)
    absent.push(swept.missing)
  }
  // Messages have no path.
  if (path === null) {
    addAll(selectedIds(graph, selected))
    for (const id of tagsInScope(tags, graph, refs, selected, selection)) addAll(id)
  }
  const missing = Buffer.concat(absent)
  const reachable = await listReachable()
  return {
    plan: maskPlan(plan, (pack, number) => inScope.has(pack, number)),
    rest: maskPlan(
      plan,
      (pack, number) => !inScope.has(pack, number) && (reachable?.has(pack, number) ?? true),
    ),
    graphs,
    joined,
    missing,
    swept,
  }

  /** What refs reach is all that may tell more where nothing else is asked for; null: everything may. */
  async function listReachable(): Promise<PlannedSet | null> {
    if (selection.reachableOnly !== true) return null
    const { refs: chosen, sinceTime, sinceCommit } = selection
    const isAll = (chosen ?? sinceTime ?? sinceCommit) === undefined && path === null
    if (isAll) return inScope
    const all: CommitSelection = { reachableOnly: true }
    const commits = selectCommits(graph, refs, all)
    const set = new PlannedSet(plan, planned)
    if (commits === null) return set
    addTo(set, (await listScope(repository, graph, commits, all)).ids)
    addTo(set, selectedIds(graph, commits))
    for (const id of tagsInScope(tags, graph, refs, commits, all)) addTo(set, id)
    return set
  }
}

function selectedIds({ ids, idLength }: CommitGraph, selected: Uint8Array): Uint8Array {
  const found: Uint8Array[] = []
  for (const [commit, on] of selected.entries()) {
    if (on === 1) found.push(ids.subarray(commit * idLength, (commit + 1) * idLength))
  }
  return Buffer.concat(found)
}
