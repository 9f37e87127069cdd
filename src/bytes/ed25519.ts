import { getPublicKey, hashes } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

const half = 32

/** The Ed25519 public key of a 32-byte seed (RFC 8032, section 5.1.5). */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  hashes.sha512 = sha512
  return getPublicKey(seed)
}

/** True for 64 bytes whose second half is the public key of the first. About 0.7 ms. */
export function isKeyPair(pair: Uint8Array): boolean {
  if (pair.length !== half * 2) return false
  const expected = publicKeyOf(pair.slice(0, half))
  return expected.every((byte, index) => pair[half + index] === byte)
}
