import type { CommitGraph } from '../git/commit-graph.ts'
import type { TagChunk } from '../git/graph-visitor.ts'
import { GrowableU32 } from '../git/growable.ts'
import { MissingIds, type MissingChunk } from '../git/missing-ids.ts'
import { objectKinds } from '../git/object-kind.ts'
import { createMarks, type ObjectMarks } from '../git/object-marks.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { sharedBytes } from '../git/pack-plan.ts'
import { findPlanned, type PlannedIds, visitPlanned } from '../git/planned-ids.ts'
import type { Repository } from '../git/repository.ts'
import type { KnownTrees } from '../git/sweep-join.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { Notice } from '../model/result.ts'
import { encodeSections, readSections } from './cache-file.ts'
import { HitRecords } from './cache-hits.ts'
import { objectStates, placeObjects, type PlacedObjects } from './cache-objects.ts'
import { contentToKeep, type ToKeep } from './cache-keep.ts'
import { fromSections, toSections, type CacheContent, type CachedSweep } from './cache-sections.ts'
import { knownTrees, widenNodes } from './cache-sweep.ts'
import { refuseTrackedCache } from './cache-trust.ts'
import { cachePlace, writeCache, type CachePlace } from './cache-write.ts'

export interface CacheOptions {
  readonly dir: string
  /** Names the repository. */
  readonly repository: string
  /** `rulesId`. */
  readonly rules: string
  /** A cache that comes with it is refused. */
  readonly opened: Repository
}

/** More new objects than this share of all, and the cache is written anew: until then they are scanned again. */
const newShare = 1 / 1024
/** Or more than so many bytes of them. */
const newBytes = 8 * 1024 * 1024

/**
 * What earlier scans of a repository found out, under the same rules and version, by object id: in which objects there
 * is nothing to tell, where the hits are in others, the graph of commits, and which trees hold what was found. What was
 * skipped or could not be read is never in it, so that it is looked at every time; a delta base that is in it is still
 * expanded for what is made from it, and that is then looked at as a whole.
 */
export class ScanCache {
  readonly marks: ObjectMarks
  /** Why there is none, if that is worth a word. */
  readonly notices: readonly Notice[]
  /** All commits and tags of earlier scans; null when an object of then is gone, or nothing is known. */
  readonly graph: { readonly commits: CommitGraph; readonly tags: TagChunk } | null
  readonly records: HitRecords
  readonly #place: CachePlace
  readonly #plan: ObjectPlan
  readonly #planned: PlannedIds
  readonly #content: CacheContent | null
  readonly #objects: PlacedObjects
  readonly #open: Uint32Array

