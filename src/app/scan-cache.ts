import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { concatGraphs } from '../git/graph-chunk.ts'
import type { GraphChunk } from '../git/graph-visitor.ts'
import { GrowableBytes, GrowableU32 } from '../git/growable.ts'
import { objectKinds } from '../git/object-kind.ts'
import { createMarks, type ObjectMarks } from '../git/object-marks.ts'
import { type ObjectPlan, plannedId } from '../git/object-plan.ts'
import { findPlanned, placeOf, type PlannedIds, visitAllPlanned } from '../git/planned-ids.ts'
import { countObject } from '../git/count-object.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { Notice } from '../model/result.ts'
import { encodeSections, readSections } from './cache-file.ts'
import { fromSections, toSections, type CacheContent, type CachedSweep } from './cache-sections.ts'

export interface CacheOptions {
  readonly dir: string
  /** Names the repository. */
  readonly repository: string
  /** `rulesId`. */
  readonly rules: string
}

/** More pieces than this, and trees are all read again. */
const maxChunks = 32

/**
 * What earlier scans of a repository found nothing in, under the same rules and version, by object id. An object that
 * held something, was skipped or could not be read is never in it, so that it is looked at every time; a delta base
 * that is in it is still expanded for what is made from it, and that is then looked at as a whole.
 */
export class ScanCache {
  readonly marks: ObjectMarks
  /** Why there is none, if that is worth a word. */
  readonly notices: readonly Notice[]
  /** All commits and tags of earlier scans; null when some are gone, or nothing is known. */
  readonly graph: GraphChunk | null
  readonly #options: CacheOptions
  readonly #plan: ObjectPlan
  readonly #planned: PlannedIds
  readonly #content: CacheContent | null
  readonly #sweep: CachedSweep | null
  /** By place: the kind of a clean object. */
  readonly #kinds: Uint8Array
  readonly #sizes: Uint32Array
  /** By place: 1 = a commit or tag in `graph`. */
  readonly #inGraph: Uint8Array

  constructor(options: CacheOptions, plan: ObjectPlan, planned: PlannedIds) {
    this.#options = options
    this.#plan = plan
    this.#planned = planned
    this.marks = createMarks(plan)
    const places = planned.places.length
    this.#kinds = new Uint8Array(places)
    this.#sizes = new Uint32Array(places)
    this.#inGraph = new Uint8Array(places)
    const sections = readSections(this.#file)
    const content =
      sections === null || typeof sections === 'string' ? null : fromSections(sections)
    const isUsable = content !== null && content.idLength === plan.idLength
    this.#content = isUsable ? content : null
    const trouble =
      sections === null || isUsable ? null : typeof sections === 'string' ? sections : 'is damaged'
    this.notices =
      trouble === null
        ? []
        : [{ code: 'cache', detail: `the cache ${this.#file} ${trouble}; it is made anew` }]
    const isWhole = this.#load()
    this.graph = isWhole ? (this.#content?.graph ?? null) : null
    this.#sweep = isWhole ? (this.#content?.sweep ?? null) : null
  }

  get #file(): string {
    return join(this.#options.dir, `${this.#name}-${this.#options.rules}.cache`)
  }

  get #name(): string {
    return createHash('sha256').update(this.#options.repository).digest('hex').slice(0, 24)
  }

  /** @returns false when something that was there is gone */
  #load(): boolean {
    if (this.#content === null) return false
    const { ids, kinds, sizes, graph } = this.#content
    let gone = visitAllPlanned(this.#planned, ids, (which, place) => {
      this.#kinds[place] = kinds[which] ?? 0
      this.#sizes[place] = sizes[which] ?? 0
    })
    for (const named of [graph.commits.ids, graph.tags.ids]) {
      gone += visitAllPlanned(this.#planned, named, (_, place) => {
        this.#inGraph[place] = 1
      })
    }
    return gone === 0
  }

  /** Nothing to tell in it, as was found out before. `pack` is -1 for loose objects. */
  isClean(pack: number, number: number): boolean {
    return this.#kinds[placeOf(this.#plan, this.#planned, pack, number)] !== 0
  }

  isInGraph(pack: number, number: number): boolean {
    return this.#inGraph[placeOf(this.#plan, this.#planned, pack, number)] === 1
  }

