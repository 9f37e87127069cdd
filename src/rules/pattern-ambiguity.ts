import { intersects, type Charset } from './pattern-charset.ts'
import { bytesOf, lengthOf, type Node } from './pattern-node.ts'

/*
 * Two questions about a backtracking matcher, answered on the safe side. Can one loop match one text in two ways? Then
 * n rounds can match in 2^n ways, and no bound on the input is small enough. And by how much do loops that stand one
 * after the other multiply? See Weideman and others, "Analyzing matching time behavior of backtracking regular
 * expression matchers by using ambiguity of NFA" (2016).
 */

/** Loops of fewer rounds are harmless, however ambiguous. */
const minRounds = 10
/** Positions of one loop's body; a longer body is not analysed but refused. */
const maxPositions = 300
const maxCopies = 4

/** True when some loop can match a text in more than one way. */
export function canExplode(of: Node, rounds = 1): boolean {
  switch (of.kind) {
    case 'sequence':
    case 'choice':
      return of.items.some((item) => canExplode(item, rounds))
    case 'repeat': {
      const inAll = rounds * Math.max(1, of.max)
      if (inAll >= minRounds && of.max > 1 && isAmbiguousLoop(of.item)) return true
      return canExplode(of.item, inAll)
    }
    default:
      return false
  }
}

interface Fragment {
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly nullable: boolean
}

/** The automaton of a loop's body: one state per character (Glushkov 1961), edges with their number of ways. */
class Positions {
  readonly sets: Charset[] = []
  readonly follow: Map<number, number>[] = []
  tooMany = false

  add(set: Charset): number {
    this.tooMany ||= this.sets.length >= maxPositions
    this.follow.push(new Map())
    return this.sets.push(set) - 1
  }

  connect(from: readonly number[], to: readonly number[]): void {
    for (const a of from) {
      const edges = this.follow[a]
      for (const b of to) edges?.set(b, (edges.get(b) ?? 0) + 1)
    }
  }
}

function isAmbiguousLoop(body: Node): boolean {
  if (body.kind === 'char') return false
  const positions = new Positions()
  const whole = build(body, positions)
  // A round that may match nothing can be taken or left.
  if (whole.nullable || positions.tooMany) return true
  positions.connect(whole.last, whole.first)
  // Two ways along the very same characters: (a*)*.
  if (positions.follow.some((edges) => [...edges.values()].some((ways) => ways > 1))) return true
  return hasTwoPaths(positions)
}

function build(of: Node, positions: Positions): Fragment {
  if (positions.tooMany) return { first: [], last: [], nullable: false }
  switch (of.kind) {
    case 'char': {
      const here = [positions.add(of.set)]
      return { first: here, last: here, nullable: false }
    }
    case 'look':
    case 'echo':
      return { first: [], last: [], nullable: true }
    case 'sequence':
      return of.items
        .map((item) => build(item, positions))
        .reduce((a, b) => chain(a, b, positions), { first: [], last: [], nullable: true })
    case 'choice': {
      const all = of.items.map((item) => build(item, positions))
      return {
        first: all.flatMap(({ first }) => first),
        last: all.flatMap(({ last }) => last),
        nullable: all.some(({ nullable }) => nullable),
      }
    }
    case 'repeat':
      return buildRepeat(of, positions)
    default:
      return of satisfies never
  }
}

function buildRepeat(of: Extract<Node, { kind: 'repeat' }>, positions: Positions): Fragment {
  if (of.max === 0) return { first: [], last: [], nullable: true }
  const copies = Math.min(maxCopies, Math.max(1, of.min))
  let whole: Fragment = { first: [], last: [], nullable: true }
  let last: Fragment = whole
  for (let copy = 0; copy < copies; copy++) {
    last = build(of.item, positions)
    whole = chain(whole, last, positions)
  }
  if (of.max > of.min && of.max > 1) positions.connect(last.last, last.first)
  return { ...whole, nullable: whole.nullable || of.min === 0 }
}

