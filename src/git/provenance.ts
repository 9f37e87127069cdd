import type { CommitGraph, CommitIx } from './commit-graph.ts'
import { diffHeld } from './held-diff.ts'
import type { HeldTrees } from './held-trees.ts'
import { pathName } from './path-name.ts'
import { type PathEvents, type PathKey, createPathEvents } from './path-events.ts'
import { carryBits, earlier, markAncestors } from './reach.ts'
import { findCommitHex, namesReaching, placeTips, walkRefs, type RefWalks } from './ref-walks.ts'
import type { Ref, RefSnapshot } from './refs.ts'
import type { WantedBlobs, WantedGroup } from './wanted.ts'

export interface PathProvenance {
  /** Path in the tree; of a note: the id of the object it is a note on. */
  readonly path: string
  /** The path is not UTF-8 and was percent-encoded. */
  readonly encoded: boolean
  readonly kind: 'blob' | 'note'
  /** First commit that has the credential at this path while none of its parents has; null: only a tree named by a ref. */
  readonly introduced: CommitIx | null
  /** Hex id of the blob with which it came. */
  readonly blob: string
  /** Hex ids of all blobs of the group that ever stood there; sorted. */
  readonly blobs: readonly string[]
  /** Hex id of the blob that stands there in HEAD's tree; null when none of the group does. */
  readonly headBlob: string | null
}

/** What history knows of one group. All lists are sorted. */
export interface GroupProvenance {
  readonly group: number
  /** Of the commits that introduced it, the first; null when no commit has it. */
  readonly introduced: CommitIx | null
  /** `introduced` has a parent that is not here: it may have come earlier. */
  readonly cut: boolean
  readonly paths: readonly PathProvenance[]
  /** Commits whose own text holds it, first introduced first. */
  readonly messages: readonly CommitIx[]
  /** Annotated tags whose own text holds it (hex), with the refs that name them. */
  readonly tags: readonly { readonly tag: string; readonly refs: readonly string[] }[]
  /** HEAD's tree holds it, or the message of a commit that HEAD contains does. */
  readonly inHead: boolean
  /** On HEAD's first-parent line, the first commit without it after the last with it; null: still there or never was. */
  readonly removed: CommitIx | null
  /** Full names of refs and stash entries that reach it. */
  readonly refs: readonly string[]
  /** Names of reflog entries that reach it. */
  readonly reflogs: readonly string[]
  /** No ref or stash reaches it: amended away, dropped, orphaned. */
  readonly unreachable: boolean
  /** Hex ids of blobs that no known path leads to. */
  readonly unheld: readonly string[]
  /** Distinct blobs and texts. */
  readonly versions: number
  /** Days from introduction to removal, or to `now` while it is in HEAD; null for anything else. */
  readonly exposedDays: number | null
  /** A limit cut the list of paths. */
  readonly truncated: boolean
}

export interface ProvenanceInput {
  readonly graph: CommitGraph
  readonly held: HeldTrees
  /** Peeled (`peelRefs`). */
  readonly refs: RefSnapshot
  readonly groups: readonly WantedGroup[]
  /** `listWanted(groups)`, as given to the sweep. */
  readonly wanted: WantedBlobs
  /** Seconds since 1970. */
  readonly now: number
  /** `walkRefs(graph, refs)`, where that was done before; default it is done now. */
  readonly walks?: RefWalks
  /** For each commit the node of its root tree, as well. */
  readonly nodes?: Int32Array
}

