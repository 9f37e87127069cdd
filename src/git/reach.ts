import type { CommitGraph, CommitIx } from './commit-graph.ts'

/** What leads to a commit: a ref (stashes included), only a reflog, or nothing. */
export const reachClasses = { none: 0, reflog: 1, ref: 2 } as const

/** Marks all ancestors of `tips`, themselves included, in `marks` with `value`, unless they have more already. */
export function markAncestors(
  graph: CommitGraph,
  tips: Iterable<CommitIx>,
  marks: Uint8Array,
  value: number,
): void {
  const stack: number[] = []
  for (const tip of tips) {
    if (marks[tip]! < value) {
      marks[tip] = value
      stack.push(tip)
    }
  }
  for (let commit = stack.pop(); commit !== undefined; commit = stack.pop()) {
    for (let p = graph.parentStarts[commit]!; p < graph.parentStarts[commit + 1]!; p++) {
      const parent = graph.parents[p]!
      if (parent >= 0 && marks[parent]! < value) {
        marks[parent] = value
        stack.push(parent)
      }
    }
  }
}

/**
 * For 32 things at once: `has[c]` are the bits that commit c has itself. Fills `carried[c]` with the bits that c or any
 * ancestor has, and calls `onFirst(c, bits)` for the bits that c has and no ancestor.
 */
export function carryBits(
  graph: CommitGraph,
  has: Int32Array,
  carried: Int32Array,
  onFirst: (commit: CommitIx, bits: number) => void,
): void {
  const { order, parents, parentStarts } = graph
  for (let i = 0; i < order.length; i++) {
    const commit = order[i]!
    let above = 0
    for (let p = parentStarts[commit]!; p < parentStarts[commit + 1]!; p++) {
      const parent = parents[p]!
      if (parent >= 0) above |= carried[parent]!
    }
    const own = has[commit]!
    carried[commit] = above | own
    if ((own & ~above) !== 0) onFirst(commit as CommitIx, own & ~above)
  }
}

/** HEAD and its first parents, newest first. */
export function firstParentLine(graph: CommitGraph, head: CommitIx | null): CommitIx[] {
  const line: CommitIx[] = []
  // Ids are hashes, so there are no cycles; a broken hash function must still not hang us.
  for (let at: number = head ?? -1; at >= 0 && line.length <= graph.count;) {
    line.push(at as CommitIx)
    at =
      graph.parentStarts[at] === graph.parentStarts[at + 1]
        ? -1
        : graph.parents[graph.parentStarts[at]!]!
  }
  return line
}

/**
 * Which of several introductions is *the* first: what a ref reaches before what only reflogs or nothing reach, then
 * the earlier author date, then committer date, then id. Topology has been settled before: none is another's ancestor.
 */
export function earlier(graph: CommitGraph, reach: Uint8Array, a: CommitIx, b: CommitIx): CommitIx {
  const order =
    reach[b]! - reach[a]! ||
    graph.authorTimes[a]! - graph.authorTimes[b]! ||
    graph.committerTimes[a]! - graph.committerTimes[b]! ||
    a - b
  return order <= 0 ? a : b
}
