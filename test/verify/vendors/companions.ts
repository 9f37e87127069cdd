import { digest, header, mac, type Reply, type Seen } from '../loopback.ts'
import type { Account, Vendor } from './vendor.ts'

const isBearer = (seen: Seen, account: Account): boolean =>
  header(seen, 'authorization') === `Bearer ${account.parts.token}` && account.exists !== false

export const telegramVendor: Vendor = {
  verifier: 'telegram',
  parts: (rng) => ({ token: `${rng.digits(9)}:${rng.base64url(35)}` }),
  serve: (account) => (seen) => {
    if (seen.path !== `/bot${account.parts.token}/getMe` || account.exists === false) {
      return { status: 401, json: { ok: false, error_code: 401, description: 'Unauthorized' } }
    }
    return { status: 200, json: { ok: true, result: { id: 1, is_bot: true, first_name: 'Bot' } } }
  },
}

export const githubVendor: Vendor = {
  verifier: 'github',
  parts: (rng) => ({ token: `ghp_${rng.base62(36)}` }),
  serve: (account) => (seen) => {
    // Requests without a user agent are rejected.
    if (header(seen, 'user-agent') === '') return { status: 403, text: 'Request forbidden' }
    if (!isBearer(seen, account) || seen.path !== '/user') {
      return { status: 401, json: { message: 'Bad credentials', status: '401' } }
    }
    const headers = {
      'x-oauth-scopes': account.rights === 'read' ? '' : 'repo, workflow',
      'github-authentication-token-expiration': '2031-05-01 08:30:00 UTC',
    }
    return { status: 200, headers, json: { login: 'octo', id: 1 } }
  },
}

export const slackVendor: Vendor = {
  verifier: 'slack',
  parts: (rng) => ({ token: `xoxb-${rng.digits(12)}-${rng.base62(24)}` }),
  serve: (account) => (seen) => {
    const say = (error: string): Reply => ({ status: 200, json: { ok: false, error } })
    if (seen.path !== '/api/auth.test' || seen.method !== 'POST') return say('unknown_method')
    if (header(seen, 'authorization') !== `Bearer ${account.parts.token}`)
      return say('invalid_auth')
    if (account.exists === false) return say('token_revoked')
    if (account.ipAllowed === false) return say('invalid_auth')
    return {
      status: 200,
      headers: { 'x-oauth-scopes': 'chat:write' },
      json: { ok: true, team: 'T' },
    }
  },
}

export const stripeVendor: Vendor = {
  verifier: 'stripe',
  parts: (rng) => ({ token: `sk_live_${rng.base62(24)}` }),
  serve: (account) => (seen) => {
    if (!isBearer(seen, account) || seen.path !== '/v1/balance') {
      const error = { message: 'Invalid API Key provided', type: 'invalid_request_error' }
      return { status: 401, json: { error } }
    }
    return { status: 200, json: { object: 'balance', available: [], livemode: true } }
  },
}

/** Signature Version 4, checked step by step as the IAM user guide describes it. */
async function isAwsSigned(seen: Seen, account: Account): Promise<boolean> {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/us-east-1\/sts\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/
  const [, , day, names, signature] = form.exec(header(seen, 'authorization')) ?? []
  if (day === undefined || names === undefined) return false
  const hex = async (text: string): Promise<string> =>
    (await digest('SHA-256', text)).toString('hex')
  const lines = names.split(';').map((name) => `${name}:${header(seen, name).trim()}\n`)
  const required = ['host', 'x-amz-date'].every((name) => names.split(';').includes(name))
  const canonical = `${seen.method}\n${seen.path}\n${seen.rawQuery}\n${lines.join('')}\n${names}\n${await hex(seen.body)}`
  const time = header(seen, 'x-amz-date')
  const scope = `${day}/us-east-1/sts/aws4_request`
  let key: Buffer = Buffer.from(`AWS4${account.parts.secret}`)
  for (const step of [day, 'us-east-1', 'sts', 'aws4_request']) {
    key = Buffer.from(await mac('SHA-256', key, step, 'hex'), 'hex')
  }
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${await hex(canonical)}`
  return required && time.startsWith(day) && signature === (await mac('SHA-256', key, text, 'hex'))
}

export const awsVendor: Vendor = {
  verifier: 'aws',
  parts: (rng) => ({ key: `AKIA${rng.base32(16)}`, secret: rng.base64(40) }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const fail = (Code: string): Reply => ({
      status: 403,
      headers: { date: new Date(now).toUTCString() },
      json: { Error: { Code, Message: 'no', Type: 'Sender' }, RequestId: 'r' },
    })
    const named = header(seen, 'authorization').includes(`Credential=${account.parts.key}/`)
    if (!named || account.exists === false) return fail('InvalidClientTokenId')
    const stamp = header(seen, 'x-amz-date')
    const time = Date.parse(
      stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'),
    )
    if (!(Math.abs(now - time) < 900_000)) return fail('SignatureDoesNotMatch')
    if (!(await isAwsSigned(seen, account))) return fail('SignatureDoesNotMatch')
    if (seen.body !== 'Action=GetCallerIdentity&Version=2011-06-15') return fail('InvalidAction')
    const Arn = 'arn:aws:iam::123456789012:user/bot'
    const GetCallerIdentityResult = { Account: '123456789012', Arn, UserId: 'U' }
    return { status: 200, json: { GetCallerIdentityResponse: { GetCallerIdentityResult } } }
  },
}
