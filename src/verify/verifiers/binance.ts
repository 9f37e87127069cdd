import { flag, integer, record } from '../json.ts'
import { live } from '../outcome.ts'
import { askSites } from '../sites.ts'
import type { Verifier } from '../verifier.ts'
import {
  askBinance,
  binanceNeeds,
  judgeTestnet,
  judgeUs,
  type JudgeBinance,
} from './binance-account.ts'

const main = 'api.binance.com'
const us = 'api.binance.us'
const testnet = 'testnet.binance.vision'

const trading: readonly (readonly [field: string, phrase: string])[] = [
  ['enableSpotAndMarginTrading', 'trade spot and margin'],
  ['enableMargin', 'borrow on margin'],
  ['enableFutures', 'trade futures'],
  ['enableVanillaOptions', 'trade options'],
  ['enablePortfolioMarginTrading', 'trade portfolio margin'],
  ['enableFixApiTrade', 'trade over FIX'],
]
const moving: readonly (readonly [field: string, phrase: string])[] = [
  ['permitsUniversalTransfer', 'transfer between wallets'],
  ['enableInternalTransfer', 'transfer between master and sub-accounts'],
  ['enableWithdrawals', 'withdraw'],
]

/**
 * Reads `GET /sapi/v1/account/apiRestrictions`, which tells rights and IP restriction of the key itself.
 * Source: developers.binance.com/docs/wallet/account/api-key-permission.
 */
const judgeRestrictions: JudgeBinance = (json, now) => {
  const answer = record(json)
  const ipRestricted = flag(answer['ipRestrict'])
  const reads = flag(answer['enableReading'])
  if (ipRestricted === undefined || reads === undefined) return null
  const may = (fields: typeof trading): string[] =>
    fields.filter(([field]) => answer[field] === true).map(([, phrase]) => phrase)
  const trades = may(trading)
  const moves = may(moving)
  // Given for keys without an IP list: they lose the trading right, and nothing else, at this time.
  const tradingUntil = ipRestricted ? null : integer(answer['tradingAuthorityExpirationTime'])
  const tradesNow =
    trades.length > 0 && !(tradingUntil !== null && tradingUntil > 0 && tradingUntil <= now)
  return live(
    {
      permissions: [...(reads ? ['read'] : []), ...(tradesNow ? trades : []), ...moves],
      canMoveMoney: tradesNow || moves.length > 0,
      canWithdraw: answer['enableWithdrawals'] === true,
      ipRestricted,
      createdAt: integer(answer['createTime']),
      tradingUntil,
    },
    now,
  )
}

/** Keys of Binance.US and of the testnet have the same shape: they are asked when the main site knows no such key. */
export const binance: Verifier = {
  name: 'binance',
  vendor: 'Binance',
  needs: binanceNeeds,
  hosts: [main, us, testnet],
  verify: (parts, http, signal) =>
    askSites(http.sites([main, us, testnet]), (host) =>
      host === main
        ? askBinance(
            host,
            '/sapi/v1/account/apiRestrictions',
            judgeRestrictions,
            parts,
            http,
            signal,
          )
        : askBinance(
            host,
            '/api/v3/account',
            host === us ? judgeUs : judgeTestnet,
            parts,
            http,
            signal,
          ),
    ),
}

/** Source: docs.binance.us, "Get User Account Information". */
export const binanceUs: Verifier = {
  name: 'binance-us',
  vendor: 'Binance.US',
  needs: binanceNeeds,
  hosts: [us],
  verify: (parts, http, signal) => askBinance(us, '/api/v3/account', judgeUs, parts, http, signal),
}

/** The testnet has no sapi. Source: binance/binance-spot-api-docs, testnet/. */
export const binanceTestnet: Verifier = {
  name: 'binance-testnet',
  vendor: 'Binance',
  needs: binanceNeeds,
  hosts: [testnet],
  verify: (parts, http, signal) =>
    askBinance(testnet, '/api/v3/account', judgeTestnet, parts, http, signal),
}
