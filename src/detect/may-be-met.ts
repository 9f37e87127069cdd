import type { EvidenceSpec, RuleSpec } from '../model/rule.ts'
import { bareCode } from './bare.ts'
import { besideCode, nameGroup, otherName } from './evidence.ts'
import { nearWords } from './near-text.ts'
import type { NearWords } from './near-text.ts'
import { ownAddressCode } from './own-address.ts'
import { speakersOf } from './possible.ts'
import type { Surroundings } from './surroundings.ts'
import { fieldHolds } from './words.ts'

/** What speaks for one code of a list that a rule requires, by bytes. */
interface Need {
  /** `path`: a path could say it, which is not known yet. */
  readonly kind: 'words' | 'path' | typeof besideCode | typeof bareCode | typeof ownAddressCode
  readonly cost: number
  readonly names: readonly string[]
  readonly nearNames: NearWords
  readonly calls: NearWords
  readonly callsInLeft: NearWords
  readonly inLine: NearWords
  readonly near: NearWords
  readonly inBlob: readonly string[]
}

const known = new WeakMap<RuleSpec, readonly (readonly Need[])[]>()

/**
 * False when the bytes around a candidate say that no list of codes which the rule requires can be there as a whole:
 * before any text is made of them. What it lets through is read closely (`possible.ts`), and it holds nothing back that
 * would be met there. Of 41,000 different candidates of one history it leaves 13,000.
 */
export function mayBeMet(rule: RuleSpec, around: Surroundings): boolean {
  if (rule.requires.length === 0) return true
  let lists = known.get(rule)
  if (lists === undefined) known.set(rule, (lists = needsOf(rule)))
  for (const needs of lists) if (mayBeWhole(rule, needs, around)) return true
  return false
}

function mayBeWhole(rule: RuleSpec, needs: readonly Need[], around: Surroundings): boolean {
  for (const need of needs) if (!mayBeThere(rule, need, around)) return false
  return true
}

function mayBeThere(rule: RuleSpec, need: Need, around: Surroundings): boolean {
  switch (need.kind) {
    case 'path':
      return true
    case besideCode:
      return around.mayBeListed
    case bareCode:
      return around.mayBeBare
    case ownAddressCode:
      return !isNamedOtherwise(rule, around) && around.hasAddress
    default:
      return (
        isNamed(around, need) ||
        isCalled(around, need) ||
        around.near.holds(need.inLine) ||
        around.near.holds(need.near) ||
        need.inBlob.some(around.blobWords)
      )
  }
}

function isNamed(around: Surroundings, { names, nearNames }: Need): boolean {
  if (names.length === 0 || !(around.hidesNames || around.near.holds(nearNames))) return false
  const { field } = around
  return field === null || fieldHolds(field, names) !== null
}

/** The call around a value that has a name of its own in front of it stands in the same line. */
function isCalled(around: Surroundings, { calls, callsInLeft }: Need): boolean {
  if (calls.texts.length === 0) return false
  if (around.hidesNames) return true
  if (!around.near.holds(calls)) return false
  return around.field === null || around.near.holds(callsInLeft)
}

/** True when the name is known and says that it is something else, whatever else speaks for the rule. */
function isNamedOtherwise(rule: RuleSpec, around: Surroundings): boolean {
  const { field } = around
  if (field === null) return false
  let strongest: EvidenceSpec | null = null
  for (const entry of rule.evidence) {
    if (entry.group !== nameGroup) continue
    if (entry.where === 'blob') return false
    if (strongest !== null && Math.abs(strongest.weight) >= Math.abs(entry.weight)) continue
    // What is no name may be there or not.
    if (entry.where !== 'field' || fieldHolds(field, entry.words) !== null) strongest = entry
  }
  return strongest?.code === otherName
}

function needsOf(rule: RuleSpec): Need[][] {
  const made = new Map<string, Need>()
  const make = (code: string): Need => {
    const need = made.get(code) ?? needOf(rule, code)
    made.set(code, need)
    return need
  }
  // What is dear to tell comes last.
  return rule.requires.map((list) =>
    list
      .split('+')
      .map(make)
      .toSorted((a, b) => a.cost - b.cost),
  )
}

const costs = { path: 0, [bareCode]: 0, words: 1, [besideCode]: 2, [ownAddressCode]: 3, blob: 4 }

function needOf(rule: RuleSpec, code: string): Need {
  const entries = speakersOf(rule, code)
  const wordsAt = (where: EvidenceSpec['where']): string[] =>
    entries.flatMap((entry) => (entry.where === where ? entry.words : []))
  const names = wordsAt('field')
  const calls = wordsAt('call')
  const inBlob = wordsAt('blob')
  const kind = kindOf(code, entries)
  return {
    kind,
    cost: kind === 'words' && inBlob.length > 0 ? costs.blob : costs[kind],
    names,
    nearNames: nearWords('names', names),
    calls: nearWords('names', calls),
    callsInLeft: nearWords('left', calls),
    inLine: nearWords('line', wordsAt('line')),
    near: nearWords('near', wordsAt('near')),
    inBlob,
  }
}

function kindOf(code: string, entries: readonly EvidenceSpec[]): Need['kind'] {
  if (code === besideCode || code === bareCode || code === ownAddressCode) return code
  return entries.some(({ where }) => where === 'path') ? 'path' : 'words'
}
