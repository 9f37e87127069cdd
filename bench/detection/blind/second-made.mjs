/** Values of the second blind set which the generator does not make. */
import { crc32 } from 'node:zlib'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { checksum62 } from './generator.mjs'

const letters = 'abcdefghijklmnopqrstuvwxyz'

export const lower = (g, length) => g.from(letters, length)
export const base64Text = (g, length) =>
  g.from(`ABCDEFGHIJKLMNOPQRSTUVWXYZ${letters}0123456789+/`, length)
export const bip39Words = (g, count) => Array.from({ length: count }, () => g.pick(english))

export function githubToken(g) {
  const random = g.base62(30)
  return `ghp_${random}${checksum62(random)}`
}

/** Of Monero's English words, those in a: enough to write seeds whose last word is the right checksum. */
const monero =
  `abbey abducts ability ablaze abnormal abort abrasive absorb abyss academy aces aching acidic acoustic acquire across
  actress acumen adapt addicted adept adhesive adjust adopt adrenalin adult adventure aerial afar affair afield afloat
  afoot afraid after against agenda aggravate agile aglow agnostic agony agreed ahead aided ailments aimless airport
  aisle ajar akin alarms album alchemy alerts algebra alkaline alley almost aloof alpine already also altitude alumni
  always amaze ambush amended amidst ammo amnesty among amply amused anchor android anecdote angled ankle annoyed
  answers antics anvil anxiety apart apex aphid aplomb apology apply apricot aptitude aquarium arbitrary archer ardent
  arena argue arises army around arrow arsenic artistic ascend ashtray aside asked asleep aspire assorted asylum athlete
  atlas atom atrium attire auburn auctions audio august aunt austere autumn avatar avidly avoid awakened awesome awful
  awkward awning awoken axes axis axle aztec azure`.split(/\s+/)

/** 24 words, and one of them again: by the CRC-32 of their first three letters. */
export function moneroSeed(g) {
  const words = Array.from({ length: 24 }, () => g.pick(monero))
  const sum = crc32(words.map((word) => word.slice(0, 3)).join(''))
  return [...words, words[sum % 24]].join(' ')
}
