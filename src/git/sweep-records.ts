import type { Kernel } from '../kernel/kernel.ts'
import { readSlack } from '../kernel/layout.ts'
import {
  type KernelTrees,
  knownSlots,
  maxBounds,
  namesEnd,
  treeEvents,
  treeStates,
  wantedBytes,
} from '../kernel/trees.ts'
import type { MissingIds } from './missing-ids.ts'
import type { PlannedIds } from './planned-ids.ts'
import { recordKinds, type TreeSweepChunk } from './sweep-chunk.ts'
import { SweepWriter } from './sweep-writer.ts'
import { isFileEntry, word } from './tree-bytes.ts'
import { type SweepWanted, type WantedFiles, wantFiles } from './wanted-files.ts'

/** What the tables of a sweep take of the kernel's memory. */
export function tableBytes({ places }: PlannedIds): number {
  return namesEnd + 8 * knownSlots(places.length)
}

/** So many records are cut off as a chunk of their own: lists that grow by doubling take three times what they hold. */
const longChunk = 2 ** 18

/** A tree in the kernel's memory from which others are made. */
export interface KeptTree {
  readonly ptr: number
  readonly len: number
  /** Position in the chunk plus 1; 0 when it is in none. */
  serial: number
  /** Number of its bounds, which stand at `boundsPtr(tree)`; 0 when no difference to it can be kept. */
  bounds: number
}

/**
 * What `createTreeSweep` does, for trees that the kernel reads (`kernel/trees.ts`): keeps of each tree its difference to
 * its delta base, subtrees and wanted blobs only, and asks after what is not here.
 */
export class SweepRecords {
  readonly #kernel: Kernel
  readonly #trees: KernelTrees
  readonly #idLength: 20 | 32
  readonly #wanted: WantedFiles
  readonly #missing: MissingIds
  readonly #tables: number
  readonly #done: TreeSweepChunk[] = []
  #out = new SweepWriter()
  #before = this.#out.mark()