function chain(a: Fragment, b: Fragment, positions: Positions): Fragment {
  positions.connect(a.last, b.first)
  return {
    first: a.nullable ? [...a.first, ...b.first] : a.first,
    last: b.nullable ? [...a.last, ...b.last] : b.last,
    nullable: a.nullable && b.nullable,
  }
}

/**
 * True when from some state two different paths over one text lead back to it: in the product of the automaton with
 * itself a pair (p, p) reaches a pair of different states that reaches (p, p) again.
 */
function hasTwoPaths({ sets, follow }: Positions): boolean {
  const count = sets.length
  const edges = (pair: number): number[] => {
    const a = Math.floor(pair / count)
    const b = pair % count
    const next: number[] = []
    for (const to of follow[a]?.keys() ?? []) {
      for (const other of follow[b]?.keys() ?? []) {
        const one = sets[to]
        const two = sets[other]
        if (one && two && intersects(one, two)) next.push(to * count + other)
      }
    }
    return next
  }
  // All states of a loop's body reach each other: it is enough that two paths part and meet again.
  const seen = new Set<number>()
  const queue: number[] = []
  for (let state = 0; state < count; state++) queue.push(state * count + state)
  for (const pair of queue) seen.add(pair)
  const parted = new Set<number>()
  while (queue.length > 0) {
    const pair = queue.pop() ?? 0
    const isParted = Math.floor(pair / count) !== pair % count
    for (const next of edges(pair)) {
      const meets = Math.floor(next / count) === next % count
      if (isParted && meets) return true
      if (meets || parted.has(next)) continue
      parted.add(next)
      queue.push(next)
    }
  }
  return false
}

interface Loop {
  readonly range: number
  readonly set: Charset
  /**
   * Open until a character that must come behind it, and is none of its own, ends it in one place: then it is closed,
   * unless a loop between the two takes the same characters. How they share them is open for ever.
   */
  readonly state: 'open' | 'closed' | 'shared'
}

/**
 * By how much loops multiply each other's work, for loops without bound that run at most `bound` bytes. A loop counts
 * unless some character behind it must come and is none of its own.
 */
export function backtrackingFactor(of: Node, bound: number): number {
  return product(walkLoops(of, [], bound))
}

function product(loops: readonly Loop[]): number {
  return loops.reduce((all, { range, state }) => (state === 'closed' ? all : all * range), 1)
}

function walkLoops(of: Node, loops: readonly Loop[], bound: number): readonly Loop[] {
  switch (of.kind) {
    case 'char':
      return loops.map((loop, index) => {
        if (loop.state !== 'open' || intersects(loop.set, of.set)) return loop
        const isShared = loops
          .slice(index + 1)
          .some((later) => later.state !== 'closed' && intersects(later.set, loop.set))
        return { ...loop, state: isShared ? 'shared' : 'closed' }
      })
    case 'sequence':
      return of.items.reduce((before, item) => walkLoops(item, before, bound), loops)
    case 'choice':
      return worstOf(
        loops,
        of.items.map((item) => walkLoops(item, loops, bound)),
      )
    case 'repeat': {
      const { min, max } = lengthOf(of)
      const range = Math.min(bound, max) - Math.min(bound, min)
      if (range <= 0) return walkLoops(of.item, loops, bound)
      // What is inside a loop and must come closes what is before it.
      const before = of.min > 0 ? walkLoops(of.item, loops, bound).slice(0, loops.length) : loops
      return [...before, { range, set: bytesOf(of.item), state: 'open' }]
    }
    default:
      return loops
  }
}

/** Only one branch is taken: the one that multiplies most. Earlier loops end only where all branches end them. */
function worstOf(before: readonly Loop[], branches: readonly (readonly Loop[])[]): readonly Loop[] {
  const shared = before.map((loop, index): Loop => {
    const states = branches.map((branch) => branch[index]?.state ?? 'open')
    const state = states.includes('open') ? 'open' : states.includes('shared') ? 'shared' : 'closed'
    return { ...loop, state }
  })
  const own = branches.map((branch) => branch.slice(before.length))
  const worst = own.toSorted((a, b) => product(b) - product(a))[0] ?? []
  return [...shared, ...worst]
}
