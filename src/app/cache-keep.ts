import type { CommitGraph } from '../git/commit-graph.ts'
import type { TagChunk } from '../git/graph-visitor.ts'
import { GrowableBytes } from '../git/growable.ts'
import type { HeldTrees } from '../git/held-trees.ts'
import { MissingIds, type MissingChunk } from '../git/missing-ids.ts'
import { idToHex } from '../git/object-id.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectMarks } from '../git/object-marks.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { findPlanned, type PlannedIds, visitPlanned } from '../git/planned-ids.ts'
import type { Sighting } from '../triage/group.ts'
import { HitWriter, type HitRecords } from './cache-hits.ts'
import { objectStates, type PlacedObjects } from './cache-objects.ts'
import { type CacheContent, type CachedObjects } from './cache-sections.ts'
import { cacheSweep, widenNodes } from './cache-sweep.ts'

/** What a scan found out. */
export interface ToKeep {
  readonly graph: CommitGraph
  /** Positions in `graph` of commits that the cache did not have; null: of all of them. */
  readonly added: Uint32Array | null
  readonly tags: readonly TagChunk[]
  readonly sightings: readonly Sighting[]
  /** Null where trees were not read. */
  readonly sweep: {
    /** Every tree was read now. */
    readonly isFull: boolean
    /** Raw ids. */
    readonly wanted: Uint8Array
    readonly held: HeldTrees
    /** Of each commit. */
    readonly nodes: Int32Array
    readonly missing: MissingChunk
    readonly malformed: number
  } | null
}

/** What was known before, and what was noted meanwhile. */
export interface KeptBefore {
  readonly plan: ObjectPlan
  readonly planned: PlannedIds
  readonly marks: ObjectMarks
  readonly objects: PlacedObjects
  readonly content: CacheContent | null
  readonly records: HitRecords
}

/** What the next scan is to know. */
export function contentToKeep(found: ToKeep, before: KeptBefore): CacheContent {
  const { graph, tags } = found
  const { idLength } = before.planned
  const objects = objectsToKeep(found, before)
  return {
    idLength,
    objects,
    graph,
    tags: joinTags(tags, idLength),
    roots: missingRoots(graph, before.planned),
    sweep: sweepToKeep(found, before),
    recall: hitsToKeep(found, before),
  }
}

function objectsToKeep(found: ToKeep, before: KeptBefore): CachedObjects {
  const { plan, planned, marks, objects } = before
  const { firsts, idLength } = planned
  const total = planned.places.length
  const { kind: kindBits, recalled } = objectStates
  const ids = new Uint8Array(total * idLength)
  const states = Uint8Array.from(objects.states)
  const sizes = Uint32Array.from(objects.sizes)
  // Trees that were read before say nothing when they were all to be read again, or none is known to be read.
  const keepsTrees = found.sweep === null ? keepsSweep(found, before) : !found.sweep.isFull
  for (const [list, kinds] of marks.kinds.entries()) {
    const first = firsts[list]!
    ids.set(planned.arrays[list]!.subarray(0, kinds.length * idLength), first * idLength)
    const numbers = plan.packs[list]?.numbers
    for (let i = 0; i < kinds.length; i++) {
      const place = first + i
      let state = states[place]!
      if ((state & recalled) !== 0) state &= ~(recalled | kindBits)
      if ((state & kindBits) === objectKinds.tree && !keepsTrees) state &= ~kindBits
      const n = numbers === undefined ? i : numbers[i]!
      const marked = kinds[n]!
      if (marked !== 0) {
        state |= (marked & recalled) === 0 ? marked : 0
        sizes[place] = marks.sizes[list]![n]!
      }
      states[place] = state | objectStates.wasHere
    }
  }
  relate(found, planned, states)
  return {
    counts: Uint32Array.from(marks.kinds, ({ length }) => length),
    ids,
    states,
    sizes,
    nodes: nodesToKeep(found, before, states),
  }
}

/** What was known of trees is all that is known. */
function keepsSweep({ added }: ToKeep, { content, objects }: KeptBefore): boolean {
  return added !== null && objects.gone === 0 && (content?.sweep ?? null) !== null
}

/** Notes which objects the graph is of. */
function relate({ graph, tags }: ToKeep, planned: PlannedIds, states: Uint8Array): void {
  for (const { ids } of [graph, ...tags]) {
    for (let at = 0; at < ids.length; at += planned.idLength) {
      visitPlanned(planned, ids, at, (place) => {
        states[place]! |= objectStates.inGraph
      })
    }
  }
}

function nodesToKeep(
  { sweep }: ToKeep,
  { planned, objects }: KeptBefore,
  states: Uint8Array,
): Uint32Array<ArrayBuffer> {
  if (sweep === null) return Uint32Array.from(objects.nodes)
  const nodes = new Uint32Array(states.length)
  for (const [list, ids] of planned.arrays.entries()) {
    for (let place = planned.firsts[list]!; place < planned.firsts[list + 1]!; place++) {
      if ((states[place]! & objectStates.kind) !== objectKinds.tree) continue
      nodes[place] = sweep.held.nodeOf(ids, (place - planned.firsts[list]!) * planned.idLength)
    }
  }
  return nodes
}

function sweepToKeep(found: ToKeep, before: KeptBefore): CacheContent['sweep'] {
  const { sweep, added } = found
  if (sweep !== null) {
    const { held, wanted, nodes, missing, malformed } = sweep
    return cacheSweep(held, wanted, Uint32Array.from(nodes), missing, malformed)
  }
  const known = before.content?.sweep ?? null
  if (known === null || added === null || !keepsSweep(found, before)) return null
  return { ...known, commitNodes: widenNodes(known.commitNodes, added) }
}

function hitsToKeep(
  { sightings }: ToKeep,
  { plan, planned, marks, records }: KeptBefore,
): CacheContent['recall'] {
  const writer = new HitWriter()
  for (let object = 0; object < records.count; object++) {
    if (findPlanned(planned, records.id(object), 0) >= 0) records.copy(object, writer)
  }
  const isMarked = (id: Uint8Array): boolean => {
    let found = false
    visitPlanned(planned, id, 0, (place) => {
      let list = 0
      while (planned.firsts[list + 1]! <= place) list++
      const i = place - planned.firsts[list]!
      const n = plan.packs[list]?.numbers[i] ?? i
      found ||= (marks.kinds[list]![n]! & objectStates.recalled) !== 0
    })
    return found
  }
  writer.addAll(sightings, isMarked)
  return writer.finish()
}

function joinTags(chunks: readonly TagChunk[], idLength: number): TagChunk {
  const [ids, targets] = [new GrowableBytes(256), new GrowableBytes(256)]
  const taken = new Set<string>()
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.ids.length; at += idLength) {
      const hex = idToHex(chunk.ids, at, idLength)
      if (taken.has(hex)) continue
      taken.add(hex)
      ids.push(chunk.ids, at, at + idLength)
      targets.push(chunk.targets, at, at + idLength)
    }
  }
  return { ids: ids.take(), targets: targets.take() }
}

function missingRoots({ trees, idLength }: CommitGraph, planned: PlannedIds): MissingChunk {
  const missing = new MissingIds(planned)
  for (let at = 0; at < trees.length; at += idLength) missing.check(trees, at, 2)
  return missing.finish()
}
