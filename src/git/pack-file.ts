import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Windows of a pack kept at a time, and the bytes of each: what a walk of one delta family jumps between. */
const windowCount = 8
export const windowBytes: number = 256 * 1024

/**
 * Reads a file by offset through a few windows; never whole. Entries longer than a window are read into a buffer of
 * their own. `bytes` and `at` describe the last answer and stay valid until the next call.
 */
export class PackFile {
  readonly path: string
  readonly size: number
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  readonly #fd: number
  readonly #windows: Uint8Array[] = []
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #usedAt: number[] = []
  #clock = 0
  #last = -1

  /** @throws the system error when the file cannot be opened */
  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'r')
    this.size = fstatSync(this.#fd).size
  }

  /**
   * Makes `[offset, offset + length)` available as `bytes[at ..]`, cut at the end of the file.
   *
   * @returns how many bytes are there
   */
  load(offset: number, length: number): number {
    const wanted = Math.min(length, this.size - offset)
    if (wanted <= 0 || offset < 0) return 0
    let window = this.#last
    if (window < 0 || offset < this.#starts[window]! || offset + wanted > this.#ends[window]!) {
      window = this.#find(offset, offset + wanted)
      if (window < 0) {
        if (wanted > windowBytes) return this.#loadLong(offset, wanted)
        window = this.#fill(offset)
      }
    }
    this.#last = window
    this.#usedAt[window] = ++this.#clock
    this.bytes = this.#windows[window]!
    this.at = offset - this.#starts[window]!
    return Math.min(wanted, this.#ends[window]! - offset)
  }

  close(): void {
    closeSync(this.#fd)
  }

  #find(start: number, end: number): number {
    for (let i = 0; i < this.#windows.length; i++) {
      if (start >= this.#starts[i]! && end <= this.#ends[i]!) return i
    }
    return -1
  }

  #fill(offset: number): number {
    let window = this.#windows.length
    if (window < windowCount) this.#windows.push(new Uint8Array(Math.min(windowBytes, this.size)))
    else {
      window = 0
      for (let i = 1; i < windowCount; i++) {
        if (this.#usedAt[i]! < this.#usedAt[window]!) window = i
      }
    }
    const got = readFully(this.#fd, this.#windows[window]!, this.#windows[window]!.length, offset)
    this.#starts[window] = offset
    this.#ends[window] = offset + got
    return window
  }

  #loadLong(offset: number, length: number): number {
    this.bytes = new Uint8Array(length)
    this.at = 0
    this.#last = -1
    return readFully(this.#fd, this.bytes, length, offset)
  }
}

/** Reads until `length` bytes are there or the file ends. */
export function readFully(fd: number, into: Uint8Array, length: number, offset: number): number {
  let got = 0
  while (got < length) {
    const count = readSync(fd, into, got, length - got, offset + got)
    if (count === 0) break
    got += count
  }
  return got
}
