import { createHmac, sign, type KeyObject } from 'node:crypto'
import { readPrivateKey } from '../signing.ts'
import type { Parts } from '../verifier.ts'

/** Signs the query string; the result is fit to stand in a query. */
export type BinanceSign = (query: string) => string

/**
 * How the pair signs: HMAC-SHA256 in hex for a secret key; for a private key base64 of RSASSA-PKCS1-v1_5 with SHA-256
 * or of Ed25519, percent-encoded. Null when the private key cannot be used.
 * Source: binance/binance-spot-api-docs, rest-api.md, "SIGNED Endpoint Examples".
 */
export function binanceSigner(parts: Parts): BinanceSign | null {
  const secret = parts.get('secret')
  if (secret !== undefined) {
    return (query) => createHmac('sha256', secret).update(query).digest('hex')
  }
  const key = readPrivateKey(parts.get('private-key') ?? '')
  if (key?.asymmetricKeyType === 'ed25519') return signWith(key, null)
  if (key?.asymmetricKeyType === 'rsa') return signWith(key, 'sha256')
  return null
}

function signWith(key: KeyObject, digest: 'sha256' | null): BinanceSign {
  return (query) => encodeURIComponent(sign(digest, Buffer.from(query), key).toString('base64'))
}
