import { createHash } from 'node:crypto'
import { objectKinds } from './object-kind.ts'
import type { ObjectPlan } from './object-plan.ts'
import { badEntry, type PackPlan } from './pack-plan.ts'
import { maskPlan } from './plan-mask.ts'
import { splitWork } from './work-split.ts'

/** Slice `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/**
 * What belongs to a shard: whole delta families, so that no base is expanded twice, by weight, so that shards take
 * the same time. Any two shards of the same object database are disjoint, and all together are everything. Another
 * database, also one with the same objects packed otherwise, is cut otherwise: see `databaseId`.
 */
export function shardPlan(plan: ObjectPlan, shard: Shard): ObjectPlan {
  const owners = plan.packs.map(({ count }) => new Uint16Array(count))
  assignFamilies(plan, shard.count, owners)
  plan.packs.forEach((pack, at) => inherit(pack, owners[at]!))
  return maskPlan(plan, (pack, number) =>
    pack < 0
      ? number % shard.count === shard.index - 1
      : isTree(plan.packs[pack]!, number)
        ? number % shard.count === shard.index - 1
        : owners[pack]![number] === shard.index - 1,
  )
}

/** Trees are only counted here: who has which is all the same. */
function isTree({ kinds }: PackPlan, number: number): boolean {
  return kinds[number] === objectKinds.tree
}

/** Batches of neighbouring families go, heaviest first, to the shard that has least. */
function assignFamilies(plan: ObjectPlan, count: number, owners: readonly Uint16Array[]): void {
  const kinds = [objectKinds.blob, objectKinds.commit, objectKinds.tag]
  const whole = plan.packs.reduce((sum, { offsets }) => sum + (offsets.at(-1) ?? 0), 0)
  const work = splitWork(plan, kinds, Math.max(1, Math.min(1 << 20, whole / (count * 16))))
  const batches = work.batches
    .filter(({ pack }) => pack >= 0)
    .toSorted((a, b) => b.weight - a.weight || a.pack - b.pack || a.from - b.from)
  const loads = new Float64Array(count)
  for (const { pack, from, to, weight } of batches) {
    let least = 0
    for (let i = 1; i < count; i++) if (loads[i]! < loads[least]!) least = i
    loads[least]! += weight
    for (let i = from; i < to; i++) owners[pack]![work.roots[pack]![i]!] = least
  }
}

function inherit({ topological, bases }: PackPlan, owners: Uint16Array): void {
  for (const n of topological) {
    const base = bases[n]!
    if (base !== badEntry && base >= 0) owners[n] = owners[base]!
  }
}

/** Names an object database by all that decides how it is cut: its objects, and how they are packed. */
export function databaseId({ packs, loose }: ObjectPlan): string {
  const hash = createHash('sha256')
  for (const { count, ids, offsets, bases } of packs) {
    hash.update(`${count} `).update(ids).update(bytesOf(offsets)).update(bytesOf(bases))
  }
  return hash.update(`${loose.count} `).update(loose.ids).digest('hex').slice(0, 32)
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
