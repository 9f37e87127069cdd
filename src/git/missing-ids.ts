import { GrowableBytes } from './growable.ts'
import { compareIds, idToHex } from './object-id.ts'
import { findPlanned, type PlannedIds } from './planned-ids.ts'
import { word } from './tree-bytes.ts'

/** Raw ids that are referenced and not here, each once, with what they must be: a `tree`, a `blob`, ... */
export interface MissingChunk {
  readonly ids: Uint8Array<ArrayBuffer>
  /** One `MissingKind` per id. */
  readonly kinds: Uint8Array<ArrayBuffer>
}

export const missingKinds = ['object', 'commit', 'tree', 'blob'] as const

/** Index into `missingKinds`. */
export type MissingKind = 0 | 1 | 2 | 3

/** A power of two; 1 MB. */
const latelySlots = 2 ** 17

/** Notes referenced ids that are not among the planned ones. */
export class MissingIds {
  readonly #planned: PlannedIds
  readonly #ids = new GrowableBytes(1024)
  readonly #kinds = new GrowableBytes(64)
  readonly #kind = new Uint8Array(1)
  /** The first 8 bytes of ids found lately: trees of one folder name the same things again and again. */
  readonly #lately = new Int32Array(2 * latelySlots)
  #slots = new Int32Array(64).fill(-1)
  count = 0

  constructor(planned: PlannedIds) {
    this.#planned = planned
  }

  /** The id at `bytes[at]` is referenced: it is noted unless it is planned. */
  check(bytes: Uint8Array, at: number, kind: MissingKind): void {
    const low = word(bytes, at) | 0
    const high = word(bytes, at + 4) | 0
    const slot = 2 * (low & (latelySlots - 1))
    if (this.#lately[slot] === low && this.#lately[slot + 1] === high) return
    if (this.lacks(bytes, at, kind)) return
    this.#lately[slot] = low
    this.#lately[slot + 1] = high
  }

  /** As `check`, for a caller who knows which ids he asked about lately. @returns true when it is noted */
  lacks(bytes: Uint8Array, at: number, kind: MissingKind): boolean {
    if (findPlanned(this.#planned, bytes, at) >= 0) return false
    this.#add(bytes, at, kind)
    return true
  }

  checkAll(ids: Uint8Array, kind: MissingKind): void {
    for (let at = 0; at < ids.length; at += this.#planned.idLength) this.check(ids, at, kind)
  }

  /** Takes over what another found. */
  addAll({ ids, kinds }: MissingChunk): void {
    for (let i = 0; i < kinds.length; i++) {
      this.#add(ids, i * this.#planned.idLength, kinds[i]! as MissingKind)
    }
  }

  /** Takes over what was missing once and still is. */
  recheck({ ids, kinds }: MissingChunk): void {
    for (let i = 0; i < kinds.length; i++) {
      this.check(ids, i * this.#planned.idLength, kinds[i]! as MissingKind)
    }
  }

  finish(): MissingChunk {
    return { ids: this.#ids.take(), kinds: this.#kinds.take() }
  }

  #add(bytes: Uint8Array, at: number, kind: MissingKind): void {
    const { idLength } = this.#planned
    const slot = this.#find(bytes, at)
    if (this.#slots[slot]! >= 0) return
    this.#slots[slot] = this.count++
    this.#ids.push(bytes, at, at + idLength)
    this.#kind[0] = kind
    this.#kinds.push(this.#kind, 0, 1)
    if (this.count * 2 <= this.#slots.length) return
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1)
    const ids = this.#ids.bytes
    for (let i = 0; i < this.count; i++) this.#slots[this.#find(ids, i * idLength)] = i
  }

  /** The slot that holds the id, or the free one where it belongs. */
  #find(bytes: Uint8Array, at: number): number {
    const { idLength } = this.#planned
    const mask = this.#slots.length - 1
    const ids = this.#ids.bytes
    let slot = word(bytes, at) & mask
    while (
      this.#slots[slot]! >= 0 &&
      compareIds(ids, this.#slots[slot]! * idLength, bytes, at, idLength) !== 0
    ) {
      slot = (slot + 1) & mask
    }
    return slot
  }
}

export interface MissingObject {
  readonly id: string
  readonly kind: (typeof missingKinds)[number]
}

/** In the order of ids. */
export function listMissing({ ids, kinds }: MissingChunk, idLength: number): MissingObject[] {
  return Array.from(kinds, (kind, i) => ({
    id: idToHex(ids, i * idLength, idLength),
    kind: missingKinds[kind as MissingKind],
  })).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
