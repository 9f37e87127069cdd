import { wordTable } from '../../bytes/bip39.ts'
import { latin1 } from '../../bytes/text.ts'
import { findForeignPhrases } from './foreign-phrases.ts'
import { choosePhrases } from './phrase-choice.ts'
import { phraseKind } from './phrase-kind.ts'
import type { Structure, StructureMatch } from './structure.ts'
import { longestWord, mayHoldStretch, plainLanguages, shortestWord } from './word-stretch.ts'

const shortest = 12
/** Bytes behind a label: 24 Japanese words with numbers and quotes. */
const labelReach = 2400
/** A phrase that begins behind a label so near to the last one was within that one's reach. */
const covered = 600
/** Of twelve words in French or Spanish one has an accent; one phrase in ten has none, and is found by its letters. */
const foreignReach = 200
const wordsSample = 160
const wordsShare = 0.9
/** In columns of sixteen, or with `%20` for a blank. */
const lettersShare = 0.3
/** Lists in whose words letters have accents. */
const accented = ['spanish', 'french']

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
 * The phrases of a stretch of words, as `probeWords` finds it, with accents or without.
 */
export function findPhrasesInList(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  for (let at = start; at < end; at++) {
    if (bytes[at]! >= 0x80) return findBesideAccents(bytes, start, end)
  }
  return findPhrases(bytes, start, end)
}

/** The accent may be that of a word before or behind a phrase without any. */
function findBesideAccents(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  const found = findForeignPhrases(bytes, start, end, accented)
  const others = findPhrases(bytes, start, end).filter(
    (match) => !found.some((other) => other.start < match.end && match.start < other.end),
  )
  return [...found, ...others].toSorted((a, b) => a.start - b.start)
}

function findInAnyCase(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  const small = bytes.slice(start, end)
  for (let at = 0; at < small.length; at++) {
    const byte = small[at]!
    if (byte >= 0x41 && byte <= 0x5a) small[at] = byte | 0x20
  }
  return findPhrases(small, 0, small.length).map((match) => {
    return { ...match, start: start + match.start, end: start + match.end }
  })
}

