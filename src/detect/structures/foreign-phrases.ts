import { languages, wordTable } from '../../bytes/bip39.ts'
import { choosePhrases } from './phrase-choice.ts'
import { phraseKind } from './phrase-kind.ts'
import type { StructureMatch } from './structure.ts'

const shortest = 12
/** A Han character is a word of its own. Combining marks belong to the letter before them. */
const token = /\p{Script=Han}|[\p{L}\p{M}]+/gu
const beyondAscii = /[^\0-\x7f]/
const han = /^\p{Script=Han}/u
/** Blanks, line breaks, quotes, commas, numbers: what stands between the words of a list. */
const listGap = /^[\s"',.)\]、・\d]{0,16}$/

interface Token {
  /** As the lists have it: NFC. */
  readonly text: string
  readonly index: number
  readonly end: number
}

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
  const text = new TextDecoder().decode(bytes.subarray(start, end))
  const tokens = Array.from(text.matchAll(token), (match): Token => {
    return {
      text: beyondAscii.test(match[0]) ? match[0].normalize('NFKD').normalize('NFC') : match[0],
      index: match.index,
      end: match.index + match[0].length,
    }
  })
  if (tokens.length < shortest) return []
  const found: StructureMatch[] = []
  for (const language of of) {
    const table = wordTable(language)
    for (let from = 0, to = 0; from + shortest <= tokens.length; from = Math.max(to, from + 1)) {
      to = from
      if (!table.has(tokens[from]!.text)) continue
      to = endOfStretch(text, tokens, from, table)
      if (to - from < shortest) continue
      found.push(...phrasesOf(text, tokens.slice(from, to), language))
    }
    if (found.length > 0) break
  }
  const encoder = new TextEncoder()
  const offset = (index: number): number => start + encoder.encode(text.slice(0, index)).length
  return found.map((match) => ({ ...match, start: offset(match.start), end: offset(match.end) }))
}

function endOfStretch(
  text: string,
  tokens: readonly Token[],
  from: number,
  table: ReadonlyMap<string, number>,
): number {
  let gap: string | null = null
  let to = from + 1
  for (; to < tokens.length && table.has(tokens[to]!.text); to++) {
    const own = text.slice(tokens[to - 1]!.end, tokens[to]!.index)
    if (!listGap.test(own)) break
    const plain = own.replaceAll(/\d+/g, '').replaceAll(/\s+/g, ' ')
    gap ??= plain
    if (plain !== gap) break
  }
  return to
}

/** Places are indexes in `text`. */
function phrasesOf(text: string, tokens: readonly Token[], language: string): StructureMatch[] {
  const lines = [0]
  for (let index = 1; index < tokens.length; index++) {
    const gap = text.slice(tokens[index - 1]!.end, tokens[index]!.index)
    lines.push(lines.at(-1)! + (gap.includes('\n') ? 1 : 0))
  }
  const table = wordTable(language)
  const isUnbroken = tokens[1]!.index === tokens[0]!.end
  const phrases = choosePhrases({
    count: tokens.length,
    lineOf: (index) => lines[index]!,
    kindOf: (first, last) => {
      if (isUnbroken && !standsAlone(text, tokens[first]!.index, tokens[last - 1]!.end)) return null
      return phraseKind(
        tokens.slice(first, last).map((each) => each.text),
        table,
        language,
      )
    },
  })
  return phrases.map(({ from, to, kind }) => ({
    start: tokens[from]!.index,
    end: tokens[to - 1]!.end,
    value: tokens
      .slice(from, to)
      .map((each) => each.text)
      .join(' '),
    kind,
    evidence: [],
  }))
}

/** No character of a text in Chinese on either side, nor its punctuation. */
function standsAlone(text: string, from: number, to: number): boolean {
  const isProse = (char: string): boolean => han.test(char) || /[、。,！？；（）]/.test(char)
  return !isProse(text[from - 1] ?? '') && !isProse(text[to] ?? '')
}
