import type { CommitGraph } from './commit-graph.ts'
import type { HeldTrees } from './held-trees.ts'
import { wordsOf } from './id-index.ts'
import { MissingIds, type MissingChunk } from './missing-ids.ts'
import type { PlannedIds } from './planned-ids.ts'
import type { JoinedSweep } from './sweep-join.ts'

/** For each commit the position of its root tree in the sweep; -1 where that was not read. */
export function findRoots({ count, trees, idLength }: CommitGraph, sweep: JoinedSweep): Int32Array {
  const roots = new Int32Array(count)
  const words = wordsOf(trees)
  const step = idLength / 4
  for (let i = 0; i < count; i++) roots[i] = sweep.find(words[i * step]!, words[i * step + 1]!)
  return roots
}

/** For each commit the node of its root tree. */
export function nodesOf(held: HeldTrees, roots: Int32Array): Int32Array {
  return roots.map((root) => held.nodeAt(root))
}

/** Root trees that are not here. What was read is: only the others are looked up. */
export function missingRoots(
  graph: CommitGraph,
  roots: Int32Array,
  planned: PlannedIds,
): MissingChunk {
  const missing = new MissingIds(planned)
  for (let i = 0; i < graph.count; i++) {
    if (roots[i]! < 0) missing.check(graph.trees, i * graph.idLength, 2)
  }
  return missing.finish()
}
