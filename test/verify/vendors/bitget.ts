import { header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const bitgetVendor: Vendor = {
  verifier: 'bitget',
  parts: (rng) => ({ key: `bg_${rng.hex(32)}`, secret: rng.hex(64), passphrase: rng.base62(12) }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const fail = (code: string, msg: string): Reply => ({
      status: 400,
      json: { code, msg, requestTime: now, data: null },
    })
    if (seen.path === '/api/v2/public/time') {
      return { status: 200, json: { code: '00000', data: { serverTime: `${now}` } } }
    }
    if (header(seen, 'access-key') !== account.parts.key || account.exists === false) {
      return fail('40037', 'Apikey does not exist')
    }
    const time = header(seen, 'access-timestamp')
    if (Math.abs(now - Number(time)) > 30_000) return fail('40008', 'Request timestamp expired')
    if (header(seen, 'access-passphrase') !== account.parts.passphrase) {
      return fail('40012', 'apikey/password is incorrect')
    }
    const sign = await mac(
      'SHA-256',
      account.parts.secret!,
      `${time}${seen.method}${seen.path}`,
      'base64',
    )
    if (header(seen, 'access-sign') !== sign) return fail('40009', 'sign signature error')
    if (account.ipAllowed === false) return fail('40018', 'Invalid IP')
    if (seen.path !== '/api/v2/spot/account/info') return fail('40404', 'Request URL NOT FOUND')
    const { rights = 'read', ipRestricted = false } = account
    const authorities = ['coor', 'stor']
    if (rights !== 'read') authorities.push('stow', 'coow')
    if (rights === 'withdraw') authorities.push('wwow')
    const data = {
      userId: '1',
      ips: ipRestricted ? '203.0.113.7' : '',
      authorities,
      regisTime: '1246566789345',
    }
    return { status: 200, json: { code: '00000', msg: 'success', requestTime: now, data } }
  },
}
