import type { CommitChunk } from './commit-table.ts'
import { type IdIndex, indexIds } from './id-index.ts'
import { compareIds, idToHex } from './object-id.ts'

/** Position of a commit in the graph. */
export type CommitIx = number & { readonly __ix: 'commit' }

export interface AbsentParent {
  readonly commit: CommitIx
  readonly id: Uint8Array
}

/** All commits of the object database with their parents by position. Arrays are indexed by `CommitIx`. */
export interface CommitGraph {
  readonly count: number
  readonly idLength: 20 | 32
  readonly ids: Uint8Array
  /** Raw ids of the root trees. */
  readonly trees: Uint8Array
  /** Parents of i: `parents[parentStarts[i] .. parentStarts[i + 1]]`; -1 is one that is not here. */
  readonly parents: Int32Array
  readonly parentStarts: Uint32Array
  /** Every commit, parents before children. */
  readonly order: Uint32Array
  readonly authorTimes: Float64Array
  readonly committerTimes: Float64Array
  readonly authorZones: Int16Array
  /** Commits with a parent that is not here: the boundary of a shallow clone, or a hole. */
  readonly cut: readonly CommitIx[]
  /** All of those parents, raw. */
  readonly absent: readonly AbsentParent[]
  readonly index: IdIndex
}

/**
 * Joins the workers' chunks. A commit met twice (loose and packed) counts once. The result does not depend on the
 * order of the chunks: commits are sorted by id.
 */
export function joinCommitTables(chunks: readonly CommitChunk[]): CommitGraph {
  const idLength = chunks[0]?.idLength ?? 20
  const places = sortPlaces(chunks, idLength)
  const { count } = places
  const ids = new Uint8Array(count * idLength)
  const trees = new Uint8Array(count * idLength)
  const parentStarts = new Uint32Array(count + 1)
  const authorTimes = new Float64Array(count)
  const committerTimes = new Float64Array(count)
  const authorZones = new Int16Array(count)
  for (let i = 0; i < count; i++) {
    const chunk = chunks[places.chunks[i]!]!
    const at = places.rows[i]!
    copyId(chunk.ids, at, ids, i, idLength)
    copyId(chunk.trees, at, trees, i, idLength)
    parentStarts[i + 1] = parentStarts[i]! + chunk.parentStarts[at + 1]! - chunk.parentStarts[at]!
    authorTimes[i] = chunk.authorTimes[at]!
    committerTimes[i] = chunk.committerTimes[at]!
    authorZones[i] = chunk.authorZones[at]!
  }
  const index = indexIds(ids, count, idLength)
  const parents = new Int32Array(parentStarts[count]!)
  const cut: CommitIx[] = []
  const absent: AbsentParent[] = []
  for (let i = 0; i < count; i++) {
    const chunk = chunks[places.chunks[i]!]!
    const at = places.rows[i]!
    const before = absent.length
    for (let p = chunk.parentStarts[at]!, to = parentStarts[i]!; to < parentStarts[i + 1]!; p++) {
      const parent = index.find(chunk.parentIds, p * idLength)
      if (parent < 0) {
        const id = chunk.parentIds.slice(p * idLength, (p + 1) * idLength)
        absent.push({ commit: i as CommitIx, id })
      }
      parents[to++] = parent
    }
    if (absent.length > before) cut.push(i as CommitIx)
  }
  const order = parentsFirst(count, parents, parentStarts)
  return {
    count,
    idLength,
    ids,
    trees,
    parents,
    parentStarts,
    order,
    authorTimes,
    committerTimes,
    authorZones,
    cut,
    absent,
    index,
  }
}

export function commitId(graph: CommitGraph, commit: CommitIx): string {
  return idToHex(graph.ids, commit * graph.idLength, graph.idLength)
}

/** @param id raw; @returns null when the commit is not in the graph */
export function findCommit(graph: CommitGraph, id: Uint8Array): CommitIx | null {
  if (id.length !== graph.idLength) return null
  const at = graph.index.find(id, 0)
  return at < 0 ? null : (at as CommitIx)
}

