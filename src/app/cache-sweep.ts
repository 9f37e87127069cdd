import type { HeldEntry } from '../git/held-nodes.ts'
import type { HeldTrees } from '../git/held-trees.ts'
import { weaveColumn } from '../git/graph-extend.ts'
import { indexIds } from '../git/id-index.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import { NamePool } from '../git/name-pool.ts'
import type { PlannedIds } from '../git/planned-ids.ts'
import type { KnownTrees } from '../git/sweep-join.ts'
import { word } from '../git/tree-bytes.ts'
import { fromLatin1 } from '../bytes/text.ts'
import { unknownNode, type CachedSweep } from './cache-sections.ts'

/**
 * What is remembered of trees, as a sweep of new ones takes it.
 *
 * @param nodes by place
 * @param wanted raw ids, those of the sweep among them; nodes name blobs by their position there
 */
export function knownTrees(
  sweep: CachedSweep,
  planned: PlannedIds,
  nodes: Uint32Array,
  wanted: Uint8Array,
): KnownTrees {
  const { idLength } = planned
  const index = indexIds(wanted, wanted.length / idLength, idLength)
  const blobs = Array.from({ length: sweep.wanted.length / idLength }, (_, i) =>
    index.find(sweep.wanted, i * idLength),
  )
  const { entries: flat, nodeStarts, names, nameStarts, malformed } = sweep
  const entries: HeldEntry[][] = []
  for (let node = 0; node < nodeStarts.length - 1; node++) {
    const list: HeldEntry[] = []
    for (let at = nodeStarts[node]! * 3; at < nodeStarts[node + 1]! * 3; at += 3) {
      const blob = flat[at + 2]!
      list.push({
        name: flat[at]!,
        node: flat[at + 1]!,
        wanted: blob < 0 ? blob : blobs[blob]!,
      })
    }
    entries.push(list)
  }
  return {
    entries,
    names,
    nameStarts,
    malformed,
    nodeOf: (low, high) => nodeAt(planned, nodes, low, high),
  }
}

/** Trees are known by the first 8 bytes of their ids, as in a sweep. */
function nodeAt(planned: PlannedIds, nodes: Uint32Array, low: number, high: number): number {
  const { starts, places, shift, firsts, arrays, idLength } = planned
  const bucket = swapped(low) >>> shift
  for (let i = starts[bucket]!; i < starts[bucket + 1]!; i++) {
    const place = places[i]!
    if (nodes[place] === 0) continue
    let list = 0
    while (firsts[list + 1]! <= place) list++
    const at = (place - firsts[list]!) * idLength
    const ids = arrays[list]!
    if (word(ids, at) === low && word(ids, at + 4) === high) return nodes[place]!
  }
  return 0
}

function swapped(value: number): number {
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0
}

/** What a sweep found, to be remembered. Names that no node has are left out. */
export function cacheSweep(
  held: HeldTrees,
  wanted: Uint8Array,
  commitNodes: Uint32Array,
  missing: MissingChunk,
  malformed: number,
): CachedSweep {
  const pool = new NamePool()
  const numbers = new Map<number, number>()
  const nameOf = (name: number): number => {
    let number = numbers.get(name)
    if (number === undefined) {
      const bytes = fromLatin1(held.names[name]!)
      number = pool.intern(bytes, 0, bytes.length)
      numbers.set(name, number)
    }
    return number
  }
  const starts = [0]
  const flat: number[] = []
  for (const list of held.entries) {
    for (const { name, node, wanted: blob } of list) flat.push(nameOf(name), node, blob)
    starts.push(flat.length / 3)
  }
  const names = pool.take()
  return {
    wanted: Uint8Array.from(wanted),
    entries: Int32Array.from(flat),
    nodeStarts: Uint32Array.from(starts),
    names: names.bytes,
    nameStarts: names.starts,
    commitNodes: Uint32Array.from(commitNodes),
    missing,
    malformed,
  }
}

/** With `unknownNode` for each commit that was added. */
export function widenNodes(nodes: Uint32Array, added: Uint32Array): Uint32Array<ArrayBuffer> {
  const unknown = Uint32Array.of(unknownNode)
  return Uint32Array.from(weaveColumn(nodes, () => unknown, 1, added))
}
