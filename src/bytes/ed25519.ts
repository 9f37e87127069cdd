import { getPublicKey, hashes } from '@noble/ed25519'
import { latin1 } from './text.ts'
import { sha512 } from '@noble/hashes/sha2.js'

const half = 32

/** The Ed25519 public key of a 32-byte seed (RFC 8032, section 5.1.5). */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  hashes.sha512 = sha512
  return getPublicKey(seed)
}

/** Pairs that were asked for; then all are forgotten. */
const maxKept = 2000
const asked = new Map<string, boolean>()

/**
 * True for 64 bytes whose second half is the public key of the first. About 0.7 ms; a history shows the same signatures
 * in many versions of a file.
 */
export function isKeyPair(pair: Uint8Array): boolean {
  if (pair.length !== half * 2) return false
  const key = latin1(pair, 0, pair.length)
  let isPair = asked.get(key)
  if (isPair === undefined) {
    const expected = publicKeyOf(pair.slice(0, half))
    isPair = expected.every((byte, index) => pair[half + index] === byte)
    if (asked.size >= maxKept) asked.clear()
    asked.set(key, isPair)
  }
  return isPair
}
