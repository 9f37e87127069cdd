import type { PatternPlan } from '../model/rule.ts'
import { limits } from '../model/limits.ts'
import { backtrackingFactor, canExplode } from './pattern-ambiguity.ts'
import { has } from './pattern-charset.ts'
import { lengthOf, lookOf, parsePattern, type Node } from './pattern-node.ts'
import { followOf, leadOf } from './pattern-follow.ts'
import { isCommon, requiredRun, requiredTexts, type Required } from './pattern-required.ts'

export type Planned =
  | {
      readonly plan: PatternPlan
      readonly slow: boolean
      /** Token bytes in a row that every match holds. */
      readonly sureRun: number
    }
  | { readonly problem: string }

/** How far a loop without bound may run, from generous to strict: the more loops multiply, the less. */
const bounds = [4096, 1024, 512, 256, 128, 64, 48, 32] as const
/** The same for patterns that are looked for in many places. */
const tightest = 256
/** Steps of a backtracking matcher in one place at worst; some tenths of a second. */
const maxSteps = 1e8
/** The same for a pattern that fits under no bound: it is used, and told to be slow. A scan gives it up on time. */
const maxSlowSteps = 2e9
/** Longer bounded matches are cut too. */
const longest = 4096
/** No literal this short is rare enough to be looked for where a run would do. */
const minText = 3
/**
 * Decides how a pattern is looked for: by texts or by a run of token bytes that every match holds, else everywhere, and
 * how far around. A pattern that can take exponential time, or polynomial time of a high degree, is refused.
 *
 * @param pattern ECMAScript, over latin1 text
 * @param flags of `i`, `m`, `s`
 */
export function planPattern(pattern: string, flags: string): Planned {
  let node: Node
  try {
    RegExp(pattern, flags)
    node = parsePattern(pattern, flags)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { problem: error.message }
  }
  const { min } = lengthOf(node)
  if (min === 0) return { problem: 'can match nothing at all' }
  if (canExplode(node)) {
    return {
      problem:
        'can take exponential time: a repeated part can match the same text in several ways; make its rounds begin or end with a character that nothing else in them matches',
    }
  }
  const led = leadOf(node, pattern)
  if (led !== null) node = led.rest
  const source = { source: led?.source ?? pattern, lead: led?.lead ?? null }
  const way = wayOf(node)
  const isRare = way.kind === 'literals' && !isCommon(way.required)
  for (const bound of bounds) {
    if (bound > tightest && !isRare) continue
    const plan = { ...planWithin(node, way, bound), ...source }
    if (plan.steps <= maxSteps) {
      return { plan, slow: isSlow(way), sureRun: requiredRun(node) }
    }
  }
  const last = { ...planWithin(node, way, bounds.at(-1) ?? 0), ...source }
  if (last.steps <= maxSlowSteps) return { plan: last, slow: true, sureRun: requiredRun(node) }
  return {
    problem:
      'can take too long: several loops that match the same characters follow each other; bound them, or part them by a character they do not match',
  }
}

type Way =
  | { readonly kind: 'literals'; readonly required: Required }
  | { readonly kind: 'run'; readonly length: number }
  | { readonly kind: 'everywhere' }

function wayOf(node: Node): Way {
  const required = requiredTexts(node)
  const length = requiredRun(node)
  const isRun = length >= limits.runLength
  if (required !== null && shortestOf(required) >= (isRun ? minText : 2)) {
    return { kind: 'literals', required }
  }
  return isRun ? { kind: 'run', length } : { kind: 'everywhere' }
}

function shortestOf({ texts }: Required): number {
  return Math.min(...texts.map((text) => text.length))
}

function isSlow(way: Way): boolean {
  return (
    way.kind === 'everywhere' || (way.kind === 'literals' && shortestOf(way.required) < minText)
  )
}

function planWithin(node: Node, way: Way, bound: number): Omit<PatternPlan, 'source' | 'lead'> {
  const { max } = lengthOf(node)
  const unbounded = !Number.isFinite(max) || max > longest
  const { ahead, behind } = lookOf(node)
  const reach = Math.min(longest, lengthOf(node, bound).max)
  const left = way.kind === 'literals' ? Math.min(way.required.before, reach) : reach
  return {
    literals: way.kind === 'literals' ? way.required.texts : [],
    ignoreCase: way.kind === 'literals' && way.required.ignoreCase,
    run: way.kind === 'run' ? way.length : 0,
    left,
    right: reach,
    ahead: Math.min(ahead, bound),
    behind: Math.min(behind, bound),
    unbounded,
    acrossLines: holdsLineFeed(node),
    needs: requiredRun(node),
    follow: way.kind === 'literals' ? followOf(node, way.required) : null,
    steps: backtrackingFactor(node, bound) * (left + 1),
  }
}

function holdsLineFeed(of: Node): boolean {
  switch (of.kind) {
    case 'char':
      return has(of.set, 0x0a)
    case 'repeat':
      return of.max > 0 && holdsLineFeed(of.item)
    case 'sequence':
    case 'choice':
      return of.items.some(holdsLineFeed)
    default:
      return of.kind === 'echo'
  }
}

/** Of expressions that are tried on texts of no more than this: paths, lines. */
const shortText = 1000
const maxShortSteps = 1e10

/** What is wrong with an expression that is only tried on short texts; null when nothing is. */
export function problemOfShort(pattern: string, flags: string): string | null {
  try {
    RegExp(pattern, flags)
    const node = parsePattern(pattern, flags)
    if (canExplode(node)) return 'can take exponential time'
    return backtrackingFactor(node, shortText) * shortText > maxShortSteps
      ? 'can take too long'
      : null
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return error.message
  }
}
