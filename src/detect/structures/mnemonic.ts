import { hasValidChecksum, isPhraseLength, languages, wordTable } from '../../bytes/bip39.ts'
import { isElectrumSeed } from '../../bytes/electrum.ts'
import { latin1 } from '../../bytes/text.ts'
import type { Structure, StructureMatch } from './structure.ts'

const shortest = 12
/** Words on both sides of the first that is looked up. */
const word = /[a-z]{3,8}/g
/** Behind a label, in characters: 24 Japanese words with numbers and quotes. */
const labelReach = 1200
/** Words between a label and the phrase: `mnemonic phrase (12 words):`. */
const labelWords = 8

/**
 * Finds phrases in a text of small letters and of what stands between the words of a list. Every twelfth word is
 * looked up first: any twelve in a row hold one of those, and of prose it is one in ten that is in the list.
 */
export function findPhrases(bytes: Uint8Array, start: number, end: number): StructureMatch[] {
  const text = latin1(bytes, start, end)
  const words = [...text.matchAll(word)]
  if (words.length < shortest) return []
  const table = wordTable('english')
  const found: StructureMatch[] = []
  let done = 0
  for (let probe = shortest - 1; probe < words.length; probe += shortest) {
    if (probe < done || !table.has(words[probe]![0])) continue
    const gaps = (index: number): string => gapBefore(text, words, index)
    const gap = probe > 0 ? gaps(probe) : gaps(probe + 1)
    let from = probe
    while (from > done && gaps(from) === gap && table.has(words[from - 1]![0])) from--
    let to = probe + 1
    while (to < words.length && gaps(to) === gap && table.has(words[to]![0])) to++
    done = to
    if (isWithinWord(text, words[from]!.index, endOf(words[to - 1]!))) continue
    const phrase = words.slice(from, to).map(([each]) => each)
    const kind = kindOf(phrase, table)
    if (kind === null) continue
    found.push({
      start: start + words[from]!.index,
      end: start + endOf(words[to - 1]!),
      value: phrase.join(' '),
      kind,
      evidence: [],
    })
  }
  return found
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}

/** What stands between two words, without numbers and with any white space as one blank. */
function gapBefore(text: string, words: readonly RegExpExecArray[], index: number): string {
  const gap = text.slice(endOf(words[index - 1]!), words[index]!.index)
  return gap.replaceAll(/\d+/g, '').replaceAll(/\s+/g, ' ')
}

function isWithinWord(text: string, from: number, to: number): boolean {
  return /[a-z]/.test(text[from - 1] ?? '') || /[a-z]/.test(text[to] ?? '')
}

/** A phrase of few different words is a test vector or a joke. */
function kindOf(phrase: readonly string[], table: ReadonlyMap<string, number>): string | null {
  if (!isPhraseLength(phrase.length)) return null
  if (new Set(phrase).size * 3 < phrase.length * 2) return null
  if (hasValidChecksum(phrase.map((each) => table.get(each)!))) return 'bip39'
  return isElectrumSeed(phrase) ? 'electrum' : null
}

/**
 * A BIP-39 phrase whose checksum is right, or an Electrum seed. English ones are found wherever they stand, by a probe
 * of their own (`collect-lists.ts`); those of other languages behind a label.
 *
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
 */
export const mnemonic: Structure = {
  name: 'mnemonic',
  // Short, so that what the search filters by is rare.
  literals: ['nemon', 'NEMON', 'eed ph', 'eed_ph', 'eedPhr', 'SEED_PH'],
  match(bytes: Uint8Array, at: number): StructureMatch | null {
    const decoder = new TextDecoder()
    const text = decoder.decode(bytes.subarray(at, at + labelReach * 3)).slice(0, labelReach)
    const composed = text.normalize('NFKD').normalize('NFC')
    const tokens = [...composed.matchAll(/\p{Script=Han}|[\p{L}\p{M}]+/gu)]
    for (const language of languages.slice(1)) {
      const found = findLabelled(tokens, wordTable(language))
      if (found === null) continue
      const value = found.map(([each]) => each).join(' ')
      const last = found.at(-1)!
      const place = placeOf(text, composed, found[0]!.index, last.index + last[0].length)
      if (place === null) continue
      return { start: at + place.start, end: at + place.end, value, kind: 'bip39', evidence: [] }
    }
    return null
  },
}

function findLabelled(
  tokens: readonly RegExpExecArray[],
  table: ReadonlyMap<string, number>,
): readonly RegExpExecArray[] | null {
  for (let from = 0; from < labelWords && from + shortest <= tokens.length; from++) {
    let to = from
    while (to < tokens.length && table.has(tokens[to]![0])) to++
    const phrase = tokens.slice(from, to)
    if (!isPhraseLength(phrase.length)) continue
    if (hasValidChecksum(phrase.map(([each]) => table.get(each)!))) return phrase
  }
  return null
}

/** Offsets in bytes; where composing changed the text's length, they are found by length from its ends. */
function placeOf(
  text: string,
  composed: string,
  from: number,
  to: number,
): { start: number; end: number } | null {
  const encoder = new TextEncoder()
  const bytesOf = (part: string): number => encoder.encode(part).length
  if (composed === text) {
    return { start: bytesOf(text.slice(0, from)), end: bytesOf(text.slice(0, to)) }
  }
  const lengthOf = (count: number): number => {
    let at = 0
    while (at < text.length && text.slice(0, at).normalize('NFKD').normalize('NFC').length < count)
      at++
    return at
  }
  return {
    start: bytesOf(text.slice(0, lengthOf(from + 1) - 1)),
    end: bytesOf(text.slice(0, lengthOf(to))),
  }
}
