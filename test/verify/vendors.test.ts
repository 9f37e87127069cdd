import { describe, expect, test } from 'vitest'
import { seeded } from '../helpers/seeded.ts'
import { askAt, askVendor } from './ask.ts'
import { listen } from './loopback.ts'
import { vendorOf, vendors } from './vendors/all.ts'
import { ecPem, ed25519Base64 } from './vendors/coinbase.ts'
import { kucoinVendor } from './vendors/kucoin.ts'
import type { PartValues, Vendor } from './vendors/vendor.ts'

const rng = seeded('vendors')
const day = 86_400_000

/** Exchanges whose API tells the rights of the key itself. */
const telling = ['binance', 'bybit', 'okx', 'kucoin', 'kraken', 'bitget', 'gate']
const tellAge = ['binance', 'bybit', 'kucoin', 'kraken', 'gate']

/** Another partner for the same key. */
function stranger(vendor: Vendor, parts: PartValues): PartValues {
  const others = vendor.parts(rng)
  return { ...others, ...(parts.key !== undefined && { key: parts.key }) }
}

describe.for(vendors)('$verifier', (vendor) => {
  test('says live to the right credential', async () => {
    const parts = vendor.parts(rng)
    expect(await askVendor(vendor, { parts })).toMatchObject({ state: 'live' })
  })

  test('never says live to a stranger', async () => {
    const parts = vendor.parts(rng)
    const verdict = await askVendor(vendor, { parts }, vendor.parts(rng))
    expect(verdict.state).not.toBe('live')
  })
})

const dead: Record<string, string> = {
  bybit: 'no-such-key',
  okx: 'no-such-key',
  kucoin: 'no-such-key',
  kraken: 'no-such-key',
  bitget: 'no-such-key',
  gate: 'no-such-key',
  mexc: 'no-such-key',
  telegram: 'revoked',
  github: 'revoked',
  slack: 'revoked',
  stripe: 'revoked',
  aws: 'no-such-key',
}

test.for(Object.entries(dead))('%s: deleted is dead (%s)', async ([name, reason]) => {
  const vendor = vendorOf(name)
  const parts = vendor.parts(rng)
  expect(await askVendor(vendor, { parts, exists: false })).toMatchObject({ state: 'dead', reason })
})

test.for(['binance', 'binance-us', 'binance-testnet', 'coinbase'])(
  '%s: does not tell deletion from other causes, so neither do we',
  async (name) => {
    const vendor = vendorOf(name)
    const parts = vendor.parts(rng)
    expect(await askVendor(vendor, { parts, exists: false })).toMatchObject({
      state: 'unknown',
      reason: 'rejected',
    })
  },
)

test.for(['binance', 'bybit', 'okx', 'kucoin', 'kraken', 'bitget', 'gate', 'mexc', 'aws'])(
  '%s: a key with the secret of another',
  async (name) => {
    const vendor = vendorOf(name)
    const parts = vendor.parts(rng)
    const { passphrase } = parts
    const other = { ...stranger(vendor, parts), ...(passphrase !== undefined && { passphrase }) }
    const verdict = await askVendor(vendor, { parts }, other)
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'wrong-partner' })
  },
)

test.for([
  ['okx', 'wrong-partner'],
  ['kucoin', 'wrong-partner'],
  ['bitget', 'rejected'],
] as const)('%s: a wrong passphrase is %s', async ([name, reason]) => {
  const vendor = vendorOf(name)
  const parts = vendor.parts(rng)
  const verdict = await askVendor(vendor, { parts }, { ...parts, passphrase: rng.base62(11) })
  expect(verdict).toMatchObject({ state: 'unknown', reason })
})

test.for(['bybit', 'okx', 'kucoin', 'bitget', 'gate', 'mexc'])(
  '%s: refused for the IP address is neither live nor dead',
  async (name) => {
    const vendor = vendorOf(name)
    const parts = vendor.parts(rng)
    const verdict = await askVendor(vendor, { parts, ipAllowed: false, ipRestricted: true })
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'ip-restricted' })
    expect(verdict.detail).not.toContain('203.0.113')
  },
)

test.for(['binance', 'bybit', 'okx', 'kucoin', 'bitget', 'gate', 'mexc'])(
  '%s: a clock five minutes off is set by the vendor',
  async (name) => {
    const vendor = vendorOf(name)
    const parts = vendor.parts(rng)
    expect(await askVendor(vendor, { parts, skewMs: -300_000 })).toMatchObject({ state: 'live' })
  },
)

describe.for(telling)('%s tells', (name) => {
  const vendor = vendorOf(name)
  const parts = vendor.parts(rng)

  test.for([
    ['read', false, false],
    ['trade', true, false],
    ['withdraw', true, true],
  ] as const)('a right to %s', async ([rights, canMoveMoney, canWithdraw]) => {
    const verdict = await askVendor(vendor, { parts, rights })
    expect(verdict).toMatchObject({ state: 'live', canMoveMoney, canWithdraw, ipRestricted: false })
  })

  test('an IP list', async () => {
    const verdict = await askVendor(vendor, { parts, rights: 'trade', ipRestricted: true })
    expect(verdict).toMatchObject({ canMoveMoney: true, ipRestricted: true })
  })
})

test.for(tellAge)('%s: an old key is to be replaced', async (name) => {
  const vendor = vendorOf(name)
  const parts = vendor.parts(rng)
  const verdict = await askVendor(vendor, { parts, createdAt: Date.now() - 91.5 * day })
  expect(verdict).toMatchObject({ warnings: ['older-than-90-days'] })
  expect(verdict.detail).toContain('91 days old')
})