/** Where the commits come from, in the order of the graph. */
interface Places {
  readonly count: number
  /** Number of the chunk. */
  readonly chunks: Uint32Array
  /** Position in the chunk. */
  readonly rows: Uint32Array
}

/** Sorted by id, each id once: buckets by the first two bytes, then a sort of the few in each. */
function sortPlaces(chunks: readonly CommitChunk[], idLength: number): Places {
  let total = 0
  const starts = new Uint32Array(65_537)
  const forEach = (visit: (bucket: number, chunk: number, row: number) => void): void => {
    chunks.forEach(({ ids, count }, chunk) => {
      for (let row = 0; row < count; row++) {
        visit((ids[row * idLength]! << 8) | ids[row * idLength + 1]!, chunk, row)
      }
    })
  }
  forEach((bucket) => {
    starts[bucket + 1]!++
    total++
  })
  for (let i = 0; i < 65_536; i++) starts[i + 1]! += starts[i]!
  const places = {
    count: 0,
    chunks: new Uint32Array(total),
    rows: new Uint32Array(total),
  }
  const order = new Uint32Array(total)
  const of = { chunks: new Uint32Array(total), rows: new Uint32Array(total) }
  const fill = starts.slice()
  forEach((bucket, chunk, row) => {
    const at = fill[bucket]!++
    of.chunks[at] = chunk
    of.rows[at] = row
    order[at] = at
  })
  const compare = (a: number, b: number): number =>
    compareIds(
      chunks[of.chunks[a]!]!.ids,
      of.rows[a]! * idLength,
      chunks[of.chunks[b]!]!.ids,
      of.rows[b]! * idLength,
      idLength,
    )
  for (let bucket = 0; bucket < 65_536; bucket++) {
    const [from, to] = [starts[bucket]!, starts[bucket + 1]!]
    if (to - from > manyInBucket) order.subarray(from, to).sort(compare)
    else insertInOrder(order, from, to, compare)
  }
  for (let i = 0; i < total; i++) {
    if (i > 0 && compare(order[i]!, order[i - 1]!) === 0) continue
    places.chunks[places.count] = of.chunks[order[i]!]!
    places.rows[places.count] = of.rows[order[i]!]!
    places.count++
  }
  return places
}

/** More than ids that are hashes bring together in a bucket, short of millions of commits. */
const manyInBucket = 32

/** Insertion sort of `order[from .. to]`: most buckets hold one or two. */
function insertInOrder(
  order: Uint32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): void {
  for (let i = from + 1; i < to; i++) {
    const item = order[i]!
    let at = i
    for (; at > from && compare(order[at - 1]!, item) > 0; at--) order[at] = order[at - 1]!
    order[at] = item
  }
}

/**
 * Kahn's algorithm. Commits in a cycle, which no hash function with life in it allows, are put at the end
 * so that every commit is in the order once.
 */
function parentsFirst(count: number, parents: Int32Array, parentStarts: Uint32Array): Uint32Array {
  const waiting = new Uint32Array(count)
  const childStarts = new Uint32Array(count + 1)
  for (const parent of parents) if (parent >= 0) childStarts[parent + 1]!++
  for (let i = 0; i < count; i++) childStarts[i + 1]! += childStarts[i]!
  const children = new Uint32Array(childStarts[count]!)
  const fill = childStarts.slice()
  for (let i = 0; i < count; i++) {
    for (let p = parentStarts[i]!; p < parentStarts[i + 1]!; p++) {
      const parent = parents[p]!
      if (parent < 0) continue
      children[fill[parent]!++] = i
      waiting[i]!++
    }
  }
  const order = new Uint32Array(count)
  let tail = 0
  for (let i = 0; i < count; i++) if (waiting[i] === 0) order[tail++] = i
  for (let head = 0; head < tail; head++) {
    const commit = order[head]!
    for (let c = childStarts[commit]!; c < childStarts[commit + 1]!; c++) {
      if (--waiting[children[c]!]! === 0) order[tail++] = children[c]!
    }
  }
  for (let i = 0; i < count && tail < count; i++) if (waiting[i]! > 0) order[tail++] = i
  return order
}

function copyId(
  from: Uint8Array,
  at: number,
  to: Uint8Array,
  position: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) to[position * length + i] = from[at * length + i]!
}
