import type { Inflater } from './inflate.ts'
import { type PackFile, pieceBytes } from './pack-file.ts'

/** What is asked for first: most objects are smaller, and where one ends is not known everywhere. */
const firstPiece = 8 * 1024

/** Inflates one stream of a file in pieces, without holding its compressed bytes. One at a time per inflater. */
export class PieceReader {
  readonly #inflater: Inflater
  readonly #file: PackFile
  readonly #end: number
  #offset: number
  #piece = firstPiece

  /** The stream starts at `offset` and lies before `end`. */
  constructor(inflater: Inflater, file: PackFile, offset: number, end: number) {
    this.#inflater = inflater
    this.#file = file
    this.#offset = offset
    this.#end = end
    inflater.begin()
  }

  /** Bytes written: `room`, or fewer where the stream ends; -1 when it is damaged. */
  readInto(output: Uint8Array, outAt: number, room: number): number {
    let written = 0
    while (written < room) {
      const got = this.#load()
      const { bytes, at } = this.#file
      if (!this.#inflater.piece(bytes, at, at + got, output, outAt + written, room - written))
        return -1
      if (this.#inflater.used === 0 && this.#inflater.written === 0) break
      this.#offset += this.#inflater.used
      this.#piece = Math.min(this.#piece * 4, pieceBytes)
      written += this.#inflater.written
    }
    return written
  }

  /** True when the stream ends right here, with the checksum it should have. */
  finish(): boolean {
    const got = this.#load()
    const { bytes, at } = this.#file
    return this.#inflater.end(bytes, at, at + got)
  }

  #load(): number {
    return this.#file.load(this.#offset, Math.min(this.#piece, this.#end - this.#offset))
  }
}