  /** @throws ScanError `usage` for a cache that the repository tracks */
  constructor(options: CacheOptions, plan: ObjectPlan, planned: PlannedIds) {
    this.#place = cachePlace(options.dir, options.repository, options.rules)
    refuseTrackedCache(this.#place.file, options.opened)
    this.#plan = plan
    this.#planned = planned
    this.marks = createMarks(plan)
    const sections = readSections(this.#place.file)
    const content =
      sections === null || typeof sections === 'string' ? null : fromSections(sections)
    const isUsable = content !== null && content.idLength === plan.idLength
    this.#content = isUsable ? content : null
    const trouble =
      sections === null || isUsable ? null : typeof sections === 'string' ? sections : 'is damaged'
    this.notices =
      trouble === null
        ? []
        : [{ code: 'cache', detail: `the cache ${this.#place.file} ${trouble}; it is made anew` }]
    this.#objects = placeObjects(planned, this.#content?.objects ?? null)
    this.graph =
      this.#content === null || this.#objects.gone > 0
        ? null
        : { commits: this.#content.graph, tags: this.#content.tags }
    this.records = new HitRecords(this.#content?.recall ?? null, plan.idLength)
    this.#placeRecords()
    this.#open = this.#listOpen()
  }

  #placeRecords(): void {
    const { states } = this.#objects
    for (let object = 0; object < this.records.count; object++) {
      visitPlanned(this.#planned, this.records.id(object), 0, (place) => {
        states[place]! |= objectStates.recalled | this.records.kind(object)
      })
    }
  }

  /** Of `plan`, the objects of which nothing is known. */
  maskNew(plan: ObjectPlan): ObjectPlan {
    return this.#mask(plan, (state) => (state & objectStates.kind) === 0)
  }

  /** Of `plan`, the objects whose hits are known. */
  maskRecalled(plan: ObjectPlan): ObjectPlan {
    return this.#mask(plan, (state) => (state & objectStates.recalled) !== 0)
  }

  /** Of `plan`, what may be a commit or tag that is not in `graph`. */
  maskUnrelated(plan: ObjectPlan): ObjectPlan {
    return this.#mask(plan, (state) => this.#isUnrelated(state))
  }

  /** The same, of what is known: no scan comes by it. */
  maskUnread(plan: ObjectPlan): ObjectPlan {
    const { kind } = objectStates
    return this.#mask(plan, (state) => (state & kind) !== 0 && this.#isUnrelated(state))
  }

  #isUnrelated(state: number): boolean {
    const { kind, inGraph } = objectStates
    const known = state & kind
    if (known === objectKinds.blob || known === objectKinds.tree) return false
    return this.graph === null || (state & inGraph) === 0
  }

  #mask(plan: ObjectPlan, keeps: (state: number) => boolean): ObjectPlan {
    const { firsts } = this.#planned
    const { states } = this.#objects
    const lists = [...plan.packs, plan.loose]
    const masked = lists.map(({ visit }) => sharedBytes(visit.length))
    for (let k = 0, list = 0; k < this.#open.length; k++) {
      const place = this.#open[k]!
      while (place >= firsts[list + 1]!) list++
      if (!keeps(states[place]!)) continue
      const i = place - firsts[list]!
      const n = plan.packs[list]?.numbers[i] ?? i
      masked[list]![n] = lists[list]!.visit[n]!
    }
    return {
      ...plan,
      packs: plan.packs.map((pack, at) => ({ ...pack, visit: masked[at]! })),
      loose: { ...plan.loose, visit: masked[plan.packs.length]! },
    }
  }

