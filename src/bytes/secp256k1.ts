import { getPublicKey } from '@noble/secp256k1'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

const addressBytes = 20
/** Keys that were asked for; then all are forgotten. */
const maxKept = 2000
const asked = new Map<string, string>()

/**
 * The address of an account of Ethereum: the last 20 bytes of Keccak-256 of its public key. About 0.3 ms; a history shows
 * the same hash near the same address in many versions of a file.
 *
 * @param key 64 hex digits, a valid scalar (`isPrivateScalar`)
 * @returns 40 hex digits, small letters
 * @see Ethereum yellow paper, appendix F
 */
export function addressOf(key: string): string {
  const lower = key.toLowerCase()
  let address = asked.get(lower)
  if (address === undefined) {
    const point = getPublicKey(hexToBytes(lower), false)
    address = bytesToHex(keccak_256(point.subarray(1)).subarray(-addressBytes))
    if (asked.size >= maxKept) asked.clear()
    asked.set(lower, address)
  }
  return address
}
