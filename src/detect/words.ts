import type { Field } from './field.ts'

/** Words shorter than this are compared whole: `key` must not match `monkey`. */
const substringLength = 5

/** True when the field's name holds one of the words. `words` are lower case letters and digits. */
export function fieldHolds(field: Field, words: readonly string[]): string | null {
  if (field.plain === '') return null
  for (const word of words) {
    if (
      word.length >= substringLength ? field.plain.includes(word) : holdsWhole(field.words, word)
    ) {
      return word
    }
  }
  return null
}

/** True when consecutive words join to `wanted`: `api`, `key` hold `apikey`, `key` and `api`. */
function holdsWhole(words: readonly string[], wanted: string): boolean {
  for (let from = 0; from < words.length; from++) {
    let joined = ''
    for (let to = from; to < words.length && joined.length < wanted.length; to++) {
      joined += words[to]!
      if (joined === wanted) return true
    }
  }
  return false
}

/** The first of the words that stands in the text. Short words must stand alone. */
export function textHolds(text: string, words: readonly string[]): string | null {
  for (const word of words) {
    if (word.length >= substringLength) {
      if (text.includes(word)) return word
    } else if (standsAlone(text, word)) return word
  }
  return null
}

function standsAlone(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetterAt(text, at - 1) && !isLetterAt(text, at + word.length)) return true
  }
  return false
}

function isLetterAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20
  return code >= 0x61 && code <= 0x7a
}
