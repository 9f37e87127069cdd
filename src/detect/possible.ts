import { byteClass, ALNUM_END } from '../bytes/classes.ts'
import { latin1 } from '../bytes/text.ts'
import type { RuleSpec } from '../model/rule.ts'
import { besideCode } from './evidence.ts'

/** For each list that a rule requires, for each code of it: words one of which must stand near; null: cannot be told. */
type WordsOfRequires = readonly (readonly (readonly string[] | null)[])[]

const known = new WeakMap<RuleSpec, WordsOfRequires>()

/**
 * False when the lines around a candidate, and the first line of its file, hold none of the words of some code in each
 * list that the rule requires: then nothing has to be read closely. Of 20,768 hashes with `0x` in front in one
 * history 20,572 stood near nothing that a rule for private keys requires.
 *
 * @param near what `plainText` makes of those lines
 */
export function canBeMet(rule: RuleSpec, near: string): boolean {
  if (rule.requires.length === 0) return true
  let lists = known.get(rule)
  if (lists === undefined) known.set(rule, (lists = wordsOf(rule)))
  return lists.some((codes) =>
    codes.every((words) => words === null || words.some((word) => near.includes(word))),
  )
}

function wordsOf(rule: RuleSpec): WordsOfRequires {
  return rule.requires.map((list) =>
    list.split('+').map((code) => {
      if (code === besideCode) return null
      const entries = rule.evidence.filter(
        (entry) => entry.weight > 0 && (entry.code === code || entry.group === code),
      )
      if (entries.some(({ where }) => where === 'path' || where === 'blob')) return null
      return entries.flatMap(({ words }) => words.map((word) => word.replaceAll(/[^a-z0-9]/g, '')))
    }),
  )
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
