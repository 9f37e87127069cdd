import { hasValidChecksum, isPhraseLength } from '../../bytes/bip39.ts'
import { isElectrumSeed } from '../../bytes/electrum.ts'

/**
 * `bip39` when the checksum is right, `electrum` for an Electrum seed, null for anything else. Few different words are
 * a test vector or a joke, words in the order of the alphabet a piece of the list itself.
 */
export function phraseKind(
  phrase: readonly string[],
  table: ReadonlyMap<string, number>,
  language: string,
): string | null {
  if (!isPhraseLength(phrase.length)) return null
  if (new Set(phrase).size * 3 < phrase.length * 2) return null
  const numbers = phrase.map((each) => table.get(each)!)
  if (numbers.every((number, index) => index === 0 || number >= numbers[index - 1]!)) return null
  if (hasValidChecksum(numbers)) return 'bip39'
  return language === 'english' && isElectrumSeed(phrase) ? 'electrum' : null
}
