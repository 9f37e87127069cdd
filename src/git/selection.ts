import { type CommitGraph, type CommitIx, commitId, findCommit } from './commit-graph.ts'
import { idFromHex } from './object-id.ts'
import { markAncestors } from './reach.ts'
import type { Ref, RefSnapshot } from './refs.ts'

/** Which part of history is asked for. Conditions are joined by "and". */
export interface CommitSelection {
  /** Only what these refs reach; called with full names (`refs/heads/main`, `HEAD`). */
  readonly refs?: (name: string) => boolean
  /** Only what some ref, HEAD or stash reaches; reflogs do not count. */
  readonly reachableOnly?: boolean
  /** Only commits with a committer date at or after this, in seconds since 1970. */
  readonly sinceTime?: number
  /** Only commits that this one (hex) does not have among its ancestors, itself left out too. */
  readonly sinceCommit?: string
}

/**
 * Commits in the selection: 1 in the result, by `CommitIx`. Without conditions all commits are, unreachable ones too.
 *
 * @returns null when `sinceCommit` is not in the graph
 */
export function selectCommits(
  graph: CommitGraph,
  snapshot: RefSnapshot,
  selection: CommitSelection,
): Uint8Array | null {
  const selected = new Uint8Array(graph.count)
  const { refs: wants, reachableOnly, sinceTime, sinceCommit } = selection
  if (wants !== undefined || reachableOnly === true) {
    const chosen = snapshot.refs.filter(
      (ref) => ref.kind !== 'reflog' && (wants === undefined || wants(ref.name)),
    )
    markAncestors(graph, tipsOf(graph, chosen), selected, 1)
  } else selected.fill(1)
  if (sinceTime !== undefined) {
    for (let i = 0; i < graph.count; i++) {
      if (graph.committerTimes[i]! < sinceTime) selected[i] = 0
    }
  }
  if (sinceCommit !== undefined) {
    const id = idFromHex(sinceCommit)
    const commit = id === null ? null : findCommit(graph, id)
    if (commit === null) return null
    const old = new Uint8Array(graph.count)
    markAncestors(graph, [commit], old, 1)
    for (let i = 0; i < graph.count; i++) if (old[i] === 1) selected[i] = 0
  }
  return selected
}

/** Selected commits that are no selected commit's parent, as hex ids: from them all of an ancestor-closed set is reached. */
export function selectionTips(graph: CommitGraph, selected: Uint8Array): string[] {
  const hasChild = new Uint8Array(graph.count)
  for (let i = 0; i < graph.count; i++) {
    if (selected[i] !== 1) continue
    for (let p = graph.parentStarts[i]!; p < graph.parentStarts[i + 1]!; p++) {
      if (graph.parents[p]! >= 0) hasChild[graph.parents[p]!] = 1
    }
  }
  const tips: string[] = []
  for (let i = 0; i < graph.count; i++) {
    if (selected[i] === 1 && hasChild[i] === 0) tips.push(commitId(graph, i as CommitIx))
  }
  return tips
}

function* tipsOf(graph: CommitGraph, refs: readonly Ref[]): Generator<CommitIx> {
  for (const ref of refs) {
    const id = idFromHex(ref.peeled ?? ref.oid)
    const commit = id === null ? null : findCommit(graph, id)
    if (commit !== null) yield commit
  }
}
