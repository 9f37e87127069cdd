import { diffHeld } from '../../src/git/held-diff.ts'
import { findHeldTrees } from '../../src/git/held-trees.ts'
import { idToHex } from '../../src/git/object-id.ts'
import type { TreeSweepChunk } from '../../src/git/sweep-chunk.ts'
import { joinSweeps } from '../../src/git/sweep-join.ts'
import { isTreeMode, parseTree } from '../../src/git/tree.ts'

export interface RawEntry {
  readonly mode: string
  readonly name: string
  /** 20 bytes. */
  readonly id: Uint8Array
}

/** A tree object as git stores it. */
export interface RawTree {
  readonly id: Uint8Array
  readonly bytes: Uint8Array
}

export function treeBytes(entries: readonly RawEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`, 'latin1'), id]),
  )
}

/** Every path to a wanted blob, by the definition: `path number`, sorted. @param wanted hex ids */
export function pathsByHand(
  root: RawTree,
  trees: ReadonlyMap<string, RawTree>,
  wanted: readonly string[],
): string[] {
  const found: string[] = []
  const walk = ({ bytes }: RawTree, prefix: string): void => {
    for (const { mode, name, idAt } of parseTree(bytes, 20).entries) {
      const id = idToHex(bytes, idAt, 20)
      const below = trees.get(id)
      if (isTreeMode(mode)) {
        if (below) walk(below, `${prefix}${name}/`)
      } else if (wanted.includes(id)) found.push(`${prefix}${name} ${wanted.indexOf(id)}`)
    }
  }
  walk(root, '')
  return found.toSorted()
}

/** The same as a sweep tells it. */
export function pathsHeld(root: RawTree, chunks: readonly TreeSweepChunk[]): string[] {
  const trees = findHeldTrees(joinSweeps(chunks))
  const found: string[] = []
  diffHeld(trees, trees.nodeOf(root.id, 0), [], (path, blob) => found.push(`${path} ${blob}`))
  return found.toSorted()
}
