import { readFully } from './read-regular-file.ts'

/** A call costs as much as copying some 16 KiB; headers stand so far apart that larger pieces hold more of what nobody asks for. */
const pieceBytes = 32 * 1024

/**
 * Reads a file at rising offsets, a piece at a time from where one is first asked for: what lies between is passed over.
 * `bytes` and `at` describe the last answer and stay valid until the next call.
 */
export class ForwardReader {
  readonly bytes: Uint8Array = new Uint8Array(pieceBytes)
  at = 0
  readonly #fd: number
  /** What `bytes` holds: `[start, end)` of the file. */
  #start = 0
  #end = 0

  constructor(fd: number) {
    this.#fd = fd
  }

  /**
   * Makes `[offset, offset + length)` available as `bytes[at ..]`, cut at the end of the file.
   *
   * @param length at most 4 KiB
   * @returns how many bytes are there
   */
  load(offset: number, length: number): number {
    if (offset < this.#start || offset + length > this.#end) {
      this.#start = offset
      this.#end = offset + readFully(this.#fd, this.bytes, pieceBytes, offset)
    }
    this.at = offset - this.#start
    return Math.min(length, this.#end - offset)
  }
}
