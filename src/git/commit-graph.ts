import type { CommitChunk } from './commit-table.ts'
import { type IdIndex, indexIds, wordsOf } from './id-index.ts'
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
  const { count, rows, firsts } = sortRows(chunks, idLength)
  const size = idLength / 4
  const ids = new Uint8Array(count * idLength)
  const trees = new Uint8Array(count * idLength)
  const [idWords, treeWords] = [wordsOf(ids), wordsOf(trees)]
  const from = chunks.map((chunk) => {
    return {
      ids: wordsOf(chunk.ids),
      trees: wordsOf(chunk.trees),
      parents: wordsOf(chunk.parentIds),
    }
  })
  const parentStarts = new Uint32Array(count + 1)
  const authorTimes = new Float64Array(count)
  const committerTimes = new Float64Array(count)
  const authorZones = new Int16Array(count)
  for (let i = 0; i < count; i++) {
    const which = chunkOf(firsts, rows[i]!)
    const chunk = chunks[which]!
    const at = rows[i]! - firsts[which]!
    const words = from[which]!
    for (let w = 0; w < size; w++) {
      idWords[i * size + w] = words.ids[at * size + w]!
      treeWords[i * size + w] = words.trees[at * size + w]!
    }
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
    const which = chunkOf(firsts, rows[i]!)
    const chunk = chunks[which]!
    const words = from[which]!.parents
    const before = absent.length
    let p = chunk.parentStarts[rows[i]! - firsts[which]!]!
    for (let to = parentStarts[i]!; to < parentStarts[i + 1]!; to++, p++) {
      const parent = index.findWords(words, p * size)
      if (parent < 0) {
        const id = chunk.parentIds.slice(p * idLength, (p + 1) * idLength)
        absent.push({ commit: i as CommitIx, id })
      }
      parents[to] = parent
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
interface Rows {
  readonly count: number
  /** Position in all chunks, as if they were one. */
  readonly rows: Uint32Array
  /** First row of each chunk. */
  readonly firsts: readonly number[]
}

/**
 * Sorted by id, each id once. An id's first bits and its row make one number, which the platform sorts without being told
 * how; rows that agree in those bits are put in order afterwards.
 */
function sortRows(chunks: readonly CommitChunk[], idLength: number): Rows {
  const firsts: number[] = []
  let total = 0
  for (const { count } of chunks) {
    firsts.push(total)
    total += count
  }
  const rowScale = 2 ** Math.ceil(Math.log2(total + 1))
  const dropped = Math.max(1, rowScale / 2 ** 21)
  const keys = new Float64Array(total)
  for (const [which, { ids, count }] of chunks.entries()) {
    for (let i = 0, at = 0; i < count; i++, at += idLength) {
      const first =
        ((ids[at]! << 24) | (ids[at + 1]! << 16) | (ids[at + 2]! << 8) | ids[at + 3]!) >>> 0
      keys[firsts[which]! + i] = Math.floor(first / dropped) * rowScale + firsts[which]! + i
    }
  }
  keys.sort()
  const compare = (a: number, b: number): number => {
    const [x, y] = [chunkOf(firsts, a), chunkOf(firsts, b)]
    const [xAt, yAt] = [(a - firsts[x]!) * idLength, (b - firsts[y]!) * idLength]
    return compareIds(chunks[x]!.ids, xAt, chunks[y]!.ids, yAt, idLength)
  }
  const rows = new Uint32Array(total)
  let count = 0
  let last = -1
  for (let i = 0; i < total; i++) {
    const key = keys[i]!
    const bits = Math.floor(key / rowScale)
    const row = key - bits * rowScale
    let at = count
    let order = bits === last ? compare(rows[at - 1]!, row) : -1
    while (order > 0) {
      at--
      order = at > 0 ? compare(rows[at - 1]!, row) : -1
    }
    last = bits
    if (order === 0) continue
    rows.copyWithin(at + 1, at, count)
    rows[at] = row
    count++
  }
  return { count, rows, firsts }
}

/** Chunks are as many as threads. */
function chunkOf(firsts: readonly number[], row: number): number {
  let which = firsts.length - 1
  while (firsts[which]! > row) which--
  return which
}

/**
 * Kahn's algorithm. Commits in a cycle, which no hash function with life in it allows, are put at the end
 * so that every commit is in the order once.
 */
export function parentsFirst(
  count: number,
  parents: Int32Array,
  parentStarts: Uint32Array,
): Uint32Array {
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
