import { findHeldTrees, type HeldTrees } from '../git/held-trees.ts'
import { MissingIds, type MissingChunk } from '../git/missing-ids.ts'
import { findRoots, missingRoots, nodesOf } from '../git/root-trees.ts'
import type { JoinedGraph } from './history-objects.ts'
import type { HistorySession } from './history-session.ts'
import type { HistorySweep } from './sweep-history.ts'

/** What a sweep says of the root trees of commits. */
export interface HistoryRoots {
  readonly held: HeldTrees
  /** Of each commit the node of its root tree. */
  readonly nodes: Int32Array
  /** Root trees that are not here. */
  readonly missingRoots: MissingChunk
}

export function rootsOf(
  { planned, cache }: HistorySession,
  { graph, added }: JoinedGraph,
  { trees, known }: HistorySweep,
): HistoryRoots {
  const held = findHeldTrees(trees)
  if (known === null || cache === null || added === null) {
    const roots = findRoots(graph, trees)
    const missing = missingRoots(graph, roots, planned)
    return { held, nodes: nodesOf(held, roots), missingRoots: missing }
  }
  const nodes = cache.commitNodes(known, added)
  const missing = new MissingIds(planned)
  missing.addAll(cache.missingRoots())
  for (let commit = 0; commit < graph.count; commit++) {
    if (nodes[commit]! >= 0) continue
    const at = commit * graph.idLength
    missing.check(graph.trees, at, 2)
    nodes[commit] = held.nodeOf(graph.trees, at)
  }
  return { held, nodes, missingRoots: missing.finish() }
}
