import { closeSync, fstatSync } from 'node:fs'
import { openRegularFile, readFully } from './read-regular-file.ts'

/**
 * Bytes of a window, a power of two, and how many are kept. Servers write packs in which a delta family is scattered:
 * in one of 500 MB, windows of 256 KiB made a walk read 25 GB, these make it read 2.2.
 */
const windowBits = 14
const slotCount = 128

/** What a reader of a stream should ask for at a time. */
export const pieceBytes: number = 256 * 1024

/**
 * Reads a file by offset through a few aligned windows, never whole. What crosses a window's edge is read into a
 * buffer of its own. `bytes` and `at` describe the last answer and stay valid until the next call.
 */
export class PackFile {
  readonly path: string
  readonly size: number
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  readonly #fd: number
  #isOwn: boolean
  /** Window w can only be in slot w % slotCount. */
  readonly #slots: (Uint8Array | undefined)[] = []
  readonly #windows = new Float64Array(slotCount).fill(-1)
  #long = new Uint8Array(0)

  /**
   * @param fd reads through this one, which stays open; else the file is opened
   * @throws NotRegularFile, or the system error when the file cannot be opened
   */
  constructor(path: string, fd: number | null = null) {
    this.path = path
    this.#isOwn = fd === null
    this.#fd = fd ?? openRegularFile(path)
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
    const window = Math.floor(offset / (1 << windowBits))
    const within = offset - window * (1 << windowBits)
    if (within + wanted > 1 << windowBits) return this.#loadLong(offset, wanted)
    const slot = window % slotCount
    const bytes = (this.#slots[slot] ??= new Uint8Array(Math.min(1 << windowBits, this.size)))
    if (this.#windows[slot] !== window) {
      this.#windows[slot] = -1
      const got = readFully(this.#fd, bytes, bytes.length, offset - within)
      // A file that is being cut while it is read: what is missing stays zero and fails to inflate.
      bytes.fill(0, got)
      this.#windows[slot] = window
    }
    this.bytes = bytes
    this.at = within
    return wanted
  }

  close(): void {
    if (this.#isOwn) closeSync(this.#fd)
  }

  /** Gives the open file away: whoever gets it has to close it. */
  release(): number {
    this.#isOwn = false
    return this.#fd
  }

  #loadLong(offset: number, length: number): number {
    if (this.#long.length < length) this.#long = new Uint8Array(length + (length >>> 2))
    this.bytes = this.#long
    this.at = 0
    return readFully(this.#fd, this.#long, length, offset)
  }
}
