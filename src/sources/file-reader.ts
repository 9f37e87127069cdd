import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import type { FileItem } from './work-tree.ts'

/**
 * Reads files for scanning: open, read, close and nothing else for a small one (20,000 files: see
 * docs/performance.md), into one buffer that is used again for every file. A file above
 * `limits.streamAboveBytes` comes in overlapping windows and is never in memory as a whole.
 */
export interface FileWindow {
  /** Valid only until the next window or file is read. */
  readonly bytes: Uint8Array
  /** Where `bytes[0]` stands in the file. */
  readonly offset: number
  /**
   * What starts in `[from, until)`, counted in `bytes`, belongs to this window; what starts outside belongs to a
   * neighbour, which sees it with more text around it.
   */
  readonly from: number
  readonly until: number
}

/**
 * Gives at least `minBytes` of memory: new, or the old one grown in place with its content kept. Called again when a
 * file needs more; earlier memory is free then.
 */
export type AllocateBuffer = (minBytes: number) => Uint8Array

/** Sizes, open to tests. */
export interface ReaderSizes {
  readonly streamAbove: number
  readonly window: number
  readonly overlap: number
}

const defaultSizes: ReaderSizes = {
  streamAbove: limits.streamAboveBytes,
  window: limits.streamWindowBytes,
  overlap: limits.streamOverlapBytes,
}

const firstBufferBytes = 256 * 1024
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

export class FileReader {
  readonly #coverage: CoverageLog
  readonly #allocate: AllocateBuffer
  readonly #sizes: ReaderSizes
  #buffer: Uint8Array

  constructor(
    coverage: CoverageLog,
    allocate: AllocateBuffer = (minBytes) => new Uint8Array(minBytes),
    sizes: ReaderSizes = defaultSizes,
  ) {
    this.#coverage = coverage
    this.#allocate = allocate
    this.#sizes = sizes
    this.#buffer = allocate(Math.min(firstBufferBytes, sizes.streamAbove))
  }

  /**
   * Calls `visit` for each window of the file, at least once when it could be read. A file that is gone, became
   * something else, or cannot be read is counted in coverage and gives false. What `visit` throws goes through.
   */
  read(item: FileItem, visit: (window: FileWindow) => void): boolean {
    const descriptor = this.#open(item)
    if (descriptor === null) return false
    try {
      const isRead = this.#readOpen(descriptor, item, visit)
      if (isRead) this.#coverage.files++
      return isRead
    } catch (error) {
      this.#skip(item, error)
      return false
    } finally {
      closeSync(descriptor)
    }
  }

  /** Hands over the file's first `end` bytes, in order and without overlap; false when it ended before. */
  readStart(item: FileItem, end: number, visit: (chunk: Uint8Array) => void): boolean {
    const descriptor = this.#open(item)
    if (descriptor === null) return false
    try {
      for (let at = 0; at < end;) {
        const wanted = Math.min(this.#buffer.length, end - at)
        const length = fill(descriptor, this.#buffer, 0, wanted)
        if (length > 0) visit(this.#buffer.subarray(0, length))
        if (length < wanted) return false
        at += length
      }
      return true
    } catch (error) {
      this.#skip(item, error)
      return false
    } finally {
      closeSync(descriptor)
    }
  }

  #open(item: FileItem): number | null {
    try {
      return openSync(asPath(item.absolute), openFlags)
    } catch (error) {
      this.#skip(item, error)
      return null
    }
  }

  #readOpen(descriptor: number, item: FileItem, visit: (window: FileWindow) => void): boolean {
    let length = fill(
      descriptor,
      this.#buffer,
      0,
      Math.min(this.#buffer.length, this.#sizes.streamAbove),
    )
    if (length === 0 && !fstatSync(descriptor).isFile()) {
      this.#coverage.skip('unsupported', item.path, 'no longer a regular file')
      return false
    }
    // Full: only now is it worth asking how much there is. The file may still grow while it is read.
    while (length === Math.min(this.#buffer.length, this.#sizes.streamAbove)) {
      const { size } = fstatSync(descriptor)
      if (size > this.#sizes.streamAbove || length === this.#sizes.streamAbove) {
        this.#stream(descriptor, length, visit)
        return true
      }
      this.#grow(Math.min(Math.max(size + 1, 2 * length), this.#sizes.streamAbove), length)
      length = fill(descriptor, this.#buffer, length, this.#buffer.length)
    }
    this.#coverage.bytes += length
    visit({ bytes: this.#buffer.subarray(0, length), offset: 0, from: 0, until: length + 1 })
    return true
  }

  /** Windows overlap by `overlap`; each owns what starts in it, up to the middle of each overlap. */
  #stream(descriptor: number, have: number, visit: (window: FileWindow) => void): void {
    const { overlap } = this.#sizes
    const size = Math.max(this.#sizes.window, have)
    if (this.#buffer.length < size) this.#grow(size, have)
    const half = overlap >>> 1
    let length = have
    for (let offset = 0; ; offset += size - overlap) {
      const before = length
      length = fill(descriptor, this.#buffer, length, size)
      const isLast = length < size
      this.#coverage.bytes += offset === 0 ? length : length - before
      visit({
        bytes: this.#buffer.subarray(0, length),
        offset,
        from: offset === 0 ? 0 : half,
        until: isLast ? length + 1 : size - overlap + half,
      })
      if (isLast) return
      this.#buffer.copyWithin(0, size - overlap, size)
      length = overlap
    }
  }

  #grow(minBytes: number, keep: number): void {
    const larger = this.#allocate(minBytes)
    // WebAssembly memory grows in place: the old view is empty then, and what it held stands in the new one.
    if (this.#buffer.length > 0) larger.set(this.#buffer.subarray(0, keep))
    this.#buffer = larger
  }

  #skip(item: FileItem, error: unknown): void {
    if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error
    if (error.code === 'ENOENT')
      this.#coverage.skip('vanished', item.path, 'gone before it was read')
    else if (error.code === 'ELOOP') this.#coverage.skip('vanished', item.path, 'became a link')
    else this.#coverage.skip('unreadable', item.path, `cannot be read (${String(error.code)})`)
  }
}

/** Fills `[from, to)` until it is full or the file ends; returns where it stopped. A short read is no end. */
function fill(descriptor: number, buffer: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to) {
    const read = readSync(descriptor, buffer, at, to - at, null)
    if (read === 0) break
    at += read
  }
  return at
}

function asPath(absolute: string | Uint8Array): string | Buffer {
  if (typeof absolute === 'string') return absolute
  // A Buffer that went through a message to a worker arrives as a plain Uint8Array.
  return Buffer.from(absolute.buffer, absolute.byteOffset, absolute.byteLength)
}
