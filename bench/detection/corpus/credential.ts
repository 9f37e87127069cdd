import type { Seeded } from '../../../test/helpers/seeded.ts'
import type { Planted } from './template.ts'

/** A made-up credential of one vendor with the names that belong to it. */
export interface Credential {
  /** As in ccxt and in names: `binance`, `gateio`. */
  readonly vendor: string
  readonly label: string
  readonly host: string
  readonly key: string
  readonly secret: string
  readonly passphrase?: string
  readonly expect: string
}

interface Vendor {
  readonly label: string
  readonly host: string
  readonly expect?: string
  readonly parts: (r: Seeded) => { key: string; secret: string; passphrase?: string }
}

const upperAlnum = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const lowerAlnum = 'abcdefghijklmnopqrstuvwxyz0123456789'
const base64 = (r: Seeded, bytes: number): string => Buffer.from(r.bytes(bytes)).toString('base64')
const passphrase = (r: Seeded): string =>
  `${r.pick(['Moon', 'river', 'Trade', 'Alpha', 'zebra'])}${r.pick(['Fox', 'Bot', 'wind', 'Gate'])}${r.digits(4)}${r.pick(['', '!', 'x'])}`
const groups = (r: Seeded, lengths: readonly number[], alphabet: string): string =>
  lengths.map((length) => r.string(alphabet, length)).join('-')

