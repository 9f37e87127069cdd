import { latin1 } from '../bytes/text.ts'
import { DIGIT, LOWER, LOWER_HEX, UPPER, UPPER_HEX } from '../bytes/classes.ts'
import { measureToken } from '../bytes/token-stats.ts'
import { looksRandom } from '../bytes/randomness.ts'
import type { CompiledToken, EngineTables } from './compile.ts'
import type { CompanionFinder } from './companion-finders.ts'
import { runChecks } from './checks/index.ts'
import { readContext } from './context.ts'
import type { BlobWords } from './blob-words.ts'
import { judgeStructure, judgeTokens } from './judge.ts'
import type { JudgedSpan } from './judge.ts'
import { areNeighbours } from './neighbours.ts'
import type { Scratch } from './scratch.ts'
import { findNamedValues, namedValue, nextCell } from './structures/named-value.ts'

/** A candidate needs this many points before anything is looked for near it. */
const worthPairing = 20
/** Candidates per blob that are given companions: enough for any real file. */
const maxSearches = 200
const maxFoundPerRule = 24
/** A token shorter than this is a companion only under a name that says so, or next to its partner in one list. */
const namelessLength = 16

/** Candidates after the search for companions. */
export interface WithCompanions {
  /** Sorted by start; a candidate that is also a companion says so in its judgements. */
  readonly spans: readonly JudgedSpan[]
  /** Those of them that count only as a part of a pair. */
  readonly partsOnly: ReadonlySet<JudgedSpan>
}

/** What of the scan's scratch the search uses. */
type CompanionScratch = Pick<Scratch, 'text' | 'stats'>

/** Looks near the candidates for the parts that their rules ask for. `spans` are sorted by start. */
export function findCompanions(
  engine: EngineTables,
  bytes: Uint8Array,
  spans: readonly JudgedSpan[],
  blobWords: BlobWords,
  scratch: CompanionScratch,
): WithCompanions {
  const found = new Map<string, JudgedSpan>()
  let searches = 0
  const searchNear = (span: JudgedSpan, isThird: boolean): void => {
    for (const { rule } of span.judgements) {
      for (const finder of engine.companions[engine.ruleIndex.get(rule.id)!]!) {
        if ((isThird && !finder.named) || searches++ >= maxSearches) continue
        const wanted = isThird ? { ...finder, tokens: [] } : finder
        search(engine, bytes, span, wanted, blobWords, scratch, found)
      }
    }
  }
  for (const span of spans) if (span.judgements[0]!.points >= worthPairing) searchNear(span, false)
  // Behind a part that was found only now the third can stand.
  for (const span of [...found.values()]) searchNear(span, true)
  return merge(spans, [...found.values()])
}

function merge(spans: readonly JudgedSpan[], found: readonly JudgedSpan[]): WithCompanions {
  if (found.length === 0) return { spans, partsOnly: new Set() }
  const places = new Map(spans.map((span) => [`${span.start} ${span.end}`, span]))
  const partsOnly = new Set<JudgedSpan>()
  for (const companion of found) {
    const place = `${companion.start} ${companion.end}`
    const known = places.get(place)
    if (known === undefined) {
      places.set(place, companion)
      partsOnly.add(companion)
    } else if (partsOnly.delete(known)) {
      const both = { ...known, judgements: [...known.judgements, ...companion.judgements] }
      places.set(place, both)
      partsOnly.add(both)
    } else {
      const rules = new Set(known.judgements.map(({ rule }) => rule))
      const added = companion.judgements.filter(({ rule }) => !rules.has(rule))
      places.set(place, { ...known, judgements: [...known.judgements, ...added] })
    }
  }
  return { spans: [...places.values()].toSorted((a, b) => a.start - b.start), partsOnly }
}

function search(
  engine: EngineTables,
  bytes: Uint8Array,
  span: JudgedSpan,
  finder: CompanionFinder,
  blobWords: BlobWords,
  { text: kernelText, stats }: CompanionScratch,
  found: Map<string, JudgedSpan>,
): void {
  const from = Math.max(0, span.start - finder.within)
  const text = latin1(bytes, from, span.end + finder.within)
  const isOutside = (start: number, end: number): boolean => end <= span.start || start >= span.end
  const keep = (judged: JudgedSpan | null): void => {
    if (judged !== null) found.set(`${judged.judgements[0]!.rule.id} ${judged.start}`, judged)
  }
  for (const { index, pattern } of finder.tokens) {
    const token = engine.tokens[index]!
    let count = 0
    for (const match of text.matchAll(pattern)) {
      const start = from + match.index
      const end = start + match[0].length
      if (!isOutside(start, end)) continue
      if (count++ >= maxFoundPerRule) break
      if (!isToken(token, bytes, start, end, stats)) continue
      const judged = judgeTokens(
        engine,
        kernelText,
        bytes,
        [{ start, end, token: index, decoded: null }],
        blobWords,
      )
      if (judged === null) continue
      if (end - start >= namelessLength || isNamed(judged) || isNeighbour(bytes, span, judged)) {
        keep(judged)
      }
    }
  }
  if (!finder.named) return
  const rules = [finder.rule]
  const cell = nextCell(text, from, span.end - from)
  if (cell !== null && readContext(bytes, cell.start, cell.end).column !== null) {
    const judged = judgeStructure(
      engine,
      bytes,
      { match: cell, structure: namedValue.name, rules },
      blobWords,
    )
    if (judged !== null && isNamed(judged)) keep(judged)
  }
  for (const match of findNamedValues(text, from, span.end - from)) {
    if (!isOutside(match.start, match.end)) continue
    const candidate = { match, structure: namedValue.name, rules }
    const judged = judgeStructure(engine, bytes, candidate, blobWords)
    if (judged !== null && (match.kind === 'positional' || isNamed(judged))) keep(judged)
  }
}

function isToken(
  { shape, alphabet, randomness, checks }: CompiledToken,
  bytes: Uint8Array,
  start: number,
  end: number,
  stats: Scratch['stats'],
): boolean {
  const bodyEnd = end - shape.suffix.length
  measureToken(bytes, start, bodyEnd, stats)
  const { bits } = stats
  if (bodyEnd - start < namelessLength) {
    // Too short for chance to give every class of characters: a word has but one.
    if (shape.prefixes.length === 0 && isOneClass(bits)) return false
  } else {
    const needs = alphabet.needs(bodyEnd - start)
    if (shape.prefixes.length === 0 && !needs.every((group) => (bits & group) !== 0)) return false
    if (alphabet.members === null && !looksRandom(randomness, stats)) return false
  }
  return runChecks(checks, bytes, start, end) !== null
}

const small = LOWER | LOWER_HEX
const capital = UPPER | UPPER_HEX

/** Nothing but letters, all small or all capital; or nothing but digits. */
function isOneClass(bits: number): boolean {
  return (bits & DIGIT) === 0 ? (bits & small) === 0 || (bits & capital) === 0 : bits === DIGIT
}

function isNeighbour(bytes: Uint8Array, a: JudgedSpan, b: JudgedSpan): boolean {
  return a.start < b.start ? areNeighbours(bytes, a, b) : areNeighbours(bytes, b, a)
}

function isNamed({ judgements }: JudgedSpan): boolean {
  return judgements[0]!.evidence.some(({ code, weight }) => code === 'field' && weight > 0)
}
