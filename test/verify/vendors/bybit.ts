import { header, mac, type Reply } from '../loopback.ts'
import type { Vendor } from './vendor.ts'

export const bybitVendor: Vendor = {
  verifier: 'bybit',
  parts: (rng) => ({ key: rng.base62(18), secret: rng.base62(36) }),
  serve: (account) => async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    const say = (retCode: number, retMsg: string, result: unknown = {}): Reply => ({
      status: 200,
      json: { retCode, retMsg, result, retExtInfo: {}, time: now },
    })
    if (seen.path === '/v5/market/time') return say(0, 'OK')
    const key = header(seen, 'x-bapi-api-key')
    if (key !== account.parts.key || account.exists === false)
      return say(10003, 'API key is invalid.')
    const time = header(seen, 'x-bapi-timestamp')
    const recv = header(seen, 'x-bapi-recv-window')
    if (!(Number(time) < now + 1000 && now - Number(time) <= Number(recv))) {
      return say(10002, 'invalid request, please check your server timestamp or recv_window param.')
    }
    const sign = await mac(
      'SHA-256',
      account.parts.secret!,
      time + key + recv + seen.rawQuery,
      'hex',
    )
    if (sign !== header(seen, 'x-bapi-sign'))
      return say(10004, 'error sign! please check your signature.')
    if (account.ipAllowed === false)
      return say(10010, 'Unmatched IP, please check your API key bound IPs.')
    if (seen.path !== '/v5/user/query-api') return say(10017, 'Route not found.')
    const { rights = 'read', ipRestricted = false, createdAt = now } = account
    return say(0, '', {
      id: '1',
      note: 'bot',
      apiKey: key,
      readOnly: rights === 'read' ? 1 : 0,
      secret: '',
      permissions: {
        ContractTrade: rights === 'read' ? [] : ['Order', 'Position'],
        Spot: ['SpotTrade'],
        Wallet: rights === 'withdraw' ? ['AccountTransfer', 'Withdraw'] : [],
        Exchange: ['ExchangeHistory'],
      },
      ips: ipRestricted ? ['203.0.113.7'] : ['*'],
      type: 1,
      deadlineDay: 83,
      expiredAt: '2031-05-15T03:21:05Z',
      createdAt: new Date(createdAt).toISOString(),
    })
  },
}