  /** Counts what `plan` visits and is clean: it was scanned, if not now. Trees in packs are counted by who lists them. */
  countClean(plan: ObjectPlan, coverage: CoverageLog): void {
    const lists = [...plan.packs.map(({ visit }) => visit), plan.loose.visit]
    for (const [at, visit] of lists.entries()) {
      const pack = at === plan.packs.length ? -1 : at
      for (let n = 0; n < visit.length; n++) {
        if (visit[n] === 0) continue
        const place = placeOf(this.#plan, this.#planned, pack, n)
        const kind = this.#kinds[place] ?? 0
        if (kind === objectKinds.tree) coverage.trees += pack < 0 ? 1 : 0
        else if (kind === 1 || kind === 3 || kind === 4) {
          countObject(coverage, kind, this.#sizes[place] ?? 0)
        }
      }
    }
  }

  /** What is known of the trees that are clean; null when they are all to be read. */
  sweepFor(wanted: Uint8Array): CachedSweep | null {
    const sweep = this.#sweep
    if (sweep === null || sweep.chunks.length >= maxChunks) return null
    return Buffer.compare(sweep.wanted, wanted) === 0 ? sweep : null
  }

  /**
   * Keeps what this scan found out. A cache that cannot be written is no fault of the scan.
   *
   * @param sweep all that is known of the trees; null when they were not read
   * @param isFullSweep every tree was read now
   */
  save(graphs: readonly GraphChunk[], sweep: CachedSweep | null, isFullSweep: boolean): Notice[] {
    const isNew = this.marks.kinds.some((kinds) => kinds.some((kind) => kind !== 0))
    if (!isNew && this.graph !== null && (sweep === null || sweep === this.#sweep)) return []
    const keptSweep = sweep ?? this.#sweep
    const objects = this.#listClean(keptSweep !== null && !isFullSweep)
    const content = {
      idLength: this.#plan.idLength,
      ...objects,
      graph: this.#joinGraphs(graphs),
      sweep: keptSweep,
    }
    try {
      this.#write(encodeSections(toSections(content)))
      return []
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code
      if (why === undefined) throw error
      return [{ code: 'cache', detail: `the cache ${this.#file} cannot be written (${why})` }]
    }
  }

  #listClean(keepsTrees: boolean): Pick<CacheContent, 'ids' | 'kinds' | 'sizes'> {
    const { idLength } = this.#plan
    const ids = new GrowableBytes(1 << 16)
    const kinds = new GrowableBytes(1 << 12)
    const sizes = new GrowableU32()
    const one = new Uint8Array(1)
    const add = (from: Uint8Array, at: number, kind: number, size: number): void => {
      ids.push(from, at, at + idLength)
      one[0] = kind
      kinds.push(one, 0, 1)
      sizes.push(size)
    }
    const known = this.#content
    for (const [i, kind] of (known?.kinds ?? new Uint8Array(0)).entries()) {
      if (known === null || (kind === objectKinds.tree && !keepsTrees)) continue
      if (findPlanned(this.#planned, known.ids, i * idLength) < 0) continue
      add(known.ids, i * idLength, kind, known.sizes[i] ?? 0)
    }
    for (const [at, marked] of this.marks.kinds.entries()) {
      const pack = at === this.#plan.packs.length ? -1 : at
      const numbers = this.#plan.packs[pack]?.numbers
      for (let i = 0; i < marked.length; i++) {
        // In the order of ids: so they are found again without a search.
        const n = numbers?.[i] ?? i
        const kind = marked[n] ?? 0
        if (kind === 0) continue
        const isKept = kind !== objectKinds.tree || keepsTrees
        if (isKept && this.isClean(pack, n)) continue
        add(plannedId(this.#plan, pack, n), 0, kind, this.marks.sizes[at]?.[n] ?? 0)
      }
    }
    return { ids: ids.take(), kinds: kinds.take(), sizes: sizes.take() }
  }

  #joinGraphs(graphs: readonly GraphChunk[]): GraphChunk {
    const taken = new Uint8Array(this.#inGraph.length)
    return concatGraphs(graphs, this.#plan.idLength, (ids, at) => {
      const place = findPlanned(this.#planned, ids, at)
      if (place < 0 || taken[place] === 1) return false
      taken[place] = 1
      return true
    })
  }

  /** A temporary file and a rename, so that a reader finds the old or the new one; caches of other rules go. */
  #write(pieces: readonly Uint8Array[]): void {
    const { dir } = this.#options
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const temporary = join(dir, `.${this.#name}-${randomBytes(6).toString('hex')}.tmp`)
    try {
      const fd = openSync(temporary, 'wx', 0o600)
      try {
        for (const piece of pieces) writeFileSync(fd, piece)
      } finally {
        closeSync(fd)
      }
      renameSync(temporary, this.#file)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
    for (const name of readdirSync(dir)) {
      const isOld = name.startsWith(`${this.#name}-`) && join(dir, name) !== this.#file
      if (isOld) rmSync(join(dir, name), { force: true })
    }
  }
}
