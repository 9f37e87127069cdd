import { type CommitGraph, findCommit } from './commit-graph.ts'
import type { TagChunk } from './graph-visitor.ts'
import { idFromHex, idToHex } from './object-id.ts'
import type { RefSnapshot } from './refs.ts'
import type { CommitSelection } from './selection.ts'

const longestChain = 100

/**
 * Annotated tags that a selection of commits puts in scope, as raw ids: those of selected commits and, unless a date
 * or commit is the measure, those of anything else. Where refs are chosen, only tags that these name.
 */
export function tagsInScope(
  chunks: readonly TagChunk[],
  graph: CommitGraph,
  refs: RefSnapshot,
  selected: Uint8Array,
  { refs: wants, reachableOnly, sinceTime, sinceCommit }: CommitSelection,
): Uint8Array[] {
  const { idLength } = graph
  const targets = new Map<string, Uint8Array>()
  for (const { ids, targets: of } of chunks) {
    for (let at = 0; at < ids.length; at += idLength) {
      targets.set(idToHex(ids, at, idLength), of.subarray(at, at + idLength))
    }
  }
  const named = new Set(
    refs.refs.flatMap((ref) =>
      ref.kind !== 'reflog' && (wants === undefined || wants(ref.name)) ? (ref.tags ?? []) : [],
    ),
  )
  const isNamed = wants !== undefined || reachableOnly === true
  const isRecent = sinceTime !== undefined || sinceCommit !== undefined
  const found: Uint8Array[] = []
  for (const [hex, target] of targets) {
    if (isNamed && !named.has(hex)) continue
    let end: Uint8Array = target
    for (let step = 0; step < longestChain; step++) {
      const next = targets.get(idToHex(end))
      if (next === undefined) break
      end = next
    }
    const commit = findCommit(graph, end)
    const id = idFromHex(hex)
    if (id !== null && (commit === null ? !isRecent : selected[commit] === 1)) found.push(id)
  }
  return found
}
