import type { Kernel } from '../kernel/kernel.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import { BlockHeap } from './block-heap.ts'
import { countObject } from './count-object.ts'
import { deltaSizes } from './delta-header.ts'
import { canInflateTo, inflateEntry } from './entry-reader.ts'
import { createInflater, type Inflater } from './inflate.ts'
import { objectKinds } from './object-kind.ts'
import { markObject, type ObjectMarks } from './object-marks.ts'
import { PackFile } from './pack-file.ts'
import type { PackPlan } from './pack-plan.ts'
import type { KeptTree, SweepRecords } from './sweep-records.ts'
import type { WorkList } from './work-split.ts'

export interface TreeWalkOptions {
  readonly work: WorkList
  readonly kernel: Kernel
  readonly records: SweepRecords
  readonly coverage: CoverageLog
  /** Cap on the expanded trees of a family that are held at once. */
  readonly maxMemory: number
  readonly marks?: ObjectMarks | undefined
}

/** An expanded tree with others still to be made from it. */
interface Frame extends KeptTree {
  readonly number: number
  /** Next place in `childList` to look at. */
  next: number
}

/**
 * Expands families of tree objects for a sweep, as `FamilyWalk` does for all kinds of objects, and nothing but what is as
 * it should be: a family in which anything is not is left to the other, as a whole.
 */
export class TreeWalk {
  readonly #options: TreeWalkOptions
  readonly #inflater: Inflater = createInflater()
  readonly #heap: BlockHeap
  readonly #files: (PackFile | undefined)[] = []
  readonly #stack: Frame[] = []
  /** Where deltas are inflated. */
  #deltaPtr = -1
  #deltaRoom = 0

  constructor(options: TreeWalkOptions) {
    this.#options = options
    this.#heap = new BlockHeap(options.kernel)
  }

  /** @returns false when the family could not be read: nothing of it is kept */
  walk(pack: number, root: number): boolean {
    const { records } = this.#options
    records.begin()
    let isWhole = false
    try {
      isWhole = this.#walkFamily(pack, root)
    } catch (error) {
      // The file system's errors have codes; anything else is ours.
      if (!(error instanceof Error) || !('code' in error)) throw error
    }
    if (isWhole) return true
    records.forget()
    this.release()
    return false
  }

  /** Others may use the kernel's memory until the next family. */
  release(): void {
    this.#stack.length = 0
    this.#heap.freeAll()
    this.#deltaRoom = 0
  }

  close(): void {
    for (const file of this.#files) file?.close()
    this.#inflater.close()
  }

  #walkFamily(pack: number, root: number): boolean {
    const plan = this.#options.work.plan.packs[pack]!
    const expand = this.#options.work.expand[pack]!
    const file = (this.#files[pack] ??= new PackFile(plan.path, plan.fd))
    const stack = this.#stack
    const first = this.#readRoot(plan, file, pack, root)
    if (first === null) return false
    stack.push(first)
    for (let base = stack.at(-1); base !== undefined; base = stack.at(-1)) {
      const child = nextChild(plan, expand, base)
      const tree = child < 0 ? null : this.#readDelta(plan, file, pack, child, base)
      if (tree === null && child >= 0) return false
      // A base goes before anything is made of its last child, so that few are held.
      if (base.next === plan.childStarts[base.number + 1]!) {
        this.#heap.free(base.ptr)
        stack.pop()
      }
      if (tree !== null) stack.push(tree)
    }
    return true
  }

  /** The root of a family; or of a part of one, which is made all the way from the family's. */
  #readRoot(plan: PackPlan, file: PackFile, pack: number, number: number): Frame | null {
    const path = [number]
    let root = number
    for (let base = plan.bases[root]!; base >= 0; base = plan.bases[root]!) {
      path.push(base)
      root = base
    }
    path.pop()
    if (plan.bases[root] !== -1 || plan.kinds[root] !== objectKinds.tree) return null
    let frame = this.#frame(plan, root, plan.sizes[root]!)
    if (frame === null || !this.#inflate(plan, file, root, frame.ptr)) return null
    for (let next = path.pop(); next !== undefined; next = path.pop()) {
      const made = this.#make(plan, file, next, frame)
      if (made === null) return null
      this.#heap.free(frame.ptr)
      frame = made
    }
    if (plan.visit[number] === 1) {
      this.#options.records.addWhole(plan.ids, plan.idIndex[number]! * plan.idLength, frame)
      this.#count(pack, frame)
    }
    return frame
  }

  #readDelta(
    plan: PackPlan,
    file: PackFile,
    pack: number,
    number: number,
    base: Frame,
  ): Frame | null {
    const frame = this.#make(plan, file, number, base)
    if (frame !== null && plan.visit[number] === 1) {
      const at = plan.idIndex[number]! * plan.idLength
      this.#options.records.addMade(plan.ids, at, base, frame)
      this.#count(pack, frame)
    }
    return frame
  }

  #make(plan: PackPlan, file: PackFile, number: number, base: Frame): Frame | null {
    const { kernel, records } = this.#options
    const deltaLen = plan.sizes[number]!
    if (!this.#makeDeltaRoom(deltaLen) || !this.#inflate(plan, file, number, this.#deltaPtr)) {
      return null
    }
    const sizes = deltaSizes(kernel.bytes, this.#deltaPtr, this.#deltaPtr + deltaLen)
    const frame = sizes === null ? null : this.#frame(plan, number, sizes[1])
    if (frame === null || !records.make(base, this.#deltaPtr, deltaLen, frame)) return null
    return frame
  }

  #frame(plan: PackPlan, number: number, len: number): Frame | null {
    const { records, maxMemory } = this.#options
    if (len > limits.maxObjectBytes) return null
    const room = records.roomFor(len)
    if (this.#heap.liveBytes + room > maxMemory) return null
    const ptr = this.#heap.allocate(room)
    if (ptr < 0) return null
    return { number, ptr, len, serial: 0, bounds: 0, next: plan.childStarts[number]! }
  }

  #makeDeltaRoom(length: number): boolean {
    if (length <= this.#deltaRoom) return true
    if (length > limits.maxObjectBytes) return false
    if (this.#deltaRoom > 0) this.#heap.free(this.#deltaPtr)
    this.#deltaRoom = Math.max(16_384, length * 2)
    this.#deltaPtr = this.#heap.allocate(this.#deltaRoom)
    if (this.#deltaPtr < 0) this.#deltaRoom = 0
    return this.#deltaPtr >= 0
  }

  #inflate(plan: PackPlan, file: PackFile, number: number, ptr: number): boolean {
    const from = plan.offsets[number]! + plan.headerLengths[number]!
    const to = plan.offsets[number + 1]!
    const size = plan.sizes[number]!
    const { bytes } = this.#options.kernel
    return (
      canInflateTo(to - from, size) &&
      inflateEntry(this.#inflater, file, from, to, bytes, ptr, size)
    )
  }

  #count(pack: number, { number, len }: Frame): void {
    const { coverage, marks } = this.#options
    countObject(coverage, objectKinds.tree, len)
    if (marks !== undefined) markObject(marks, pack, number, objectKinds.tree, len)
  }
}

function nextChild({ childStarts, childList }: PackPlan, expand: Uint8Array, frame: Frame): number {
  const end = childStarts[frame.number + 1]!
  while (frame.next < end) {
    const child = childList[frame.next++]!
    if (expand[child] === 1) return child
  }
  return -1
}
