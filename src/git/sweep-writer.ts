import { GrowableU32 } from './growable.ts'
import { NamePool } from './name-pool.ts'
import type { TreeSweepChunk } from './sweep-chunk.ts'
import { word } from './tree-bytes.ts'

/** Writes a chunk, tree by tree. */
export class SweepWriter {
  readonly names: NamePool = new NamePool()
  /** Trees that could not be read to their end. */
  malformed = 0
  readonly #ids = new GrowableU32()
  readonly #bases = new GrowableU32()
  readonly #recordStarts = new GrowableU32()
  readonly #records = new GrowableU32()
  readonly #targets = new GrowableU32()

  get trees(): number {
    return this.#bases.length
  }

  get records(): number {
    return this.#records.length
  }

  /** Begins a tree. @param ids holds its raw id at `idAt` @returns its position plus 1 */
  addTree(ids: Uint8Array, idAt: number, base: number): number {
    this.#ids.push(word(ids, idAt))
    this.#ids.push(word(ids, idAt + 4))
    this.#bases.push(base)
    this.#recordStarts.push(this.#records.length)
    return this.#bases.length
  }

  /** Adds to the last tree; the numbers are as in `TreeSweepChunk`. */
  addRecord(record: number, target: number, more: number): void {
    this.#records.push(record)
    this.#targets.push(target)
    this.#targets.push(more)
  }

  /** What to give `rewind` to take back all that comes. */
  mark(): SweepMark {
    const { length: trees } = this.#bases
    return { trees, records: this.#records.length, malformed: this.malformed }
  }

  rewind({ trees, records, malformed }: SweepMark): void {
    this.#ids.length = trees * 2
    this.#bases.length = trees
    this.#recordStarts.length = trees
    this.#records.length = records
    this.#targets.length = records * 2
    this.malformed = malformed
  }

  finish(): TreeSweepChunk {
    this.#recordStarts.push(this.#records.length)
    const { bytes, starts } = this.names.take()
    return {
      count: this.#bases.length,
      ids: this.#ids.take(),
      bases: this.#bases.take(),
      recordStarts: this.#recordStarts.take(),
      records: this.#records.take(),
      targets: this.#targets.take(),
      names: bytes,
      nameStarts: starts,
      malformed: this.malformed,
    }
  }
}

export interface SweepMark {
  readonly trees: number
  readonly records: number
  readonly malformed: number
}
