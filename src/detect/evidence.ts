import type { Evidence } from '../model/evidence.ts'
import type { EvidenceSpec, RuleSpec } from '../model/rule.ts'
import type { Context } from './context.ts'
import { fieldHolds, textHolds } from './words.ts'
import { splitWords } from './field.ts'
import { latin1, normalise } from '../bytes/text.ts'

/** Bytes of a blob, from its start, in which words are looked for that speak for the whole blob: its imports and head. */
const blobReach = 1 << 14

/** Shorter words say something only where they stand alone. */
const substringLength = 5
/** That its partner stands next to it in one list: known only when the two are paired. */
export const besideCode = 'beside'

/** Whether a word (small letters) stands in the blob, in any case. Each is looked up once per blob. */
export type BlobWords = (word: string) => boolean

/**
 * Few words are asked for, those of the rules that have a candidate: so each is searched for when first asked for, in
 * a string, instead of all words of all rules in the bytes.
 */
export function blobWordsOf(bytes: Uint8Array): BlobWords {
  const known = new Map<string, boolean>()
  let lower: string | null = null
  return (word) => {
    let holds = known.get(word)
    if (holds === undefined) {
      lower ??= latin1(bytes, 0, blobReach).toLowerCase()
      holds = holdsWord(bytes, lower, word)
      known.set(word, holds)
    }
    return holds
  }
}

function holdsWord(bytes: Uint8Array, lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (word.length >= substringLength || isWord(bytes, at, word.length)) return true
  }
  return false
}

/** What the text around a candidate says by the rule's own evidence; the strongest of each group. */
export function findEvidence(rule: RuleSpec, context: Context, blobWords: BlobWords): Evidence[] {
  const best = new Map<string, Evidence>()
  const look = (entry: EvidenceSpec): void => {
    const known = best.get(entry.group)
    if (known && Math.abs(known.weight) >= Math.abs(entry.weight)) return
    if (entry.where === 'blob' && !canHelp(rule, entry, best, context)) return
    const detail = holds(entry, context, blobWords)
    if (detail !== null) best.set(entry.group, { code: entry.code, weight: entry.weight, detail })
  }
  for (const entry of rule.evidence) if (entry.where !== 'blob') look(entry)
  for (const entry of rule.evidence) if (entry.where === 'blob') look(entry)
  return [...best.values()]
}

/** Searching the whole blob is dear: only where what it may find completes what the rule cannot do without. */
function canHelp(
  rule: RuleSpec,
  entry: EvidenceSpec,
  found: ReadonlyMap<string, Evidence>,
  context: Context,
): boolean {
  if (rule.requires.length === 0) return true
  const isPresent = (code: string): boolean =>
    (code === besideCode && context.isListed) ||
    rule.evidence.some(
      ({ code: own, group, where, weight }) =>
        (own === code || group === code) &&
        weight > 0 &&
        (where === 'path' || found.get(group)?.code === own),
    )
  return rule.requires.some((list) => {
    const codes = list.split('+')
    const others = codes.filter((code) => code !== entry.code && code !== entry.group)
    return others.length < codes.length && others.every((code) => isPresent(code))
  })
}

/** The word of the entry that stands where it asks for one; null: none, or a path has to tell. */
export function holds(entry: EvidenceSpec, context: Context, blobWords: BlobWords): string | null {
  switch (entry.where) {
    case 'field':
      return fieldHolds(context.field, entry.words)
    case 'call':
      return callHolds(context, entry.words)
    case 'line':
      return (
        textHolds(context.line, entry.words) ??
        partOfName(context.written.line, context.line, entry.words)
      )
    case 'near':
      return (
        textHolds(context.near, entry.words) ??
        partOfName(context.written.near, context.near, entry.words)
      )
    case 'blob':
      return entry.words.find(blobWords) ?? null
    case 'path':
    default:
      return null
  }
}

/** Functions that are given ids and hashes, however their module is called: `trade.cancel_order("...")`. */
const deeds = new Set(
  (
    'cancel fetch query delete remove find lookup amend place submit buy sell order orders ticker hash digest checksum ' +
    'assert expect equal equals tobe print println printf log logger error warn debug info trace verify'
  ).split(' '),
)

/** True for a call that does something with what it is given, rather than log in with it. */
export function isDeed(call: string): boolean {
  const last = call.slice(call.lastIndexOf('.') + 1)
  return splitWords(last).some((word) => deeds.has(word))
}

function callHolds({ field }: Context, words: readonly string[]): string | null {
  if (field.call === '' || isDeed(field.call)) return null
  const named = { ...field, plain: normalise(field.call), words: splitWords(field.call) }
  return fieldHolds(named, words)
}

/**
 * A short word inside a longer name: `okx` in `OkxConfig`, `newOkxClient` and `OKXClient`, where capital letters say
 * where it begins and ends.
 */
function partOfName(written: string, lower: string, words: readonly string[]): string | null {
  for (const word of words) {
    if (word.length >= substringLength) continue
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      if (isHump(written, at, at + word.length)) return word
    }
  }
  return null
}

const lowerCase = /[a-z]/
const upperCase = /[A-Z]/
const letter = /[A-Za-z]/

function isHump(text: string, start: number, end: number): boolean {
  const first = text[start]!
  const second = text[start + 1]!
  const before = text[start - 1] ?? ''
  const behind = text[end] ?? ''
  if (letter.test(before) && !(lowerCase.test(before) && upperCase.test(first))) return false
  if (!letter.test(behind)) return true
  if (!upperCase.test(behind)) return false
  return lowerCase.test(second) || lowerCase.test(text[end + 1] ?? '')
}

/** True when a short word stands alone in the bytes, or as a part of a name. */
function isWord(bytes: Uint8Array, at: number, length: number): boolean {
  const start = Math.max(0, at - 1)
  return isHump(latin1(bytes, start, at + length + 2), at - start, at - start + length)
}
