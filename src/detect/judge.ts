import { latin1 } from '../bytes/text.ts'
import type { Evidence } from '../model/evidence.ts'
import { sumEvidence } from '../model/evidence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { requirementsMet } from './assess.ts'
import { structureOptions } from './compile.ts'
import type { EngineTables } from './compile.ts'
import { readContext } from './context.ts'
import type { Context } from './context.ts'
import { findDoubts, identifierValue } from './doubts.ts'
import { isDocumented } from './documented.ts'
import { besideCode, findEvidence } from './evidence.ts'
import type { BlobWords } from './blob-words.ts'
import type { Field } from './field.ts'
import { filters } from './filters/index.ts'
import type { StructureCandidate, TokenCandidate } from './scratch.ts'
import type { KernelText } from './kernel-text.ts'
import { judgeOnce } from './judge-memo.ts'
import { mayBeMet } from './may-be-met.ts'
import { NearText } from './near-text.ts'
import { canBeMet } from './possible.ts'
import { wantsKind } from './structures/structure.ts'
import { Surroundings } from './surroundings.ts'

/** A shape worth this much by itself has a vendor's prefix or a checksum: no name from a program has. */
const strongShape = 50

/** What one rule makes of one candidate. */
export interface Judgement {
  readonly rule: RuleSpec
  readonly value: string
  readonly evidence: readonly Evidence[]
  readonly points: number
}

/** One candidate with what every rule that could want it says; best first. */
export interface JudgedSpan {
  readonly start: number
  readonly end: number
  readonly field: Field
  readonly testnet: boolean
  readonly via: readonly string[]
  readonly judgements: readonly Judgement[]
}

const utf8 = new TextEncoder()

const testnetWord = /testnet|sandbox|demo-?(?:api|fapi|trading|mode)|paper-?_?(?:trad|account)/
const testnetNear = /testnet\w*["']?\s*[:=]\s*["']?(?:true|1|yes)|testnet\.binance|demo-api\./

/** Read anew for each candidate. */
const near = new NearText()

/** @param text where a kernel has the bytes */
export function judgeTokens(
  engine: EngineTables,
  text: KernelText | null,
  bytes: Uint8Array,
  candidates: readonly TokenCandidate[],
  blobWords: BlobWords,
): JudgedSpan | null {
  const { start, end, decoded } = candidates[0]!
  const rules: number[] = []
  for (const { token } of candidates) {
    const { rule } = engine.tokens[token]!
    if (!rules.includes(rule)) rules.push(rule)
  }
  const value = decoded ?? latin1(bytes, start, end)
  near.find(text, bytes, start, end)
  const candidate = { start, end, value, isEncoded: decoded !== null, rules }
  return judgeOnce(engine, bytes, candidate, near, blobWords, (words) => {
    near.read()
    const around = new Surroundings(near, bytes, start, end, words)
    const hopeful = near.isForeign
      ? rules
      : rules.filter((index) => mayBeMet(engine.rules[index]!, around))
    if (hopeful.length === 0) return null
    const { above, from, to, below } = near
    const context = readContext(bytes, start, end, { above, from, to, below })
    const possible = hopeful.filter((index) => canBeMet(engine.rules[index]!, context, words))
    if (possible.length === 0) return null
    return judgeInContext(engine, context, possible, value, decoded !== null, words)
  })
}

function judgeInContext(
  engine: EngineTables,
  context: Context,
  rules: readonly number[],
  value: string,
  isEncoded: boolean,
  blobWords: BlobWords,
): JudgedSpan | null {
  let doubts: readonly Evidence[] | null = null
  const findAll = (): readonly Evidence[] => (doubts ??= findDoubts(context, value))
  const judgements: Judgement[] = []
  for (const index of rules) {
    const rule = engine.rules[index]!
    const judged = judge(rule, value, context, findAll, blobWords)
    if (judged !== null) judgements.push(judged)
  }
  return spanOf(context, judgements, isEncoded ? ['base64'] : [])
}

export function judgeStructure(
  engine: EngineTables,
  bytes: Uint8Array,
  { match, structure, rules }: StructureCandidate,
  blobWords: BlobWords,
): JudgedSpan | null {
  const value = utf8.encode(match.value)
  if (isDocumented(engine, value, 0, value.length)) return null
  const context = readContext(bytes, match.start, match.end)
  const judgements: Judgement[] = []
  for (const index of rules) {
    const rule = engine.rules[index]!
    const options = structureOptions(rule, structure)
    if (options === undefined || !wantsKind(options, match.kind)) continue
    const judged = judge(rule, match.value, context, () => match.evidence, blobWords)
    if (judged !== null) judgements.push(judged)
  }
  return spanOf(context, judgements, [])
}

export function judge(
  rule: RuleSpec,
  value: string,
  context: Context,
  given: () => readonly Evidence[],
  blobWords: BlobWords,
): Judgement | null {
  const own = findEvidence(rule, context, blobWords)
  if (!canMeetRequires(rule, own, context)) return null
  if (rule.reject.some((name) => filters.get(name)?.(context) === true)) return null
  const doubts = given().filter(
    ({ code, detail }) =>
      !isOwnField(rule, own, code, detail) && (code !== identifierValue || rule.base < strongShape),
  )
  const evidence = [{ code: 'shape', weight: rule.base }, ...own, ...doubts]
  return { rule, value, evidence, points: sumEvidence(evidence) }
}

/** True when a name that makes most values doubtful is one that this rule's values have: `access_key_id`. */
function isOwnField(
  rule: RuleSpec,
  own: readonly Evidence[],
  code: string,
  detail: string | undefined,
): boolean {
  if (!code.endsWith('-field') || detail === undefined) return false
  if (!own.some((item) => item.code === 'field')) return false
  return rule.evidence.some(
    (entry) => entry.code === 'field' && entry.words.some((word) => word.includes(detail)),
  )
}

/** Evidence that the path or a neighbour in the same list can still bring is not held against a rule here. */
function canMeetRequires(rule: RuleSpec, found: readonly Evidence[], context: Context): boolean {
  if (requirementsMet(rule, found)) return true
  const fromPath = rule.evidence.filter(({ where, weight }) => where === 'path' && weight > 0)
  const later: Evidence[] = [...found, ...fromPath]
  if (fromPath.length > 0 && requirementsMet(rule, later)) return true
  if (!rule.requires.some((list) => list.endsWith(besideCode))) return false
  if (!context.isListed) return false
  const beside = { code: besideCode, weight: 1 }
  // In a file of nothing but keys the path alone says whose they are.
  return requirementsMet(rule, [...(context.isBare ? later : found), beside])
}

export function spanOf(
  context: Context,
  judgements: Judgement[],
  via: readonly string[],
): JudgedSpan | null {
  if (judgements.length === 0) return null
  judgements.sort((a, b) => rankOf(b) - rankOf(a))
  return {
    start: context.start,
    end: context.end,
    field: context.field,
    via,
    testnet:
      testnetWord.test(context.field.name.toLowerCase()) ||
      testnetWord.test(context.line) ||
      testnetNear.test(context.near),
    judgements,
  }
}

/**
 * A last resort counts only where no other rule believes the candidate; a rule that waits for the path to say
 * something, only where there is no other rule at all.
 */
export function rankOf({ rule, points, evidence }: Judgement): number {
  const waits = requirementsMet(rule, evidence) ? 0 : pathHandicap
  return points - (rule.lastResort ? lastResortHandicap : 0) - waits
}

const lastResortHandicap = 20
const pathHandicap = 100
