import { existsSync } from 'node:fs'
import { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import { BaseCache } from './base-cache.ts'
import { createInflater, type Inflater } from './inflate.ts'
import { readLoose } from './loose-object.ts'
import { loosePath } from './loose-path.ts'
import { idLength, idToHex } from './object-id.ts'
import type { ObjectPlan } from './object-plan.ts'
import { PackFile } from './pack-file.ts'
import { findId } from './pack-index.ts'
import { joinNames, listPacks, packNames } from './pack-list.ts'
import { type PackLookup, PackReader } from './pack-reader.ts'
import type { ReadResult } from './read-result.ts'
import { NotRegularFile } from './read-regular-file.ts'
import type { Repository } from './repository.ts'

export type { ReadResult } from './read-result.ts'

export interface ObjectStoreOptions {
  /** Uses the packs of a plan instead of listing them again. */
  readonly plan?: ObjectPlan
  /** Where packs that cannot be listed are counted. */
  readonly coverage?: CoverageLog
  /** Largest object returned, expanded bytes; default `limits.maxObjectBytes`. */
  readonly maxObjectBytes?: number
  /** Bytes of delta bases kept; default 32 MiB. */
  readonly cacheBytes?: number
}

/** Random access to every object of all object directories: packs, loose, alternates. Synchronous. */
export interface ObjectStore {
  readonly idLength: 20 | 32
  /**
   * `id` is raw. Of several copies the first good one is taken; packs that came since are found. Never throws for
   * what the database holds.
   */
  read(id: Uint8Array): ReadResult
  has(id: Uint8Array): boolean
  /** Closes the packs' files. */
  close(): void
}

/** Longest way through packs that have each other's delta bases. */
const maxForeignDepth = 64

export function openObjectStore(
  repository: Repository,
  options: ObjectStoreOptions = {},
): ObjectStore {
  return new Store(repository, options)
}

class Store implements ObjectStore {
  readonly idLength: 20 | 32
  readonly #repository: Repository
  readonly #coverage: CoverageLog
  readonly #maxObjectBytes: number
  readonly #inflater: Inflater = createInflater()
  readonly #cache: BaseCache
  #packs: PackReader[]
  /** Names of the packs as listed. */
  #names = ''
  /** Hex ids that the read under way has asked for as bases from other packs: each is tried once. */
  readonly #bases = new Set<string>()
  #depth = 0

  constructor(repository: Repository, options: ObjectStoreOptions) {
    this.#repository = repository
    this.idLength = idLength(repository.objectFormat)
    this.#coverage = options.coverage ?? new CoverageLog()
    this.#maxObjectBytes = options.maxObjectBytes ?? limits.maxObjectBytes
    this.#cache = new BaseCache(options.cacheBytes ?? 32 * 1024 * 1024)
    const { plan } = options
    this.#packs = plan === undefined ? this.#list() : this.#openAll(plannedLookups(plan))
    // Packs that could not be planned, or came since, are listed when something is missed.
    if (plan !== undefined) this.#names = joinNames(plan.packs.map(({ path }) => path))
  }

  read(id: Uint8Array): ReadResult {
    if (this.#depth === 0) this.#bases.clear()
    const first = this.#readOnce(id)
    if (first.status === 'ok' || first.status === 'too-large' || this.#depth > 0) return first
    // A repack may have moved it since the packs were listed.
    if (!this.#relist()) return first
    this.#bases.clear()
    return this.#readOnce(id)
  }

  has(id: Uint8Array): boolean {
    const known = (): boolean =>
      this.#packs.some(({ lookup }) => lookup.find(id) >= 0) ||
      this.#repository.objectDirs.some((dir) => existsSync(loosePath(dir, idToHex(id))))
    return known() || (this.#relist() && known())
  }

  close(): void {
    for (const pack of this.#packs) pack.close()
    this.#packs = []
    this.#inflater.close()
  }

  #readOnce(id: Uint8Array): ReadResult {
    let failure: ReadResult = { status: 'missing' }
    for (const result of this.#copies(id)) {
      if (result.status === 'ok') return result
      if (failure.status === 'missing' || isFinal(result)) failure = result
    }
    return failure
  }

  *#copies(id: Uint8Array): Generator<ReadResult> {
    for (const pack of this.#packs) {
      const offset = pack.lookup.find(id)
      if (offset >= 0) yield guarded(() => pack.read(offset))
    }
    const hex = idToHex(id)
    for (const dir of this.#repository.objectDirs) {
      yield guarded(() => {
        const file = new PackFile(loosePath(dir, hex))
        try {
          return readLoose(this.#inflater, file, this.#maxObjectBytes)
        } finally {
          file.close()
        }
      })
    }
  }

  #list(): PackReader[] {
    const { objectDirs } = this.#repository
    this.#names = packNames(objectDirs)
    const listed = listPacks(objectDirs, this.idLength, this.#coverage)
    return this.#openAll(
      listed.map(({ path, index: { ids, offsets, idLength: length } }) => ({
        path,
        find: (id) => offsets[findId(ids, length, id)] ?? -1,
      })),
    )
  }

  #relist(): boolean {
    if (packNames(this.#repository.objectDirs) === this.#names) return false
    for (const pack of this.#packs) pack.close()
    this.#packs = this.#list()
    return true
  }

  #openAll(lookups: readonly PackLookup[]): PackReader[] {
    return lookups.map(
      (lookup) =>
        new PackReader(lookup, {
          idLength: this.idLength,
          inflater: this.#inflater,
          cache: this.#cache,
          maxObjectBytes: this.#maxObjectBytes,
          readForeign: (id) => this.#readForeign(id),
        }),
    )
  }

  #readForeign(id: Uint8Array): ReadResult {
    const hex = idToHex(id)
    // Where each base is in several packs, ways through them multiply with every step.
    if (this.#depth >= maxForeignDepth || this.#bases.has(hex)) {
      const detail = 'delta chain through several packs has no end'
      return { status: 'corrupt', detail, isFinal: true }
    }
    this.#bases.add(hex)
    this.#depth++
    const base = this.#readOnce(id)
    this.#depth--
    return base.status === 'missing'
      ? { status: 'corrupt', detail: 'delta base is not in the database' }
      : base
  }
}

function plannedLookups({ packs }: ObjectPlan): PackLookup[] {
  return packs.map(({ path, fd, ids, idLength: length, numbers, offsets }) => ({
    path,
    fd,
    find: (id) => {
      const position = findId(ids, length, id)
      return position < 0 ? -1 : offsets[numbers[position]!]!
    },
  }))
}

/** True when nothing better can be had of git. */
export function isFinal(result: ReadResult): boolean {
  return 'isFinal' in result && (result.isFinal ?? false)
}

/** The file system's errors as results. */
function guarded(read: () => ReadResult): ReadResult {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { status: 'missing' }
    const detail = `file cannot be read (${String(error.code)})`
    if (error instanceof NotRegularFile) return { status: 'unreadable', detail, isFinal: true }
    return { status: 'unreadable', detail }
  }
}
