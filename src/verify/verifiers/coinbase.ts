import { randomBytes, sign, type KeyObject } from 'node:crypto'
import type { Verdict } from '../../model/verdict.ts'
import { flag, record } from '../json.ts'
import { generalVerdict, live, unexpected, unknown } from '../outcome.ts'
import { readEd25519Seed, readPrivateKey } from '../signing.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const host = 'api.coinbase.com'
const path = '/api/v3/brokerage/key_permissions'
const lifeSeconds = 120
/** `organizations/{uuid}/apiKeys/{uuid}`, or the UUID alone. */
const nameShape = /^[\w/-]{1,200}$/

/**
 * A CDP key signs a JWT for one method, host and path: ES256 with an EC P-256 key (PEM), EdDSA with an Ed25519 key
 * (64 bytes in base64).
 * Source: docs.cdp.coinbase.com (get-started/authentication/jwt-authentication, get-api-key-permissions);
 * tiagosiebler/coinbase-api, src/lib/jwtNode.ts.
 */
async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const key = readKey(parts.get('private-key') ?? parts.get('secret') ?? '')
  if (!key)
    return unknown('malformed', 'the private key is no EC P-256 or Ed25519 key, or encrypted')
  const name = parts.get('key') ?? ''
  if (!nameShape.test(name)) return unknown('malformed', 'this is not the form of a key name')
  const answer = await http.send(
    host,
    (moment) => {
      const token = jwt(name, key, `GET ${moment.host}${path}`, Math.floor(moment.now / 1000))
      return { method: 'GET', path, headers: { authorization: `Bearer ${token}` } }
    },
    signal,
  )
  return generalVerdict(answer) ?? judge(answer, http.now())
}

function readKey(text: string): KeyObject | null {
  const key = text.includes('-----BEGIN') ? readPrivateKey(text) : readEd25519Seed(text)
  if (key?.asymmetricKeyType === 'ed25519') return key
  return key?.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null
}

function jwt(name: string, key: KeyObject, uri: string, now: number): string {
  const edwards = key.asymmetricKeyType === 'ed25519'
  const header = {
    typ: 'JWT',
    alg: edwards ? 'EdDSA' : 'ES256',
    kid: name,
    nonce: randomBytes(16).toString('hex'),
  }
  const claims = { iss: 'cdp', sub: name, nbf: now, exp: now + lifeSeconds, uri }
  const text = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.')
  const signature = edwards
    ? sign(null, Buffer.from(text), key)
    : sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url')
}

function judge(answer: Answer, now: number): Verdict {
  if (answer.status === 401) {
    return unknown(
      'rejected',
      `${answer.host} rejected the key (401): it is deleted, or does not allow this IP address, or the private key is not its partner, or the clock is wrong`,
    )
  }
  if (answer.status === 403)
    return unknown('no-permission', `${answer.host} denies the question (403)`)
  if (answer.status !== 200) return unexpected(answer, '')
  const rights = record(answer.json)
  const [views, trades, transfers] = ['can_view', 'can_trade', 'can_transfer'].map((field) =>
    flag(rights[field]),
  )
  if (views === undefined || trades === undefined || transfers === undefined) {
    return unexpected(answer, '')
  }
  const permissions = [views && 'read', trades && 'trade', transfers && 'transfer and withdraw']
  return live(
    {
      permissions: permissions.filter((right) => right !== false),
      canMoveMoney: trades || transfers,
      canWithdraw: transfers,
    },
    now,
  )
}

export const coinbase: Verifier = {
  name: 'coinbase',
  vendor: 'Coinbase',
  needs: [
    ['key', 'private-key'],
    ['key', 'secret'],
  ],
  hosts: [host],
  verify,
}