/** Tells the story of every group, in the order of `groups`. Costs one pass over the commits per 32 groups. */
export function resolveProvenance(input: ProvenanceInput): GroupProvenance[] {
  const { graph, held, refs, groups, wanted } = input
  const nodes = input.nodes ?? commitNodes(graph, held)
  const { reach, notes, headCommit, line, tips: found } = input.walks ?? walkRefs(graph, refs)
  const tips = placeTips(found, graph, held, wanted)

  const events = createPathEvents(graph, wanted)
  collectEvents(graph, held, nodes, events)
  for (const tip of tips) {
    if (tip.commit === null && tip.node > 0) {
      diffHeld(held, tip.node, [], (path, blob) => events.place(path, blob))
    }
  }
  const paths = events.resolve(reach)

  const headBlobs = new Map<string, number>()
  if (headCommit !== null) {
    diffHeld(held, nodes[headCommit]!, [], (path, blob) => headBlobs.set(path, blob))
  }
  const hasTags = groups.some((group) => (group.tags?.length ?? 0) > 0)
  const refsByTag = hasTags ? indexTags(refs.refs) : new Map<string, Ref[]>()

  let headMarks: Uint8Array | null = null
  const ofHead = (): Uint8Array => (headMarks ??= ancestorsOf(graph, headCommit))

  const result: GroupProvenance[] = []
  const has = new Int32Array(graph.count)
  const carried = new Int32Array(graph.count)
  for (let from = 0; from < groups.length; from += 32) {
    const to = Math.min(from + 32, groups.length)
    const nodeBits = bitsOfNodes(held, wanted, from, to)
    const messages = groups.slice(from, to).map((group) => messageCommits(graph, group))
    for (let i = 0; i < graph.count; i++) has[i] = nodeBits[nodes[i]!]!
    const inTrees = has.slice()
    messages.forEach((commits, bit) => {
      for (const commit of commits) has[commit]! |= 1 << bit
    })
    const first: (CommitIx | null)[] = Array.from({ length: to - from }, () => null)
    carryBits(graph, has, carried, (commit, bits) => {
      for (let left = bits; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left)
        const known = first[bit] ?? null
        first[bit] = known === null ? commit : earlier(graph, reach, known, commit)
      }
    })
    const removals = headCommit === null ? [] : findRemovals(line, inTrees)
    const reaching = namesReaching(tips, carried, nodeBits, blobBitsOf(wanted, from, to))
    for (let at = from; at < to; at++) {
      const mask = 1 << (at - from)
      const group = groups[at]!
      const introduced = first[at - from] ?? null
      const own = messages[at - from]!
      const inHead =
        headCommit !== null &&
        ((inTrees[headCommit]! & mask) !== 0 || own.some((commit) => ofHead()[commit] === 1))
      const removed = inHead ? null : (removals[at - from] ?? null)
      const tags = (group.tags ?? []).toSorted().map((tag) => ({
        tag,
        refs: (refsByTag.get(tag) ?? []).map((ref) => ref.name),
      }))
      const reached = reaching[at - from]!
      const ofTags = tags.flatMap((tag) => tag.refs)
      const refNames =
        ofTags.length === 0 ? reached.refs : [...new Set([...reached.refs, ...ofTags])].toSorted()
      const places = describePaths(at, paths.byGroup.get(at) ?? [], input, headBlobs, notes)
      const heldBlobs = new Set(places.flatMap((place) => place.blobs))
      const blobs = [...new Set(group.blobs)].toSorted()
      result.push({
        group: group.group,
        introduced,
        cut: introduced !== null && isCut(graph, introduced),
        paths: places,
        messages: own.toSorted(
          (a, b) => reach[b]! - reach[a]! || graph.authorTimes[a]! - graph.authorTimes[b]! || a - b,
        ),
        tags,
        inHead,
        removed,
        refs: refNames,
        reflogs: reached.reflogs,
        unreachable: refNames.length === 0,
        unheld: blobs.filter((blob) => !heldBlobs.has(blob)),
        versions: blobs.length + (group.commits?.length ?? 0) + (group.tags?.length ?? 0),
        exposedDays: exposure(graph, introduced, removed, inHead, input.now),
        truncated: paths.truncated,
      })
    }
  }
  return result
}

/** For each commit the node of its root tree. */
function commitNodes(graph: CommitGraph, held: HeldTrees): Int32Array {
  const nodes = new Int32Array(graph.count)
  for (let i = 0; i < graph.count; i++) nodes[i] = held.nodeOf(graph.trees, i * graph.idLength)
  return nodes
}

/** 1 for HEAD and each of its ancestors. */
function ancestorsOf(graph: CommitGraph, head: CommitIx | null): Uint8Array {
  const marks = new Uint8Array(graph.count)
  if (head !== null) markAncestors(graph, [head], marks, 1)
  return marks
}

function collectEvents(
  graph: CommitGraph,
  held: HeldTrees,
  nodes: Int32Array,
  events: PathEvents,
): void {
  const { order, parents, parentStarts } = graph
  for (const commit of order) {
    const node = nodes[commit]!
    if (node === 0) continue
    const others: number[] = []
    for (let p = parentStarts[commit]!; p < parentStarts[commit + 1]!; p++) {
      if (parents[p]! >= 0) others.push(nodes[parents[p]!]!)
    }
    if (others.includes(node)) continue
    const complete = diffHeld(held, node, others, (path, blob, there) =>
      events.add(path, blob, commit as CommitIx, there),
    )
    if (!complete) events.cut()
  }
}