  /** Places of objects that any mask may keep, ascending: few, where masks are made several times over. */
  #listOpen(): Uint32Array {
    const isOpen = Uint8Array.from({ length: 256 }, (_, state) => {
      const { kind, recalled } = objectStates
      const isKnown = (state & kind) !== 0 && (state & recalled) === 0
      return isKnown && !this.#isUnrelated(state) ? 0 : 1
    })
    const { states } = this.#objects
    const open = new GrowableU32()
    for (let place = 0; place < states.length; place++) {
      if (isOpen[states[place]!] === 1) open.push(place)
    }
    return open.take()
  }

  /** Number in `records` of an object; -1 when it has none. */
  recordOf(ids: Uint8Array, at: number): number {
    this.#recordPlaces ??= this.#indexRecords()
    return this.#recordPlaces.get(findPlanned(this.#planned, ids, at)) ?? -1
  }

  #recordPlaces: Map<number, number> | null = null

  #indexRecords(): Map<number, number> {
    const { records } = this
    return new Map(
      Array.from({ length: records.count }, (_, object) => [
        findPlanned(this.#planned, records.id(object), 0),
        object,
      ]),
    )
  }

  /** Raw ids of the blobs that trees were looked through for, and that are still here. */
  get wantedBefore(): Uint8Array {
    const wanted = this.#content?.sweep?.wanted ?? new Uint8Array(0)
    const { idLength } = this.#planned
    return Buffer.concat(
      Array.from({ length: wanted.length / idLength }, (_, i) => i * idLength)
        .filter((at) => findPlanned(this.#planned, wanted, at) >= 0)
        .map((at) => wanted.subarray(at, at + idLength)),
    )
  }

  /** Counts what `plan` visits and is clean: it was scanned, if not now. Trees in packs are counted by who lists them. */
  countClean(plan: ObjectPlan, coverage: CoverageLog): void {
    const { states, sizes } = this.#objects
    const { kind: kindBits, recalled } = objectStates
    const { length } = plan.packs
    for (let list = 0; list <= length; list++) {
      const { visit } = plan.packs[list] ?? plan.loose
      const numbers = plan.packs[list]?.numbers ?? null
      const first = this.#planned.firsts[list]!
      // By kind.
      const counts = [0, 0, 0, 0, 0]
      let bytes = 0
      for (let i = 0; i < visit.length; i++) {
        const state = states[first + i]!
        const kind = state & kindBits
        if (kind === 0 || (state & recalled) !== 0) continue
        if (visit[numbers === null ? i : numbers[i]!] === 0) continue
        counts[kind]!++
        if (kind !== objectKinds.tree) bytes += sizes[first + i]!
      }
      coverage.commits += counts[objectKinds.commit]!
      coverage.trees += list === length ? counts[objectKinds.tree]! : 0
      coverage.blobs += counts[objectKinds.blob]!
      coverage.tags += counts[objectKinds.tag]!
      coverage.bytes += bytes
    }
  }

  /** Root trees that known commits name and that are still not here. */
  missingRoots(): MissingChunk {
    const missing = new MissingIds(this.#planned)
    if (this.graph !== null && this.#content !== null) missing.recheck(this.#content.roots)
    return missing.finish()
  }

  /**
   * What is known of the trees that were here; null when they are all to be read. Of a blob that has come since they
   * were read, they cannot hold anything unless they named it before it was here.
   */
  sweepFor(wanted: Uint8Array): CachedSweep | null {
    const sweep = this.#content?.sweep ?? null
    if (sweep === null || this.graph === null) return null
    const { idLength } = this.#planned
    const known = new Set(idsIn(sweep.wanted, idLength))
    const missing = new Set(idsIn(sweep.missing.ids, idLength))
    for (const [i, id] of idsIn(wanted, idLength).entries()) {
      if (known.has(id)) continue
      const place = findPlanned(this.#planned, wanted, i * idLength)
      const isNew = place >= 0 && (this.#objects.states[place]! & objectStates.wasHere) === 0
      if (!isNew || missing.has(id)) return null
    }
    return sweep
  }

  /** @param wanted with those of `cached` among them */
  knownTrees(cached: CachedSweep, wanted: Uint8Array): KnownTrees {
    return knownTrees(cached, this.#planned, this.#objects.nodes, wanted)
  }

  /** Of each commit the node of its root tree; -1 where that is not known. @param added as of `extendGraph` */
  commitNodes({ commitNodes }: CachedSweep, added: Uint32Array): Int32Array {
    return new Int32Array(widenNodes(commitNodes, added))
  }

  /** Keeps what this scan found out. A cache that cannot be written is no fault of the scan. */
  save(found: ToKeep): Notice[] {
    if (!this.#isWorthWriting(found)) return []
    const content = contentToKeep(found, {
      plan: this.#plan,
      planned: this.#planned,
      marks: this.marks,
      objects: this.#objects,
      content: this.#content,
      records: this.records,
    })
    try {
      writeCache(this.#place, encodeSections(toSections(content)))
      return []
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code
      if (why === undefined) throw error
      return [{ code: 'cache', detail: `the cache ${this.#place.file} cannot be written (${why})` }]
    }
  }

  #isWorthWriting({ sweep }: ToKeep): boolean {
    const { gone, moved } = this.#objects
    if (this.#content === null || gone > 0 || sweep?.isFull === true) return true
    const { firsts, places } = this.#planned
    let count = moved
    let bytes = 0
    for (let k = 0, list = 0; k < this.#open.length; k++) {
      const place = this.#open[k]!
      while (place >= firsts[list + 1]!) list++
      const i = place - firsts[list]!
      const n = this.#plan.packs[list]?.numbers[i] ?? i
      if (this.marks.kinds[list]![n] === 0) continue
      count++
      bytes += this.marks.sizes[list]![n]!
    }
    return count > places.length * newShare || bytes > newBytes
  }
}

function idsIn(ids: Uint8Array, idLength: number): string[] {
  const hex = Buffer.from(ids.buffer, ids.byteOffset, ids.length).toString('hex')
  return Array.from({ length: ids.length / idLength }, (_, i) =>
    hex.slice(2 * i * idLength, 2 * (i + 1) * idLength),
  )
}