const vendors: Readonly<Record<string, Vendor>> = {
  binance: {
    label: 'Binance',
    host: 'api.binance.com',
    parts: (r) => ({ key: r.base62(64), secret: r.base62(64) }),
  },
  bybit: {
    label: 'Bybit',
    host: 'api.bybit.com',
    parts: (r) => ({ key: r.base62(18), secret: r.base62(36) }),
  },
  okx: {
    label: 'OKX',
    host: 'www.okx.com',
    parts: (r) => ({ key: r.uuid(), secret: r.upperHex(32), passphrase: passphrase(r) }),
  },
  kucoin: {
    label: 'KuCoin',
    host: 'api.kucoin.com',
    parts: (r) => ({ key: r.hex(24), secret: r.uuid(), passphrase: passphrase(r) }),
  },
  kraken: {
    label: 'Kraken',
    host: 'api.kraken.com',
    parts: (r) => ({ key: base64(r, 42), secret: base64(r, 64) }),
  },
  bitfinex: {
    label: 'Bitfinex',
    host: 'api.bitfinex.com',
    parts: (r) => ({ key: r.base62(43), secret: r.base62(43) }),
  },
  bitmex: {
    label: 'BitMEX',
    host: 'www.bitmex.com',
    parts: (r) => ({ key: r.base64url(24), secret: r.base64url(48) }),
  },
  gateio: {
    label: 'Gate.io',
    host: 'api.gateio.ws',
    expect: 'gate',
    parts: (r) => ({ key: r.hex(32), secret: r.hex(64) }),
  },
  huobi: {
    label: 'Huobi',
    host: 'api.huobi.pro',
    expect: 'htx',
    parts: (r) => ({
      key: groups(r, [8, 8, 8, 5], `${lowerAlnum.slice(26)}abcdef`),
      secret: groups(r, [8, 8, 8, 5], `${lowerAlnum.slice(26)}abcdef`),
    }),
  },
  mexc: {
    label: 'MEXC',
    host: 'api.mexc.com',
    parts: (r) => ({ key: `mx0${r.base62(15)}`, secret: r.hex(32) }),
  },
  bitget: {
    label: 'Bitget',
    host: 'api.bitget.com',
    parts: (r) => ({ key: `bg_${r.hex(32)}`, secret: r.hex(64), passphrase: passphrase(r) }),
  },
  deribit: {
    label: 'Deribit',
    host: 'www.deribit.com',
    parts: (r) => ({ key: r.base64url(8), secret: r.base64url(43) }),
  },
  cryptocom: {
    label: 'Crypto.com',
    host: 'api.crypto.com',
    parts: (r) => ({ key: r.base62(22), secret: `cxakp_${r.base62(22)}` }),
  },
  gemini: {
    label: 'Gemini',
    host: 'api.gemini.com',
    parts: (r) => ({ key: `account-${r.base62(20)}`, secret: r.base62(28) }),
  },
  bitstamp: {
    label: 'Bitstamp',
    host: 'www.bitstamp.net',
    parts: (r) => ({ key: r.base62(32), secret: r.base62(32) }),
  },
  poloniex: {
    label: 'Poloniex',
    host: 'api.poloniex.com',
    parts: (r) => ({ key: groups(r, [8, 8, 8, 8], upperAlnum), secret: r.hex(128) }),
  },
  upbit: {
    label: 'Upbit',
    host: 'api.upbit.com',
    parts: (r) => ({ key: r.base62(40), secret: r.base62(40) }),
  },
  phemex: {
    label: 'Phemex',
    host: 'api.phemex.com',
    parts: (r) => ({ key: r.uuid(), secret: r.base64url(86) }),
  },
  coinbasepro: {
    label: 'Coinbase',
    host: 'api.pro.coinbase.com',
    expect: 'coinbase',
    parts: (r) => ({ key: r.hex(32), secret: base64(r, 64), passphrase: r.string(lowerAlnum, 11) }),
  },
  coinex: {
    label: 'CoinEx',
    host: 'api.coinex.com',
    parts: (r) => ({ key: r.upperHex(32), secret: r.upperHex(48) }),
  },
  coinbase: {
    label: 'Coinbase',
    host: 'api.coinbase.com',
    parts: (r) => ({ key: r.base62(16), secret: r.base62(32) }),
  },
  bitvavo: {
    label: 'Bitvavo',
    host: 'api.bitvavo.com',
    parts: (r) => ({ key: r.hex(64), secret: r.hex(128) }),
  },
  bitmart: {
    label: 'BitMart',
    host: 'api-cloud.bitmart.com',
    parts: (r) => ({ key: r.hex(40), secret: r.hex(64), passphrase: passphrase(r) }),
  },
  lbank: {
    label: 'LBank',
    host: 'api.lbkex.com',
    parts: (r) => ({ key: r.uuid(), secret: r.upperHex(32) }),
  },
  ascendex: {
    label: 'AscendEX',
    host: 'ascendex.com',
    parts: (r) => ({ key: r.base62(32), secret: r.base62(64) }),
  },
  woo: {
    label: 'WOO X',
    host: 'api.woox.io',
    parts: (r) => ({ key: base64(r, 16), secret: r.string(upperAlnum, 28) }),
  },
  backpack: {
    label: 'Backpack',
    host: 'api.backpack.exchange',
    parts: (r) => ({ key: base64(r, 32), secret: base64(r, 32) }),
  },
  asterdex: {
    label: 'AsterDEX',
    host: 'fapi.asterdex.com',
    expect: 'aster',
    parts: (r) => ({ key: r.hex(64), secret: r.hex(64) }),
  },
  wazirx: {
    label: 'WazirX',
    host: 'api.wazirx.com',
    parts: (r) => ({ key: r.base62(64), secret: r.base62(40) }),
  },
  dydx: {
    label: 'dYdX',
    host: 'api.dydx.exchange',
    parts: (r) => ({ key: r.uuid(), secret: r.base64url(40), passphrase: r.base64url(20) }),
  },
}

/** The exchanges beside Binance. */
export const exchangeNames: readonly string[] = Object.keys(vendors).filter(
  (name) => name !== 'binance',
)

export function makeCredential(name: string, random: Seeded): Credential {
  const vendor = vendors[name]
  if (vendor === undefined) throw new Error(`no such vendor: ${name}`)
  const { label, host } = vendor
  return { vendor: name, label, host, expect: `${vendor.expect ?? name}-`, ...vendor.parts(random) }
}

/** The parts of a credential that stand in the text as they are. */
export function plantedIn(credential: Credential, text: string): Planted[] {
  const found: Planted[] = []
  for (const role of ['key', 'secret', 'passphrase'] as const) {
    const value = credential[role]
    if (value !== undefined && text.includes(value)) found.push({ role, value })
  }
  return found
}
