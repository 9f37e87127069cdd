import { header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const mexcVendor: Vendor = {
  verifier: 'mexc',
  parts: (rng) => ({ key: `mx0${rng.base62(15)}`, secret: rng.hex(32) }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const fail = (code: number, msg: string): Reply => ({ status: 400, json: { code, msg } })
    if (seen.path === '/api/v3/time') return { status: 200, json: { serverTime: now } }
    if (header(seen, 'x-mexc-apikey') !== account.parts.key || account.exists === false) {
      return fail(10072, 'Api key info invalid')
    }
    const time = Number(seen.query.get('timestamp'))
    if (!(time < now + 1000 && now - time <= Number(seen.query.get('recvWindow') ?? 5000))) {
      return fail(700003, 'Timestamp for this request is outside of the recvWindow.')
    }
    const payload = seen.rawQuery.replace(/&signature=.*$/, '')
    // Lower case only.
    if (
      seen.query.get('signature') !== (await mac('SHA-256', account.parts.secret!, payload, 'hex'))
    ) {
      return fail(700002, 'Signature for this request is not valid.')
    }
    if (account.ipAllowed === false)
      return fail(700006, 'IP [203.0.113.9] not in the ip white list')
    if (seen.path !== '/api/v3/account') return { status: 404, json: {} }
    const body = {
      canTrade: true,
      canWithdraw: true,
      canDeposit: true,
      updateTime: null,
      balances: [],
    }
    return { status: 200, json: body }
  },
}
