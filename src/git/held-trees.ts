import { NodeTable, type HeldEntry } from './held-nodes.ts'
import { knownTarget, type JoinedSweep } from './sweep-join.ts'
import { isTreeRecord, recordKinds } from './sweep-chunk.ts'
import { word } from './tree-bytes.ts'

/**
 * Trees reduced to what is wanted: a node lists only the entries through which a wanted blob can be reached, and
 * trees that agree in those are one node. Most of the many thousand root trees of a history are the same few nodes,
 * so comparing two commits is comparing two numbers, and where they differ only the difference is walked.
 */
export interface HeldTrees {
  /** Node of the tree whose raw id stands at `ids[at]`; 0 when it holds nothing wanted. */
  nodeOf(ids: Uint8Array, at: number): number
  /** The same for the tree at this position of the sweep; -1 for none. */
  nodeAt(tree: number): number
  /** Number of nodes, the empty node 0 included. Children have smaller numbers than their parents. */
  readonly nodes: number
  readonly entries: readonly (readonly HeldEntry[])[]
  /** Path elements, one character per byte. */
  readonly names: readonly string[]
}

/**
 * Bottom-up: from the wanted blobs to the trees that hold them, and on to the trees that hold those. Each step follows
 * an entry from the tree where it is recorded to all trees made from it by deltas until one of them records the same
 * name again. Costs as much as there are (tree, held entry) pairs, however many entries trees have.
 */
export function findHeldTrees(sweep: JoinedSweep): HeldTrees {
  const pairs = collectPairs(sweep)
  const nodeOfTree = new Int32Array(sweep.trees).fill(-1)
  const nodes = new NodeTable(sweep.known?.entries)
  const { entries } = nodes

  const reduce = (root: number): number => {
    // An explicit stack: a stranger may nest folders deeper than calls can go.
    const stack = [root]
    while (stack.length > 0) {
      const tree = stack.at(-1)!
      if (nodeOfTree[tree]! >= 0) {
        stack.pop()
        continue
      }
      let ready = true
      // In work: a tree met again below itself (which takes colliding ids) counts as empty there.
      nodeOfTree[tree] = inWork
      for (let pair = pairs.heads[tree]!; pair >= 0; pair = pairs.nexts.at(pair)) {
        const record = pairs.records.at(pair)
        if ((sweep.records[record]! & 3) !== recordKinds.tree) continue
        const child = sweep.targets[record]!
        if (child >= 0 && nodeOfTree[child] === -1) {
          stack.push(child)
          ready = false
        }
      }
      if (ready) {
        nodeOfTree[tree] = nodeFor(tree)
        stack.pop()
      }
    }
    return nodeOfTree[root]!
  }

  const nodeFor = (tree: number): number => {
    nodes.begin()
    for (let pair = pairs.heads[tree]!; pair >= 0; pair = pairs.nexts.at(pair)) {
      const record = pairs.records.at(pair)
      const name = sweep.records[record]! >>> 2
      const target = sweep.targets[record]!
      if ((sweep.records[record]! & 3) === recordKinds.wanted) nodes.add(name, 0, target)
      else if (target < 0) nodes.add(name, knownTarget(target), -1)
      else if (nodeOfTree[target]! > 0) nodes.add(name, nodeOfTree[target]!, -1)
    }
    return nodes.end()
  }

  const nodeAt = (tree: number): number => {
    if (tree < 0 || pairs.heads[tree]! < 0) return 0
    return nodeOfTree[tree]! >= 0 ? nodeOfTree[tree]! : reduce(tree)
  }

  return {
    nodeOf(ids, at) {
      const [low, high] = [word(ids, at), word(ids, at + 4)]
      const tree = sweep.find(low, high)
      return tree >= 0 ? nodeAt(tree) : (sweep.known?.nodeOf(low, high) ?? 0)
    },
    nodeAt,
    get nodes() {
      return entries.length
    },
    entries,
    names: sweep.names,
  }
}

const inWork = -2

interface Pairs {
  /** First pair of each tree; -1 for none. */
  readonly heads: Int32Array
  readonly nexts: IntList
  /** The record through which the tree holds something. */
  readonly records: IntList
}

