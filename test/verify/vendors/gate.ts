import { digest, header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const gateVendor: Vendor = {
  verifier: 'gate',
  parts: (rng) => ({ key: rng.hex(32), secret: rng.hex(64) }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const fail = (status: number, label: string): Reply => ({
      status,
      json: { label, message: 'no' },
    })
    if (seen.path === '/api/v4/spot/time') return { status: 200, json: { server_time: now } }
    if (header(seen, 'key') !== account.parts.key || account.exists === false) {
      return fail(401, 'INVALID_KEY')
    }
    const time = header(seen, 'timestamp')
    if (Math.abs(now / 1000 - Number(time)) > 60) return fail(403, 'REQUEST_EXPIRED')
    const hash = (await digest('SHA-512', seen.body)).toString('hex')
    const text = [seen.method, seen.path, seen.rawQuery, hash, time].join('\n')
    if (header(seen, 'sign') !== (await mac('SHA-512', account.parts.secret!, text, 'hex'))) {
      return fail(401, 'INVALID_SIGNATURE')
    }
    if (account.ipAllowed === false) return fail(403, 'IP_FORBIDDEN')
    const { rights = 'read', ipRestricted = false, createdAt = now } = account
    const ip_whitelist = ipRestricted ? ['203.0.113.7'] : []
    if (seen.path === '/api/v4/account/detail') {
      return {
        status: 200,
        json: { user_id: 1, ip_whitelist, currency_pairs: [], key: { mode: 1 }, tier: 0 },
      }
    }
    if (seen.path !== '/api/v4/account/main_keys') return fail(404, 'NOT_FOUND')
    const perms = [{ name: 'spot', read_only: rights === 'read' }]
    if (rights === 'withdraw') perms.push({ name: 'withdrawal', read_only: false })
    const key = { name: 'bot', state: 1, mode: 1, perms, ip_whitelist, key: account.parts.key }
    return {
      status: 200,
      json: [
        { key: 'other', perms: [] },
        { ...key, created_at: `${Math.floor(createdAt / 1000)}` },
      ],
    }
  },
}
