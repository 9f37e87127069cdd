/** Credentials of the other exchanges, each in its own combination of parts. */
import { file, json, oneLine, text } from './file.mjs'

const groups = (g, first) => [first, g.hex(8), g.hex(8), g.hex(5)].join('-')

/** What each vendor hands out. */
export const parts = {
  bybit: (g) => ({ key: g.base62(18), secret: g.base62(36) }),
  okx: (g) => ({ key: g.uuid(), secret: g.upperHex(32), passphrase: g.password() }),
  kucoin: (g) => ({ key: g.hex(24), secret: g.uuid(), passphrase: g.password() }),
  kraken: (g) => ({ key: g.base64(42), secret: g.base64(64) }),
  coinbaseEc: (g) => ({
    key: `organizations/${g.uuid()}/apiKeys/${g.uuid()}`,
    secret: g.pem('ec', 'sec1'),
  }),
  coinbaseEd: (g) => ({ key: g.uuid(), secret: g.base64(64) }),
  coinbasePro: (g) => ({ key: g.hex(32), secret: g.base64(64), passphrase: g.lowerAlnum(11) }),
  coinbaseLegacy: (g) => ({ key: g.base62(16), secret: g.base62(32) }),
  bitfinex: (g) => ({ key: g.base62(43), secret: g.base62(43) }),
  bitmex: (g) => ({ key: g.base64url(24), secret: g.base64url(48) }),
  gate: (g) => ({ key: g.hex(32), secret: g.hex(64) }),
  htx: (g) => ({ key: groups(g, g.lowerAlnum(10)), secret: groups(g, g.hex(8)) }),
  mexc: (g) => ({ key: `mx0${g.base62(15)}`, secret: g.hex(32) }),
  bitget: (g) => ({ key: `bg_${g.hex(32)}`, secret: g.hex(64), passphrase: g.password() }),
  deribit: (g) => ({ key: g.base64url(8), secret: g.base64url(43) }),
  cryptocom: (g) => ({ key: g.base62(22), secret: `cxakp_${g.base62(22)}` }),
  gemini: (g) => ({
    key: `${g.pick(['account', 'master'])}-${g.base62(20)}`,
    secret: g.base62(28),
  }),
  bitstamp: (g) => ({ key: g.base62(32), secret: g.base62(32) }),
  poloniex: (g) => ({
    key: [8, 8, 8, 8].map((n) => g.upperAlnum(n)).join('-'),
    secret: g.hex(128),
  }),
  upbit: (g) => ({ key: g.base62(40), secret: g.base62(40) }),
  wazirx: (g) => ({ key: g.base62(64), secret: g.base62(40) }),
  phemex: (g) => ({ key: g.uuid(), secret: g.base64url(86) }),
  dydx: (g) => ({ key: g.uuid(), secret: g.base64url(40), passphrase: g.base64url(20) }),
  hyperliquid: (g) => ({ address: g.address(), secret: `0x${g.scalar()}` }),
}

/** `write(g, parts)` gives the text; all parts but the address are secrets. */
const leak = (vendor, path, write) => (g) => {
  const made = parts[vendor](g)
  const content = write(g, made)
  const planted = ['key', 'secret', 'passphrase'].flatMap((role) => {
    const value = made[role]
    if (value === undefined) return []
    return value.includes('\n') && !content.includes(value)
      ? [{ value, as: oneLine(value) }]
      : [value]
  })
  return file(path, content, ...planted)
}

const dotenv = (prefix, names) => (g, made) =>
  `# ${g.project()}\nNODE_ENV=production\n${Object.entries(names)
    .map(([role, name]) => `${prefix}_${name}=${made[role]}\n`)
    .join('')}PORT=${g.number(4)}\n`

const keyNames = { key: 'API_KEY', secret: 'API_SECRET' }
const threeNames = { ...keyNames, passphrase: 'PASSPHRASE' }

const freqtrade =
  (name) =>
  (g, { key, secret, passphrase }) =>
    json(
      {
        stake_currency: 'USDT',
        exchange: {
          name,
          key,
          secret,
          ...(passphrase && { password: passphrase }),
          pair_whitelist: [`${g.coin()}/USDT`],
        },
      },
      4,
    )

const ccxtPython =
  (name) =>
  (g, { key, secret, passphrase }) =>
    text`
  import ccxt

  exchange = ccxt.${name}({
      'apiKey': '${key}',
      'secret': '${secret}',${passphrase === undefined ? '' : `\n      'password': '${passphrase}',`}
      'enableRateLimit': True,
  })
  print(exchange.fetch_ticker('${g.coin()}/USDT'))
`

