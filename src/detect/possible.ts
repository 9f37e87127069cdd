import { byteClass, ALNUM_END } from '../bytes/classes.ts'
import { latin1 } from '../bytes/text.ts'
import type { EvidenceSpec, RuleSpec } from '../model/rule.ts'
import type { Context } from './context.ts'
import { besideCode, nameHolds } from './evidence.ts'
import type { BlobWords } from './evidence.ts'

/** What speaks for one code of a list that a rule requires. */
interface Need {
  readonly isBeside: boolean
  /** Letters and digits of words one of which must stand near; null: cannot be told. */
  readonly near: readonly string[] | null
  /** Where the name of the value or its function has to say it. */
  readonly named: readonly EvidenceSpec[] | null
  /** Words of the blob, where nothing else says it. */
  readonly blob: readonly string[] | null
}

const known = new WeakMap<RuleSpec, readonly (readonly Need[])[]>()

/**
 * False when no list of codes that the rule requires can be there as a whole: when the lines around a candidate and the
 * first line of its file hold none of the words of some code, or its name none of those that only a name can hold. Then
 * nothing has to be read closely. Of 20,768 hashes with `0x` in front in one history 20,572 stood near nothing that a
 * rule for private keys requires.
 *
 * @param near what `plainText` makes of those lines; null: cannot be told
 */
export function canBeMet(
  rule: RuleSpec,
  near: string | null,
  context: Context,
  blobWords: BlobWords,
): boolean {
  if (rule.requires.length === 0) return true
  let lists = known.get(rule)
  if (lists === undefined) known.set(rule, (lists = needsOf(rule)))
  for (const needs of lists) {
    if (near !== null && !needs.every((need) => isNear(need, near))) continue
    if (needs.every((need) => isSaid(need, context, blobWords))) return true
  }
  return false
}

function isNear({ near: words }: Need, near: string): boolean {
  if (words === null) return true
  for (const word of words) if (near.includes(word)) return true
  return false
}

function isSaid({ isBeside, named, blob }: Need, context: Context, blobWords: BlobWords): boolean {
  if (isBeside) return context.isListed
  if (named !== null) return named.some((entry) => nameHolds(entry, context) !== null)
  return blob === null || blob.some(blobWords)
}

function needsOf(rule: RuleSpec): Need[][] {
  return rule.requires.map((list) => {
    const needs = list.split('+').map((code) => needOf(rule, code))
    // What is dear to tell comes last.
    return needs.toSorted((a, b) => costOf(a) - costOf(b))
  })
}

function costOf({ isBeside, blob }: Need): number {
  return blob === null ? Number(isBeside) : 2
}

function needOf(rule: RuleSpec, code: string): Need {
  if (code === besideCode) return { isBeside: true, near: null, named: null, blob: null }
  const entries = rule.evidence.filter(
    (entry) => entry.weight > 0 && (entry.code === code || entry.group === code),
  )
  const onlyIn = (...places: EvidenceSpec['where'][]): boolean =>
    entries.every(({ where }) => places.includes(where))
  const words = entries.flatMap((entry) => entry.words)
  const isFar = entries.some(({ where }) => where === 'path' || where === 'blob')
  return {
    isBeside: false,
    near: isFar ? null : words.map((word) => word.replaceAll(/[^a-z0-9]/g, '')),
    named: onlyIn('field', 'call') ? entries : null,
    blob: onlyIn('blob') ? words : null,
  }
}

let buffer = new Uint8Array(1 << 13)

/**
 * Letters (small) and digits of the ranges, and nothing else: whatever holds a word holds it here too. Null where
 * names are read across what stands between their parts: a closing tag, the lengths of PHP's serialised texts.
 */
export function plainText(
  bytes: Uint8Array,
  ranges: readonly (readonly [start: number, end: number])[],
): string | null {
  const room = ranges.reduce((sum, [start, end]) => sum + end - start, 0)
  if (room > buffer.length) buffer = new Uint8Array(room)
  let length = 0
  for (const [start, end] of ranges) {
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      const bits = byteClass[byte]!
      if (bits === 0 || bits >= ALNUM_END) {
        if (byte === 0x2f && bytes[at - 1] === 0x3c) return null
        if (byte === 0x3a && bytes[at - 1] === 0x73) return null
        continue
      }
      buffer[length++] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    }
  }
  return latin1(buffer, 0, length)
}
