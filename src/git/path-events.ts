import type { CommitGraph, CommitIx } from './commit-graph.ts'
import { carryBits, earlier } from './reach.ts'
import type { WantedBlobs } from './wanted.ts'

/** One path of one group. */
export interface PathKey {
  /** One character per byte. */
  readonly path: string
  readonly introduced: CommitIx | null
  /** Wanted index of the blob with which it came. */
  readonly blob: number
  /** Wanted indices of all blobs of the group that stood there. */
  readonly blobs: ReadonlySet<number>
}

export interface PathEvents {
  /** `commit` has `blob` at `path`; its parents have none or `others` there. */
  add(path: string, blob: number, commit: CommitIx, others: readonly number[]): void
  /** `blob` stands at `path` in a tree without a commit. */
  place(path: string, blob: number): void
  /** Some events could not be listed. */
  cut(): void
  resolve(reach: Uint8Array): {
    readonly byGroup: ReadonlyMap<number, readonly PathKey[]>
    readonly truncated: boolean
  }
}

interface OpenKey {
  readonly group: number
  readonly path: string
  readonly blobs: Set<number>
  /** Commits that introduced the group at the path, with the blob each came with. */
  readonly introductions: Map<CommitIx, number>
}

const maxKeys = 200_000

/** Gathers what commits changed, path by path, and finds who was first. */
export function createPathEvents(graph: CommitGraph, wanted: WantedBlobs): PathEvents {
  const keys = new Map<string, OpenKey>()
  let truncated = false

  const open = (group: number, path: string): OpenKey | null => {
    const name = `${group}:${path}`
    let key = keys.get(name)
    if (key === undefined) {
      if (keys.size >= maxKeys) {
        truncated = true
        return null
      }
      key = { group, path, blobs: new Set(), introductions: new Map() }
      keys.set(name, key)
    }
    return key
  }

  return {
    add(path, blob, commit, others) {
      for (const group of wanted.groups[blob]!) {
        const key = open(group, path)
        if (key === null) continue
        key.blobs.add(blob)
        const had = others.some((other) => wanted.groups[other]!.includes(group))
        if (!had) key.introductions.set(commit, blob)
      }
    },
    place(path, blob) {
      for (const group of wanted.groups[blob]!) open(group, path)?.blobs.add(blob)
    },
    cut() {
      truncated = true
    },
    resolve(reach) {
      const open = [...keys.values()]
      const firsts = firstIntroductions(graph, open, reach)
      const byGroup = new Map<number, PathKey[]>()
      open.forEach((key, at) => {
        const introduced = firsts[at] ?? null
        const came = introduced === null ? undefined : key.introductions.get(introduced)
        const blob = came ?? Math.min(...key.blobs)
        const path: PathKey = { path: key.path, introduced, blob, blobs: key.blobs }
        const known = byGroup.get(key.group)
        if (known) known.push(path)
        else byGroup.set(key.group, [path])
      })
      return { byGroup, truncated }
    },
  }
}

/** Where a path was introduced more than once, an introduction with another among its ancestors is none. */
function firstIntroductions(
  graph: CommitGraph,
  keys: readonly OpenKey[],
  reach: Uint8Array,
): (CommitIx | null)[] {
  const firsts: (CommitIx | null)[] = keys.map(({ introductions }) => {
    const [only] = introductions.keys()
    return only ?? null
  })
  const several = keys.flatMap((key, at) => (key.introductions.size > 1 ? [at] : []))
  const has = new Int32Array(graph.count)
  const carried = new Int32Array(graph.count)
  for (let from = 0; from < several.length; from += 32) {
    const batch = several.slice(from, from + 32)
    has.fill(0)
    batch.forEach((at, bit) => {
      firsts[at] = null
      for (const commit of keys[at]!.introductions.keys()) has[commit]! |= 1 << bit
    })
    carryBits(graph, has, carried, (commit, bits) => {
      for (let left = bits; left !== 0; left &= left - 1) {
        const at = batch[31 - Math.clz32(left & -left)]!
        const known = firsts[at] ?? null
        firsts[at] = known === null ? commit : earlier(graph, reach, known, commit)
      }
    })
  }
  return firsts
}
