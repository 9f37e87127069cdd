import { type CommitGraph, type CommitIx, findCommit } from './commit-graph.ts'
import type { HeldTrees } from './held-trees.ts'
import { idFromHex } from './object-id.ts'
import { firstParentLine, markAncestors, reachClasses } from './reach.ts'
import type { Ref, RefSnapshot } from './refs.ts'
import type { WantedBlobs } from './wanted.ts'

/** What follows from refs and commits alone: it can be found out while trees are being read. */
export interface RefWalks {
  /** Sorted by name. */
  readonly tips: readonly CommitTip[]
  /** One of `reachClasses` per commit. */
  readonly reach: Uint8Array
  /** 1 for commits that only notes refs lead to. */
  readonly notes: Uint8Array
  readonly headCommit: CommitIx | null
  /** HEAD and its first parents. */
  readonly line: readonly CommitIx[]
}

export function walkRefs(graph: CommitGraph, refs: RefSnapshot): RefWalks {
  const tips = findTips(graph, refs)
  const reach = new Uint8Array(graph.count)
  markAncestors(graph, commitsOf(tips, false), reach, reachClasses.ref)
  markAncestors(graph, commitsOf(tips, true), reach, reachClasses.reflog)
  const headCommit = refs.head.oid === null ? null : findCommitHex(graph, refs.head.oid)
  return {
    tips,
    reach,
    notes: noteCommits(graph, tips),
    headCommit,
    line: firstParentLine(graph, headCommit),
  }
}

/** A ref with the commit it leads to in this graph. */
interface CommitTip {
  readonly ref: Ref
  readonly commit: CommitIx | null
}

/** With what else it may lead to. */
export interface Tip extends CommitTip {
  /** Node of the tree it names, when it names one; else 0. */
  readonly node: number
  /** Wanted index of the blob it names; else -1. */
  readonly blob: number
}

function findTips(graph: CommitGraph, { refs }: RefSnapshot): CommitTip[] {
  const branches = new Set(refs.flatMap((ref) => (ref.kind === 'branch' ? [ref.oid] : [])))
  const commits = new Map<string, CommitIx | null>()
  const sorted = refs.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return sorted.flatMap((ref) => {
    // A HEAD where a branch is says nothing that the branch does not; any worktree has one.
    if (ref.kind === 'head' && branches.has(ref.oid)) return []
    const target = targetOf(ref)
    let commit = commits.get(target)
    if (commit === undefined) {
      commit = findCommitHex(graph, target)
      commits.set(target, commit)
    }
    return { ref, commit }
  })
}

export function placeTips(
  tips: readonly CommitTip[],
  graph: CommitGraph,
  held: HeldTrees,
  wanted: WantedBlobs,
): Tip[] {
  const blobs = new Map(wanted.hex.map((hex, at) => [hex, at]))
  return tips.flatMap((tip) => {
    const { ref, commit } = tip
    if (commit !== null) return { ref, commit, node: 0, blob: -1 }
    const target = targetOf(ref)
    const id = idFromHex(target)
    if (id?.length !== graph.idLength) return []
    return { ref, commit, node: held.nodeOf(id, 0), blob: blobs.get(target) ?? -1 }
  })
}

function targetOf(ref: Ref): string {
  return ref.peeled ?? ref.oid
}

function* commitsOf(tips: readonly CommitTip[], reflogs: boolean): Generator<CommitIx> {
  for (const tip of tips) {
    if (tip.commit !== null && (tip.ref.kind === 'reflog') === reflogs) yield tip.commit
  }
}

/** Commits that only notes refs lead to: what stands in their trees are notes. */
function noteCommits(graph: CommitGraph, tips: readonly CommitTip[]): Uint8Array {
  const marks = new Uint8Array(graph.count)
  if (!tips.some(({ ref }) => isNotes(ref))) return marks
  const tipsOf = (notes: boolean): CommitIx[] =>
    tips.flatMap((tip) => (tip.commit !== null && isNotes(tip.ref) === notes ? [tip.commit] : []))
  markAncestors(graph, tipsOf(true), marks, 1)
  markAncestors(graph, tipsOf(false), marks, 2)
  return marks
}

function isNotes({ name }: Ref): boolean {
  return name.startsWith('refs/notes/')
}

/** Sorted, each once. */
interface Reaching {
  readonly refs: string[]
  readonly reflogs: string[]
}

/**
 * For each of 32 groups, the names of what reaches it. Tips are sorted by name, since there may be thousands of them
 * and each may reach every group.
 */
export function namesReaching(
  tips: readonly Tip[],
  carried: Int32Array,
  nodeBits: Int32Array,
  blobBits: readonly number[],
): Reaching[] {
  const reaching = Array.from({ length: 32 }, (): Reaching => ({ refs: [], reflogs: [] }))
  for (const { ref, commit, node, blob } of tips) {
    const bits = commit === null ? nodeBits[node]! | (blobBits[blob] ?? 0) : carried[commit]!
    for (let left = bits; left !== 0; left &= left - 1) {
      const { refs, reflogs } = reaching[31 - Math.clz32(left & -left)]!
      const names = ref.kind === 'reflog' ? reflogs : refs
      if (names.at(-1) !== ref.name) names.push(ref.name)
    }
  }
  return reaching
}

export function findCommitHex(graph: CommitGraph, hex: string): CommitIx | null {
  const id = idFromHex(hex)
  return id === null ? null : findCommit(graph, id)
}
