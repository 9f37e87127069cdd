import { placeWords } from '../kernel/layout.ts'
import { countObject } from './count-object.ts'
import { deltaSizes } from './delta-header.ts'
import { canInflateTo, inflateEntry } from './entry-reader.ts'
import { shouldStream, streamObject } from './blob-stream.ts'
import type { ObjectKind } from './object-kind.ts'
import type { ReadResult } from './read-result.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import { PackFile } from './pack-file.ts'
import { EntryHeader, maxEntryHeader, parseEntryHeader } from './pack-header.ts'
import { badEntry, foreignBase, type PackPlan } from './pack-plan.ts'
import { PieceReader } from './piece-reader.ts'
import { type Failure, failures, type WalkContext } from './walk-context.ts'

/** An expanded object with children still to be made from it. */
interface Frame {
  readonly number: number
  /** -1 when the content was dropped to save memory. */
  ptr: number
  readonly len: number
  /** Next place in `childList` to look at. */
  next: number
  /** What the visitor returned; -1 when the object was not shown, so that nothing is known of it. */
  readonly flag: number
  /** What a flag that is not 0 is about; null: all of it. */
  readonly places: Uint32Array | null
}

const noPlaces = new Uint32Array(0)

/**
 * Walks delta families of one pack, or parts of them: each object is expanded once, while its base is in the kernel's
 * memory. A base is freed before its last (heaviest) child is gone down into, so few are alive at a time, whatever the
 * pack's size.
 */
export class FamilyWalk {
  readonly #context: WalkContext
  readonly #pack: number
  readonly #plan: PackPlan
  readonly #expand: Uint8Array
  readonly #stack: Frame[] = []
  #file: PackFile | null = null
  #kind: ObjectKind = 3
  // What the last expansion made.
  #ptr = -1
  #len = 0
  #windowCount = -1

  constructor(context: WalkContext, pack: number) {
    this.#context = context
    this.#pack = pack
    this.#plan = context.work.plan.packs[pack]!
    this.#expand = context.work.expand[pack]!
  }

  walk(root: number, visitor: ObjectVisitor): void {
    this.#context.heap.freeAll()
    this.#stack.length = 0
    try {
      this.#file ??= new PackFile(this.#plan.path, this.#plan.fd)
      this.#walkFrom(root, visitor)
    } catch (error) {
      // The file system's errors have codes; anything else is ours.
      if (!(error instanceof Error) || !('code' in error)) throw error
      const failure: Failure =
        error.code === 'ENOENT'
          ? { reason: 'vanished', detail: 'its pack is gone since it was listed' }
          : { reason: 'unreadable', detail: error.message }
      this.#giveUp(root, failure, visitor)
    }
  }

  close(): void {
    this.#file?.close()
    this.#file = null
  }

