import { header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const okxVendor: Vendor = {
  verifier: 'okx',
  parts: (rng) => ({
    key: rng.uuid(),
    secret: rng.upperHex(32),
    passphrase: `pass ${rng.base62(9)}!`,
  }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const fail = (code: string, msg: string): Reply => ({ status: 401, json: { code, msg } })
    if (seen.path === '/api/v5/public/time') {
      return { status: 200, json: { code: '0', msg: '', data: [{ ts: `${now}` }] } }
    }
    const key = header(seen, 'ok-access-key')
    if (key !== account.parts.key || account.exists === false) {
      return fail('50119', "API key doesn't exist")
    }
    const time = header(seen, 'ok-access-timestamp')
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)) {
      return fail('50112', 'Invalid OK-ACCESS-TIMESTAMP')
    }
    if (Math.abs(now - Date.parse(time)) > 30_000) return fail('50102', 'Timestamp request expired')
    const sign = await mac(
      'SHA-256',
      account.parts.secret!,
      `${time}${seen.method}${seen.path}`,
      'base64',
    )
    if (sign !== header(seen, 'ok-access-sign')) return fail('50113', 'Invalid Sign')
    if (header(seen, 'ok-access-passphrase') !== account.parts.passphrase) {
      return fail('50105', 'OK-ACCESS-PASSPHRASE incorrect')
    }
    if (account.ipAllowed === false) {
      return fail('50110', "Your IP 203.0.113.9 is not included in your API key's IP whitelist.")
    }
    if (seen.path !== '/api/v5/account/config')
      return { status: 404, json: { code: '50404', msg: '' } }
    const { rights = 'read', ipRestricted = false } = account
    const perms = {
      read: 'read_only',
      trade: 'read_only,trade',
      withdraw: 'read_only,withdraw,trade',
    }
    const config = {
      uid: '1',
      label: 'bot',
      perm: perms[rights],
      ip: ipRestricted ? '203.0.113.7' : '',
    }
    return { status: 200, json: { code: '0', msg: '', data: [config] } }
  },
}
