import { createHmac, createPrivateKey, type KeyObject } from 'node:crypto'

export type Digest = 'sha256' | 'sha512'

export function hmac(
  digest: Digest,
  key: string | Uint8Array,
  text: string | Uint8Array,
  encoding: 'hex' | 'base64',
): string {
  return createHmac(digest, key).update(text).digest(encoding)
}

/** A PEM private key, also one written on a single line with `\n`; null when it is encrypted or broken. */
export function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem.replaceAll(String.raw`\r`, '').replaceAll(String.raw`\n`, '\n'))
  } catch {
    return null
  }
}

/** PKCS#8 header of an Ed25519 key (RFC 8410, section 7); the 32 bytes of the seed follow. */
const ed25519Header = Buffer.from('302e020100300506032b657004220420', 'hex')

/** An Ed25519 key given as base64 of its seed (32 bytes) or of seed and public key (64 bytes). */
export function readEd25519Seed(base64: string): KeyObject | null {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 32 && bytes.length !== 64) return null
  return createPrivateKey({
    key: Buffer.concat([ed25519Header, bytes.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  })
}
