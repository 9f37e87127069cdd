import { widened } from './tree-bytes.ts'

const entriesPerStep = 16

/** The entries of interest of one tree on the path from a family's root to the tree in hand. Reused. */
export class TreeFrame {
  /** Position of the tree plus 1. */
  serial = 0
  /** Bytes of the tree. */
  length = 0
  /** Entries of interest: subtrees and wanted blobs. */
  count = 0
  /** Four words each: name, kind, target, target. */
  entries: Uint32Array = new Uint32Array(64 * 4)
  /** Two entries of one name, which git forbids: no difference can be kept by name. */
  twins = false
  malformed = false
  /**
   * Every so many entries, two words: where one begins, and how many entries of interest come before it. From there a
   * tree made from this one can be read.
   */
  steps: Uint32Array = new Uint32Array(64 * 2)
  stepCount = 0
  #untilStep = 0

  reset(serial: number, length: number): void {
    this.serial = serial
    this.length = length
    this.count = 0
    this.twins = false
    this.malformed = false
    this.stepCount = 0
    this.#untilStep = 0
  }

  /** An entry begins at byte `at`: a step if it is time for one. */
  passEntry(at: number): void {
    if (--this.#untilStep >= 0) return
    this.#untilStep = entriesPerStep - 1
    this.pushStep(at, this.count)
  }

  pushStep(at: number, count: number): void {
    const next = this.stepCount * 2
    if (next === this.steps.length) this.steps = widened(this.steps)
    this.steps[next] = at
    this.steps[next + 1] = count
    this.stepCount++
  }

  /** Number of steps that lie before byte `at`. */
  stepsBefore(at: number): number {
    let low = 0
    let high = this.stepCount
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.steps[middle * 2]! < at) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Makes room for one more entry. @returns where its words go */
  addEntry(): number {
    const at = this.count++ * 4
    if (at === this.entries.length) this.entries = widened(this.entries)
    return at
  }
}
