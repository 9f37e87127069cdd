import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/model/secret.ts'
import { verdictRank, type Verdict } from '../../src/model/verdict.ts'
import { parseApiBases } from '../../src/verify/api-base.ts'
import { verifiers } from '../../src/verify/registry.ts'
import {
  verifyFindings,
  type Verified,
  type VerifyOptions,
  type VerifySubject,
} from '../../src/verify/verify-findings.ts'
import { seeded } from '../helpers/seeded.ts'
import { secretsOf } from './ask.ts'
import { listen } from './loopback.ts'
import { vendorOf } from './vendors/all.ts'
import type { PartValues } from './vendors/vendor.ts'

const rng = seeded('findings')

function finding(id: string, rule: string, parts: PartValues): VerifySubject {
  const [first, ...rest] = secretsOf(parts)
  return { id, rule, secrets: [first!, ...rest] }
}

function options(
  origins: Record<string, string>,
  more: Partial<VerifyOptions> = {},
): VerifyOptions {
  const values = Object.entries(origins).map(([name, origin]) => `${name}=${origin}`)
  const apiBases = parseApiBases(values, [...verifiers.keys()])
  return { verifierOf: ({ rule }) => rule, apiBases, backoffMs: 5, timeoutMs: 5_000, ...more }
}

async function all(findings: VerifySubject[], given: VerifyOptions): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>()
  for await (const { id, verdict } of verifyFindings(findings, given)) verdicts.set(id, verdict)
  return verdicts
}

