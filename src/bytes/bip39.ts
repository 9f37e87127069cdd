import { sha256Hex } from './sha256.ts'
import { languages, wordlists } from './wordlists.generated.ts'

export { languages }

const wordBits = 11
const lengths = new Set([12, 15, 18, 21, 24])

/** Word lists by language, each made when first asked for: English alone costs 0.3 ms. */
const tables = new Map<string, ReadonlyMap<string, number>>()

let texts: Readonly<Record<string, string>> | null = null

/** The words of a language with their numbers, in NFC. */
export function wordTable(language: string): ReadonlyMap<string, number> {
  const known = tables.get(language)
  if (known) return known
  texts ??= JSON.parse(wordlists()) as Readonly<Record<string, string>>
  const words = (texts[language] ?? '').split(' ')
  const table = new Map(words.map((word, index) => [word, index]))
  tables.set(language, table)
  return table
}

/** True for the five numbers of words that a phrase can have. */
export function isPhraseLength(count: number): boolean {
  return lengths.has(count)
}

/**
 * True when the words' last bits are the checksum of the others: by chance one phrase of 12 words in 16 passes, one
 * of 24 in 256.
 *
 * @param numbers of the words in their list, 12 to 24 of them
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki#generating-the-mnemonic
 */
export function hasValidChecksum(numbers: readonly number[]): boolean {
  if (!isPhraseLength(numbers.length)) return false
  const checksumBits = numbers.length / 3
  const entropyBytes = (numbers.length * wordBits - checksumBits) / 8
  const bytes = new Uint8Array(entropyBytes + 1)
  for (let bit = 0; bit < numbers.length * wordBits; bit++) {
    const number = numbers[Math.floor(bit / wordBits)]!
    const isSet = (number >> (wordBits - 1 - (bit % wordBits))) & 1
    bytes[bit >> 3]! |= isSet << (7 - (bit & 7))
  }
  const digest = Number.parseInt(sha256Hex(bytes, 0, entropyBytes).slice(0, 2), 16)
  const shift = 8 - checksumBits
  return digest >> shift === bytes[entropyBytes]! >> shift
}

/** The phrase of an entropy of 16, 20, 24, 28 or 32 bytes. */
export function phraseOf(entropy: Uint8Array, language: string): string {
  const words = [...wordTable(language).keys()]
  const digest = Number.parseInt(sha256Hex(entropy, 0, entropy.length).slice(0, 2), 16)
  const bits = [...entropy, digest].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const count = (entropy.length * 3) / 4
  const picked = Array.from({ length: count }, (_, index) => {
    return words[Number.parseInt(bits.slice(index * wordBits, (index + 1) * wordBits), 2)]!
  })
  return picked.join(language === 'japanese' ? '\u3000' : ' ')
}
