import type { Evidence } from '../model/evidence.ts'
import type { EvidenceSpec, RuleSpec } from '../model/rule.ts'
import { bareCode } from './bare.ts'
import type { Context } from './context.ts'
import { ownAddress, ownAddressCode } from './own-address.ts'
import { fieldHolds, textHolds } from './words.ts'
import { splitWords } from './field.ts'
import type { BlobWords } from './blob-words.ts'
import { isHump } from './hump.ts'
import { normalise } from '../bytes/text.ts'

/** Shorter words say something only where they stand alone. */
const substringLength = 5
/** That its partner stands next to it in one list: known only when the two are paired. */
export const besideCode = 'beside'

/** Of what is said by the name a value is given to. */
export const nameGroup = 'field'

/** What is told by code, to rules that require it. */
const told: ReadonlyMap<string, Told> = new Map<string, Told>([
  [
    bareCode,
    {
      group: bareCode,
      tell: (context) => (context.isBare ? { code: bareCode, weight: 1 } : null),
    },
  ],
  [
    ownAddressCode,
    { group: nameGroup, tell: (context) => (context.hasOwnAddress ? ownAddress : null) },
  ],
])

interface Told {
  readonly group: string
  readonly tell: (context: Context) => Evidence | null
}

/** Whether what a code says is told by code; null where it is not. */
export function isTold(rule: RuleSpec, code: string): ((context: Context) => boolean) | null {
  const known = told.get(code)
  if (known === undefined) return null
  return (context) => !isNamedOtherwise(rule, context) && known.tell(context) !== null
}

/** The code of a name that values of other kinds have. */
export const otherName = 'other-field'

/** True when the name says that it is something else: nothing has to be computed then. */
function isNamedOtherwise(rule: RuleSpec, context: Context): boolean {
  let strongest: EvidenceSpec | null = null
  for (const entry of rule.evidence) {
    if (entry.group !== nameGroup) continue
    // Not searched for this.
    if (entry.where === 'blob') return false
    if (strongest !== null && Math.abs(strongest.weight) >= Math.abs(entry.weight)) continue
    if (holds(entry, context, () => false) !== null) strongest = entry
  }
  return strongest?.code === otherName
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
  if (best.get(nameGroup)?.code === otherName) return [...best.values()]
  for (const [code, { group, tell }] of told) {
    const evidence = requiresCode(rule, code) ? tell(context) : null
    if (evidence !== null) best.set(group, evidence)
  }
  return [...best.values()]
}

function requiresCode(rule: RuleSpec, code: string): boolean {
  return rule.requires.some((list) => list === code || list.split('+').includes(code))
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
