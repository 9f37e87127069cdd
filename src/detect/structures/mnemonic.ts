import { wordTable } from '../../bytes/bip39.ts'
import { latin1 } from '../../bytes/text.ts'
import { findForeignPhrases } from './foreign-phrases.ts'
import { choosePhrases } from './phrase-choice.ts'
import { phraseKind } from './phrase-kind.ts'
import type { Structure, StructureMatch } from './structure.ts'

const shortest = 12
const word = /[a-z]{3,9}/g
/** Bytes behind a label: 24 Japanese words with numbers and quotes. */
const labelReach = 2400
/** Of twelve words in French or Spanish one has an accent; one phrase in ten has none, and is found by its letters. */
const foreignReach = 200
const wordsSample = 160
const wordsShare = 0.85
/** Lists that are written, at least for the most part, in letters without accents. */
const plainLanguages = ['english', 'spanish', 'french', 'italian', 'portuguese', 'czech']

/** By word, the languages (bits, in the order of `plainLanguages`) that have it. Made when first asked for: 2 ms. */
let plainWords: Map<string, number> | null = null

function languagesOf(text: string): number {
  if (plainWords === null) {
    plainWords = new Map()
    for (const [index, language] of plainLanguages.entries()) {
      for (const each of wordTable(language).keys()) {
        plainWords.set(each, (plainWords.get(each) ?? 0) | (1 << index))
      }
    }
  }
  return plainWords.get(text) ?? 0
}

/**
 * Finds phrases in a text of small letters and of what stands between the words of a list. Every twelfth word is
 * looked up first: any twelve in a row hold one of those, and of prose it is one in eight that is in a list.
 */
export function findPhrases(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  const text = latin1(bytes, start, end)
  const words = [...text.matchAll(word)]
  if (words.length < shortest) return []
  const found: StructureMatch[] = []
  const done = plainLanguages.map(() => 0)
  for (let probe = shortest - 1; probe < words.length; probe += shortest) {
    const known = languagesOf(words[probe]![0])
    for (const [index, language] of plainLanguages.entries()) {
      if ((known & (1 << index)) === 0 || probe < done[index]!) continue
      const to = addPhrases(text, start, words, probe, language, done[index]!, found)
      done[index] = to
    }
  }
  return found
}

/** Finds the phrases in the stretch of one language around a word. @returns the index behind the stretch */
function addPhrases(
  text: string,
  start: number,
  words: readonly RegExpExecArray[],
  probe: number,
  language: string,
  done: number,
  found: StructureMatch[],
): number {
  const table = wordTable(language)
  const gaps = (index: number): string => plainGap(gapBefore(text, words, index))
  const gap = gaps(probe > 0 ? probe : probe + 1)
  let from = probe
  while (from > done && gaps(from) === gap && table.has(words[from - 1]![0])) from--
  let to = probe + 1
  while (to < words.length && gaps(to) === gap && table.has(words[to]![0])) to++
  if (to - from < shortest) return to
  const lines = [0]
  for (let index = from + 1; index < to; index++) {
    lines.push(lines.at(-1)! + (gapBefore(text, words, index).includes('\n') ? 1 : 0))
  }
  const textOf = (index: number): string => words[from + index]![0]
  const phrases = choosePhrases({
    count: to - from,
    lineOf: (index) => lines[index]!,
    kindOf: (first, last) => {
      if (isWithinWord(text, words[from + first]!.index, endOf(words[from + last - 1]!)))
        return null
      const phrase = Array.from({ length: last - first }, (_, index) => textOf(first + index))
      return phraseKind(phrase, table, language)
    },
  })
  for (const { from: first, to: last, kind } of phrases) {
    const place = {
      start: start + words[from + first]!.index,
      end: start + endOf(words[from + last - 1]!),
    }
    if (found.some((other) => other.start < place.end && place.start < other.end)) continue
    const phrase = Array.from({ length: last - first }, (_, index) => textOf(first + index))
    found.push({ ...place, value: phrase.join(' '), kind, evidence: [] })
  }
  return to
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}

function gapBefore(text: string, words: readonly RegExpExecArray[], index: number): string {
  return text.slice(endOf(words[index - 1]!), words[index]!.index)
}

/** What stands between two words, without numbers and with any white space as one blank. */
function plainGap(gap: string): string {
  return gap === ' ' ? gap : gap.replaceAll(/\d+/g, '').replaceAll(/\s+/g, ' ')
}

function isWithinWord(text: string, from: number, to: number): boolean {
  return /[a-z\x80-\xff]/.test(text[from - 1] ?? '') || /[a-z\x80-\xff]/.test(text[to] ?? '')
}

/**
 * A BIP-39 phrase whose checksum is right, or an Electrum seed. Phrases in letters without accents are found wherever
 * they stand, by a probe of their own (`collect-lists.ts`); others behind a label.
 *
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
export const mnemonic: Structure = {
  name: 'mnemonic',
  ignoreCase: true,
  literals: ['nemon', 'seed', 'frase'],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    if (isCovered(bytes, at)) return null
    const found = findBehind(bytes, at)
    if (found === null) searched = { bytes: new WeakRef(bytes), at }
    return found
  },
}

/** The last search that found nothing. */
let searched: { readonly bytes: WeakRef<Uint8Array>; readonly at: number } | null = null
/** A phrase that begins behind a label so near to the last one was within that one's reach. */
const covered = 600

/** True where labels follow each other closely: searching behind each would cost more than the text is long. */
function isCovered(bytes: Uint8Array, at: number): boolean {
  if (searched === null || at <= searched.at || at - searched.at > covered) return false
  return searched.bytes.deref() === bytes
}

function findBehind(bytes: Uint8Array, at: number): StructureMatch | null {
  const end = Math.min(bytes.length, at + labelReach)
  // Labels stand in many programs; letters beyond ASCII near them, or nothing but words, in few.
  const near = Math.min(end, at + foreignReach)
  for (let next = at; next < near; next++) {
    if (bytes[next]! >= 0x80) return findForeignPhrases(bytes, at, end)[0] ?? null
  }
  if (!holdsWords(bytes, at, end)) return null
  const found = findPhrases(bytes, at, end)[0]
  if (found !== undefined) return found
  // Copied from paper, words often begin with a capital letter.
  const small = bytes
    .slice(at, end)
    .map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte))
  const [match] = findPhrases(small, 0, small.length)
  return match === undefined ? null : { ...match, start: at + match.start, end: at + match.end }
}

/** True when letters and blanks make up almost all that comes first: a phrase with a word too long for the probe. */
function holdsWords(bytes: Uint8Array, start: number, end: number): boolean {
  const to = Math.min(end, start + wordsSample)
  let count = 0
  for (let at = start; at < to; at++) {
    const byte = bytes[at]! | 0x20
    if ((byte >= 0x61 && byte <= 0x7a) || byte === 0x20) count++
  }
  return count >= (to - start) * wordsShare
}
