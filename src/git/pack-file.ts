import { closeSync, fstatSync } from 'node:fs'
import { openRegularFile, readFully } from './read-regular-file.ts'

/**
 * Bytes of a window, a power of two, and how many a thread keeps. Servers write packs in which a delta family is
 * scattered: in one of 500 MB, windows of 256 KiB made a walk read 25 GB, these 1,024 of 8 KiB make it read 1.6.
 */
const windowBits = 13
const windowBytes = 1 << windowBits
const slotCount = 1024
/** What lies in more windows than that is read into a buffer of its own. */
const maxSpan = 4

/** What a reader of a stream should ask for at a time. */
export const pieceBytes: number = 256 * 1024

/** The windows of all files of a thread. Those that follow each other in a file do so here, but for the last slot. */
class Windows {
  readonly bytes = new Uint8Array(slotCount * windowBytes)
  /** What stands in each slot; window w can only be in slot w % slotCount. */
  readonly keys = new Float64Array(slotCount).fill(-1)
  files = 0
}

let shared: Windows | null = null

/** Windows of one file have keys of their own: no file has as many windows. */
const keysPerFile = 2 ** 32

/**
 * Reads a file by offset through a few aligned windows, never whole. `bytes` and `at` describe the last answer and stay
 * valid until the next call for any file.
 */
export class PackFile {
  readonly path: string
  readonly size: number
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  readonly #fd: number
  #isOwn: boolean
  readonly #windows: Windows
  readonly #firstKey: number
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
    this.#windows = shared ??= new Windows()
    this.#firstKey = this.#windows.files++ * keysPerFile
  }

  /**
   * Makes `[offset, offset + length)` available as `bytes[at ..]`, cut at the end of the file.
   *
   * @returns how many bytes are there
   */
  load(offset: number, length: number): number {
    const wanted = Math.min(length, this.size - offset)
    if (wanted <= 0 || offset < 0) return 0
    if (wanted > maxSpan * windowBytes) return this.#loadLong(offset, wanted)
    const first = Math.floor(offset / windowBytes)
    const within = offset - first * windowBytes
    const span = (within + wanted + windowBytes - 1) >>> windowBits
    const slot = first % slotCount
    if (span > maxSpan || slot + span > slotCount) return this.#loadLong(offset, wanted)
    const { keys, bytes } = this.#windows
    const key = this.#firstKey + first
    for (let i = 0; i < span; i++) {
      if (keys[slot + i] === key + i) continue
      const from = i
      while (i + 1 < span && keys[slot + i + 1] !== key + i + 1) i++
      this.#fill(first + from, slot + from, i + 1 - from)
    }
    this.bytes = bytes
    this.at = slot * windowBytes + within
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

  /** Reads windows that follow each other, in one call. */
  #fill(window: number, slot: number, count: number): void {
    const { keys, bytes } = this.#windows
    keys.fill(-1, slot, slot + count)
    const offset = window * windowBytes
    const length = Math.min(count * windowBytes, this.size - offset)
    const into = bytes.subarray(slot * windowBytes, slot * windowBytes + length)
    const got = readFully(this.#fd, into, length, offset)
    // A file that is being cut while it is read: what is missing is zero and fails to inflate.
    if (got < length) into.fill(0, got)
    for (let i = 0; i < count; i++) keys[slot + i] = this.#firstKey + window + i
  }

  #loadLong(offset: number, length: number): number {
    if (this.#long.length < length) this.#long = new Uint8Array(length + (length >>> 2))
    this.bytes = this.#long
    this.at = 0
    return readFully(this.#fd, this.#long, length, offset)
  }
}
