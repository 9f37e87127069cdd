import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

const addressBytes = 20

/**
 * The account of a public key in Ethereum: the last 20 bytes of its Keccak-256.
 *
 * @param publicKey uncompressed, 65 bytes
 * @returns 40 hex digits, small letters
 * @see Ethereum yellow paper, appendix F
 */
export function ethereumAccount(publicKey: Uint8Array): string {
  return bytesToHex(keccak_256(publicKey.subarray(1)).subarray(-addressBytes))
}

/**
 * The same with `0x` in front and the capitals of its checksum.
 *
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function ethereumAddress(publicKey: Uint8Array): string {
  const hex = ethereumAccount(publicKey)
  const sum = bytesToHex(keccak_256(utf8ToBytes(hex)))
  const digits = Array.from(hex, (digit, at) =>
    Number.parseInt(sum.charAt(at), 16) >= 8 ? digit.toUpperCase() : digit,
  )
  return `0x${digits.join('')}`
}
