import type { EvidenceSpec, RuleSpec } from '../model/rule.ts'
import type { Context } from './context.ts'
import { besideCode, holds, isTold } from './evidence.ts'
import type { BlobWords } from './blob-words.ts'

/** What speaks for one code of a list that a rule requires. */
interface Need {
  /** How the text around a candidate says it, without a word; null: by words. */
  readonly tell: ((context: Context) => boolean) | null
  /** What can say it, from what is easy to tell; null: a path could. */
  readonly entries: readonly EvidenceSpec[] | null
}

const known = new WeakMap<RuleSpec, readonly (readonly Need[])[]>()

/**
 * False when no list of codes that the rule requires can be there as a whole: nothing holds a word of some code where
 * it has to stand. Then nothing has to be read closely. Asked of what `hints-near.ts` lets through.
 */
export function canBeMet(rule: RuleSpec, context: Context, blobWords: BlobWords): boolean {
  if (rule.requires.length === 0) return true
  for (const needs of needsOf(rule)) {
    if (needs.every((need) => isSaid(need, context, blobWords))) return true
  }
  return false
}

function isSaid({ tell, entries }: Need, context: Context, blobWords: BlobWords): boolean {
  if (tell !== null) return tell(context)
  if (entries === null) return true
  for (const entry of entries) if (holds(entry, context, blobWords) !== null) return true
  return false
}

function needsOf(rule: RuleSpec): readonly (readonly Need[])[] {
  let lists = known.get(rule)
  if (lists === undefined) {
    lists = rule.requires.map((list) => {
      const needs = list.split('+').map((code) => needOf(rule, code))
      // What is dear to tell comes last.
      return needs.toSorted((a, b) => costOf(a) - costOf(b))
    })
    known.set(rule, lists)
  }
  return lists
}

const costs: readonly EvidenceSpec['where'][] = ['field', 'call', 'line', 'near', 'blob']

function costOf({ tell, entries }: Need): number {
  if (tell !== null) return 2
  return entries?.some(({ where }) => where === 'blob') === true ? 3 : 1
}

/** The entries that speak for a code. */
export function speakersOf(rule: RuleSpec, code: string): EvidenceSpec[] {
  return rule.evidence.filter(
    (entry) => entry.weight > 0 && (entry.code === code || entry.group === code),
  )
}

function needOf(rule: RuleSpec, code: string): Need {
  const tell = code === besideCode ? (context: Context) => context.isListed : isTold(rule, code)
  if (tell !== null) return { tell, entries: null }
  const entries = speakersOf(rule, code)
  return {
    tell: null,
    entries: entries.some(({ where }) => where === 'path')
      ? null
      : entries.toSorted((a, b) => costs.indexOf(a.where) - costs.indexOf(b.where)),
  }
}