  #walkFrom(root: number, visitor: ObjectVisitor): void {
    const { bases, kinds, sizes } = this.#plan
    if (
      bases[root]! < 0 &&
      !this.#hasChildren(root) &&
      shouldStream(this.#context, visitor, kinds[root]!, sizes[root]!)
    ) {
      const failure = this.#stream(root, visitor)
      if (failure !== null) this.#context.rescue.skip(this.#pack, root, failure)
      return
    }
    const failure = bases[root]! < 0 ? this.#expandRoot(root) : this.#expandPart(root)
    if (failure !== null && (!this.#hasChildren(root) || !this.#takeFromElsewhere(root))) {
      this.#giveUp(root, failure, visitor)
      return
    }
    this.#showAndPush(root, -1, visitor)
    while (this.#stack.length > 0) this.#step(visitor)
  }

  /** Expands the next child of the innermost base. */
  #step(visitor: ObjectVisitor): void {
    const stack = this.#stack
    const frame = stack.at(-1)!
    const child = this.#nextChild(frame)
    if (child < 0) {
      this.#pop()
      return
    }
    const { flag, places } = frame
    let failure = frame.ptr < 0 ? this.#restore(frame) : null
    const { windowsCap } = this.#context.kernel
    failure ??= this.#expandDelta(child, frame.ptr, frame.len, windowsCap, places ?? noPlaces)
    if (!this.#hasMore(frame)) this.#pop()
    // Windows are enough only when the base was shown and its visitor said where else it has to look.
    if (flag !== 0 && places === null) this.#windowCount = -1
    if (failure === null || this.#takeFromElsewhere(child)) this.#showAndPush(child, flag, visitor)
    else this.#giveUp(child, failure, visitor)
  }

  #pop(): void {
    const { ptr } = this.#stack.pop()!
    if (ptr >= 0) this.#context.heap.free(ptr)
  }

  #showAndPush(number: number, baseFlag: number, visitor: ObjectVisitor): void {
    const ptr = this.#ptr
    const len = this.#len
    const flag = this.#show(number, baseFlag, visitor)
    if (!this.#hasChildren(number)) {
      this.#context.heap.free(ptr)
      return
    }
    const places = flag > 0 ? this.#placesOf(visitor) : null
    this.#stack.push({ number, ptr, len, next: this.#plan.childStarts[number]!, flag, places })
  }

  #show(number: number, baseFlag: number, visitor: ObjectVisitor): number {
    const { work, coverage } = this.#context
    if (this.#plan.visit[number] === 0 || (work.kindMask & (1 << this.#kind)) === 0) return -1
    countObject(coverage, this.#kind, this.#len)
    return visitor.object(
      this.#kind,
      this.#pack,
      number,
      this.#ptr,
      this.#len,
      this.#windowCount,
      Math.max(baseFlag, 0),
    )
  }

  #placesOf(visitor: ObjectVisitor): Uint32Array | null {
    const places = visitor.places?.() ?? null
    return places !== null && places.length <= this.#context.kernel.placesCap * placeWords
      ? places
      : null
  }

  #expandRoot(root: number): Failure | null {
    const { bases, kinds, sizes } = this.#plan
    if (bases[root] === badEntry) return failures.entry
    if (bases[root] === foreignBase) return this.#expandOnForeignBase(root)
    const { heap, maxObjectBytes } = this.#context
    const size = sizes[root]!
    this.#kind = kinds[root]! as ObjectKind
    this.#windowCount = -1
    if (size > maxObjectBytes) return failures.large
    if (!canInflateTo(this.#compressedLength(root), size)) return failures.lie
    const ptr = heap.allocate(size)
    if (ptr < 0) return failures.memory
    if (!this.#inflate(root, ptr, size)) {
      heap.free(ptr)
      return failures.stream
    }
    this.#ptr = ptr
    this.#len = size
    return null
  }

  #expandOnForeignBase(root: number): Failure | null {
    const header = new EntryHeader()
    const file = this.#file!
    const got = file.load(this.#plan.offsets[root]!, maxEntryHeader)
    const { idLength } = this.#plan
    if (!parseEntryHeader(file.bytes, file.at, file.at + got, idLength, header))
      return failures.entry
    const base = this.#context.rescue.byId(
      file.bytes.slice(header.baseIdAt, header.baseIdAt + idLength),
    )
    if (base.status !== 'ok') {
      return base.status === 'missing'
        ? { reason: 'missing', detail: 'its delta base is not in the database' }
        : { reason: base.status, detail: `its delta base: ${base.detail}` }
    }
    if (!this.#put(base)) return failures.memory
    const basePtr = this.#ptr
    const failure = this.#expandDelta(root, basePtr, this.#len, 0)
    this.#windowCount = -1
    this.#context.heap.free(basePtr)
    return failure
  }

  /** Makes `number` from the base; `windowsCap` 0 when nobody asks for windows. */
  #expandDelta(
    number: number,
    basePtr: number,
    baseLen: number,
    windowsCap: number,
    places: Uint32Array = noPlaces,
  ): Failure | null {
    const { heap, kernel, margin, maxObjectBytes } = this.#context
    const deltaLen = this.#plan.sizes[number]!
    if (deltaLen > maxObjectBytes) return failures.large
    if (!canInflateTo(this.#compressedLength(number), deltaLen)) return failures.lie
    const deltaPtr = heap.allocate(deltaLen)
    if (deltaPtr < 0) return failures.memory
    try {
      if (!this.#inflate(number, deltaPtr, deltaLen)) return failures.stream
      const sizes = deltaSizes(kernel.bytes, deltaPtr, deltaPtr + deltaLen)
      if (sizes === null) return failures.delta
      const len = sizes[1]
      if (len > maxObjectBytes) return failures.large
      this.#makeRoom(len, basePtr)
      const ptr = heap.allocate(len)
      if (ptr < 0) return failures.memory
      if (places.length > 0) kernel.words.set(places, kernel.placesPtr >>> 2)
      const windowCount = kernel.applyDelta(
        basePtr,
        baseLen,
        deltaPtr,
        deltaLen,
        ptr,
        len,
        kernel.windowsPtr,
        windowsCap,
        margin,
        kernel.placesPtr,
        places.length / placeWords,
        kernel.movedPtr,
        kernel.placesCap,
      )
      if (windowCount < 0) {
        heap.free(ptr)
        return failures.delta
      }
      this.#ptr = ptr
      this.#len = len
      this.#windowCount = windowCount
      return null
    } finally {
      heap.free(deltaPtr)
    }
  }

  /** Drops the content of outer bases, outermost first, until `length` more bytes stay within the soft cap. */
  #makeRoom(length: number, keepPtr: number): void {
    const { heap, maxMemory } = this.#context
    for (const frame of this.#stack) {
      if (heap.liveBytes + length <= maxMemory) return
      if (frame.ptr < 0 || frame.ptr === keepPtr) continue
      heap.free(frame.ptr)
      frame.ptr = -1
    }
  }

  /** The root of a part: nobody knows here what its base held, so it is shown as a whole. */
  #expandPart(root: number): Failure | null {
    const failure = this.#makeAgain(root)
    this.#windowCount = -1
    return failure
  }

  #restore(frame: Frame): Failure | null {
    const kind = this.#kind
    const failure = this.#makeAgain(frame.number)
    this.#kind = kind
    if (failure === null) frame.ptr = this.#ptr
    return failure
  }

  /** Makes an object from the nearest ancestor that is alive or from the family's root. */
  #makeAgain(number: number): Failure | null {
    const { heap } = this.#context
    const path: number[] = []
    let at = number
    let live: Frame | undefined
    while (live === undefined) {
      path.push(at)
      at = this.#plan.bases[at]!
      if (at < 0) break
      live = this.#stack.find((frame) => frame.number === at && frame.ptr >= 0)
    }
    let ptr = live?.ptr ?? -1
    let len = live?.len ?? 0
    for (let i = path.length - 1; i >= 0; i--) {
      const failure =
        ptr < 0 ? this.#expandRoot(path[i]!) : this.#expandDelta(path[i]!, ptr, len, 0)
      if (ptr >= 0 && ptr !== live?.ptr) heap.free(ptr)
      if (failure !== null && !this.#takeFromElsewhere(path[i]!)) return failure
      ptr = this.#ptr
      len = this.#len
    }
    return null
  }

  #takeFromElsewhere(number: number): boolean {
    const result = this.#context.rescue.byNumber(this.#pack, number)
    if (result.status !== 'ok' || !this.#put(result)) return false
    this.#windowCount = -1
    return true
  }

  #put(result: Extract<ReadResult, { status: 'ok' }>): boolean {
    const { heap, kernel } = this.#context
    const ptr = heap.allocate(result.bytes.length)
    if (ptr < 0) return false
    kernel.bytes.set(result.bytes, ptr)
    this.#kind = result.kind
    this.#ptr = ptr
    this.#len = result.bytes.length
    return true
  }