describe('findings', () => {
  test('of several vendors, each id once, each with its verdict', async () => {
    const parts = vendorOf('binance').parts(rng)
    const token = vendorOf('telegram').parts(rng)
    await using binance = await listen(vendorOf('binance').serve({ parts, rights: 'trade' }))
    await using telegram = await listen(vendorOf('telegram').serve({ parts: token, exists: false }))
    const given = options({ binance: binance.origin, telegram: telegram.origin })
    const pair = finding('a', 'binance', parts)
    const verdicts = await all([pair, finding('b', 'telegram', token), pair], given)
    expect(verdicts.size).toBe(2)
    expect(verdicts.get('a')).toMatchObject({ state: 'live', canMoveMoney: true })
    expect(verdicts.get('b')).toMatchObject({ state: 'dead' })
    expect(binance.requests).toHaveLength(1)
  })

  test('known to the cache are not asked again; what the way spoilt is', async () => {
    const parts = vendorOf('binance').parts(rng)
    const serve = vendorOf('binance').serve({ parts })
    let down = true
    await using server = await listen((seen) => (down ? { status: 500 } : serve(seen)))
    const cache = new Map<string, Verdict>()
    const given = options({ binance: server.origin }, { cache })
    const findings = [finding('a', 'binance', parts)]
    expect((await all(findings, given)).get('a')).toMatchObject({ reason: 'server-error' })
    down = false
    expect((await all(findings, given)).get('a')).toMatchObject({ state: 'live' })
    const asked = server.requests.length
    expect((await all(findings, given)).get('a')).toMatchObject({ state: 'live' })
    expect(server.requests).toHaveLength(asked)
  })

  test('without a verifier, without a partner or read back from a report are not asked about', async () => {
    const { key } = vendorOf('binance').parts(rng)
    await using server = await listen(() => ({ status: 200 }))
    const read: VerifySubject = {
      id: 'c',
      rule: 'binance',
      secrets: [{ role: 'key', masked: 'abcd…yz', fingerprint: 'fp' }],
    }
    const findings = [finding('a', '', { key: key! }), finding('b', 'binance', { key: key! }), read]
    const verdicts = await all(findings, options({ binance: server.origin }))
    expect(verdicts.get('a')).toMatchObject({ state: 'unknown', reason: 'no-verifier' })
    expect(verdicts.get('b')).toMatchObject({ state: 'unknown', reason: 'incomplete' })
    expect(verdicts.get('b')?.detail).toContain('key + secret, or key + private-key')
    expect(verdicts.get('c')).toMatchObject({ reason: 'incomplete' })
    expect(server.requests).toEqual([])
  })

  test('after an interrupt are answered as such, without a request', async () => {
    const parts = vendorOf('binance').parts(rng)
    await using server = await listen(() => ({ status: 200 }))
    const given = options({ binance: server.origin }, { signal: AbortSignal.abort() })
    const findings = ['a', 'b'].map((id) => finding(id, 'binance', parts))
    const verdicts = await all(findings, given)
    expect([...verdicts.values()]).toMatchObject([{ reason: 'aborted' }, { reason: 'aborted' }])
    expect(server.requests).toEqual([])
  })

  test('come as they are answered: a slow vendor holds up no other', async () => {
    const slowParts = vendorOf('kraken').parts(rng)
    const parts = vendorOf('binance').parts(rng)
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await using slow = await listen(async () => (await held, { status: 500 }))
    await using fast = await listen(vendorOf('binance').serve({ parts }))
    const given = options({ kraken: slow.origin, binance: fast.origin })
    const findings = [finding('slow', 'kraken', slowParts), finding('fast', 'binance', parts)]
    const order: string[] = []
    for await (const { id } of verifyFindings(findings, given)) {
      order.push(id)
      release()
    }
    expect(order).toEqual(['fast', 'slow'])
  })

  test('an answer that echoes the secret is not passed on', async () => {
    const parts = { ...vendorOf('kraken').parts(rng), key: rng.base62(56) }
    await using server = await listen(() => ({
      status: 200,
      json: { error: [], result: { permissions: [parts.key, 'withdraw-funds'], ipAllowlist: [] } },
    }))
    const verdict = (
      await all([finding('a', 'kraken', parts)], options({ kraken: server.origin }))
    ).get('a')
    expect(verdict).toMatchObject({ state: 'live', permissions: [], canWithdraw: true })
    expect(JSON.stringify(verdict)).not.toContain(parts.key)
  })

  test('a secret is revealed for verification and no other reason', async () => {
    const reasons: string[] = []
    class Watched extends Secret {
      override reveal(reason: Parameters<Secret['reveal']>[0]): string {
        reasons.push(reason)
        return super.reveal(reason)
      }
    }
    const { token } = vendorOf('telegram').parts(rng)
    await using server = await listen(vendorOf('telegram').serve({ parts: { token: token! } }))
    const secret = new Watched(token!, 'token', false)
    const subject: VerifySubject = {
      id: 'a',
      rule: 'telegram',
      secrets: [{ role: 'token', masked: secret.masked, fingerprint: 'fp', secret }],
    }
    const seen: Verified[] = []
    for await (const one of verifyFindings([subject], options({ telegram: server.origin })))
      seen.push(one)
    expect(seen).toMatchObject([{ verdict: { state: 'live' } }])
    expect(reasons).toEqual(['verify'])
  })
})

describe('rank', () => {
  const live = { state: 'live', permissions: [], detail: '' } as const

  test('money from any IP first, dead last', () => {
    const ordered: (Verdict | undefined)[] = [
      { ...live, canMoveMoney: true, ipRestricted: false },
      { ...live, canMoveMoney: true },
      live,
      { ...live, canMoveMoney: true, canWithdraw: true, ipRestricted: true },
      { ...live, canMoveMoney: false, ipRestricted: false },
      undefined,
      { state: 'dead', detail: '' },
    ]
    const ranks = ordered.map((verdict) => verdictRank(verdict))
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
    expect(new Set(ranks).size).toBe(ordered.length)
    expect(verdictRank({ state: 'unknown', detail: '' })).toBe(verdictRank(undefined))
  })

  test('trading from any IP ranks with withdrawing from any IP', () => {
    const from = { ...live, canMoveMoney: true, ipRestricted: false }
    expect(verdictRank({ ...from, canWithdraw: false })).toBe(
      verdictRank({ ...from, canWithdraw: true }),
    )
  })
})

describe('the registry', () => {
  test('names hosts only, and each verifier by its name', () => {
    for (const [name, verifier] of verifiers) {
      expect(verifier.name).toBe(name)
      expect(verifier.needs.length).toBeGreaterThan(0)
      for (const host of verifier.hosts) expect(new URL(`https://${host}`).host).toBe(host)
    }
    expect(verifiers.size).toBe(16)
  })
})
