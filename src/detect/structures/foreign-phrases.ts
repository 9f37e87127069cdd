import { languages, wordTable } from '../../bytes/bip39.ts'
import { ForeignWords } from './foreign-words.ts'
import { choosePhrases } from './phrase-choice.ts'
import { phraseKind } from './phrase-kind.ts'
import type { StructureMatch } from './structure.ts'

const utf8 = new TextDecoder()
const shortest = 12
const han = /^\p{Script=Han}/u
/** Blanks, line breaks, quotes, commas, numbers: what stands between the words of a list. */
const listGap = /^[\s"',.)\]、・\d]{0,16}$/

/**
 * Finds phrases of every language whose words hold letters beyond ASCII: Spanish, French, Japanese, Korean, Chinese.
 * Composed and decomposed letters are the same, as are blanks and ideographic spaces. Linear in `end - start`.
 *
 * @param of the languages that are tried; default: all
 *
 * Chinese needs more than its checksum, since most characters of its prose are in the list: between blanks, or alone
 * in its line or quotes.
 */
export function findForeignPhrases(
  bytes: Uint8Array,
  start: number,
  end: number,
  of: readonly string[] = languages,
): StructureMatch[] {
  const text = utf8.decode(bytes.subarray(start, end))
  const words = new ForeignWords(text)
  const { count } = words
  if (count < shortest) return []
  const found: StructureMatch[] = []
  for (const language of of) {
    const table = wordTable(language)
    if (!holdsStretch(words, table)) continue
    // Where a stretch ends at another gap, its last word may be the first of the next one.
    for (let from = 0, to = 0; from + shortest <= count; from = Math.max(to - 1, from + 1)) {
      to = from
      if (!table.has(words.at(from))) continue
      to = endOfStretch(words, from, table)
      if (to - from < shortest) continue
      found.push(...phrasesOf(words, from, to, language))
    }
    if (found.length > 0) break
  }
  const encoder = new TextEncoder()
  const offset = (index: number): number => start + encoder.encode(text.slice(0, index)).length
  return found.map((match) => ({ ...match, start: offset(match.start), end: offset(match.end) }))
}

/** Any twelve words in a row hold each twelfth: where it is in no list, none of the others is looked up. */
function holdsStretch(words: ForeignWords, table: ReadonlyMap<string, number>): boolean {
  for (let probe = shortest - 1; probe < words.count; probe += shortest) {
    if (!table.has(words.at(probe))) continue
    let from = probe
    while (from > 0 && probe - from < shortest && table.has(words.at(from - 1))) from--
    let to = probe + 1
    while (to - from < shortest && to < words.count && table.has(words.at(to))) to++
    if (to - from >= shortest) return true
  }
  return false
}

function endOfStretch(
  words: ForeignWords,
  from: number,
  table: ReadonlyMap<string, number>,
): number {
  let gap: string | null = null
  let to = from + 1
  for (; to < words.count && table.has(words.at(to)); to++) {
    const own = words.gapBefore(to)
    if (!listGap.test(own)) break
    const plain = own.replaceAll(/\d+/g, '').replaceAll(/\s+/g, ' ')
    gap ??= plain
    if (plain !== gap) break
  }
  return to
}

/** Places are indexes in the text. */
function phrasesOf(
  words: ForeignWords,
  start: number,
  stop: number,
  language: string,
): StructureMatch[] {
  const lines = [0]
  for (let index = start + 1; index < stop; index++) {
    lines.push(lines.at(-1)! + (words.gapBefore(index).includes('\n') ? 1 : 0))
  }
  const { text, starts, ends } = words
  const table = wordTable(language)
  const isUnbroken = words.gapBefore(start + 1) === ''
  const textsOf = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => words.at(start + from + index))
  const phrases = choosePhrases({
    count: stop - start,
    lineOf: (index) => lines[index]!,
    kindOf: (from, to) => {
      const isAlone = standsAlone(text, starts[start + from]!, ends[start + to - 1]!)
      return isUnbroken && !isAlone ? null : phraseKind(textsOf(from, to), table, language)
    },
  })
  return phrases.map(({ from, to, kind }) => ({
    start: starts[start + from]!,
    end: ends[start + to - 1]!,
    value: textsOf(from, to).join(' '),
    kind,
    evidence: [],
  }))
}

/** No character of a text in Chinese on either side, nor its punctuation. */
function standsAlone(text: string, from: number, to: number): boolean {
  const isProse = (char: string): boolean => han.test(char) || /[、。,！？；（）]/.test(char)
  return !isProse(text[from - 1] ?? '') && !isProse(text[to] ?? '')
}