/** For each node, the groups `from..to` that some blob below it belongs to, as bits. */
function bitsOfNodes(held: HeldTrees, wanted: WantedBlobs, from: number, to: number): Int32Array {
  const blobBits = blobBitsOf(wanted, from, to)
  const bits = new Int32Array(held.nodes)
  for (let node = 1; node < held.nodes; node++) {
    for (const entry of held.entries[node]!) {
      bits[node]! |= entry.node === 0 ? blobBits[entry.wanted]! : bits[entry.node]!
    }
  }
  return bits
}

/** The same for each wanted blob. */
function blobBitsOf(wanted: WantedBlobs, from: number, to: number): number[] {
  return wanted.groups.map((groups) => {
    let bits = 0
    for (const group of groups) if (group >= from && group < to) bits |= 1 << (group - from)
    return bits
  })
}

function messageCommits(graph: CommitGraph, group: WantedGroup): CommitIx[] {
  return (group.commits ?? []).flatMap((hex) => findCommitHex(graph, hex) ?? [])
}

function describePaths(
  group: number,
  keys: readonly PathKey[],
  { graph, wanted }: ProvenanceInput,
  headBlobs: ReadonlyMap<string, number>,
  notes: Uint8Array,
): PathProvenance[] {
  const places = keys.map((key): PathProvenance => {
    const isNote = key.introduced !== null && notes[key.introduced] === 1
    const name = pathName(key.path)
    const inHead = headBlobs.get(key.path)
    const here = inHead !== undefined && wanted.groups[inHead]!.includes(group)
    return {
      path: isNote ? noteTarget(name.path, graph.idLength) : name.path,
      encoded: name.encoded,
      kind: isNote ? 'note' : 'blob',
      introduced: key.introduced,
      blob: wanted.hex[key.blob]!,
      blobs: [...key.blobs].map((blob) => wanted.hex[blob]!).toSorted(),
      headBlob: here ? wanted.hex[inHead]! : null,
    }
  })
  return places.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** Notes trees fan out: `ab/cd/ef...` is the note on `abcdef...`. Other files there keep their path. */
function noteTarget(path: string, idLength: number): string {
  const id = path.replaceAll('/', '')
  return id.length === idLength * 2 && /^[0-9a-f]+$/.test(id) ? id : path
}

function indexTags(refs: readonly Ref[]): Map<string, Ref[]> {
  const byTag = new Map<string, Ref[]>()
  for (const ref of refs) {
    for (const tag of new Set([ref.oid, ...(ref.tags ?? [])])) {
      const known = byTag.get(tag)
      if (known) known.push(ref)
      else byTag.set(tag, [ref])
    }
  }
  return byTag
}

/** By bit, the commit on the line that came after the last one to have it; null: the newest has it, or none. */
function findRemovals(line: readonly CommitIx[], inTrees: Int32Array): (CommitIx | null)[] {
  const removals: (CommitIx | null)[] = Array.from({ length: 32 }, () => null)
  let met = 0
  for (let i = 0; i < line.length; i++) {
    const bits = inTrees[line[i]!]! & ~met
    met |= bits
    for (let left = i > 0 ? bits : 0; left !== 0; left &= left - 1) {
      removals[31 - Math.clz32(left & -left)] = line[i - 1]!
    }
  }
  return removals
}

/** Author dates, since those are the ones shown; a clock that was wrong does not make exposure negative. */
function exposure(
  graph: CommitGraph,
  introduced: CommitIx | null,
  removed: CommitIx | null,
  inHead: boolean,
  now: number,
): number | null {
  if (introduced === null) return null
  const end = inHead ? now : removed === null ? null : graph.authorTimes[removed]!
  if (end === null) return null
  return Math.max(0, Math.floor((end - graph.authorTimes[introduced]!) / 86_400))
}

function isCut(graph: CommitGraph, commit: CommitIx): boolean {
  for (let p = graph.parentStarts[commit]!; p < graph.parentStarts[commit + 1]!; p++) {
    if (graph.parents[p]! < 0) return true
  }
  return false
}
