import type { GraphChunk } from '../git/graph-visitor.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import type { TreeSweepChunk } from '../git/sweep-chunk.ts'
import type { Section, Sections } from './cache-file.ts'

/** What a finished scan leaves for the next one. No text of any object, and no object that holds something. */
export interface CacheContent {
  readonly idLength: 20 | 32
  /** Raw ids of objects in which there was nothing to tell, and of trees that were read. */
  readonly ids: Uint8Array<ArrayBuffer>
  /** Object kind of each. */
  readonly kinds: Uint8Array<ArrayBuffer>
  /** Expanded bytes of each. */
  readonly sizes: Uint32Array<ArrayBuffer>
  /** All commits and tags. */
  readonly graph: GraphChunk
  readonly sweep: CachedSweep | null
}

/** What the trees among `ids` say about wanted blobs and about what is missing. */
export interface CachedSweep {
  /** Raw ids of the wanted blobs. */
  readonly wanted: Uint8Array<ArrayBuffer>
  readonly chunks: readonly TreeSweepChunk[]
  readonly missing: MissingChunk
}

const graphKeys = [
  'ids',
  'trees',
  'parentIds',
  'parentStarts',
  'authorTimes',
  'committerTimes',
  'authorZones',
] as const
const sweepKeys = [
  'ids',
  'bases',
  'recordStarts',
  'records',
  'targets',
  'names',
  'nameStarts',
] as const

export function toSections({ idLength, ids, kinds, sizes, graph, sweep }: CacheContent): Sections {
  const all: Record<string, Section> = { ids, kinds, sizes }
  for (const key of graphKeys) all[`commits.${key}`] = graph.commits[key]
  all['tags.ids'] = graph.tags.ids
  all['tags.targets'] = graph.tags.targets
  all['numbers'] = Uint32Array.of(
    idLength,
    graph.commits.count,
    sweep === null ? 0xffffffff : sweep.chunks.length,
    ...(sweep?.chunks.flatMap(({ count, malformed }) => [count, malformed]) ?? []),
  )
  if (sweep === null) return all
  all['wanted'] = sweep.wanted
  all['missing.ids'] = sweep.missing.ids
  all['missing.kinds'] = sweep.missing.kinds
  sweep.chunks.forEach((chunk, i) => {
    for (const key of sweepKeys) all[`trees${i}.${key}`] = chunk[key]
  })
  return all
}

/** What the checksum vouches for: an array of a name always has one type. */
type Bytes = Uint8Array<ArrayBuffer>
type Words = Uint32Array<ArrayBuffer>

/** Null when they do not fit together. */
export function fromSections(sections: Sections): CacheContent | null {
  const pick = (name: string): Section => {
    const section = sections[name]
    if (section === undefined) throw new RangeError(`no ${name}`)
    return section
  }
  try {
    const numbers = pick('numbers')
    const [idLength, count = 0, chunkCount = 0] = numbers
    if (idLength !== 20 && idLength !== 32) return null
    const take = (prefix: string, keys: readonly string[]): Record<string, Section> =>
      Object.fromEntries(keys.map((key) => [key, pick(`${prefix}.${key}`)]))
    const commits = { ...take('commits', graphKeys), count, idLength }
    const chunks = Array.from({ length: chunkCount === 0xffffffff ? 0 : chunkCount }, (_, i) => ({
      ...take(`trees${i}`, sweepKeys),
      count: numbers[3 + 2 * i] ?? 0,
      malformed: numbers[4 + 2 * i] ?? 0,
    }))
    const content = {
      idLength,
      ids: pick('ids') as Bytes,
      kinds: pick('kinds') as Bytes,
      sizes: pick('sizes') as Words,
      graph: {
        commits: commits as unknown as GraphChunk['commits'],
        tags: {
          ids: pick('tags.ids') as Bytes,
          targets: pick('tags.targets') as Bytes,
        },
      },
      sweep:
        chunkCount === 0xffffffff
          ? null
          : {
              wanted: pick('wanted') as Bytes,
              chunks: chunks as unknown as TreeSweepChunk[],
              missing: {
                ids: pick('missing.ids') as Bytes,
                kinds: pick('missing.kinds') as Bytes,
              },
            },
    } as const
    return fits(content) ? content : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function fits({ idLength, ids, kinds, sizes, graph: { commits, tags } }: CacheContent): boolean {
  return (
    ids.length === kinds.length * idLength &&
    sizes.length === kinds.length &&
    commits.ids.length === commits.count * idLength &&
    commits.trees.length === commits.ids.length &&
    commits.parentStarts.length === commits.count + 1 &&
    commits.parentIds.length === (commits.parentStarts.at(-1) ?? 0) * idLength &&
    tags.ids.length === tags.targets.length
  )
}
