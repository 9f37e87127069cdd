import { hmac } from '@noble/hashes/hmac.js'
import { sha512 } from '@noble/hashes/sha2.js'

const encoder = new TextEncoder()

/**
 * True for 12 or 24 words whose version number is that of a seed: the HMAC-SHA512 of the phrase begins with 01, 100,
 * 101 or 102 in hex. By chance one phrase in 210 is one.
 *
 * @see https://electrum.readthedocs.io/en/latest/seedphrase.html#version-number
 */
export function isElectrumSeed(words: readonly string[]): boolean {
  if (words.length !== 12 && words.length !== 24) return false
  const digest = hmac(sha512, encoder.encode('Seed version'), encoder.encode(words.join(' ')))
  return digest[0] === 0x01 || (digest[0] === 0x10 && digest[1]! >> 4 <= 2)
}
