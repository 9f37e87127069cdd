import { sumEvidence, confidencePoints } from '../model/evidence.ts'
import type { Evidence } from '../model/evidence.ts'
import type { Hit, HitPart } from '../model/hit.ts'
import { pathBonus, requirementsMet, unlessPath } from './assess.ts'
import type { EngineTables } from './compile.ts'
import { findCompanions } from './companions.ts'
import type { BlobWords } from './blob-words.ts'
import { judgeStructure, judgeTokens, rankOf } from './judge.ts'
import type { JudgedSpan, Judgement } from './judge.ts'
import { besideEvidence, pairSpans } from './pair.ts'
import { isAllowed } from './patterns/allow.ts'
import type { PatternTables } from './patterns/compile.ts'
import { judgePattern } from './patterns/judge.ts'
import type { Paired } from './pair.ts'
import { findThird } from './third-part.ts'
import type { ThirdPart } from './third-part.ts'
import type { Scratch, TokenCandidate } from './scratch.ts'

/** Judges the candidates that `collect` left in the scratch, pairs them, and says what is worth reporting. */
export function resolveHits(
  engine: EngineTables,
  bytes: Uint8Array,
  scratch: Scratch,
  blobWords: BlobWords,
): Hit[] {
  const spans: JudgedSpan[] = []
  for (const group of groupBySpan(scratch.tokens)) {
    const span = judgeTokens(engine, scratch.text, bytes, group, blobWords)
    if (span !== null) spans.push(span)
  }
  for (const candidate of scratch.structures) {
    const span = judgeStructure(engine, bytes, candidate, blobWords)
    if (span !== null) spans.push(span)
  }
  if (engine.patterns !== null) dropAllowed(engine, engine.patterns, bytes, spans)
  for (const match of scratch.matcher?.matches ?? []) {
    const span = judgePattern(engine, engine.patterns!, bytes, match, blobWords)
    if (span !== null) spans.push(span)
  }
  const sorted = withoutOverlaps(spans)
  const hits: Hit[] = []
  const paired = new Set<JudgedSpan>()
  const { spans: together, partsOnly } = findCompanions(engine, bytes, sorted, blobWords, scratch)
  for (const pair of pairSpans(bytes, together)) {
    paired.add(pair.first).add(pair.second)
    const third = findThird(pair, together)
    if (third !== null) paired.add(third.span)
    const hit = pairHit(pair, third)
    hits.push(hit)
    if (requirementsMet(pair.firstJudgement.rule, hit.evidence)) continue
    for (const other of pair.others) hits.push(pairHit(other, findThird(other, together)))
    hits.push(...otherwise(pair))
  }
  for (const span of together) {
    if (paired.has(span) || partsOnly.has(span)) continue
    const judgement = loneJudgement(span)
    if (judgement !== undefined) hits.push(lone(span, judgement))
  }
  return hits.filter((hit) => isWorthKeeping(engine, hit)).toSorted(byPlace)
}

/** What allow lists excuse by the text alone; matches of patterns have their own test. */
function dropAllowed(
  { ruleIndex }: EngineTables,
  { allows }: PatternTables,
  bytes: Uint8Array,
  spans: JudgedSpan[],
): void {
  for (const [index, span] of [...spans.entries()].toReversed()) {
    const target = { ...span, matchStart: span.start, matchEnd: span.end }
    const left = span.judgements.filter(({ rule }) => {
      const list = allows[ruleIndex.get(rule.id)!]!
      return list.length === 0 || !isAllowed(list, bytes, target)
    })
    if (left.length === 0) spans.splice(index, 1)
    else spans[index] = { ...span, judgements: left }
  }
}

function byPlace(a: Hit, b: Hit): number {
  return a.parts[0].start - b.parts[0].start || (a.rule < b.rule ? -1 : 1)
}

function groupBySpan(tokens: readonly TokenCandidate[]): TokenCandidate[][] {
  const sorted = tokens.toSorted((a, b) => a.start - b.start || a.end - b.end)
  const groups: TokenCandidate[][] = []
  for (const token of sorted) {
    const group = groups.at(-1)
    if (group && group[0]!.start === token.start && group[0]!.end === token.end) group.push(token)
    else groups.push([token])
  }
  return groups
}

/** Of candidates that share bytes the best judged stays; sorted by start. */
function withoutOverlaps(spans: JudgedSpan[]): JudgedSpan[] {
  spans.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: JudgedSpan[] = []
  for (const span of spans) {
    const last = kept.at(-1)
    if (!last || last.end <= span.start) kept.push(span)
    else
      kept[kept.length - 1] = isPaddingApart(last, span) ? joined(last, span) : betterOf(last, span)
  }
  return kept
}

