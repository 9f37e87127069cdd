/** Thirty more ways in which the keys of other exchanges get into one. */
import { file } from './file.mjs'

const b64 = (text) => Buffer.from(text).toString('base64')

export const secondExchanges = {
  'bybit-pybit': (g) => {
    const key = g.base62(18),
      secret = g.base62(36)
    return file(
      'bybit_bot.py',
      `from pybit.unified_trading import HTTP
session = HTTP(
    testnet=False,
    api_key="${key}",
    api_secret="${secret}",
)
`,
      secret,
    )
  },
  'bybit-mql-input': (g) => {
    const key = g.base62(18),
      secret = g.base62(36)
    return file(
      'Experts/BybitBridge.mq5',
      `#property strict
input string BybitKey = "${key}";
input string BybitSecret = "${secret}";
input double Lots = 0.1;
`,
      secret,
    )
  },
  'okx-python': (g) => {
    const key = g.uuid(),
      secret = g.hex(32).toUpperCase(),
      pass = g.password()
    return file(
      'okx_grid.py',
      `import okx.Trade as Trade

api_key = "${key}"
secret_key = "${secret}"
passphrase = "${pass}"
flag = "0"  # live trading
tradeAPI = Trade.TradeAPI(api_key, secret_key, passphrase, False, flag)
`,
      secret,
      pass,
    )
  },
  'okx-mail-block': (g) => {
    const key = g.uuid(),
      secret = g.hex(32).toUpperCase()
    return file(
      'okx.txt',
      `apikey = "${key}"
secretkey = "${secret}"
IP = ""
备注名 = "量化"
权限 = "读取/交易"
`,
      secret,
    )
  },
  'okx-chinese-yaml': (g) => {
    const key = g.uuid(),
      secret = g.hex(32).toUpperCase(),
      pass = g.password()
    return file(
      'conf/okex.yml',
      `okex:
  # 欧易 API
  api密钥: ${key}
  密钥: ${secret}
  密码: ${pass}
`,
      secret,
      pass,
    )
  },
  'kucoin-node': (g) => {
    const key = g.hex(24),
      secret = g.uuid(),
      pass = g.password()
    return file(
      'lib/kucoin.js',
      `const api = require('kucoin-node-api')
api.init({
  apiKey: '${key}',
  secretKey: '${secret}',
  passphrase: '${pass}',
  environment: 'live',
})
`,
      secret,
      pass,
    )
  },
  'kucoin-env': (g) => {
    const key = g.hex(24),
      secret = g.uuid(),
      pass = g.number(7)
    return file(
      '.env.production',
      `NODE_ENV=production
KC_API_KEY=${key}
KC_API_SECRET=${secret}
KC_API_PASSPHRASE=${pass}
`,
      secret,
      pass,
    )
  },
  'kraken-krakenex-file': (g) => {
    const key = g.base64(42),
      secret = g.base64(64)
    return file(
      'kraken.key',
      `${key}
${secret}
`,
      secret,
    )
  },
  'kraken-php': (g) => {
    const key = g.base64(42),
      secret = g.base64(64)
    return file(
      'public/kraken.php',
      `<?php
require_once 'KrakenAPIClient.php';
$kraken = new \\Payward\\KrakenAPI('${key}', '${secret}');
print_r($kraken->QueryPrivate('Balance'));
`,
      secret,
    )
  },
  'coinbase-cdp-json': (g) => {
    const pem = g.pem('ec', 'sec1').trim()
    return file(
      'cdp_api_key.json',
      JSON.stringify(
        {
          name: `organizations/${g.uuid()}/apiKeys/${g.uuid()}`,
          privateKey: `${pem}\n`,
        },
        null,
        3,
      ),
      pem.split('\n')[1],
    )
  },
  'coinbase-cdp-ed25519': (g) => {
    const secret = g.base64(64)
    return file(
      'settings/cdp.json',
      JSON.stringify({ id: g.uuid(), privateKey: secret }, null, 2),
      secret,
    )
  },
  'coinbase-pro-ruby': (g) => {
    const key = g.hex(32),
      secret = g.base64(64),
      pass = g.base62(11).toLowerCase()
    return file(
      'bin/dca.rb',
      `require 'coinbase/exchange'
rest_api = Coinbase::Exchange::Client.new('${key}',
                                          '${secret}',
                                          '${pass}')
rest_api.buy(0.01, 9000)
`,
      secret,
      pass,
    )
  },
  'bitfinex-js': (g) => {
    const key = g.base62(43),
      secret = g.base62(43)
    return file(
      'funding.js',
      `const BFX = require('bitfinex-api-node')
const bfx = new BFX({ apiKey: '${key}', apiSecret: '${secret}', ws: { autoReconnect: true } })
`,
      secret,
    )
  },
  'bitmex-python': (g) => {
    const key = g.base64url(24),
      secret = g.base64url(48)
    return file(
      'settings.py',
      `BASE_URL = "https://www.bitmex.com/api/v1/"

# The BitMEX API requires permanent API keys. Go to https://bitmex.com/app/apiKeys to fill these out.
API_KEY = "${key}"
API_SECRET = "${secret}"
`,
      secret,
    )
  },
  'gateio-toml': (g) => {
    const key = g.hex(32),
      secret = g.hex(64)
    return file(
      'bot.toml',
      `[exchange.gateio]
key = "${key}"
secret = "${secret}"
settle = "usdt"
`,
      secret,
    )
  },
  'huobi-java': (g) => {
    const t = () => `${g.hex(8)}-${g.hex(8)}-${g.hex(8)}-${g.hex(5)}`
    const key = t(),
      secret = t()
    return file(
      'src/main/java/Huobi.java',
      `public class Huobi {
    // 火币
    static final String ACCESS_KEY = "${key}";
    static final String SECRET_KEY = "${secret}";
}
`,
      secret,
    )
  },
  'mexc-ts': (g) => {
    const key = `mx0vgl${g.base62(12)}`,
      secret = g.hex(32)
    return file(
      'src/sniper.ts',
      `import { Spot } from 'mexc-api-sdk'

const accessKey = '${key}'
const secretKey = '${secret}'
export const client = new Spot(accessKey, secretKey)
`,
      secret,
    )
  },
  'bitget-ccxt': (g) => {
    const key = `bg_${g.hex(32)}`,
      secret = g.hex(64),
      pass = g.password()
    return file(
      'copy_trade.py',
      `import ccxt
ex = ccxt.bitget({
    'apiKey': '${key}',
    'secret': '${secret}',
    'password': '${pass}',
    'options': {'defaultType': 'swap'},
})
`,
      secret,
      pass,
    )
  },
  'deribit-json': (g) => {
    const key = g.base64url(8),
      secret = g.base64url(43)
    return file(
      'deribit.json',
      JSON.stringify(
        {
          jsonrpc: '2.0',
          id: 9929,
          method: 'public/auth',
          params: {
            grant_type: 'client_credentials',
            client_id: key,
            client_secret: secret,
          },
        },
        null,
        2,
      ),
      secret,
    )
  },
  'gemini-bash': (g) => {
    const key = `account-${g.base62(20)}`,
      secret = g.base62(28)
    return file(
      'buy.sh',
      `#!/usr/bin/env bash
GEMINI_API_KEY="${key}"
GEMINI_API_SECRET="${secret}"
payload=$(echo -n '{"request":"/v1/balances"}' | base64)
`,
      secret,
    )
  },
  'cryptocom-python': (g) => {
    const key = g.base62(22),
      secret = `cxakp_${g.base62(22)}`
    return file(
      'cdc.py',
      `API_KEY = "${key}"
SECRET_KEY = "${secret}"
REST_BASE = "https://api.crypto.com/exchange/v1"
`,
      secret,
    )
  },
  'bitstamp-cpp': (g) => {
    const key = g.base62(32),
      secret = g.base62(32)
    return file(
      'src/parameters.conf',
      `# Bitstamp
BitstampClientId=${g.number(6)}
BitstampApiKey=${key}
BitstampSecretKey=${secret}
BitstampFees=0.0025
`,
      secret,
    )
  },
  'poloniex-haskell': (g) => {
    const key = [8, 8, 8, 8].map((n) => g.base62(n).toUpperCase()).join('-'),
      secret = g.hex(128)
    return file(
      'app/Keys.hs',
      `module Keys where

poloniexKey, poloniexSecret :: String
poloniexKey = "${key}"
poloniexSecret = "${secret}"
`,
      secret,
    )
  },
  'upbit-korean': (g) => {
    const key = g.base62(40),
      secret = g.base62(40)
    return file(
      '업비트/봇.py',
      `import pyupbit

access = "${key}"          # 본인 값으로 변경
secret = "${secret}"          # 본인 값으로 변경
upbit = pyupbit.Upbit(access, secret)
print(upbit.get_balance("KRW-BTC"))
`,
      secret,
    )
  },
  'bithumb-kotlin': (g) => {
    const key = g.hex(32),
      secret = g.hex(32)
    return file(
      'src/Bithumb.kt',
      `object Bithumb {
    const val CONNECT_KEY = "${key}"
    const val SECRET_KEY = "${secret}"
}
`,
      secret,
    )
  },
  'wazirx-swift': (g) => {
    const key = g.base62(64),
      secret = g.base62(40)
    return file(
      'Sources/WazirX.swift',
      `struct WazirX {
    static let apiKey = "${key}"
    static let secretKey = "${secret}"
}
`,
      secret,
    )
  },
  'ccxt-keys-json': (g) => {
    const secret = g.base64(64),
      fin = g.base62(43)
    return file(
      'keys.local.json',
      JSON.stringify(
        {
          kraken: { apiKey: g.base64(42), secret },
          bitfinex: { apiKey: g.base62(43), secret: fin },
        },
        null,
        4,
      ),
      secret,
      fin,
    )
  },
  'hyperliquid-config': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'examples/config.json',
      JSON.stringify(
        {
          comments: '',
          secret_key: key,
          account_address: g.address(),
          multi_sig: { authorized_users: [] },
        },
        null,
        2,
      ),
      key,
    )
  },
  'dydx-stark': (g) => {
    const secret = g.base64url(40),
      stark = `0x0${g.hex(63)}`
    return file(
      'constants.py',
      `# dYdX v3 credentials
STARK_PRIVATE_KEY = "${stark}"
DYDX_API_KEY = "${g.uuid()}"
DYDX_API_SECRET = "${secret}"
DYDX_API_PASSPHRASE = "${g.base64url(20)}"
`,
      secret,
      stark,
    )
  },
  'kubernetes-string-okx': (g) => {
    const secret = g.hex(32).toUpperCase()
    return file(
      'k8s/okx.yaml',
      `apiVersion: v1
kind: Secret
metadata: {name: okx}
data:
  OKX_API_KEY: ${b64(g.uuid())}
  OKX_SECRET_KEY: ${b64(secret)}
`,
      { value: secret, as: b64(secret) },
    )
  },
}
