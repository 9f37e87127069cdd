import type { HeldEntry } from './held-nodes.ts'
import { NamePool } from './name-pool.ts'
import { type TreeSweepChunk, recordKinds } from './sweep-chunk.ts'

/**
 * What is known of trees that are not in the sweep itself: an earlier one has read them. Their nodes come first in the
 * table of nodes, and their names first among the names.
 */
export interface KnownTrees {
  readonly entries: readonly (readonly HeldEntry[])[]
  readonly names: Uint8Array
  readonly nameStarts: Uint32Array
  readonly malformed: number
  /** Node of the tree whose id begins with these words; 0 when it holds nothing, or is not known. */
  nodeOf(low: number, high: number): number
}

/**
 * All chunks of a sweep as one set of trees. Records name trees by position instead of id; `recordTrees` says to which
 * tree a record belongs.
 */
export interface JoinedSweep {
  readonly trees: number
  /** Two words per tree: the first 8 bytes of its id. */
  readonly ids: Uint32Array
  /** Position of the tree that tree i is recorded against; -1 for none. */
  readonly bases: Int32Array
  readonly recordStarts: Uint32Array
  /** Name times 4 plus record kind, names by their number in `names`. */
  readonly records: Uint32Array
  /** Per record: position of the subtree (-1: not here, below: `knownTarget` of its node), or the wanted index. */
  readonly targets: Int32Array
  /** Path elements, one character per byte. */
  readonly names: readonly string[]
  readonly malformed: number
  readonly known: KnownTrees | null
  /** First tree with this short id; -1 for none. Equal ones follow by `sameIds`. */
  find(low: number, high: number): number
  /** The next tree with the same short id; -1 for none. */
  readonly sameIds: ReadonlyMap<number, number>
}

/** How a record names a subtree of which only the node is known, and back. */
export function knownTarget(node: number): number {
  return -1 - node
}

export function joinSweeps(
  chunks: readonly TreeSweepChunk[],
  known: KnownTrees | null = null,
): JoinedSweep {
  let trees = 0
  let count = 0
  for (const chunk of chunks) {
    trees += chunk.count
    count += chunk.records.length
  }
  const ids = new Uint32Array(trees * 2)
  const bases = new Int32Array(trees)
  const recordStarts = new Uint32Array(trees + 1)
  const records = new Uint32Array(count)
  const targets = new Int32Array(count)
  let firstTree = 0
  for (const chunk of chunks) {
    ids.set(chunk.ids, firstTree * 2)
    firstTree += chunk.count
  }
  const sameIds = new Map<number, number>()
  const index = indexShortIds(ids, trees, sameIds)

  const pool = new NamePool()
  if (known !== null) internAll(pool, known)
  firstTree = 0
  let firstRecord = 0
  let malformed = known?.malformed ?? 0
  for (const chunk of chunks) {
    const nameCount = chunk.nameStarts.length - 1
    const renamed = new Uint32Array(nameCount)
    for (let i = 0; i < nameCount; i++) {
      renamed[i] = pool.intern(chunk.names, chunk.nameStarts[i]!, chunk.nameStarts[i + 1]!)
    }
    for (let i = 0; i < chunk.count; i++) {
      const base = chunk.bases[i]!
      bases[firstTree + i] = base === 0 ? -1 : firstTree + base - 1
      recordStarts[firstTree + i] = firstRecord + chunk.recordStarts[i]!
    }
    joinRecords(chunk, renamed, index, records, targets, firstRecord)
    if (known !== null) lookUpKnown(chunk, known, targets, firstRecord)
    firstTree += chunk.count
    firstRecord += chunk.records.length
    malformed += chunk.malformed
  }
  recordStarts[trees] = firstRecord
  const names = namesOf(pool)
  return {
    trees,
    ids,
    bases,
    recordStarts,
    records,
    targets,
    names,
    malformed,
    known,
    find: (low, high) => findShort(index, low, high),
    sameIds,
  }
}

interface ShortIndex {
  readonly ids: Uint32Array
  readonly slots: Int32Array
}

function indexShortIds(ids: Uint32Array, count: number, sameIds: Map<number, number>): ShortIndex {
  let size = 16
  while (size < count * 2) size *= 2
  const mask = size - 1
  const slots = new Int32Array(size).fill(-1)
  for (let tree = 0; tree < count; tree++) {
    const low = ids[tree * 2]!
    const high = ids[tree * 2 + 1]!
    let slot = low & mask
    let known = slots[slot]!
    while (known >= 0 && (ids[known * 2] !== low || ids[known * 2 + 1] !== high)) {
      slot = (slot + 1) & mask
      known = slots[slot]!
    }
    if (known >= 0) sameIds.set(tree, known)
    slots[slot] = tree
  }
  return { ids, slots }
}

function findShort({ ids, slots }: ShortIndex, low: number, high: number): number {
  const mask = slots.length - 1
  let slot = low & mask
  let known = slots[slot]!
  while (known >= 0 && (ids[known * 2] !== low || ids[known * 2 + 1] !== high)) {
    slot = (slot + 1) & mask
    known = slots[slot]!
  }
  return known
}

/** In a loop of its own, which V8 has compiled long before it ends: half a million times in git's own repository. */
function joinRecords(
  chunk: TreeSweepChunk,
  renamed: Uint32Array,
  { ids, slots }: ShortIndex,
  records: Uint32Array,
  targets: Int32Array,
  first: number,
): void {
  const mask = slots.length - 1
  for (let i = 0; i < chunk.records.length; i++) {
    const record = chunk.records[i]!
    records[first + i] = renamed[record >>> 2]! * 4 + (record & 3)
    const low = chunk.targets[i * 2]!
    if ((record & 3) !== recordKinds.tree) {
      targets[first + i] = low
      continue
    }
    const high = chunk.targets[i * 2 + 1]!
    let slot = low & mask
    let known = slots[slot]!
    while (known >= 0 && (ids[known * 2] !== low || ids[known * 2 + 1] !== high)) {
      slot = (slot + 1) & mask
      known = slots[slot]!
    }
    targets[first + i] = known
  }
}

/** So that they keep their numbers. */
function internAll(pool: NamePool, { names, nameStarts }: KnownTrees): void {
  for (let i = 0; i < nameStarts.length - 1; i++) {
    pool.intern(names, nameStarts[i]!, nameStarts[i + 1]!)
  }
}

function lookUpKnown(
  chunk: TreeSweepChunk,
  known: KnownTrees,
  targets: Int32Array,
  first: number,
): void {
  for (let i = 0; i < chunk.records.length; i++) {
    if ((chunk.records[i]! & 3) !== recordKinds.tree || targets[first + i]! >= 0) continue
    const node = known.nodeOf(chunk.targets[i * 2]!, chunk.targets[i * 2 + 1]!)
    targets[first + i] = knownTarget(node)
  }
}

function namesOf(pool: NamePool): string[] {
  const { bytes, starts } = pool.take()
  const all = Buffer.from(bytes.buffer).toString('latin1')
  return Array.from({ length: starts.length - 1 }, (_, i) => all.slice(starts[i], starts[i + 1]))
}