describe('Coinbase', () => {
  const name = `organizations/${rng.uuid()}/apiKeys/${rng.uuid()}`
  const vendor = vendorOf('coinbase')

  test.for([
    ['an EC key', ecPem(), 'private-key'],
    ['an EC key on one line', ecPem().replaceAll('\n', String.raw`\n`), 'private-key'],
    ['an Ed25519 key', ed25519Base64(), 'secret'],
  ] as const)('signs with %s', async ([, value, role]) => {
    const parts = { key: name, [role]: value }
    expect(await askVendor(vendor, { parts, rights: 'withdraw' })).toMatchObject({
      state: 'live',
      permissions: ['read', 'trade', 'transfer and withdraw'],
      canMoveMoney: true,
      canWithdraw: true,
    })
  })

  test.for(['secret', 'private-key'])('an unusable %s is not sent', async (role) => {
    await using server = await listen(() => ({ status: 200 }))
    const parts = { key: name, [role]: rng.base64(44) }
    expect(await askAt(server.origin, 'coinbase', parts)).toMatchObject({ reason: 'malformed' })
    expect(server.requests).toEqual([])
  })
})

test('KuCoin: a key of version 2 is asked as such', async () => {
  const vendor = kucoinVendor('2')
  const parts = vendor.parts(rng)
  expect(await askVendor(vendor, { parts })).toMatchObject({ state: 'live' })
})

test('Kraken: a nonce behind that of another client means that the key is in use', async () => {
  const vendor = vendorOf('kraken')
  const parts = vendor.parts(rng)
  const verdict = await askVendor(vendor, { parts, skewMs: 60_000 })
  expect(verdict).toMatchObject({ state: 'unknown', reason: 'nonce' })
})

test('OKX: a demo key is asked again as such and moves no money', async () => {
  const vendor = vendorOf('okx')
  const parts = vendor.parts(rng)
  const serve = vendor.serve({ parts, rights: 'withdraw' })
  await using server = await listen((seen) =>
    seen.headers['x-simulated-trading'] === '1'
      ? serve(seen)
      : { status: 401, json: { code: '50101', msg: 'APIKey does not match current environment.' } },
  )
  expect(await askAt(server.origin, 'okx', parts)).toMatchObject({
    state: 'live',
    canMoveMoney: false,
  })
})

test('Gate: a key that may not list keys is alive with rights untold', async () => {
  const vendor = vendorOf('gate')
  const parts = vendor.parts(rng)
  const serve = vendor.serve({ parts, rights: 'withdraw' })
  await using server = await listen((seen) =>
    seen.path.endsWith('main_keys') ? { status: 403, json: { label: 'FORBIDDEN' } } : serve(seen),
  )
  const verdict = await askAt(server.origin, 'gate', parts)
  expect(verdict).toMatchObject({ state: 'live', ipRestricted: false })
  expect(verdict).not.toHaveProperty('canMoveMoney')
})

test('AWS: a clock far off is not taken for a wrong secret', async () => {
  const vendor = vendorOf('aws')
  const parts = vendor.parts(rng)
  const verdict = await askVendor(vendor, { parts, skewMs: 3_600_000 })
  expect(verdict).toMatchObject({ state: 'unknown', reason: 'clock' })
})

test('AWS: a session token is signed and sent', async () => {
  const vendor = vendorOf('aws')
  const parts = { ...vendor.parts(rng), token: rng.base64(200) }
  await using server = await listen(vendor.serve({ parts }))
  expect(await askAt(server.origin, 'aws', parts)).toMatchObject({ state: 'live' })
  expect(server.requests[0]?.headers['x-amz-security-token']).toBe(parts.token)
})

test('Slack: invalid_auth has two causes', async () => {
  const vendor = vendorOf('slack')
  const parts = vendor.parts(rng)
  const verdict = await askVendor(vendor, { parts, ipAllowed: false })
  expect(verdict).toMatchObject({ state: 'unknown', reason: 'rejected' })
})

test('Telegram: nothing but a token gets into the path', async () => {
  await using server = await listen(() => ({ status: 200, json: { ok: true } }))
  for (const token of ['1/../getUpdates', `${rng.digits(9)}:${rng.base62(30)}/logOut?`, 'token']) {
    expect(await askAt(server.origin, 'telegram', { token: `${token} ` })).toMatchObject({
      reason: 'malformed',
    })
  }
  expect(server.requests).toEqual([])
})

test('Stripe: a key of the test mode moves no money, an expired one is dead', async () => {
  const token = `sk_test_${rng.base62(24)}`
  const vendor = vendorOf('stripe')
  expect(await askVendor(vendor, { parts: { token } })).toMatchObject({ canMoveMoney: false })
  await using server = await listen(() => ({
    status: 401,
    json: { error: { code: 'api_key_expired', message: 'Expired API Key provided' } },
  }))
  expect(await askAt(server.origin, 'stripe', { token })).toMatchObject({
    state: 'dead',
    reason: 'expired',
  })
})

test('GitHub: scopes and expiry, and the token of an app', async () => {
  const vendor = vendorOf('github')
  const parts = vendor.parts(rng)
  expect(await askVendor(vendor, { parts })).toMatchObject({
    permissions: ['use repo', 'use workflow'],
    expiresAt: '2031-05-01T08:30:00.000Z',
  })
  await using server = await listen(() => ({
    status: 403,
    json: { message: 'Resource not accessible by integration' },
  }))
  expect(await askAt(server.origin, 'github', parts)).toMatchObject({
    state: 'live',
    permissions: [],
  })
})
