import type { ObjectPlan } from './object-plan.ts'
import { sharedBytes } from './pack-plan.ts'
import { placeOf, type PlannedIds, visitPlanned } from './planned-ids.ts'

/** Decides about one planned object; `pack` is -1 for loose ones. */
export type KeepObject = (pack: number, number: number) => boolean

/** The same plan, but only objects that `keep` wants are visited. The others still serve as delta bases. */
export function maskPlan(plan: ObjectPlan, keep: KeepObject): ObjectPlan {
  const mask = (visit: Uint8Array, pack: number): Uint8Array => {
    const masked = sharedBytes(visit.length)
    for (let n = 0; n < visit.length; n++) if (visit[n] === 1 && keep(pack, n)) masked[n] = 1
    return masked
  }
  return {
    ...plan,
    packs: plan.packs.map((pack, at) => ({ ...pack, visit: mask(pack.visit, at) })),
    loose: { ...plan.loose, visit: mask(plan.loose.visit, -1) },
  }
}

/** A set of planned objects; every copy of an object is in it. */
export class PlannedSet {
  readonly #plan: ObjectPlan
  readonly #index: PlannedIds
  /** By place. */
  readonly #has: Uint8Array

  constructor(plan: ObjectPlan, index: PlannedIds) {
    this.#plan = plan
    this.#index = index
    this.#has = new Uint8Array(index.places.length)
  }

  /** @returns false when the id at `ids[at]` is not planned */
  add(ids: Uint8Array, at: number): boolean {
    return (
      visitPlanned(this.#index, ids, at, (place) => {
        this.#has[place] = 1
      }) > 0
    )
  }

  /** @param marks by place: 1 for what is added, which is all copies of an object or none */
  addPlaces(marks: Uint8Array): void {
    for (let place = 0; place < marks.length; place++) this.#has[place]! |= marks[place]!
  }

  has(pack: number, number: number): boolean {
    return this.#has[placeOf(this.#plan, this.#index, pack, number)] === 1
  }
}
