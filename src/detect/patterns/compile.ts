import { limits } from '../../model/limits.ts'
import type { PatternPlan, PatternShape, RuleSpec } from '../../model/rule.ts'
import { findChecks } from '../checks/index.ts'
import type { Check } from '../checks/index.ts'
import { compileAllows } from './allow.ts'
import type { CompiledAllow } from './allow.ts'
import { compileTexts } from './texts.ts'
import type { TextSet } from './texts.ts'

/** One pattern of one rule. */
export interface CompiledPattern {
  readonly rule: number
  readonly shape: PatternShape
  readonly plan: PatternPlan
  readonly checks: readonly Check[]
  /** Words that its match does not hold by itself, one of which must stand in the text. */
  readonly keywords: readonly string[]
  /**
   * Its literal or run alone makes a blob one with candidates: matches reach too far for the windows of a delta to be
   * widened by as much.
   */
  readonly sticky: boolean
  /** By byte: `SKIP` and `MARK` of `plan.follow`. */
  readonly follow: Uint8Array | null
  readonly source: string
  readonly flags: string
}

const SKIP = 1
export const MARK = 2

export interface PatternTables {
  readonly patterns: readonly CompiledPattern[]
  /** By rule. */
  readonly allows: readonly (readonly CompiledAllow[])[]
  /** Texts that patterns ride on; `literalPatterns[i]` are the patterns of the i-th. */
  readonly literals: TextSet | null
  readonly literalPatterns: readonly (readonly number[])[]
  /** Patterns that ride on runs, and those that are looked for everywhere. */
  readonly runPatterns: readonly number[]
  readonly everywhere: readonly number[]
  /** Bytes around a change that a history scan has to look at. */
  readonly margin: number
}

/** Windows are widened by no more than this: it is what most patterns need, and a few times a line. */
const widest = 600

export function compilePatterns(rules: readonly RuleSpec[]): PatternTables {
  const patterns = rules.flatMap((rule, index) =>
    rule.shapes.flatMap((shape) => (shape.kind === 'pattern' ? [compile(rule, index, shape)] : [])),
  )
  const byText = new Map<string, { text: string; ignoreCase: boolean; patterns: number[] }>()
  for (const [index, { plan }] of patterns.entries()) {
    for (const text of plan.literals) {
      const key = `${plan.ignoreCase} ${text}`
      const known = byText.get(key)
      if (known) known.patterns.push(index)
      else byText.set(key, { text, ignoreCase: plan.ignoreCase, patterns: [index] })
    }
  }
  const texts = [...byText.values()]
  const indexes = [...patterns.keys()]
  const isFree = (index: number): boolean => patterns[index]!.plan.literals.length === 0
  return {
    patterns,
    allows: rules.map((rule) => compileAllows(rule.allow ?? [])),
    literals: compileTexts(texts),
    literalPatterns: texts.map((entry) => entry.patterns),
    runPatterns: indexes.filter((index) => isFree(index) && patterns[index]!.plan.run > 0),
    everywhere: indexes.filter((index) => isFree(index) && patterns[index]!.plan.run === 0),
    margin: Math.max(
      limits.runLength,
      ...patterns.map(({ sticky, plan }) => (sticky ? followReach(plan) : reachOf(plan))),
    ),
  }
}

function compile(rule: RuleSpec, index: number, shape: PatternShape): CompiledPattern {
  const { plan } = shape
  const isSure =
    plan.literals.length > 0 &&
    plan.literals.every((text) => shape.keywords.some((word) => text.toLowerCase().includes(word)))
  const isEverywhere = plan.literals.length === 0 && plan.run === 0
  return {
    rule: index,
    shape,
    plan,
    checks: findChecks(rule.checks),
    keywords: isSure ? [] : shape.keywords,
    sticky: !isEverywhere && reachOf(plan) > widest,
    follow: plan.follow === null ? null : followTable(plan.follow),
    source: plan.source,
    flags: `${shape.flags}dg`,
  }
}

function followTable({ skip, mark }: NonNullable<PatternPlan['follow']>): Uint8Array {
  const table = new Uint8Array(256)
  for (let at = 0; at < skip.length; at++) table[skip.charCodeAt(at)] = SKIP
  for (let at = 0; at < mark.length; at++) table[mark.charCodeAt(at)]! |= MARK
  return table
}

/** What decides whether a literal counts: itself and what follows it. */
function followReach({ literals, follow }: PatternPlan): number {
  const longest = Math.max(0, ...literals.map((text) => text.length))
  return follow === null ? 0 : longest + follow.within + 1
}

function reachOf({ left, right, ahead, behind }: PatternPlan): number {
  return Math.max(left + behind, right + ahead)
}
