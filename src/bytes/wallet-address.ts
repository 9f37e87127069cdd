import { ripemd160 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { encodeBase58Check } from './base58.ts'

/** RIPEMD-160 of SHA-256, 20 bytes: what Bitcoin names a public key by. */
export function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes))
}

/** Pay-to-public-key-hash address; `version` is 0 for Bitcoin. */
export function legacyAddress(publicKey: Uint8Array, version: number): string {
  return encodeBase58Check(Uint8Array.of(version, ...hash160(publicKey)))
}

const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/**
 * Bitcoin's native address of a compressed public key (witness version 0).
 *
 * @see https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
 */
export function segwitAddress(publicKey: Uint8Array): string {
  const prefix = 'bc'
  const words = [0, ...fiveBits(hash160(publicKey))]
  const spread = Array.from(prefix, (char) => char.charCodeAt(0))
  const head = [...spread.map((code) => code >> 5), 0, ...spread.map((code) => code & 31)]
  const sum = polymod([...head, ...words, 0, 0, 0, 0, 0, 0]) ^ 1
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31)
  return `${prefix}1${[...words, ...check].map((word) => charset.charAt(word)).join('')}`
}

function fiveBits(bytes: Uint8Array): number[] {
  const words: number[] = []
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    for (; bits >= 5; bits -= 5) words.push((value >> (bits - 5)) & 31)
  }
  return words
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    generator.forEach((term, bit) => {
      if (((top >>> bit) & 1) === 1) sum ^= term
    })
  }
  return sum
}
