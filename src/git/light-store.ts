import { closeSync, existsSync, fstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDenied } from '../model/errors.ts'
import { limits } from '../model/limits.ts'
import { BaseCache } from './base-cache.ts'
import { createInflater, type Inflater } from './inflate.ts'
import { readLoose } from './loose-object.ts'
import { loosePath } from './loose-path.ts'
import { idLength, idToHex } from './object-id.ts'
import { type ObjectStore, openObjectStore } from './object-store.ts'
import { PackFile } from './pack-file.ts'
import { findId, MalformedFile } from './pack-index.ts'
import { type PackLookup, PackReader } from './pack-reader.ts'
import type { ReadResult } from './read-result.ts'
import { openRegularFile, readFully } from './read-regular-file.ts'
import type { Repository } from './repository.ts'
import { closed } from './small-files.ts'

/**
 * An object store for a few reads: loose objects first, since what was just staged is loose, then packs whose
 * indexes are searched on disk. Opening `openObjectStore` reads every index whole, which takes 25 ms for a million
 * objects; this takes a `readdir`. Whatever is not found or not good here is asked of that store, once opened.
 */
export function openLightStore(repository: Repository): ObjectStore {
  return new LightStore(repository)
}

class LightStore implements ObjectStore {
  readonly idLength: 20 | 32
  readonly #repository: Repository
  readonly #inflater: Inflater = createInflater()
  readonly #indexes: DiskIndex[] = []
  #packs: PackReader[] | null = null
  #full: ObjectStore | null = null

  constructor(repository: Repository) {
    this.#repository = repository
    this.idLength = idLength(repository.objectFormat)
  }

  read(id: Uint8Array): ReadResult {
    const found = this.#readLight(id)
    if (found?.status === 'ok' || found?.status === 'too-large') return found
    this.#full ??= openObjectStore(this.#repository)
    return this.#full.read(id)
  }

  has(id: Uint8Array): boolean {
    this.#full ??= openObjectStore(this.#repository)
    return this.#full.has(id)
  }

  close(): void {
    for (const pack of this.#packs ?? []) pack.close()
    for (const index of this.#indexes) index.close()
    this.#packs = null
    this.#full?.close()
    this.#inflater.close()
  }

  #readLight(id: Uint8Array): ReadResult | null {
    try {
      return this.#readLoose(id) ?? this.#readPacked(id)
    } catch (error) {
      // The other store says what is wrong with which file.
      if (error instanceof MalformedFile || (error instanceof Error && 'code' in error)) return null
      throw error
    }
  }

  #readLoose(id: Uint8Array): ReadResult | null {
    const hex = idToHex(id)
    for (const dir of this.#repository.objectDirs) {
      const path = loosePath(dir, hex)
      if (!existsSync(path)) continue
      const file = new PackFile(path)
      try {
        return readLoose(this.#inflater, file, limits.maxObjectBytes)
      } finally {
        file.close()
      }
    }
    return null
  }

  #readPacked(id: Uint8Array): ReadResult | null {
    this.#packs ??= this.#openPacks()
    for (const pack of this.#packs) {
      const offset = pack.lookup.find(id)
      if (offset >= 0) return pack.read(offset)
    }
    return null
  }

  #openPacks(): PackReader[] {
    const cache = new BaseCache(32 * 1024 * 1024)
    const packs: PackReader[] = []
    for (const dir of this.#repository.objectDirs) {
      const folder = join(dir, 'pack')
      if (!existsSync(folder)) continue
      const names = new Set(namesOf(folder))
      for (const name of names) {
        // A pack without an index of its own (multi-pack-index) is the other store's business.
        if (!name.endsWith('.idx') || !names.has(name.replace(/idx$/, 'pack'))) continue
        const index = new DiskIndex(join(folder, name), this.idLength)
        this.#indexes.push(index)
        packs.push(
          new PackReader(index, {
            idLength: this.idLength,
            inflater: this.#inflater,
            cache,
            maxObjectBytes: limits.maxObjectBytes,
            readForeign: () => ({ status: 'corrupt', detail: 'delta base is in another pack' }),
          }),
        )
      }
    }
    return packs
  }
}

const fanOutAt = 8
const headerBytes = fanOutAt + 1024
const magicV2 = 0xff744f63

/** Searches one `.idx` (version 2) on disk: the fan-out table, then the ids that share the first byte. */
class DiskIndex implements PackLookup {
  readonly path: string
  readonly #indexPath: string
  readonly #idLength: 20 | 32
  readonly #buckets = new Map<number, Uint8Array>()
  #fd = -1
  #header: DataView | null = null
  #size = 0

  constructor(indexPath: string, length: 20 | 32) {
    this.#indexPath = indexPath
    this.#idLength = length
    this.path = indexPath.replace(/idx$/, 'pack')
  }

  /** @throws MalformedFile (also for version 1, which the other store reads), or the system error */
  find(id: Uint8Array): number {
    const header = (this.#header ??= this.#open())
    const first = id[0]!
    const start = first === 0 ? 0 : header.getUint32(fanOutAt + 4 * (first - 1))
    const end = header.getUint32(fanOutAt + 4 * first)
    const count = header.getUint32(fanOutAt + 4 * 255)
    if (start > end || end > count) throw new MalformedFile('pack index has a wrong fan-out table')
    let bucket = this.#buckets.get(first)
    if (bucket === undefined) {
      bucket = this.#read(headerBytes + start * this.#idLength, (end - start) * this.#idLength)
      this.#buckets.set(first, bucket)
    }
    const position = findId(bucket, this.#idLength, id)
    return position < 0 ? -1 : this.#offset(start + position, count)
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd)
    this.#fd = -1
  }

  #open(): DataView {
    this.#fd = openRegularFile(this.#indexPath)
    this.#size = fstatSync(this.#fd).size
    const header = viewOf(this.#read(0, headerBytes))
    if (header.getUint32(0) === magicV2 && header.getUint32(4) === 2) return header
    throw new MalformedFile('pack index has another version')
  }

  #offset(position: number, count: number): number {
    const offsetsAt = headerBytes + count * (this.#idLength + 4)
    const offset = viewOf(this.#read(offsetsAt + 4 * position, 4)).getUint32(0)
    if (offset < 0x80000000) return offset
    const long = offsetsAt + count * 4 + (offset - 0x80000000) * 8
    const view = viewOf(this.#read(long, 8))
    return view.getUint32(0) * 2 ** 32 + view.getUint32(4)
  }

  #read(offset: number, length: number): Uint8Array {
    if (offset + length > this.#size) throw new MalformedFile('pack index is cut short')
    const bytes = new Uint8Array(length)
    if (readFully(this.#fd, bytes, length, offset) !== length) {
      throw new MalformedFile('pack index became shorter')
    }
    return bytes
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** @throws ScanError `unreadable` */
function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isDenied(error)) throw closed(folder, error)
    throw error
  }
}
