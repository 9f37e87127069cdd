import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { seeded } from '../helpers/seeded.ts'
import { askAt, askVendor } from './ask.ts'
import { listen } from './loopback.ts'
import { vendorOf } from './vendors/all.ts'
import { checkHmac, checkPublicKey, serveBinance } from './vendors/binance.ts'

const rng = seeded('binance verifier')
const parts = { key: rng.base62(64), secret: rng.base62(64) }
const spot = vendorOf('binance')
const day = 86_400_000

describe('what an attacker could do', () => {
  test('trading from any IP is said to be so, with the age of the key', async () => {
    const createdAt = Date.now() - 812 * day - 1000
    const verdict = await askVendor(spot, { parts, rights: 'trade', createdAt })
    expect(verdict).toEqual({
      state: 'live',
      permissions: ['read', 'trade spot and margin', 'trade futures'],
      detail: 'can trade or transfer, from any IP; 812 days old, to be replaced every 90',
      canMoveMoney: true,
      canWithdraw: false,
      ipRestricted: false,
      createdAt: new Date(createdAt).toISOString(),
      warnings: ['older-than-90-days'],
    })
  })

  test('withdrawing behind an IP list', async () => {
    const verdict = await askVendor(spot, { parts, rights: 'withdraw', ipRestricted: true })
    expect(verdict).toMatchObject({
      canMoveMoney: true,
      canWithdraw: true,
      ipRestricted: true,
      detail: 'can withdraw, only from the IP addresses on its list',
    })
  })

  test('a key of 90 days is not too old, a reading key moves no money', async () => {
    const verdict = await askVendor(spot, { parts, createdAt: Date.now() - 90 * day })
    expect(verdict).toMatchObject({
      permissions: ['read'],
      canMoveMoney: false,
      detail: 'can read, not move money, from any IP',
    })
    expect(verdict).not.toHaveProperty('warnings')
  })

  test.for([
    ['will be lost', 30 * day, true, 'loses'],
    ['was lost', -30 * day, false, 'lost'],
  ] as const)('a trading right that %s', async ([, inMs, canMoveMoney, verb]) => {
    const until = Date.now() + inMs
    const account = { parts, rights: 'trade' } as const
    const serve = serveBinance(account, checkHmac(parts.secret), {
      tradingAuthorityExpirationTime: until,
    })
    await using server = await listen(serve)
    const verdict = await askAt(server.origin, 'binance', parts)
    expect(verdict).toMatchObject({
      state: 'live',
      canMoveMoney,
      warnings: ['trading-right-expires'],
    })
    expect(verdict.detail).toContain(
      `${verb} its trading right on ${new Date(until).toISOString().slice(0, 10)}`,
    )
  })
})

describe('keys that sign with a private key', () => {
  test.for(['one line', 'many lines'])('RSA, PEM on %s', async (form) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const account = { parts: { key: parts.key }, rights: 'trade' } as const
    const key = await webcrypto.subtle.importKey(
      'spki',
      publicKey.export({ type: 'spki', format: 'der' }),
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['verify'],
    )
    await using server = await listen(
      serveBinance(account, checkPublicKey(key, 'RSASSA-PKCS1-v1_5')),
    )
    const written = form === 'one line' ? pem.replaceAll('\n', String.raw`\n`) : pem
    const verdict = await askAt(server.origin, 'binance', {
      key: parts.key,
      'private-key': written,
    })
    expect(verdict).toMatchObject({ state: 'live', canMoveMoney: true })
  })

  test('Ed25519, right and wrong', async () => {
    const own = generateKeyPairSync('ed25519')
    const other = generateKeyPairSync('ed25519')
    const key = await webcrypto.subtle.importKey(
      'spki',
      own.publicKey.export({ type: 'spki', format: 'der' }),
      { name: 'Ed25519' },
      false,
      ['verify'],
    )
    await using server = await listen(
      serveBinance({ parts: { key: parts.key } }, checkPublicKey(key, 'Ed25519')),
    )
    const ask = (pair: typeof own): ReturnType<typeof askAt> =>
      askAt(server.origin, 'binance', {
        key: parts.key,
        'private-key': String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      })
    expect(await ask(own)).toMatchObject({ state: 'live' })
    expect(await ask(other)).toMatchObject({ state: 'unknown', reason: 'wrong-partner' })
  })

  test('an encrypted key is not sent anywhere', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: rng.base62(20),
    })
    await using server = await listen(() => ({ status: 200 }))
    const verdict = await askAt(server.origin, 'binance', {
      key: parts.key,
      'private-key': String(pem),
    })
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'malformed' })
    expect(server.requests).toEqual([])
  })
})

