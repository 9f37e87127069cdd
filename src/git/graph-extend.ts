import {
  type AbsentParent,
  type CommitGraph,
  type CommitIx,
  joinCommitTables,
  parentsFirst,
} from './commit-graph.ts'
import type { CommitChunk } from './commit-table.ts'
import { countBelow, indexSorted } from './id-index.ts'

export interface ExtendedGraph {
  readonly graph: CommitGraph
  /** Positions of the commits that `base` did not have, ascending. */
  readonly added: Uint32Array
}

/**
 * The graph of `base` with the commits of `chunks`: the same that `joinCommitTables` makes of all of them, but for the
 * order of commits that are not related. Costs a copy of the base: 10 ms for 200,000 commits, where joining takes 180.
 */
export function extendGraph(base: CommitGraph, chunks: readonly CommitChunk[]): ExtendedGraph {
  const fresh = joinCommitTables(chunks)
  const rows: number[] = []
  for (let i = 0; i < fresh.count; i++) {
    if (base.index.find(fresh.ids, i * fresh.idLength) < 0) rows.push(i)
  }
  if (rows.length === 0) return { graph: base, added: new Uint32Array(0) }
  const { idLength } = base
  const added = Uint32Array.from(
    rows,
    (row, k) => k + countBelow(base.ids, base.count, idLength, fresh.ids, row * idLength),
  )
  const count = base.count + rows.length
  const weave = <T extends Column>(old: T, made: T, width: number): T =>
    weaveColumn(
      old,
      (k) => made.subarray(rows[k]! * width, (rows[k]! + 1) * width) as T,
      width,
      added,
    )
  const ids = weave(base.ids, fresh.ids, idLength)
  const index = indexSorted(ids, count, idLength)
  const moved = movedPlaces(base.count, added)

  const oldAbsent = absentBySlot(base)
  const freshAbsent = absentBySlot(fresh)
  const parentStarts = new Uint32Array(count + 1)
  const slots = new Int32Array(base.parents.length + fresh.parents.length)
  const absent: AbsentParent[] = []
  let end = 0
  let hasCome = false
  const look = (commit: number, id: Uint8Array): number => {
    const parent = index.find(id, 0)
    if (parent < 0) absent.push({ commit: commit as CommitIx, id })
    return parent
  }
  for (let i = 0, old = 0, k = 0; i < count; i++) {
    if (added[k] === i) {
      const row = rows[k++]!
      for (let p = fresh.parentStarts[row]!; p < fresh.parentStarts[row + 1]!; p++) {
        const parent = fresh.parents[p]!
        slots[end++] =
          parent < 0 ? look(i, freshAbsent.get(p)!) : index.find(fresh.ids, parent * idLength)
      }
    } else {
      const to = base.parentStarts[old + 1]!
      for (let p = base.parentStarts[old]!; p < to; p++) {
        const parent = base.parents[p]!
        if (parent >= 0) slots[end++] = moved[parent]!
        else if ((slots[end++] = look(i, oldAbsent.get(p)!)) >= 0) hasCome = true
      }
      old++
    }
    parentStarts[i + 1] = end
  }
  const parents = slots.subarray(0, end)
  return {
    added,
    graph: {
      count,
      idLength,
      ids,
      trees: weave(base.trees, fresh.trees, idLength),
      parents,
      parentStarts,
      // What is new has no children that are not, unless it was missed before.
      order: hasCome
        ? parentsFirst(count, parents, parentStarts)
        : appendOrder(base.order, moved, fresh.order, rows, added),
      authorTimes: weave(base.authorTimes, fresh.authorTimes, 1),
      committerTimes: weave(base.committerTimes, fresh.committerTimes, 1),
      authorZones: weave(base.authorZones, fresh.authorZones, 1),
      cut: [...new Set(absent.map(({ commit }) => commit))],
      absent,
      index,
    },
  }
}

type Column = Uint8Array | Uint32Array | Int16Array | Int32Array | Float64Array

/**
 * The values of `old` with others between them, `width` a commit.
 *
 * @param made the values of the k-th commit that is added
 * @param added positions in the result, ascending
 */
export function weaveColumn<T extends Column>(
  old: T,
  made: (k: number) => T,
  width: number,
  added: Uint32Array,
): T {
  const all = new (old.constructor as new (length: number) => T)(old.length + added.length * width)
  let from = 0
  for (const [k, at] of added.entries()) {
    all.set(old.subarray(from, (at - k) * width), from + k * width)
    from = (at - k) * width
    all.set(made(k), at * width)
  }
  all.set(old.subarray(from), from + added.length * width)
  return all
}

/** Where each commit of the base stands now. */
function movedPlaces(count: number, added: Uint32Array): Uint32Array {
  const moved = new Uint32Array(count)
  for (let old = 0, k = 0; old < count; old++) {
    while (added[k] === old + k) k++
    moved[old] = old + k
  }
  return moved
}

function absentBySlot({ parents, absent }: CommitGraph): Map<number, Uint8Array> {
  const ids = new Map<number, Uint8Array>()
  for (let p = 0; p < parents.length && ids.size < absent.length; p++) {
    if (parents[p]! < 0) ids.set(p, absent[ids.size]!.id)
  }
  return ids
}

function appendOrder(
  old: Uint32Array,
  moved: Uint32Array,
  fresh: Uint32Array,
  rows: readonly number[],
  added: Uint32Array,
): Uint32Array {
  const order = new Uint32Array(old.length + added.length)
  for (let i = 0; i < old.length; i++) order[i] = moved[old[i]!]!
  const placeOf = new Map(rows.map((row, k) => [row, added[k]!]))
  let end = old.length
  for (const row of fresh) {
    const place = placeOf.get(row)
    if (place !== undefined) order[end++] = place
  }
  return order
}
