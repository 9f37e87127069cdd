import { header, mac, type Reply } from '../loopback.ts'
import type { Account, Vendor } from './vendor.ts'

/** `version` is the version of the key on file: 2 for those made before 2024. */
export function kucoinVendor(version: '2' | '3'): Vendor {
  return {
    verifier: 'kucoin',
    parts: (rng) => ({ key: rng.hex(24), secret: rng.uuid(), passphrase: rng.base62(10) }),
    serve: (account) => (seen) => {
      const now = Date.now() + (account.skewMs ?? 0)
      if (seen.path === '/api/v1/timestamp') {
        return { status: 200, json: { code: '200000', msg: 'success', data: now } }
      }
      return reply(account, version, now, seen)
    },
  }
}

async function reply(
  account: Account,
  version: string,
  now: number,
  seen: Parameters<ReturnType<Vendor['serve']>>[0],
): Promise<Reply> {
  const fail = (code: string, msg: string): Reply => ({ status: 401, json: { code, msg } })
  const { key, secret, passphrase } = account.parts
  if (header(seen, 'kc-api-key') !== key || account.exists === false) {
    return fail('400003', 'KC-API-KEY not exists')
  }
  const time = header(seen, 'kc-api-timestamp')
  if (Math.abs(now - Number(time)) > 5_000) return fail('400002', 'KC-API-TIMESTAMP Invalid')
  if (header(seen, 'kc-api-key-version') !== version)
    return fail('400009', 'Invalid KC-API-KEY-VERSION.')
  if (
    header(seen, 'kc-api-passphrase') !== (await mac('SHA-256', secret!, passphrase!, 'base64'))
  ) {
    return fail('400004', 'Invalid KC-API-PASSPHRASE.')
  }
  const sign = await mac('SHA-256', secret!, `${time}${seen.method}${seen.path}`, 'base64')
  if (header(seen, 'kc-api-sign') !== sign) return fail('400005', 'Invalid KC-API-SIGN.')
  if (account.ipAllowed === false) {
    return fail('400006', 'Invalid request IP, the current client IP is: 203.0.113.9.')
  }
  const { rights = 'read', ipRestricted = false, createdAt = now } = account
  const permission = { read: 'General', trade: 'General,Spot', withdraw: 'General,Spot,Transfer' }[
    rights
  ]
  const data = {
    remark: 'bot',
    apiKey: key,
    apiVersion: Number(version),
    permission,
    ...(ipRestricted && { ipWhitelist: '203.0.113.7' }),
    createdAt,
    uid: 1,
    isMaster: true,
  }
  return { status: 200, json: { code: '200000', data } }
}
