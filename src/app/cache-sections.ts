import type { CommitGraph } from '../git/commit-graph.ts'
import type { TagChunk } from '../git/graph-visitor.ts'
import { indexSorted } from '../git/id-index.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import type { Section, Sections } from './cache-file.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Words = Uint32Array<ArrayBuffer>

/** What a finished scan leaves for the next one. No text of any object, and no secret. */
export interface CacheContent {
  readonly idLength: 20 | 32
  readonly objects: CachedObjects
  /** All commits there were. */
  readonly graph: CommitGraph
  readonly tags: TagChunk
  /** Root trees that commits name and that were not here. */
  readonly roots: MissingChunk
  readonly sweep: CachedSweep | null
  readonly recall: CachedHits
}

/** All objects there were, listed pack by pack, each pack in the order of ids; the loose ones come last. */
export interface CachedObjects {
  /** Objects of each list. */
  readonly counts: Words
  readonly ids: Bytes
  /** As of `objectStates`. */
  readonly states: Bytes
  /** Expanded bytes, of those that were read. */
  readonly sizes: Words
  /** The node of a tree that was read and holds something wanted. */
  readonly nodes: Words
}

/** What all trees say about wanted blobs and about what is missing. */
export interface CachedSweep {
  /** Raw ids of the wanted blobs. */
  readonly wanted: Bytes
  /** Of all nodes, three numbers each: name, node, position of the wanted blob. */
  readonly entries: Int32Array<ArrayBuffer>
  /** Entries of node i: `nodeStarts[i] .. nodeStarts[i + 1]`. */
  readonly nodeStarts: Words
  readonly names: Bytes
  readonly nameStarts: Words
  /** Of each commit the node of its root tree; `unknownNode` where that was not asked. */
  readonly commitNodes: Words
  readonly missing: MissingChunk
  readonly malformed: number
}

export const unknownNode = 0xffffffff

/** Where hits are, by object; what they are of is read there again. */
export interface CachedHits {
  readonly ids: Bytes
  /** Object kind of each. */
  readonly kinds: Bytes
  /** Hits of object i: `starts[i] .. starts[i + 1]`. */
  readonly starts: Words
  /** Number of the hit's shape. */
  readonly shapes: Words
  /** Where the first part of a hit stands. */
  readonly offsets: Words
  /** JSON of all `HitShape`s. */
  readonly texts: Bytes
}

const objectKeys = ['counts', 'ids', 'states', 'sizes', 'nodes'] as const
const graphKeys = [
  'ids',
  'trees',
  'parents',
  'parentStarts',
  'order',
  'authorTimes',
  'committerTimes',
  'authorZones',
] as const
const sweepKeys = ['wanted', 'entries', 'nodeStarts', 'names', 'nameStarts', 'commitNodes'] as const
const hitKeys = ['ids', 'kinds', 'starts', 'shapes', 'offsets', 'texts'] as const

export function toSections(content: CacheContent): Sections {
  const { idLength, objects, graph, tags, roots, sweep, recall } = content
  const all: Record<string, Section> = {
    numbers: Uint32Array.of(idLength, graph.count, sweep === null ? 0 : 1, sweep?.malformed ?? 0),
    'tags.ids': tags.ids,
    'tags.targets': tags.targets,
    'roots.ids': roots.ids,
    'roots.kinds': roots.kinds,
    'absent.commits': Uint32Array.from(graph.absent, ({ commit }) => commit),
    'absent.ids': Uint8Array.from(Buffer.concat(graph.absent.map(({ id }) => id))),
  }
  for (const key of objectKeys) all[`objects.${key}`] = objects[key]
  for (const key of graphKeys) all[`commits.${key}`] = graph[key] as Section
  for (const key of hitKeys) all[`hits.${key}`] = recall[key]
  if (sweep === null) return all
  for (const key of sweepKeys) all[`sweep.${key}`] = sweep[key]
  all['missing.ids'] = sweep.missing.ids
  all['missing.kinds'] = sweep.missing.kinds
  return all
}

/**
 * Null when they do not fit together. The checksum vouches for what is in them: an array of a name always has one type,
 * and what it points at is there.
 */
export function fromSections(sections: Sections): CacheContent | null {
  try {
    const content = readContent(sections)
    return content !== null && fits(content) ? content : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function readContent(sections: Sections): CacheContent | null {
  const pick = (name: string): Section => {
    const section = sections[name]
    if (section === undefined) throw new RangeError(`no ${name}`)
    return section
  }
  const take = (prefix: string, keys: readonly string[]): Record<string, Section> =>
    Object.fromEntries(keys.map((key) => [key, pick(`${prefix}.${key}`)]))
  const [idLength, count = 0, hasSweep, malformed = 0] = pick('numbers')
  if (idLength !== 20 && idLength !== 32) return null
  const missing = (prefix: string): MissingChunk =>
    take(prefix, ['ids', 'kinds']) as unknown as MissingChunk
  const commits = take('commits', graphKeys) as unknown as CommitGraph
  const absentIds = pick('absent.ids') as Bytes
  const absent = Array.from(pick('absent.commits') as Words, (commit, i) => {
    const id = absentIds.subarray(i * idLength, (i + 1) * idLength)
    return { commit: commit as CommitGraph['cut'][number], id }
  })
  return {
    idLength,
    objects: take('objects', objectKeys) as unknown as CachedObjects,
    graph: {
      ...commits,
      count,
      idLength,
      absent,
      cut: [...new Set(absent.map(({ commit }) => commit))],
      index: indexSorted(commits.ids, count, idLength),
    },
    tags: take('tags', ['ids', 'targets']) as unknown as TagChunk,
    roots: missing('roots'),
    sweep:
      hasSweep === 1
        ? ({ ...take('sweep', sweepKeys), missing: missing('missing'), malformed } as CachedSweep)
        : null,
    recall: take('hits', hitKeys) as unknown as CachedHits,
  }
}

function fits({ idLength, objects, graph, tags, sweep, recall }: CacheContent): boolean {
  const objectCount = objects.counts.reduce((sum, count) => sum + count, 0)
  return (
    objects.ids.length === objectCount * idLength &&
    objects.states.length === objectCount &&
    objects.sizes.length === objectCount &&
    objects.nodes.length === objectCount &&
    graph.ids.length === graph.count * idLength &&
    graph.trees.length === graph.ids.length &&
    graph.parentStarts.length === graph.count + 1 &&
    graph.parents.length === (graph.parentStarts.at(-1) ?? 0) &&
    graph.order.length === graph.count &&
    tags.ids.length === tags.targets.length &&
    (sweep === null || sweep.commitNodes.length === graph.count) &&
    recall.ids.length === recall.kinds.length * idLength &&
    recall.starts.length === recall.kinds.length + 1 &&
    recall.shapes.length === (recall.starts.at(-1) ?? 0) &&
    recall.offsets.length === recall.shapes.length
  )
}