/** A list of integers that grows. */
class IntList {
  #items = new Int32Array(1024)
  length = 0

  push(value: number): number {
    if (this.length === this.#items.length) {
      const wider = new Int32Array(this.length * 2)
      wider.set(this.#items)
      this.#items = wider
    }
    this.#items[this.length] = value
    return this.length++
  }

  pop(): number {
    return this.#items[--this.length]!
  }

  at(index: number): number {
    return this.#items[index]!
  }
}

function collectPairs(sweep: JoinedSweep): Pairs {
  const { trees, records, recordStarts, sameIds } = sweep
  const heads = new Int32Array(trees).fill(-1)
  const nexts = new IntList()
  const pairRecords = new IntList()
  const links = linkTrees(sweep)
  /** Trees with the same short id stand for each other: the first in the index is the one records point at. */
  const first = firstOfSame(sameIds)
  const nowHolding = new IntList()
  const spread = new IntList()

  const hold = (record: number): void => {
    spread.push(links.treeOf[record]!)
    while (spread.length > 0) {
      const tree = spread.pop()
      const owner = first.size === 0 ? tree : (first.get(tree) ?? tree)
      if (heads[owner]! < 0) nowHolding.push(owner)
      nexts.push(heads[owner]!)
      heads[owner] = pairRecords.push(record)
      for (let child = links.firstMade[tree]!; child >= 0; child = links.nextMade[child]!) {
        if (!namesIt(child, records[record]!)) spread.push(child)
      }
    }
  }
  /** Name and whether it is a tree's are the same. */
  const namesIt = (tree: number, record: number): boolean => {
    for (let i = recordStarts[tree]!; i < recordStarts[tree + 1]!; i++) {
      const differs = records[i]! ^ record
      if (differs >>> 2 === 0 && !isTreeRecord(differs)) return true
    }
    return false
  }

  for (let record = 0; record < records.length; record++) {
    const kind = records[record]! & 3
    const isKnown = kind === recordKinds.tree && sweep.targets[record]! < -1
    if (kind === recordKinds.wanted || isKnown) hold(record)
  }
  while (nowHolding.length > 0) {
    const tree = nowHolding.pop()
    for (let record = links.firstHeld[tree]!; record >= 0; record = links.nextHeld[record]!) {
      hold(record)
    }
  }
  return { heads, nexts, records: pairRecords }
}

/** From any tree of several with one short id to the one the index finds. */
function firstOfSame(sameIds: ReadonlyMap<number, number>): Map<number, number> {
  // `sameIds` leads from the tree that the index finds to the ones before it.
  const first = new Map<number, number>()
  const older = new Set(sameIds.values())
  for (const start of sameIds.keys()) {
    if (older.has(start)) continue
    for (let tree = sameIds.get(start); tree !== undefined; tree = sameIds.get(tree)) {
      first.set(tree, start)
    }
  }
  return first
}

interface Links {
  /** The tree a record belongs to. */
  readonly treeOf: Int32Array
  /** The records that lead to a tree, as a list; -1 at its end. */
  readonly firstHeld: Int32Array
  readonly nextHeld: Int32Array
  /** The trees made from one by a delta, likewise. */
  readonly firstMade: Int32Array
  readonly nextMade: Int32Array
}

function linkTrees({ trees, bases, records, recordStarts, targets }: JoinedSweep): Links {
  const treeOf = new Int32Array(records.length)
  const firstHeld = new Int32Array(trees).fill(-1)
  const nextHeld = new Int32Array(records.length)
  const firstMade = new Int32Array(trees).fill(-1)
  const nextMade = new Int32Array(trees)
  for (let tree = 0; tree < trees; tree++) {
    const base = bases[tree]!
    if (base >= 0) {
      nextMade[tree] = firstMade[base]!
      firstMade[base] = tree
    }
    for (let record = recordStarts[tree]!; record < recordStarts[tree + 1]!; record++) {
      treeOf[record] = tree
      const target = targets[record]!
      if ((records[record]! & 3) !== recordKinds.tree || target < 0) continue
      nextHeld[record] = firstHeld[target]!
      firstHeld[target] = record
    }
  }
  return { treeOf, firstHeld, nextHeld, firstMade, nextMade }
}