  /**
   * @param tables where its tables stand; `tableBytes` of the kernel's memory
   */
  constructor(
    kernel: Kernel,
    trees: KernelTrees,
    tables: number,
    wanted: SweepWanted,
    planned: PlannedIds,
    missing: MissingIds,
  ) {
    const { idLength } = planned
    this.#kernel = kernel
    this.#trees = trees
    this.#tables = tables
    this.#idLength = idLength
    this.#missing = missing
    this.#wanted = wantFiles(wanted, idLength)
    const { bytes } = kernel
    bytes.fill(0, tables, tables + tableBytes(planned))
    bytes.set(this.#wanted.filter, tables)
    const slots = knownSlots(planned.places.length)
    trees.setTrees(idLength, tables, slots, this.#wanted.isEmpty ? 0 : 1)
    const { arrays, firsts } = planned
    arrays.forEach((ids, i) =>
      this.#know(ids.subarray(0, (firsts[i + 1]! - firsts[i]!) * idLength)),
    )
  }

  /** By way of the room for events. */
  #know(ids: Uint8Array): void {
    const { bytes, eventsPtr, eventsCap } = this.#kernel
    const step = Math.floor((eventsCap * 16) / this.#idLength) * this.#idLength
    for (let at = 0; at < ids.length; at += step) {
      const some = ids.subarray(at, at + step)
      bytes.set(some, eventsPtr)
      this.#trees.knowIds(eventsPtr, some.length / this.#idLength)
    }
  }

  /** Bytes that a tree with its bounds takes in the kernel's memory. */
  roomFor(len: number): number {
    return boundsOffset(len) + 4 * maxBounds(len, this.#idLength)
  }

  /** From here on `forget` takes back what is added. */
  begin(): void {
    if (this.#out.records >= longChunk) this.#cut()
    this.#before = this.#out.mark()
  }

  forget(): void {
    this.#out.rewind(this.#before)
  }

  /** Makes a tree from `base`; what it holds is not kept yet. @returns false when the delta does not fit */
  make(base: KeptTree, deltaPtr: number, deltaLen: number, tree: KeptTree): boolean {
    const { eventsPtr, eventsCap } = this.#kernel
    this.#told = this.#trees.makeTree(
      base.ptr,
      base.len,
      base.ptr + boundsOffset(base.len),
      base.bounds,
      deltaPtr,
      deltaLen,
      tree.ptr,
      tree.len,
      tree.ptr + boundsOffset(tree.len),
      eventsPtr,
      eventsCap,
    )
    if (this.#told >= 0) return true
    this.#forgetNames()
    return false
  }

  #told = 0

  /** Keeps what `make` found. @param ids holds the tree's raw id at `idAt` */
  addMade(ids: Uint8Array, idAt: number, base: KeptTree, tree: KeptTree): void {
    if (this.#trees.treeStatus() !== treeStates.sorted) {
      if (base.bounds > 0) this.#forgetNames()
      this.addWhole(ids, idAt, tree)
      return
    }
    tree.serial = this.#out.addTree(ids, idAt, base.serial)
    this.#addEvents(this.#told)
    tree.bounds = this.#trees.treeBounds()
  }

  /** Keeps all that a tree holds. */
  addWhole(ids: Uint8Array, idAt: number, tree: KeptTree): void {
    const { eventsPtr, eventsCap } = this.#kernel
    const { ptr, len } = tree
    const boundsPtr = ptr + boundsOffset(len)
    tree.serial = this.#out.addTree(ids, idAt, 0)
    let from = 0
    for (;;) {
      const count = this.#trees.readTree(ptr, len, from, boundsPtr, eventsPtr, eventsCap)
      this.#addEvents(count)
      if (this.#trees.treeStatus() !== treeStates.unfinished) break
      from = this.#trees.treeStopped()
    }
    const status = this.#trees.treeStatus()
    if (status === treeStates.malformed) this.#out.malformed++
    tree.bounds = status === treeStates.sorted ? this.#trees.treeBounds() : 0
  }

  finish(): TreeSweepChunk[] {
    if (this.#out.trees > 0) this.#cut()
    return this.#done
  }

  #cut(): void {
    this.#done.push(this.#out.finish())
    this.#out = new SweepWriter()
    this.#forgetNames()
  }

  #addEvents(count: number): void {
    const { words, bytes } = this.#kernel
    const first = this.#kernel.eventsPtr >>> 2
    const last = first + 4 * (count - 1)
    const { isAll } = this.#wanted
    for (let at = first; at <= last; at += 4) {
      const code = words[at]!
      const slot = words[at + 1]!
      const id = words[at + 3]!
      const isTree = (code & treeEvents.tree) !== 0
      if ((code & treeEvents.unknown) !== 0) this.#missing.lacks(bytes, id, isTree ? 2 : 3)
      if (slot === 0) continue
      if ((code & treeEvents.newName) !== 0) {
        words[slot >>> 2] = this.#out.names.intern(bytes, words[at + 2]!, id - 1)
      }
      const name = words[slot >>> 2]! * 4
      const isGone = (code & treeEvents.gone) !== 0
      if (isTree) {
        if (isGone) this.#out.addRecord(name + recordKinds.goneTree, 0, 0)
        else this.#out.addRecord(name + recordKinds.tree, word(bytes, id), word(bytes, id + 4))
        continue
      }
      if (isAll && isGone && at < last && this.#isReplacedBy(at + 4, slot)) continue
      const wanted = this.#wanted.find(bytes, words[at + 2]!, id)
      if (wanted < 0) continue
      if (isGone) this.#out.addRecord(name + recordKinds.gone, 0, 0)
      else this.#out.addRecord(name + recordKinds.wanted, wanted, this.#wanted.detail(bytes, id))
    }
  }

  /** Whether the event at `at` tells what file stands under the name of the one before, which has this slot. */
  #isReplacedBy(at: number, slot: number): boolean {
    const { words, bytes } = this.#kernel
    const others = treeEvents.tree | treeEvents.gone | treeEvents.newName
    if (words[at + 1] !== slot || (words[at]! & others) !== 0) return false
    return isFileEntry(bytes, words[at + 2]!)
  }

  /** Slots may hold names that were never given their number. */
  #forgetNames(): void {
    const names = this.#tables + wantedBytes
    this.#kernel.bytes.fill(0, names, this.#tables + namesEnd)
  }
}

function boundsOffset(len: number): number {
  return (len + readSlack + 3) & ~3
}