const ccxtJs =
  (name) =>
  (g, { key, secret, passphrase }) =>
    text`
  import ccxt from 'ccxt'

  const client = new ccxt.pro.${name}({
    apiKey: "${key}",
    secret: "${secret}",${passphrase === undefined ? '' : `\n    password: "${passphrase}",`}
  })
  console.log(await client.watchTicker('${g.coin()}/USDT'))
`

export const exchanges = {
  'bybit-pybit': leak(
    'bybit',
    'bot.py',
    (g, { key, secret }) => text`
    from pybit.unified_trading import HTTP

    session = HTTP(testnet=False, api_key="${key}", api_secret="${secret}")
    session.place_order(category="linear", symbol="${g.pair()}", side="Buy", orderType="Market", qty=${g.number(2)})
  `,
  ),
  'bybit-dotenv': leak('bybit', '.env', dotenv('BYBIT', keyNames)),
  'bybit-node': leak(
    'bybit',
    'src/bybit.ts',
    (g, { key, secret }) => text`
    import { RestClientV5 } from 'bybit-api'
    export const client = new RestClientV5({ key: '${key}', secret: '${secret}', testnet: false })
  `,
  ),
  'bybit-freqtrade': leak('bybit', 'config-bybit.json', freqtrade('bybit')),
  'okx-python': leak(
    'okx',
    'okx_bot.py',
    (g, { key, secret, passphrase }) => text`
    import okx.Trade as Trade

    api_key = "${key}"
    secret_key = "${secret}"
    passphrase = "${passphrase}"
    tradeAPI = Trade.TradeAPI(api_key, secret_key, passphrase, False, "0")
  `,
  ),
  'okx-dotenv': leak('okx', '.env', dotenv('OKX', threeNames)),
  'okx-yaml': leak(
    'okx',
    'config/exchanges.yaml',
    (g, { key, secret, passphrase }) => text`
    exchanges:
      - name: okx
        api_key: ${key}
        secret_key: ${secret}
        passphrase: ${passphrase}
  `,
  ),
  'okx-ccxt': leak('okx', 'main.py', ccxtPython('okx')),
  'okx-go': leak(
    'okx',
    'cmd/main.go',
    (g, { key, secret, passphrase }) => text`
    package main

    import "github.com/amir-the-h/okex/api"

    func main() {
    	client, err := api.NewClient(ctx, "${key}", "${secret}", "${passphrase}", okex.NormalServer)
    }
  `,
  ),
  'kucoin-node': leak(
    'kucoin',
    'index.js',
    (g, { key, secret, passphrase }) => text`
    const api = require('kucoin-node-api')
    api.init({
      apiKey: '${key}',
      secretKey: '${secret}',
      passphrase: '${passphrase}',
      environment: 'live',
    })
  `,
  ),
  'kucoin-python': leak(
    'kucoin',
    'kc.py',
    (g, { key, secret, passphrase }) => text`
    from kucoin.client import Trade
    client = Trade(key='${key}', secret='${secret}', passphrase='${passphrase}', is_sandbox=False)
  `,
  ),
  'kucoin-freqtrade': leak('kucoin', 'user_data/config.json', freqtrade('kucoin')),
  'kucoin-compose': leak(
    'kucoin',
    'docker-compose.yaml',
    (g, { key, secret, passphrase }) => text`
    services:
      kucoin-bot:
        environment:
          KUCOIN_KEY: ${key}
          KUCOIN_SECRET: ${secret}
          KUCOIN_PASSPHRASE: ${passphrase}
  `,
  ),
  'kraken-key-file': leak('kraken', 'kraken.key', (g, { key, secret }) => `${key}\n${secret}\n`),
  'kraken-krakenex': leak(
    'kraken',
    'balance.py',
    (g, { key, secret }) => text`
    import krakenex
    k = krakenex.API(key='${key}', secret='${secret}')
    print(k.query_private('Balance'))
  `,
  ),
  'kraken-rust': leak(
    'kraken',
    'src/main.rs',
    (g, { key, secret }) => text`
    const KRAKEN_API_KEY: &str = "${key}";
    const KRAKEN_API_SECRET: &str = "${secret}";
  `,
  ),
  'kraken-dotenv': leak(
    'kraken',
    '.env',
    dotenv('KRAKEN', { key: 'API_KEY', secret: 'PRIVATE_KEY' }),
  ),
  'coinbase-cdp-file': leak('coinbaseEc', 'cdp_api_key.json', (g, { key, secret }) =>
    json({ name: key, privateKey: `${secret}\n` }),
  ),
  'coinbase-cdp-python': leak(
    'coinbaseEc',
    'cb.py',
    (g, { key, secret }) => text`
    from coinbase.rest import RESTClient
    api_key = "${key}"
    api_secret = "${oneLine(secret)}\\n"
    client = RESTClient(api_key=api_key, api_secret=api_secret)
  `,
  ),
  'coinbase-cdp-dotenv': leak(
    'coinbaseEc',
    '.env',
    (g, { key, secret }) => `COINBASE_API_KEY=${key}\nCOINBASE_API_SECRET="${oneLine(secret)}"\n`,
  ),
  'coinbase-ed25519-file': leak('coinbaseEd', 'cdp_api_key.json', (g, { key, secret }) =>
    json({ id: key, privateKey: secret }),
  ),
  'coinbase-ed25519-env': leak(
    'coinbaseEd',
    '.env.local',
    (g, { key, secret }) =>
      `CDP_API_KEY_ID=${key}\nCDP_API_KEY_SECRET=${secret}\nNETWORK_ID=base-mainnet\n`,
  ),
  'coinbase-pro-python': leak(
    'coinbasePro',
    'gdax_bot.py',
    (g, { key, secret, passphrase }) => text`
    import cbpro
    auth_client = cbpro.AuthenticatedClient("${key}", "${secret}", "${passphrase}")
    auth_client.place_market_order(product_id='${g.coin()}-USD', side='buy', funds='100.00')
  `,
  ),
  'coinbase-pro-node': leak(
    'coinbasePro',
    'config.js',
    (g, { key, secret, passphrase }) => text`
    module.exports = {
      coinbasePro: { apiKey: '${key}', apiSecret: '${secret}', passphrase: '${passphrase}', useSandbox: false },
    }
  `,
  ),
  'coinbase-legacy-python': leak(
    'coinbaseLegacy',
    'wallet.py',
    (g, { key, secret }) => text`
    from coinbase.wallet.client import Client
    client = Client('${key}', '${secret}', api_version='2021-08-03')
  `,
  ),
  'coinbase-legacy-ruby': leak(
    'coinbaseLegacy',
    'wallet.rb',
    (g, { key, secret }) => text`
    require 'coinbase/wallet'
    client = Coinbase::Wallet::Client.new(api_key: "${key}", api_secret: "${secret}")
  `,
  ),
  'bitfinex-python': leak(
    'bitfinex',
    'bfx.py',
    (g, { key, secret }) => text`
    from bfxapi import Client
    bfx = Client(api_key="${key}", api_secret="${secret}")
  `,
  ),
  'bitfinex-zenbot': leak(
    'bitfinex',
    'conf-local.js',
    (g, { key, secret }) => text`
    c.bitfinex = {}
    c.bitfinex.key = '${key}'
    c.bitfinex.secret = '${secret}'
    c.bitfinex.wallet = 'exchange'
  `,
  ),
  'bitfinex-ini': leak(
    'bitfinex',
    'lendingbot.cfg',
    (g, { key, secret }) => `[API]\nexchange = Bitfinex\napikey = ${key}\nsecret = ${secret}\n`,
  ),
  'bitmex-settings': leak(
    'bitmex',
    'settings.py',
    (g, { key, secret }) => text`
    BASE_URL = "https://www.bitmex.com/api/v1/"
    API_KEY = "${key}"
    API_SECRET = "${secret}"
    ORDER_PAIRS = ${g.between(2, 9)}
  `,
  ),
  'bitmex-dotenv': leak('bitmex', '.env', dotenv('BITMEX', keyNames)),
  'bitmex-ccxt': leak('bitmex', 'mex.mjs', ccxtJs('bitmex')),
  'gate-python': leak(
    'gate',
    'gate.py',
    (g, { key, secret }) => text`
    import gate_api
    configuration = gate_api.Configuration(host="https://api.gateio.ws/api/v4", key="${key}", secret="${secret}")
  `,
  ),
  'gate-php': leak(
    'gate',
    'gateio.php',
    (g, { key, secret }) => text`
    <?php
    define('GATEIO_KEY', '${key}');
    define('GATEIO_SECRET', '${secret}');
  `,
  ),
  'gate-freqtrade': leak('gate', 'config_gate.json', freqtrade('gate')),
  'htx-python': leak(
    'htx',
    'huobi_bot.py',
    (g, { key, secret }) => text`
    from huobi.client.trade import TradeClient
    client = TradeClient(api_key="${key}", secret_key="${secret}", url="https://api.huobi.pro")
  `,
  ),
  'htx-dotenv': leak('htx', '.env', dotenv('HTX', { key: 'ACCESS_KEY', secret: 'SECRET_KEY' })),
  'htx-java': leak(
    'htx',
    'src/main/java/Constants.java',
    (g, { key, secret }) => text`
    package com.huobi;

    public class Constants {
      public static final String API_KEY = "${key}";
      public static final String SECRET_KEY = "${secret}";
    }
  `,
  ),
  'mexc-python': leak(
    'mexc',
    'mexc_sniper.py',
    (g, { key, secret }) => text`
    from mexc_api.spot import Spot
    spot = Spot("${key}", "${secret}")
    SYMBOL = "${g.pair()}"
  `,
  ),
  'mexc-json': leak('mexc', 'config.json', (g, { key, secret }) =>
    json({ exchange: 'mexc', apiKey: key, apiSecret: secret, amount: g.between(10, 900) }),
  ),
  'mexc-dotenv': leak('mexc', '.env', dotenv('MEXC', keyNames)),
  'bitget-python': leak(
    'bitget',
    'bitget.py',
    (g, { key, secret, passphrase }) => text`
    from pybitget import Client
    client = Client("${key}", "${secret}", passphrase="${passphrase}")
  `,
  ),
  'bitget-secret-json': leak('bitget', 'secret.json', (g, { key, secret, passphrase }) =>
    json({ bitget_exemple: { apiKey: key, secret, password: passphrase } }),
  ),
  'bitget-dotenv': leak('bitget', '.env', dotenv('BITGET', threeNames)),
  'deribit-python': leak(
    'deribit',
    'deribit_ws.py',
    (g, { key, secret }) => text`
    client_id = "${key}"
    client_secret = "${secret}"
    msg = {"jsonrpc": "2.0", "method": "public/auth", "params": {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}}
    url = "wss://www.deribit.com/ws/api/v2"
  `,
  ),
  'deribit-curl': leak(
    'deribit',
    'auth.sh',
    (g, { key, secret }) =>
      `curl "https://www.deribit.com/api/v2/public/auth?client_id=${key}&client_secret=${secret}&grant_type=client_credentials"\n`,
  ),
  'cryptocom-js': leak(
    'cryptocom',
    'cdc.js',
    (g, { key, secret }) => text`
    // crypto.com exchange
    const API_KEY = "${key}"
    const SECRET = "${secret}"
  `,
  ),
  'cryptocom-yaml': leak(
    'cryptocom',
    'config.yml',
    (g, { key, secret }) => `crypto_com:\n  api_key: ${key}\n  secret_key: ${secret}\n`,
  ),
  'gemini-python': leak(
    'gemini',
    'gemini_dca.py',
    (g, { key, secret }) => text`
    import gemini
    trader = gemini.PrivateClient("${key}", "${secret}")
  `,
  ),
  'gemini-dotenv': leak('gemini', '.env', dotenv('GEMINI', keyNames)),
  'bitstamp-python': leak(
    'bitstamp',
    'bs.py',
    (g, { key, secret }) => text`
    import bitstamp.client
    trading_client = bitstamp.client.Trading(username='${g.number(6)}', key='${key}', secret='${secret}')
  `,
  ),
  'bitstamp-gekko': leak(
    'bitstamp',
    'config.js',
    (g, { key, secret }) => text`
    config.trader = { enabled: true, exchange: 'bitstamp', key: '${key}', secret: '${secret}', username: '${g.number(6)}' }
  `,
  ),
  'poloniex-python': leak(
    'poloniex',
    'polo.py',
    (g, { key, secret }) => text`
    from poloniex import Poloniex
    polo = Poloniex('${key}', '${secret}')
  `,
  ),
  'poloniex-cfg': leak(
    'poloniex',
    'default.cfg',
    (g, { key, secret }) =>
      `[API]\nexchange = Poloniex\napikey = ${key}\nsecret = ${secret}\nsleeptimeactive = 60\n`,
  ),
  'upbit-python': leak(
    'upbit',
    'upbit_auto.py',
    (g, { key, secret }) => text`
    import pyupbit

    access = "${key}"
    secret = "${secret}"
    upbit = pyupbit.Upbit(access, secret)
    print(upbit.get_balance("KRW-${g.coin()}"))
  `,
  ),
  'upbit-dotenv': leak(
    'upbit',
    '.env',
    dotenv('UPBIT', { key: 'ACCESS_KEY', secret: 'SECRET_KEY' }),
  ),
  'wazirx-python': leak(
    'wazirx',
    'wazirx_bot.py',
    (g, { key, secret }) => text`
    from wazirx_sapi_client.rest import Client
    client = Client(api_key='${key}', secret_key='${secret}')
  `,
  ),
  'wazirx-json': leak('wazirx', 'wazirx.json', (g, { key, secret }) =>
    json({ wazirx: { apiKey: key, secretKey: secret } }),
  ),
  'phemex-node': leak(
    'phemex',
    'phemex.js',
    (g, { key, secret }) => text`
    const { PhemexClient } = require('phemex-api-node')
    const phemex = new PhemexClient({ key: '${key}', secret: '${secret}' })
  `,
  ),
  'phemex-ccxt': leak('phemex', 'phx.py', ccxtPython('phemex')),
  'dydx-python': leak(
    'dydx',
    'dydx.py',
    (g, { key, secret, passphrase }) => text`
    from dydx3 import Client
    client = Client(host="https://api.dydx.exchange", api_key_credentials={"key": "${key}", "secret": "${secret}", "passphrase": "${passphrase}"})
  `,
  ),
  'dydx-dotenv': leak(
    'dydx',
    '.env',
    dotenv('DYDX', { key: 'API_KEY', secret: 'API_SECRET', passphrase: 'API_PASSPHRASE' }),
  ),
  'hyperliquid-config': leak('hyperliquid', 'examples/config.json', (g, { address, secret }) =>
    json({ comments: 'agent wallet', secret_key: secret, account_address: address }),
  ),
  'hyperliquid-python': leak(
    'hyperliquid',
    'hl.py',
    (g, { address, secret }) => text`
    from hyperliquid.exchange import Exchange
    import eth_account

    wallet = eth_account.Account.from_key("${secret}")
    exchange = Exchange(wallet, "https://api.hyperliquid.xyz", account_address="${address}")
  `,
  ),
  'hyperliquid-ccxt': leak(
    'hyperliquid',
    'hl.mjs',
    (g, { address, secret }) =>
      `const ex = new ccxt.hyperliquid({ walletAddress: '${address}', privateKey: '${secret}' })\n`,
  ),
  'bithumb-python': (g) => {
    const [key, secret] = [g.hex(32), g.hex(32)]
    return file(
      'bithumb.py',
      `import pybithumb\n\nbithumb = pybithumb.Bithumb("${key}", "${secret}")\nprint(bithumb.get_balance("${g.coin()}"))\n`,
      key,
      secret,
    )
  },
  'bitvavo-python': (g) => {
    const [key, secret] = [g.hex(64), g.hex(128)]
    return file(
      'bitvavo_bot.py',
      text`
      from python_bitvavo_api.bitvavo import Bitvavo
      bitvavo = Bitvavo({'APIKEY': '${key}', 'APISECRET': '${secret}', 'RESTURL': 'https://api.bitvavo.com/v2'})
    `,
      key,
      secret,
    )
  },
  'bitvavo-dotenv': (g) => {
    const [key, secret] = [g.hex(64), g.hex(128)]
    return file('.env', `BITVAVO_API_KEY=${key}\nBITVAVO_API_SECRET=${secret}\n`, key, secret)
  },
  'bitmart-python': (g) => {
    const [key, secret, memo] = [g.hex(40), g.hex(64), g.noun() + g.number(3)]
    return file(
      'bm.py',
      text`
      from bitmart.api_spot import APISpot
      spotAPI = APISpot(api_key="${key}", secret_key="${secret}", memo="${memo}")
    `,
      key,
      secret,
    )
  },
  'bitmart-dotenv': (g) => {
    const [key, secret] = [g.hex(40), g.hex(64)]
    return file(
      '.env',
      `BITMART_API_KEY=${key}\nBITMART_SECRET_KEY=${secret}\nBITMART_MEMO=${g.noun()}\n`,
      key,
      secret,
    )
  },
  'coinex-python': (g) => {
    const [key, secret] = [g.upperHex(32), g.upperHex(48)]
    return file(
      'coinex_bot.py',
      `access_id = "${key}"  # coinex\nsecret_key = "${secret}"\nBASE = "https://api.coinex.com/v2"\n`,
      key,
      secret,
    )
  },
  'lbank-json': (g) => {
    const [key, secret] = [g.uuid(), g.upperHex(32)]
    return file(
      'lbank.json',
      json({ exchange: 'lbank', api_key: key, secret_key: secret, sign_method: 'HmacSHA256' }),
      key,
      secret,
    )
  },
  'ascendex-ccxt': (g) => {
    const [key, secret] = [g.base62(32), g.base62(64)]
    return file(
      'asc.py',
      `import ccxt\nex = ccxt.ascendex({"apiKey": "${key}", "secret": "${secret}"})\n`,
      key,
      secret,
    )
  },
  'woo-dotenv': (g) => {
    const [key, secret] = [g.base64(16), g.upperAlnum(28)]
    return file(
      '.env',
      `WOO_API_KEY=${key}\nWOO_API_SECRET=${secret}\nWOO_APPLICATION_ID=${g.uuid()}\n`,
      key,
      secret,
    )
  },
  'backpack-dotenv': (g) => {
    const [key, secret] = [g.base64(32), g.base64(32)]
    return file('.env', `BACKPACK_API_KEY=${key}\nBACKPACK_API_SECRET=${secret}\n`, key, secret)
  },
  'backpack-rust': (g) => {
    const secret = g.base64(32)
    return file(
      'src/main.rs',
      text`
      use bpx_api_client::BpxClient;
      let client = BpxClient::init("https://api.backpack.exchange".to_string(), "${secret}", None)?;
    `,
      secret,
    )
  },
  'aster-python': (g) => {
    const [key, secret] = [g.hex(64), g.hex(64)]
    return file(
      'aster_bot.py',
      text`
      ASTER_API_KEY = "${key}"
      ASTER_API_SECRET = "${secret}"
      BASE_URL = "https://fapi.asterdex.com"
    `,
      key,
      secret,
    )
  },
  'polymarket-dotenv': (g) => {
    const [key, secret, passphrase, wallet] = [
      g.uuid(),
      g.bytes(32).toString('base64url') + '=',
      g.hex(64),
      `0x${g.scalar()}`,
    ]
    return file(
      '.env',
      `CLOB_API_KEY=${key}\nCLOB_SECRET=${secret}\nCLOB_PASS_PHRASE=${passphrase}\nPOLYMARKET_PRIVATE_KEY=${wallet}\n`,
      key,
      secret,
      passphrase,
      wallet,
    )
  },
  'polymarket-python': (g) => {
    const [key, secret, passphrase] = [g.uuid(), `${g.bytes(32).toString('base64url')}=`, g.hex(64)]
    return file(
      'poly.py',
      text`
      from py_clob_client.clob_types import ApiCreds
      creds = ApiCreds(api_key="${key}", api_secret="${secret}", api_passphrase="${passphrase}")
    `,
      key,
      secret,
      passphrase,
    )
  },
  'robinhood-python': (g) => {
    const [key, secret] = [`rh-api-${g.uuid()}`, g.base64(32)]
    return file(
      'rh.py',
      `API_KEY = "${key}"\nBASE64_PRIVATE_KEY = "${secret}"\nBASE_URL = "https://trading.robinhood.com"\n`,
      key,
      secret,
    )
  },
  'robinhood-dotenv': (g) => {
    const [key, secret] = [`rh-api-${g.uuid()}`, g.base64(32)]
    return file('.env', `ROBINHOOD_API_KEY=${key}\nROBINHOOD_PRIVATE_KEY=${secret}\n`, key, secret)
  },
  'many-in-one-json': (g) => {
    const [bybit, mexc, gate] = [parts.bybit(g), parts.mexc(g), parts.gate(g)]
    return file(
      'exchange_keys.json',
      json({ bybit, mexc, gateio: gate }),
      ...[bybit, mexc, gate].flatMap((made) => Object.values(made)),
    )
  },
  'many-in-one-dotenv': (g) => {
    const [bitfinex, kraken, okx] = [parts.bitfinex(g), parts.kraken(g), parts.okx(g)]
    const write = (name, made) =>
      Object.entries(made)
        .map(([role, value]) => `${name}_${role.toUpperCase()}=${value}\n`)
        .join('')
    return file(
      '.env',
      write('BITFINEX', bitfinex) + write('KRAKEN', kraken) + write('OKX', okx),
      ...[bitfinex, kraken, okx].flatMap((made) => Object.values(made)),
    )
  },
}
