import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { header, type Reply, type Seen } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

/** Checks the JWT as documented: header, claims, uri and signature. */
function isSigned(seen: Seen, name: string, privateKey: string, now: number): boolean {
  const [head, claims, signature] = header(seen, 'authorization').replace('Bearer ', '').split('.')
  if (head === undefined || claims === undefined || signature === undefined) return false
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  const { alg, kid, nonce, typ } = read(head)
  const { iss, sub, nbf, exp, uri } = read(claims)
  const edwards = !privateKey.includes('-----BEGIN')
  const right =
    kid === name &&
    typ === 'JWT' &&
    /^[0-9a-f]{16,}$/.test(String(nonce)) &&
    alg === (edwards ? 'EdDSA' : 'ES256') &&
    iss === 'cdp' &&
    sub === name &&
    Number(nbf) <= now / 1000 + 1 &&
    Number(exp) > now / 1000 &&
    Number(exp) - Number(nbf) <= 120 &&
    uri === `${seen.method} ${seen.headers.host}${seen.path}`
  if (!right) return false
  const text = Buffer.from(`${head}.${claims}`)
  const bytes = Buffer.from(signature, 'base64url')
  if (!edwards) {
    const key = createPublicKey(privateKey.replaceAll(String.raw`\n`, '\n'))
    return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, bytes)
  }
  // libsodium's form: the seed, then the public key.
  const x = Buffer.from(privateKey, 'base64').subarray(32).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, text, key, bytes)
}

export function ecPem(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return String(privateKey.export({ type: 'sec1', format: 'pem' }))
}

export function ed25519Base64(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { d, x } = privateKey.export({ format: 'jwk' })
  return Buffer.concat([Buffer.from(d!, 'base64url'), Buffer.from(x!, 'base64url')]).toString(
    'base64',
  )
}

export const coinbaseVendor: Vendor = {
  verifier: 'coinbase',
  parts: (rng) => ({
    key: `organizations/${rng.uuid()}/apiKeys/${rng.uuid()}`,
    'private-key': ecPem(),
  }),
  serve:
    (account) =>
    (seen): Reply => {
      const secret = account.parts['private-key'] ?? account.parts.secret!
      const signed =
        account.exists !== false &&
        account.ipAllowed !== false &&
        isSigned(seen, account.parts.key!, secret, Date.now() + (account.skewMs ?? 0))
      if (!signed) return { status: 401, text: '"Unauthorized"' }
      if (seen.path !== '/api/v3/brokerage/key_permissions') return { status: 404, json: {} }
      const { rights = 'read' } = account
      return {
        status: 200,
        json: {
          can_view: true,
          can_trade: rights !== 'read',
          can_transfer: rights === 'withdraw',
          portfolio_uuid: 'one',
          portfolio_type: 'DEFAULT',
        },
      }
    },
}
