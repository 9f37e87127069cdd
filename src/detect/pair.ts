import type { Evidence } from '../model/evidence.ts'
import type { PairSpec } from '../model/rule.ts'
import { requirementsMet } from './assess.ts'
import { besideCode, isDeed } from './evidence.ts'
import type { Field } from './field.ts'
import type { JudgedSpan, Judgement } from './judge.ts'
import { areNeighbours } from './neighbours.ts'
import { readContext } from './context.ts'
import { latin1 } from '../bytes/text.ts'

/** Two candidates that make one credential. */
export interface Paired {
  readonly spec: PairSpec
  readonly first: JudgedSpan
  readonly firstJudgement: Judgement
  readonly second: JudgedSpan
  readonly secondJudgement: Judgement
  /** True when names say which is which; false when only the order does. */
  readonly named: boolean
  /** True when only standing next to each other in a list makes them credible. */
  readonly beside: boolean
  /** The same two as a pair of other vendors, where only the path can say whose they are. */
  readonly others: readonly Paired[]
}

/** What a pair gains that stands together in one list, where nothing else says what its parts are. */
export const besideEvidence: Evidence = { code: besideCode, weight: 10 }

interface Option extends Paired {
  readonly score: number
  /** True when what makes it credible is still to come: the path. */
  readonly isOpen: boolean
}

/** Candidates on either side that are tried as partners: enough for any real file, and linear for a hostile one. */
const reach = 12
/** Words that say what a part is, not whose it is. */
const roleWords = new Set(
  'api key keys secret secrets token access private public id app client pass phrase passphrase value const let var string'.split(
    ' ',
  ),
)

/** Finds partners. `spans` are sorted by start; every span ends up in at most one pair. */
export function pairSpans(bytes: Uint8Array, spans: readonly JudgedSpan[]): Paired[] {
  const options: Option[] = []
  for (let index = 0; index < spans.length; index++) {
    const first = spans[index]!
    for (const judgement of first.judgements) {
      for (const spec of judgement.rule.pair)
        addOptions(options, bytes, spans, index, judgement, spec)
    }
  }
  options.sort((a, b) => b.score - a.score || a.first.start - b.first.start)
  const taken = new Set<JudgedSpan>()
  const pairs: Paired[] = []
  for (const option of options) {
    if (taken.has(option.first) || taken.has(option.second)) continue
    taken.add(option.first).add(option.second)
    pairs.push(option.isOpen ? { ...option, others: othersOf(option, options) } : option)
  }
  return pairs
}

function othersOf(chosen: Option, options: readonly Option[]): Paired[] {
  return options.filter(
    ({ first, second, isOpen, firstJudgement }) =>
      isOpen &&
      first === chosen.first &&
      second === chosen.second &&
      firstJudgement.rule !== chosen.firstJudgement.rule,
  )
}

function addOptions(
  options: Option[],
  bytes: Uint8Array,
  spans: readonly JudgedSpan[],
  index: number,
  firstJudgement: Judgement,
  spec: PairSpec,
): void {
  const first = spans[index]!
  const from = Math.max(0, index - reach)
  const to = Math.min(spans.length, index + reach + 1)
  for (let other = from; other < to; other++) {
    const second = spans[other]!
    const gap = second.start >= first.end ? second.start - first.end : first.start - second.end
    if (other === index || gap < 0 || gap > spec.within) continue
    const secondJudgement = second.judgements.find(({ rule }) => rule.id === spec.with)
    if (!secondJudgement || secondJudgement.value === firstJudgement.value) continue
    // A passphrase joins a pair; it makes none.
    if (secondJudgement.rule.role === 'passphrase') continue
    const stance = Math.min(stanceOf(firstJudgement), stanceOf(secondJudgement))
    const named = Math.max(stanceOf(firstJudgement), stanceOf(secondJudgement)) > 0
    if (stance < 0) continue
    // Without any name the key comes first, and nothing stands between.
    if (!named && other !== index + 1) continue
    const ownName = sameOwner(first.field, second.field) ? 1000 : 0
    // Of two neighbours the one behind is meant: lists of accounts name the key first.
    const inOrder = other > index ? 5 : 0
    const distance = Math.abs(other - index) * 10 + gap / 100
    // What only the path could make a credential gives way to what the text makes one.
    const parts = [firstJudgement, secondJudgement]
    const isWaiting = parts.some((part) => waits(part))
    const isBeside =
      isWaiting &&
      other === index + 1 &&
      !isDeed(first.field.call) &&
      (areNeighbours(bytes, first, second) || areOnlyTwo(bytes, first, second))
    const isOpen = isWaiting && !(isBeside && parts.every((part) => isCredibleBeside(part)))
    const beside = isBeside && (!isOpen || parts.every((part) => isCredibleBeside(part, true)))
    const handicap = isOpen ? 3000 : 0
    const score = ownName - handicap + (named ? 500 : 0) + stance * 200 + inOrder - distance
    options.push({
      ...{ spec, first, firstJudgement, second, secondJudgement, named, beside },
      ...{ others: [], isOpen, score },
    })
  }
}

const lineBetween = /^["'`]?,?[ \t]*\r?\n[ \t]*["'`]?$/

/** Two values on lines of their own, with nothing above and nothing below them. */
function areOnlyTwo(bytes: Uint8Array, first: JudgedSpan, second: JudgedSpan): boolean {
  if (!lineBetween.test(latin1(bytes, first.end, second.start))) return false
  const above = readContext(bytes, first.start, first.end)
  const below = readContext(bytes, second.start, second.end)
  return above.isBare && isBlank(above.above) && isBlank(below.below)
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}

function waits({ rule, evidence }: Judgement): boolean {
  return !requirementsMet(rule, evidence)
}

function isCredibleBeside({ rule, evidence }: Judgement, withPath = false): boolean {
  const fromPath = withPath
    ? rule.evidence.filter(({ where, weight }) => where === 'path' && weight > 0)
    : []
  return requirementsMet(rule, [...evidence, ...fromPath, besideEvidence])
}

/** 1 when the name says this role, -1 when it says another, 0 when it says nothing. */
function stanceOf(judgement: Judgement): number {
  let stance = 0
  for (const { code, weight } of judgement.evidence) {
    if (weight < 0 && code.endsWith('field')) return -1
    if (weight > 0 && code === 'field') stance = 1
  }
  return stance
}

function sameOwner(a: Field, b: Field): boolean {
  if (a.words.length === 0 || b.words.length === 0) return false
  return owner(a) === owner(b)
}

function owner(field: Field): string {
  return field.words
    .map((word) => word.replace(/(?:api|key|secret|pass|token)+$/, ''))
    .filter((word) => word !== '' && !roleWords.has(word))
    .join(' ')
}