  /** Looks elsewhere for an object and all that is made from it; skips what has no other copy. */
  #giveUp(number: number, failure: Failure, visitor: ObjectVisitor): void {
    const { rescue, heap } = this.#context
    const { bases, childStarts, childList, visit } = this.#plan
    const todo = [number]
    while (todo.length > 0) {
      const n = todo.pop()!
      if (visit[n] === 1 && this.#takeFromElsewhere(n)) {
        this.#show(n, -1, visitor)
        heap.free(this.#ptr)
      } else rescue.skip(this.#pack, n, failure)
      // What hangs on an unusable entry is unusable itself, and a root of its own.
      if (bases[n] === badEntry) continue
      for (let c = childStarts[n]!; c < childStarts[n + 1]!; c++) {
        if (this.#expand[childList[c]!] === 1) todo.push(childList[c]!)
      }
    }
  }

  #stream(root: number, visitor: ObjectVisitor): Failure | null {
    const { inflater } = this.#context
    const size = this.#plan.sizes[root]!
    if (size === 0xffffffff) return failures.large
    const start = this.#plan.offsets[root]! + this.#plan.headerLengths[root]!
    const reader = new PieceReader(inflater, this.#file!, start, this.#plan.offsets[root + 1]!)
    const kind = this.#plan.kinds[root]! as ObjectKind
    return streamObject(this.#context, reader, visitor, kind, this.#pack, root, size)
  }

  #compressedLength(n: number): number {
    const { offsets, headerLengths } = this.#plan
    return offsets[n + 1]! - offsets[n]! - headerLengths[n]!
  }

  #inflate(n: number, ptr: number, size: number): boolean {
    const { inflater, kernel } = this.#context
    const { offsets, headerLengths } = this.#plan
    const from = offsets[n]! + headerLengths[n]!
    return inflateEntry(inflater, this.#file!, from, offsets[n + 1]!, kernel.bytes, ptr, size)
  }

  #nextChild(frame: Frame): number {
    const { childStarts, childList } = this.#plan
    const end = childStarts[frame.number + 1]!
    while (frame.next < end) {
      const child = childList[frame.next++]!
      if (this.#expand[child] === 1) return child
    }
    return -1
  }

  #hasMore(frame: Frame): boolean {
    return this.#anyFrom(frame.next, this.#plan.childStarts[frame.number + 1]!)
  }

  #hasChildren(n: number): boolean {
    return this.#anyFrom(this.#plan.childStarts[n]!, this.#plan.childStarts[n + 1]!)
  }

  #anyFrom(from: number, end: number): boolean {
    for (let c = from; c < end; c++) if (this.#expand[this.#plan.childList[c]!] === 1) return true
    return false
  }
}