/** Words of three to nine small letters; a longer one counts as its pieces. Offsets in the bytes. */
interface Words {
  readonly bytes: Uint8Array
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

function splitWords(bytes: Uint8Array, start: number, end: number): Words {
  const starts: number[] = []
  const ends: number[] = []
  for (let at = start; at < end; at++) {
    if (!isSmallLetter(bytes[at])) continue
    const stop = Math.min(end, at + longestWord)
    let next = at + 1
    while (next < stop && isSmallLetter(bytes[next])) next++
    if (next - at >= shortestWord) {
      starts.push(at)
      ends.push(next)
    }
    at = next - 1
  }
  return { bytes, starts, ends }
}

function wordAt({ bytes, starts, ends }: Words, index: number): string {
  return latin1(bytes, starts[index]!, ends[index]!)
}

/**
 * Finds phrases in a text of small letters and of what stands between the words of a list. Every twelfth word is
 * looked up first: any twelve in a row hold one of those, and of prose it is one in eight that is in a list.
 */
export function findPhrases(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  const words = splitWords(bytes, Math.max(0, start), Math.min(end, bytes.length))
  const count = words.starts.length
  if (count < shortest) return []
  const found: StructureMatch[] = []
  const done = plainLanguages.map(() => 0)
  for (let probe = shortest - 1; probe < count; probe += shortest) {
    const known = languagesOf(wordAt(words, probe))
    if (known === 0) continue
    for (const [index, language] of plainLanguages.entries()) {
      if ((known & (1 << index)) === 0 || probe < done[index]!) continue
      done[index] = addPhrases(words, probe, language, done[index]!, found)
    }
  }
  return found
}

/**
 * Finds the phrases in the stretches of one language around a word: where it is the first of one, something else stands
 * before it than between the others.
 *
 * @returns the last index of the stretches: that word may be the first of another
 */
function addPhrases(
  words: Words,
  probe: number,
  language: string,
  done: number,
  found: StructureMatch[],
): number {
  const { starts } = words
  const table = wordTable(language)
  const gaps = (index: number): string => plainGap(gapBefore(words, index))
  let behind = probe + 1
  for (const gap of new Set([gaps(probe), gaps(Math.min(probe + 1, starts.length - 1))])) {
    let from = probe
    while (from > done && table.has(wordAt(words, from - 1)) && gaps(from) === gap) from--
    let to = probe + 1
    while (to < starts.length && table.has(wordAt(words, to)) && gaps(to) === gap) to++
    behind = Math.max(behind, to)
    if (to - from >= shortest) addPhrasesOf(words, from, to, language, found)
  }
  return behind - 1
}

/** Finds the phrases in a stretch of words of one language with one gap. */
function addPhrasesOf(
  words: Words,
  from: number,
  to: number,
  language: string,
  found: StructureMatch[],
): void {
  const { starts, ends } = words
  const table = wordTable(language)
  const lines = [0]
  for (let index = from + 1; index < to; index++) {
    lines.push(lines.at(-1)! + (gapBefore(words, index).includes('\n') ? 1 : 0))
  }
  const textOf = (first: number, last: number): string[] =>
    Array.from({ length: last - first }, (_, index) => wordAt(words, from + first + index))
  const phrases = choosePhrases({
    count: to - from,
    lineOf: (index) => lines[index]!,
    kindOf: (first, last) =>
      isWithinWord(words.bytes, starts[from + first]!, ends[from + last - 1]!)
        ? null
        : phraseKind(textOf(first, last), table, language),
  })
  for (const { from: first, to: last, kind } of phrases) {
    const place = { start: starts[from + first]!, end: ends[from + last - 1]! }
    if (found.some((other) => other.start < place.end && place.start < other.end)) continue
    found.push({ ...place, value: textOf(first, last).join(' '), kind, evidence: [] })
  }
}

function gapBefore({ bytes, starts, ends }: Words, index: number): string {
  return latin1(bytes, ends[index - 1]!, starts[index]!)
}

/** Where one literal ends and the next one goes on: `' + '`, `" \` and a quote on the next line. */
const joint = /["'`]\s{0,40}(?:[+.\\]|&(?:\s_)?)?\s{0,40}["'`]/

/** What stands between two words, without numbers and joints and with any white space as one blank. */
function plainGap(gap: string): string {
  if (gap === ' ') return gap
  return gap.replace(joint, '').replaceAll(/\d+/g, '').replaceAll(/\s+/g, ' ')
}

function isWithinWord(bytes: Uint8Array, from: number, to: number): boolean {
  return isLetter(bytes[from - 1]) || isLetter(bytes[to])
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (isSmallLetter(byte) || byte >= 0x80)
}

function isSmallLetter(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7a
}

/** "Mnemonic", simplified, in UTF-8, a character for each byte. Japanese and Korean writers use the English word. */
const mnemonicInChinese = '\xe5\x8a\xa9\xe8\xae\xb0\xe8\xaf\x8d'

/**
 * A BIP-39 phrase whose checksum is right, or an Electrum seed. Phrases in letters without accents are found wherever
 * they stand, by a probe of their own (`collect-lists.ts`); others behind a label.
 *
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
export const mnemonic: Structure = {
  name: 'mnemonic',
  ignoreCase: true,
  literals: ['nemon', 'seed', mnemonicInChinese],
  reach: [covered, labelReach],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    if (isCovered(bytes, at)) return null
    const found = findBehind(bytes, at)
    if (found === null) searched = { bytes: new WeakRef(bytes), at }
    return found
  },
}

/** The last search that found nothing. */
let searched: { readonly bytes: WeakRef<Uint8Array>; readonly at: number } | null = null

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
  if (mayHoldStretch(bytes, at, end, shortest, 0)) {
    const found = findPhrases(bytes, at, end)[0]
    if (found !== undefined) return found
  }
  // Copied from paper, words often begin with a capital letter.
  if (!holdsCapitals(bytes, at, end)) return null
  if (!mayHoldStretch(bytes, at, end, shortest, 0x20)) return null
  return findInAnyCase(bytes, at, end)[0] ?? null
}

/** Capital letters in the first words of a phrase whose words begin with one, or are written in them. */
const fewestCapitals = 6

function holdsCapitals(bytes: Uint8Array, start: number, end: number): boolean {
  const to = Math.min(end, start + wordsSample)
  let count = 0
  for (let at = start; at < to; at++) if (bytes[at]! >= 0x41 && bytes[at]! <= 0x5a) count++
  return count >= fewestCapitals
}

/** What else stands between the words of a list: line breaks, numbers, `-`, `%20` and `+`. */
const betweenWords = makeTable('0123456789\n\r.)-+%')

function makeTable(chars: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of chars) table[char.charCodeAt(0)] = 1
  return table
}

/** True when letters and blanks make up almost all that comes first: a phrase with a word too long for the probe. */
function holdsWords(bytes: Uint8Array, start: number, end: number): boolean {
  const to = Math.min(end, start + wordsSample)
  let letters = 0
  let between = 0
  for (let at = start; at < to; at++) {
    const byte = bytes[at]!
    const small = byte | 0x20
    if (small >= 0x61 && small <= 0x7a) letters++
    else if (byte === 0x20 || betweenWords[byte] === 1) between++
  }
  return letters >= (to - start) * lettersShare && letters + between >= (to - start) * wordsShare
}