describe('refusals', () => {
  test('-2015 stands for three causes and proves none of them', async () => {
    for (const account of [
      { parts, exists: false },
      { parts, ipAllowed: false },
    ]) {
      const verdict = await askVendor(spot, account)
      expect(verdict).toMatchObject({ state: 'unknown', reason: 'rejected' })
      expect(verdict.detail).toMatch(/-2015.*deleted.*IP address.*permission/)
    }
  })

  test('-2014: no key at all', async () => {
    const verdict = await askVendor(spot, { parts }, { ...parts, key: rng.base62(63) })
    expect(verdict).toMatchObject({ state: 'dead', reason: 'malformed' })
  })

  test('-1022: the key lives, the secret is not its partner', async () => {
    const verdict = await askVendor(spot, { parts }, { ...parts, secret: rng.base62(64) })
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'wrong-partner' })
  })

  test('-2008: dead when no site is left to ask', async () => {
    await using server = await listen(() => ({
      status: 400,
      json: { code: -2008, msg: 'Invalid Api-Key ID.' },
    }))
    const verdict = await askAt(server.origin, 'binance', parts)
    expect(verdict).toMatchObject({ state: 'dead', reason: 'no-such-key' })
  })

  test.for([
    -1000,
    -1002,
    -4999,
    'a code that is a sentence, and much longer than codes are in life',
  ])('code %s is no verdict', async (code) => {
    await using server = await listen(() => ({ status: 400, json: { code, msg: parts.secret } }))
    const verdict = await askAt(server.origin, 'binance', parts)
    expect(verdict).toMatchObject({ state: 'unknown', reason: 'unexpected' })
  })

  test.for([
    {},
    [],
    'text',
    null,
    { ipRestrict: 'no', enableReading: true },
    { enableReading: true },
  ])('an answer of another shape is no verdict: %j', async (json) => {
    await using server = await listen(() => ({ status: 200, text: JSON.stringify(json) }))
    expect(await askAt(server.origin, 'binance', parts)).toMatchObject({ state: 'unknown' })
  })
})

describe('clock', () => {
  test.for([600_000, -600_000])(
    '%d ms off: follows the vendor and asks once more',
    async (skewMs) => {
      const account = { parts, rights: 'trade', skewMs } as const
      await using server = await listen(spot.serve(account))
      expect(await askAt(server.origin, 'binance', parts)).toMatchObject({ state: 'live' })
      expect(server.requests.map(({ path }) => path)).toEqual([
        '/sapi/v1/account/apiRestrictions',
        '/api/v3/time',
        '/sapi/v1/account/apiRestrictions',
      ])
    },
  )

  test('asks once more, not for ever', async () => {
    await using server = await listen((seen) =>
      seen.path === '/api/v3/time'
        ? { status: 200, json: { serverTime: 1 } }
        : { status: 400, json: { code: -1021, msg: 'Timestamp' } },
    )
    expect(await askAt(server.origin, 'binance', parts)).toMatchObject({ reason: 'clock' })
    expect(server.requests).toHaveLength(3)
  })
})

describe('sites without rights to read', () => {
  test('the testnet plays with no money', async () => {
    const verdict = await askVendor(vendorOf('binance-testnet'), { parts, rights: 'withdraw' })
    expect(verdict).toMatchObject({ state: 'live', canMoveMoney: false })
  })

  test("Binance.US tells the account's rights only: none are read from it", async () => {
    const verdict = await askVendor(vendorOf('binance-us'), { parts })
    expect(verdict).toMatchObject({ state: 'live', permissions: ['read'] })
    expect(verdict).not.toHaveProperty('canMoveMoney')
    expect(verdict).not.toHaveProperty('ipRestricted')
  })
})
