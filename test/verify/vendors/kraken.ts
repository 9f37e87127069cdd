import { digest, header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const krakenVendor: Vendor = {
  verifier: 'kraken',
  parts: (rng) => ({
    key: rng.base64(56),
    secret: Buffer.from(rng.bytes(64)).toString('base64'),
  }),
  serve: (account) => async (seen) => {
    const say = (error: string[], result?: unknown): Reply => ({
      status: 200,
      json: { error, ...(result !== undefined && { result }) },
    })
    if (seen.method !== 'POST') return say(['EGeneral:Invalid arguments'])
    if (header(seen, 'api-key') !== account.parts.key || account.exists === false) {
      return say(['EAPI:Invalid key'])
    }
    const nonce = new URLSearchParams(seen.body).get('nonce') ?? ''
    const hash = await digest('SHA-256', nonce + seen.body)
    const secret = Buffer.from(account.parts.secret!, 'base64')
    const signed = Buffer.concat([Buffer.from(seen.path), hash])
    if (header(seen, 'api-sign') !== (await mac('SHA-512', secret, signed, 'base64'))) {
      return say(['EAPI:Invalid signature'])
    }
    // A client whose counter runs ahead: the vendor compares nonces, not clocks.
    if (Number(nonce) <= Date.now() + (account.skewMs ?? -60_000))
      return say(['EAPI:Invalid nonce'])
    if (account.ipAllowed === false) return say(['EGeneral:Permission denied'])
    if (seen.path !== '/0/private/GetApiKeyInfo') return say(['EGeneral:Unknown method'])
    const { rights = 'read', ipRestricted = false, createdAt = Date.now() } = account
    const permissions = ['query-funds']
    if (rights !== 'read') permissions.push('modify-trades', 'close-trades')
    if (rights === 'withdraw') permissions.push('withdraw-funds')
    return say([], {
      apiKeyName: 'bot',
      nonce,
      nonceWindow: 0,
      permissions,
      validUntil: '0',
      queryFrom: '0',
      queryTo: '0',
      createdTime: `${Math.floor(createdAt / 1000)}`,
      ipAllowlist: ipRestricted ? ['203.0.113.7'] : [],
      lastUsed: null,
    })
  },
}
