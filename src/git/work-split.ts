import type { ObjectKind } from './object-kind.ts'
import type { ObjectPlan } from './object-plan.ts'
import { type PackPlan, sharedBytes } from './pack-plan.ts'

/** A piece of work: `roots[from..to)` of one pack, or loose objects `from..to` when `pack` is -1. */
export interface Batch {
  readonly pack: number
  readonly from: number
  readonly to: number
  /** Compressed bytes (for loose objects a guess), for progress. */
  readonly weight: number
}

/** Plain data; the arrays are shared. */
export interface WorkList {
  readonly plan: ObjectPlan
  /** Per pack: roots of delta families, and of parts of large ones, as object numbers in the order of work. */
  readonly roots: readonly Uint32Array[]
  /** Per pack: 1 = the object or something made from it is to be visited; `partRoot` = so it is, as a part of its own. */
  readonly expand: readonly Uint8Array[]
  /** Heaviest families first, then pack order, so that all workers stay busy to the end. */
  readonly batches: readonly Batch[]
  /** Sum of the batches' weights. */
  readonly weight: number
  /** Bit set of the kinds to visit: `1 << kind`. Loose objects show their kind only when they are read. */
  readonly kindMask: number
}

/** In `WorkList.expand`: made from a base that belongs to another piece of work. */
const partRoot = 2

/**
 * A family that is more than this share of its pack is cut into parts. Each part costs the way down to its root again,
 * at most a chain of deltas; uncut, one file of 1,000 versions kept one thread busy 0.6 s longer than the other.
 */
const largestShare = 1 / 32

/** What a loose object is taken to weigh. */
const looseWeight = 4096

/** Cuts the objects of these kinds whose `visit` is set into batches of about `batchBytes` compressed bytes. */
export function splitWork(
  plan: ObjectPlan,
  kinds: readonly ObjectKind[],
  batchBytes: number = 1 << 20,
): WorkList {
  const kindMask = kinds.reduce((mask, kind) => mask | (1 << kind), 0)
  const roots: Uint32Array[] = []
  const expand: Uint8Array[] = []
  const batches: Batch[] = []
  for (const [pack, packPlan] of plan.packs.entries()) {
    // Of a pack that is known nothing is left, several times over.
    const needed = packPlan.visit.includes(1) ? neededEntries(packPlan, kindMask) : null
    if (needed === null) {
      roots.push(new Uint32Array(0))
      expand.push(sharedBytes(packPlan.count))
      continue
    }
    const weights = cutFamilies(packPlan, needed, batchBytes)
    const heavy: number[] = []
    const light: number[] = []
    for (let n = 0; n < packPlan.count; n++) {
      if (needed[n] === 0 || (packPlan.bases[n]! >= 0 && needed[n] !== partRoot)) continue
      if (weights[n]! >= batchBytes / 4) heavy.push(n)
      else light.push(n)
    }
    heavy.sort((a, b) => weights[b]! - weights[a]! || a - b)
    const order = Uint32Array.from([...heavy, ...light])
    roots.push(order)
    expand.push(needed)
    cutBatches(batches, pack, order, weights, batchBytes)
  }
  cutLoose(batches, plan, batchBytes)
  // Stable: within a pack heavy families come first already.
  batches.sort((a, b) => Number(b.weight > batchBytes) - Number(a.weight > batchBytes))
  const weight = batches.reduce((sum, batch) => sum + batch.weight, 0)
  return { plan, roots, expand, batches, weight, kindMask }
}

/** Entries that are wanted themselves or are bases of wanted ones. An unknown kind (0) is wanted until it is known. */
function neededEntries({ count, visit, kinds, bases }: PackPlan, kindMask: number): Uint8Array {
  const needed = sharedBytes(count)
  const wanted = kindMask | 1
  for (let n = 0; n < count; n++) {
    // An unusable entry is in no family: a family of its own, it is looked up elsewhere by its id.
    if (visit[n] === 1 && (wanted & (1 << kinds[n]!)) !== 0) needed[n] = 1
  }
  for (let n = 0; n < count; n++) {
    if (visit[n] === 0 || needed[n] === 0) continue
    for (let base = bases[n]!; base >= 0 && needed[base] === 0; base = bases[base]!)
      needed[base] = 1
  }
  return needed
}

/**
 * Marks in `needed` where parts of large families begin.
 *
 * @returns weight of each root, of families and of parts, without the parts below it
 */
function cutFamilies(
  { count, bases, offsets, topological, weights }: PackPlan,
  needed: Uint8Array,
  batchBytes: number,
): Float64Array {
  let whole = 0
  let heaviest = 0
  for (let n = 0; n < count; n++) {
    if (needed[n] === 0 || bases[n]! >= 0) continue
    whole += weights[n]!
    heaviest = Math.max(heaviest, weights[n]!)
  }
  const largest = Math.max(batchBytes, whole * largestShare)
  if (heaviest <= largest) return weights
  const left = new Float64Array(count)
  for (let i = topological.length - 1; i >= 0; i--) {
    const n = topological[i]!
    if (needed[n] === 0) continue
    left[n]! += offsets[n + 1]! - offsets[n]!
    const base = bases[n]!
    if (base < 0) continue
    if (left[n]! >= largest) needed[n] = partRoot
    else left[base]! += left[n]!
  }
  return left
}

function cutBatches(
  batches: Batch[],
  pack: number,
  order: Uint32Array,
  weights: Float64Array,
  batchBytes: number,
): void {
  let from = 0
  let weight = 0
  for (let i = 0; i < order.length; i++) {
    weight += weights[order[i]!]!
    if (weight < batchBytes && i + 1 < order.length) continue
    batches.push({ pack, from, to: i + 1, weight })
    from = i + 1
    weight = 0
  }
}

function cutLoose(batches: Batch[], plan: ObjectPlan, batchBytes: number): void {
  const each = Math.max(1, Math.floor(batchBytes / looseWeight))
  for (let from = 0; from < plan.loose.count; from += each) {
    const to = Math.min(plan.loose.count, from + each)
    let visited = 0
    for (let n = from; n < to; n++) visited += plan.loose.visit[n]!
    if (visited > 0) batches.push({ pack: -1, from, to, weight: visited * looseWeight })
  }
}
