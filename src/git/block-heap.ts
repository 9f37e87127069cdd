import type { Kernel } from '../kernel/kernel.ts'
import { readSlack } from '../kernel/layout.ts'

/** Vector copies and the inflater's spare byte reach this far behind a block's length. */
const padding = 16

/**
 * First-fit blocks in the kernel's memory above `heapStart`. A walk keeps a few dozen alive at most (see
 * `heaviestLast`), so a sorted list of them is enough, and low addresses stay in the processor's caches.
 */
export class BlockHeap {
  /** Sum of the live blocks, padding included. */
  liveBytes = 0
  readonly #kernel: Kernel
  /** Of the live blocks; what stands behind `#count` is left over, so that the lists stay as large as they were. */
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  #count = 0

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  /** Pointer to `length` bytes, aligned to 16; -1 when the memory cannot grow so far. May replace `kernel.bytes`. */
  allocate(length: number): number {
    const size = Math.ceil((length + padding) / 16) * 16
    const starts = this.#starts
    const ends = this.#ends
    let at = this.#kernel.heapStart
    let i = 0
    const count = this.#count
    for (; i < count; i++) {
      if (starts[i]! - at >= size) break
      at = ends[i]!
    }
    if (i === count && !this.#reserve(at + size)) return -1
    // Moved by hand: `splice` makes a list of what it takes out, and this runs several times an object.
    for (let to = this.#count++; to > i; to--) {
      starts[to] = starts[to - 1]!
      ends[to] = ends[to - 1]!
    }
    starts[i] = at
    ends[i] = at + size
    this.liveBytes += size
    return at
  }

  free(ptr: number): void {
    const starts = this.#starts
    const ends = this.#ends
    let i = this.#count - 1
    while (i >= 0 && starts[i] !== ptr) i--
    if (i < 0) throw new Error('freed a block that is not live')
    this.liveBytes -= ends[i]! - ptr
    for (this.#count--; i < this.#count; i++) {
      starts[i] = starts[i + 1]!
      ends[i] = ends[i + 1]!
    }
  }

  freeAll(): void {
    this.#count = 0
    this.liveBytes = 0
  }

  /** A quarter more than asked for, so that growing stays rare. */
  #reserve(end: number): boolean {
    if (end + readSlack <= this.#kernel.bytes.length) return true
    return this.#kernel.reserve(end + Math.floor(end / 4)) || this.#kernel.reserve(end)
  }
}
