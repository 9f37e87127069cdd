import { closeSync } from 'node:fs'
import { CoverageLog } from '../model/coverage-log.ts'
import { countBelow } from './id-index.ts'
import { compareIds, idLength, idToHex } from './object-id.ts'
import { listLoose, type LoosePlan } from './loose-list.ts'
import { MalformedFile } from './pack-index.ts'
import { listPacks, packNames } from './pack-list.ts'
import { badEntry, type PackPlan, planPack } from './pack-plan.ts'
import type { Repository } from './repository.ts'

/** Everything in the object database, each id with `visit` set once. Plain data, shared between threads. */
export interface ObjectPlan {
  readonly idLength: 20 | 32
  readonly packs: readonly PackPlan[]
  readonly loose: LoosePlan
  /** Different ids, unusable entries included. */
  readonly objectCount: number
}

/** As many packs are kept open: a process may have some thousand files, or 256. */
const maxOpenPacks = 100

/** A repository that is repacked all the time is taken as it is found then. */
const maxListings = 5

export interface PlanOptions {
  /** Keeps the largest packs open, so that nothing is lost when they are removed; `closePlan` closes them. */
  readonly keepOpen?: boolean
}

/**
 * Lists and plans all packs and loose objects; what cannot be listed is skipped in `coverage`.
 *
 * Where packs come or go meanwhile, all is listed again: an object that moved from one to the other would be missed.
 * Loose objects are listed before packs, since that is the way objects usually go.
 */
export function planObjects(
  repository: Repository,
  coverage: CoverageLog,
  { keepOpen = false }: PlanOptions = {},
): ObjectPlan {
  for (let listing = 1; ; listing++) {
    const log = new CoverageLog()
    const before = packNames(repository.objectDirs)
    const plan = planOnce(repository, log, keepOpen)
    if (listing >= maxListings || packNames(repository.objectDirs) === before) {
      coverage.add(log.snapshot())
      return plan
    }
    closePlan(plan)
  }
}

export function closePlan({ packs }: ObjectPlan): void {
  for (const { fd } of packs) if (fd !== null) closeSync(fd)
}

function planOnce(repository: Repository, coverage: CoverageLog, keepOpen: boolean): ObjectPlan {
  const length = idLength(repository.objectFormat)
  const loose = listLoose(repository.objectDirs, length, coverage)
  const packs: PackPlan[] = []
  const listed = listPacks(repository.objectDirs, length, coverage)
  // The largest first: what is in several packs is read where its family most likely is.
  listed.sort((a, b) => b.index.count - a.index.count || (a.path < b.path ? -1 : 1))
  for (const { path, index } of listed) {
    try {
      const pack = planPack(path, index, keepOpen && packs.length < maxOpenPacks)
      packs.push(pack)
      // A multi-pack-index lists an object of several packs for one of them: there, fewer are right.
      if (index.packChecksum !== null && pack.count !== pack.declaredCount) {
        const detail = `index lists ${pack.count} of ${pack.declaredCount} objects`
        coverage.skip('corrupt', path, detail)
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      coverage.skip(error instanceof MalformedFile ? 'corrupt' : 'unreadable', path, error.message)
    }
  }
  const objectCount = visitOnce(packs, loose)
  return { idLength: length, packs, loose, objectCount }
}

/** Raw id (a view) of an object; `pack` is -1 for loose ones. */
export function plannedId(plan: ObjectPlan, pack: number, number: number): Uint8Array {
  const length = plan.idLength
  if (pack < 0) return plan.loose.ids.subarray(number * length, (number + 1) * length)
  const { ids, idIndex } = plan.packs[pack]!
  const at = idIndex[number]! * length
  return ids.subarray(at, at + length)
}

/**
 * Clears `visit` of all but one copy of each id; usable copies win over unusable ones.
 *
 * @returns number of different ids
 */
function visitOnce(packs: readonly PackPlan[], loose: LoosePlan): number {
  const total = packs.reduce((sum, { count }) => sum + count, loose.count)
  if (packs.length + (loose.count > 0 ? 1 : 0) < 2) return total
  const [largest] = packs
  const rest = total - (largest?.count ?? 0)
  // Most repositories are one large pack and what has come since.
  const isMain = largest !== undefined && rest < largest.count / 16 && isPlain(largest)
  const seen = new IdSet(isMain ? rest : total, loose.idLength)
  const add = (ids: Uint8Array, at: number): boolean =>
    !(isMain && hasSorted(largest, ids, at)) && seen.add(ids, at)
  const others = isMain ? packs.slice(1) : packs
  for (const usable of [true, false]) {
    for (const { count, ids, idIndex, bases, visit } of others) {
      for (let n = 0; n < count; n++) {
        if ((bases[n] !== badEntry) === usable && !add(ids, idIndex[n]! * loose.idLength))
          visit[n] = 0
      }
    }
    if (!usable) break
    for (let n = 0; n < loose.count; n++) {
      if (!add(loose.ids, n * loose.idLength)) loose.visit[n] = 0
    }
  }
  return seen.size + (isMain ? largest.count : 0)
}

/** All entries are usable, and ids ascend, each there once. */
function isPlain({ count, ids, idLength, bases }: PackPlan): boolean {
  if (bases.includes(badEntry)) return false
  let last = -1
  for (let at = 0; at < count * idLength; at += idLength) {
    const first = (ids[at]! << 16) | (ids[at + 1]! << 8) | ids[at + 2]!
    if (first < last) return false
    if (first === last && compareIds(ids, at - idLength, ids, at, idLength) >= 0) return false
    last = first
  }
  return true
}

function hasSorted({ ids, count, idLength }: PackPlan, id: Uint8Array, at: number): boolean {
  const place = countBelow(ids, count, idLength, id, at)
  return place < count && compareIds(ids, place * idLength, id, at, idLength) === 0
}

/** Open addressing over ids that stay where they are. */
class IdSet {
  size = 0
  readonly #length: number
  readonly #mask: number
  readonly #arrays: Uint8Array[] = []
  readonly #slots: Int32Array
  readonly #places: Float64Array
  #current = 0

  constructor(capacity: number, length: number) {
    this.#length = length
    const slots = 2 ** Math.ceil(Math.log2(2 * capacity + 2))
    this.#mask = slots - 1
    this.#slots = new Int32Array(slots).fill(-1)
    this.#places = new Float64Array(slots)
  }

  /** False when the id was there. */
  add(ids: Uint8Array, at: number): boolean {
    if (this.#arrays[this.#current] !== ids) {
      this.#current = this.#arrays.indexOf(ids)
      if (this.#current < 0) this.#current = this.#arrays.push(ids) - 1
    }
    // Ids are hashes: any four bytes of one will do.
    let slot =
      (ids[at]! | (ids[at + 1]! << 8) | (ids[at + 2]! << 16) | (ids[at + 3]! << 24)) & this.#mask
    for (; this.#slots[slot]! >= 0; slot = (slot + 1) & this.#mask) {
      const other = this.#arrays[this.#slots[slot]!]!
      const otherAt = this.#places[slot]!
      let same = 0
      while (same < this.#length && other[otherAt + same] === ids[at + same]) same++
      if (same === this.#length) return false
    }
    this.#slots[slot] = this.#current
    this.#places[slot] = at
    this.size++
    return true
  }
}

/** For messages: hex id of a planned object. */
export function plannedHex(plan: ObjectPlan, pack: number, number: number): string {
  return idToHex(plannedId(plan, pack, number))
}
