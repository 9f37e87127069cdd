import { applyDelta } from '../kernel/js-delta.ts'
import type { BaseCache, CachedObject } from './base-cache.ts'
import { deltaSizes } from './delta-header.ts'
import { canInflateTo } from './entry-reader.ts'
import type { Inflater } from './inflate.ts'
import { PackFile } from './pack-file.ts'
import {
  EntryHeader,
  maxEntryHeader,
  offsetDelta,
  parseEntryHeader,
  refDelta,
} from './pack-header.ts'
import { PieceReader } from './piece-reader.ts'
import { type ReadResult, tooLarge } from './read-result.ts'
import { failures } from './walk-context.ts'

/** A pack that can be asked where an object is. */
export interface PackLookup {
  readonly path: string
  /** The open file; without it the pack is opened by its name. */
  readonly fd?: number | null
  /** Offset of the entry of a raw id; -1 when it is not in this pack. */
  find(id: Uint8Array): number
}

export interface PackReaderOptions {
  readonly idLength: 20 | 32
  readonly inflater: Inflater
  readonly cache: BaseCache
  readonly maxObjectBytes: number
  /** Reads a delta base that is not in this pack. */
  readonly readForeign: (id: Uint8Array) => ReadResult
}

/** One delta on the way from an object to its base. */
interface Step {
  readonly offset: number
  readonly dataAt: number
  readonly size: number
}

const noWindows = new Uint32Array(0)

/** Random access to one pack's entries. */
export class PackReader {
  readonly lookup: PackLookup
  readonly #options: PackReaderOptions
  #file: PackFile | null = null

  constructor(lookup: PackLookup, options: PackReaderOptions) {
    this.lookup = lookup
    this.#options = options
  }

  /** @throws the system error when the file cannot be read */
  read(offset: number): ReadResult {
    this.#file ??= new PackFile(this.lookup.path, this.lookup.fd)
    const steps: Step[] = []
    const base = this.#descend(offset, steps)
    if (base.status !== 'ok') return base
    const { kind } = base
    let { bytes } = base
    for (const step of steps.toReversed()) {
      const made = this.#apply(bytes, step)
      if (!(made instanceof Uint8Array)) return made
      bytes = made
      this.#options.cache.put(this.lookup.path, step.offset, { kind, bytes })
    }
    return { status: 'ok', kind, bytes }
  }

  close(): void {
    this.#file?.close()
    this.#file = null
  }

  /** Follows deltas to something that is none or is cached, collecting them. */
  #descend(from: number, steps: Step[]): ReadResult {
    const { idLength, cache, readForeign } = this.#options
    const { path } = this.lookup
    const file = this.#file!
    const header = new EntryHeader()
    const seen = new Set<number>()
    let offset = from
    while (!seen.has(offset)) {
      seen.add(offset)
      const cached: CachedObject | undefined = cache.get(path, offset)
      if (cached !== undefined) return { status: 'ok', ...cached }
      const got = file.load(offset, maxEntryHeader)
      if (!parseEntryHeader(file.bytes, file.at, file.at + got, idLength, header)) {
        return { status: 'corrupt', detail: failures.entry.detail }
      }
      const { type, size } = header
      const dataAt = offset + header.length
      if (type !== offsetDelta && type !== refDelta) {
        const bytes = this.#inflate(dataAt, size)
        if (!(bytes instanceof Uint8Array)) return bytes
        if (steps.length > 0) cache.put(path, offset, { kind: type, bytes })
        return { status: 'ok', kind: type, bytes }
      }
      steps.push({ offset, dataAt, size })
      if (type === offsetDelta) offset -= header.baseDistance
      else {
        const id = file.bytes.slice(header.baseIdAt, header.baseIdAt + idLength)
        offset = this.lookup.find(id)
        if (offset < 0) return readForeign(id)
      }
    }
    return { status: 'corrupt', detail: failures.circle.detail, isFinal: true }
  }

  #apply(base: Uint8Array, { dataAt, size }: Step): Uint8Array | ReadResult {
    const delta = this.#inflate(dataAt, size)
    if (!(delta instanceof Uint8Array)) return delta
    const sizes = deltaSizes(delta, 0, delta.length)
    if (sizes === null) return { status: 'corrupt', detail: failures.delta.detail }
    if (sizes[1] > this.#options.maxObjectBytes) return tooLarge(sizes[1])
    const out = new Uint8Array(sizes[1])
    const done = applyDelta(base, delta, out, noWindows, 0)
    return done < 0 ? { status: 'corrupt', detail: failures.delta.detail } : out
  }

  #inflate(offset: number, size: number): Uint8Array | ReadResult {
    const { inflater, maxObjectBytes } = this.#options
    const file = this.#file!
    if (size > maxObjectBytes) return tooLarge(size)
    if (!canInflateTo(file.size - offset, size)) {
      return { status: 'corrupt', detail: failures.lie.detail }
    }
    // One byte more for the inflater's check of the end.
    const out = new Uint8Array(size + 1)
    let good: boolean
    if (inflater.canStream) {
      const reader = new PieceReader(inflater, file, offset, file.size)
      good = reader.readInto(out, 0, size) === size && reader.finish()
    } else {
      const got = file.load(offset, size + (size >>> 8) + 1024)
      good = inflater.whole(file.bytes, file.at, file.at + got, out, 0, size) >= 0
    }
    return good ? out.subarray(0, size) : { status: 'corrupt', detail: failures.stream.detail }
  }
}