/** The same value with and without the `=` behind it. */
function isPaddingApart(a: JudgedSpan, b: JudgedSpan): boolean {
  if (a.start !== b.start || isImported(a) !== isImported(b)) return false
  const [long, short] = a.end > b.end ? [a, b] : [b, a]
  const { value } = long.judgements[0]!
  return value === `${short.judgements[0]!.value}${'='.repeat(long.end - short.end)}`
}

function joined(a: JudgedSpan, b: JudgedSpan): JudgedSpan {
  const judgements = [...a.judgements, ...b.judgements].toSorted((x, y) => rankOf(y) - rankOf(x))
  return { ...(a.end > b.end ? a : b), judgements }
}

/**
 * Rules of another scanner know neither pairs nor what surrounds a match: where a rule of our own wants the same bytes
 * it keeps them, and what the other says is kept for the case that it believes too little.
 */
function betterOf(a: JudgedSpan, b: JudgedSpan): JudgedSpan {
  if (isImported(a) === isImported(b)) {
    return b.judgements[0]!.points > a.judgements[0]!.points ? b : a
  }
  const [own, other] = isImported(a) ? [b, a] : [a, b]
  return { ...own, judgements: [...own.judgements, other.judgements[0]!] }
}

function isImported({ judgements }: JudgedSpan): boolean {
  return judgements[0]!.rule.imported !== undefined
}

function loneJudgement({ judgements }: JudgedSpan): Judgement | undefined {
  const own = judgements.find(({ rule }) => rule.alone)
  if (own !== undefined && own.points >= confidencePoints.medium) return own
  return judgements.find(({ rule }) => rule.imported !== undefined) ?? own
}

function partOf(span: JudgedSpan, { rule, value }: Judgement): HitPart {
  return { role: rule.role, rule: rule.id, start: span.start, end: span.end, value }
}

function lone(span: JudgedSpan, judgement: Judgement): Hit {
  return {
    rule: judgement.rule.id,
    parts: [partOf(span, judgement)],
    evidence: judgement.evidence,
    via: span.via,
    testnet: span.testnet,
  }
}

/** What the parts of a pair are where its path does not make it one. */
function otherwise({ first, second, firstJudgement, others }: Paired): Hit[] {
  const rules = [firstJudgement, ...others.map((other) => other.firstJudgement)]
  const words = rules.flatMap(({ rule }) =>
    rule.evidence.flatMap((entry) => (entry.where === 'path' ? entry.words : [])),
  )
  return [first, second].flatMap((span) => {
    const judgement = span.judgements.find(
      (own) => own.rule.alone && requirementsMet(own.rule, own.evidence),
    )
    if (judgement === undefined) return []
    const hit = lone(span, judgement)
    const marker = { code: unlessPath, weight: 0, detail: words.join(',') }
    return [{ ...hit, evidence: [...hit.evidence, marker] }]
  })
}

/** Share of the pair's points when only the order says which part is which. */
const unnamedShare = 0.6

function pairHit(pair: Paired, third: ThirdPart | null): Hit {
  const { first, firstJudgement, second, secondJudgement, spec, named } = pair
  const evidence = joinEvidence(firstJudgement.evidence, secondJudgement.evidence)
  evidence.push(
    named
      ? { code: 'paired', weight: spec.weight }
      : { code: 'paired-by-order', weight: Math.round(spec.weight * unnamedShare) },
  )
  if (pair.beside) evidence.push(besideEvidence)
  return {
    rule: firstJudgement.rule.id,
    parts: [
      partOf(first, firstJudgement),
      partOf(second, secondJudgement),
      ...(third === null ? [] : [partOf(third.span, third.judgement)]),
    ],
    evidence,
    via: first.via.length > 0 ? first.via : second.via,
    testnet: first.testnet || second.testnet,
  }
}

/** What speaks for either part speaks for the pair, once per kind of reason; the stronger one of each code. */
function joinEvidence(a: readonly Evidence[], b: readonly Evidence[]): Evidence[] {
  const better = sumEvidence(a) >= sumEvidence(b) ? a : b
  return [...better]
}

/** Candidates that no path could lift to low confidence are dropped here: history would carry millions of them. */
function isWorthKeeping(engine: EngineTables, hit: Hit): boolean {
  const rule = engine.rules[engine.ruleIndex.get(hit.rule)!]!
  return sumEvidence(hit.evidence) + pathBonus(rule, hit) >= confidencePoints.low
}
