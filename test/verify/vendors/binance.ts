import { webcrypto } from 'node:crypto'
import { header, mac, type Handler, type Reply, type Seen } from '../loopback.ts'
import type { Account, Vendor } from './vendor.ts'

const fail = (status: number, code: number, msg: string): Reply => ({ status, json: { code, msg } })

/** How a site checks the `signature` parameter against the query before it. */
export type CheckSignature = (payload: string, signature: string) => Promise<boolean>

export function checkHmac(secret: string): CheckSignature {
  return async (payload, signature) =>
    (await mac('SHA-256', secret, payload, 'hex')) === signature.toLowerCase()
}

export function checkPublicKey(key: webcrypto.CryptoKey, algorithm: string): CheckSignature {
  return async (payload, signature) =>
    webcrypto.subtle.verify(
      { name: algorithm },
      key,
      Buffer.from(signature, 'base64'),
      Buffer.from(payload),
    )
}

export function serveBinance(
  account: Account,
  check: CheckSignature,
  extra: Record<string, unknown> = {},
): Handler {
  return async (seen) => {
    const now = Date.now() + (account.skewMs ?? 0)
    if (seen.path === '/api/v3/time') return { status: 200, json: { serverTime: now } }
    const refused = await refuse(seen, account, check, now)
    if (refused) return refused
    if (seen.path === '/api/v3/account') return { status: 200, json: accountBody }
    if (seen.path !== '/sapi/v1/account/apiRestrictions') return fail(404, -1000, 'no such page')
    const { rights = 'read', ipRestricted = false, createdAt = now } = account
    return {
      status: 200,
      json: {
        ipRestrict: ipRestricted,
        createTime: createdAt,
        enableReading: true,
        enableWithdrawals: rights === 'withdraw',
        enableInternalTransfer: false,
        enableMargin: false,
        enableFutures: rights !== 'read',
        permitsUniversalTransfer: false,
        enableVanillaOptions: false,
        enableFixApiTrade: false,
        enableFixReadOnly: true,
        enableSpotAndMarginTrading: rights !== 'read',
        enablePortfolioMarginTrading: false,
        ...extra,
      },
    }
  }
}

const accountBody = { canTrade: true, canWithdraw: true, accountType: 'SPOT', balances: [] }

async function refuse(
  seen: Seen,
  account: Account,
  check: CheckSignature,
  now: number,
): Promise<Reply | null> {
  const key = header(seen, 'x-mbx-apikey')
  if (!/^[A-Za-z0-9]{64}$/.test(key)) return fail(401, -2014, 'API-key format invalid.')
  if (key !== account.parts.key || account.exists === false || account.ipAllowed === false) {
    return fail(401, -2015, 'Invalid API-key, IP, or permissions for action.')
  }
  const timestamp = Number(seen.query.get('timestamp'))
  const recvWindow = Number(seen.query.get('recvWindow') ?? 5000)
  if (!(timestamp < now + 1000 && now - timestamp <= recvWindow)) {
    return fail(400, -1021, 'Timestamp for this request is outside of the recvWindow.')
  }
  const payload = seen.rawQuery.replace(/&signature=.*$/, '')
  if (seen.method !== 'GET' || !(await check(payload, seen.query.get('signature') ?? ''))) {
    return fail(400, -1022, 'Signature for this request is not valid.')
  }
  return null
}

const parts: Vendor['parts'] = (rng) => ({ key: rng.base62(64), secret: rng.base62(64) })
const serve: Vendor['serve'] = (account) => serveBinance(account, checkHmac(account.parts.secret!))

export const binanceVendors: readonly Vendor[] = [
  { verifier: 'binance', parts, serve },
  { verifier: 'binance-us', parts, serve },
  { verifier: 'binance-testnet', parts, serve },
]
