import { limits } from '../model/limits.ts'
import type { HeldTrees } from './held-trees.ts'

/** Entries looked at for one commit; only a tree built to explode has more. */
const maxEntriesPerDiff = 200_000

/** Called for each wanted blob at `path` (one character per byte) that no other tree has there. */
export type OnHeld = (path: string, wanted: number, others: readonly number[]) => void

/**
 * Lists what `node` holds and none of `others` does: same path, same blob. Equal subtrees are skipped unseen.
 *
 * @param others nodes of the parents; empty lists all that `node` holds
 * @returns false when limits cut the list (paths longer than git can check out, trees that explode)
 */
export function diffHeld(
  held: HeldTrees,
  node: number,
  others: readonly number[],
  onHeld: OnHeld,
): boolean {
  let left = maxEntriesPerDiff
  let complete = true
  const walk = (node: number, others: readonly number[], prefix: string): void => {
    for (const entry of held.entries[node]!) {
      if (--left < 0 || prefix.length + held.names[entry.name]!.length > limits.maxPathBytes) {
        complete = false
        return
      }
      const path = prefix + held.names[entry.name]!
      if (entry.node === 0) {
        const there = blobsNamed(held, others, entry.name)
        if (!there.includes(entry.wanted)) onHeld(path, entry.wanted, there)
      } else {
        const there = nodesNamed(held, others, entry.name)
        if (!there.includes(entry.node)) walk(entry.node, there, `${path}/`)
      }
    }
  }
  walk(node, others, '')
  return complete
}

function blobsNamed(held: HeldTrees, nodes: readonly number[], name: number): number[] {
  const found: number[] = []
  for (const node of nodes) {
    for (const entry of held.entries[node]!) {
      if (entry.name === name && entry.node === 0) found.push(entry.wanted)
    }
  }
  return found
}

function nodesNamed(held: HeldTrees, nodes: readonly number[], name: number): number[] {
  const found: number[] = []
  for (const node of nodes) {
    for (const entry of held.entries[node]!) {
      if (entry.name === name && entry.node !== 0) found.push(entry.node)
    }
  }
  return found
}
