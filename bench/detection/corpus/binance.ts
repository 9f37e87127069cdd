import { filler } from './filler.ts'
import type { Placement } from './placements-config.ts'

const unusual: readonly (readonly [string, string])[] = [
  ['BN_KEY', 'BN_SECRET'],
  ['BNC_API', 'BNC_SECRET'],
  ['bnc_key', 'bnc_secret'],
  ['binanceusdm_key', 'binanceusdm_secret'],
  ['BINANCEUS_API_KEY', 'BINANCEUS_API_SECRET'],
  ['BINANCE_FUTURES_KEY', 'BINANCE_FUTURES_SECRET'],
  ['TEST_BINANCE_KEY', 'TEST_BINANCE_SECRET'],
  ['binance_pub', 'binance_priv'],
  ['BINANCE_APIKEY_MAIN', 'BINANCE_SECRETKEY_MAIN'],
  ['binanceKey1', 'binanceSecret1'],
  ['b_api_key', 'b_api_secret'],
  ['BINANCE_PUBLIC_KEY', 'BINANCE_PRIVATE_KEY'],
]

/** Binance in the clients, bots and habits that belong to it. */
export const binancePlacements: Readonly<Record<string, Placement>> = {
  ...Object.fromEntries(
    unusual.map(([key, secret]): [string, Placement] => [
      `name-${key.toLowerCase()}`,
      (c, r) => [
        r.pick(['.env', 'settings.env']),
        `${key.startsWith('b_') ? '# binance\n' : ''}${filler(r, 'env')}${key}=${c.key}\n${secret}=${c.secret}\n`,
      ],
    ]),
  ),
  'python-binance': (c, _r) => [
    'bot.py',
    `from binance.client import Client\nfrom binance.enums import *\n\napi_key = '${c.key}'\napi_secret = '${c.secret}'\nclient = Client(api_key, api_secret)\n`,
  ],
  'python-binance-far': (c, r) => [
    'bot.py',
    `from binance.client import Client\n${filler(r, 'python', 30, 60)}KEY = "${c.key}"\nSECRET = "${c.secret}"\n${filler(r, 'python')}`,
  ],
  'async-client': (c, _r) => [
    'bot.py',
    `from binance import AsyncClient\nasync def main():\n    client = await AsyncClient.create('${c.key}', '${c.secret}')\n`,
  ],
  'um-futures': (c, _r) => [
    'futures.py',
    `from binance.um_futures import UMFutures\num = UMFutures(key='${c.key}', secret='${c.secret}')\n`,
  ],
  'positional-lines': (c, _r) => [
    'bot.py',
    `from binance.client import Client\nclient = Client(\n    "${c.key}",\n    "${c.secret}",\n)\n`,
  ],
  'request-client': (c, _r) => [
    'main.py',
    `from binance_f import RequestClient\nrequest_client = RequestClient(api_key='${c.key}', secret_key='${c.secret}')\n`,
  ],
  'node-binance-api': (c, _r) => [
    'bot.js',
    `const Binance = require('node-binance-api');\nconst binance = new Binance().options({\n  APIKEY: '${c.key}',\n  APISECRET: '${c.secret}'\n});\n`,
  ],
  'binance-api-node-far': (c, r) => [
    'bot.js',
    `import Binance from 'binance-api-node'\n${filler(r, 'script', 30, 60)}const client = Binance({ apiKey: '${c.key}', apiSecret: '${c.secret}' })\n`,
  ],
  'usdm-client': (c, _r) => [
    'src/bot.ts',
    `import { USDMClient } from 'binance';\nconst client = new USDMClient({ api_key: '${c.key}', api_secret: '${c.secret}' });\n`,
  ],
  jkorf: (c, _r) => [
    'Program.cs',
    `using Binance.Net.Clients;\nBinanceRestClient.SetDefaultOptions(o => o.ApiCredentials = new ApiCredentials("${c.key}", "${c.secret}"));\n`,
  ],
  'java-connector': (c, _r) => [
    'Main.java',
    `import com.binance.connector.client.impl.SpotClientImpl;\nSpotClientImpl client = new SpotClientImpl("${c.key}", "${c.secret}");\n`,
  ],
  'go-binance': (c, _r) => [
    'main.go',
    `import "github.com/adshao/go-binance/v2"\n\nvar (\n    apiKey = "${c.key}"\n    secretKey = "${c.secret}"\n)\nclient := binance.NewClient(apiKey, secretKey)\n`,
  ],
  'rust-binance': (c, _r) => [
    'main.rs',
    `use binance::market::*;\nlet user: UserStream = Binance::new(Some("${c.key}".into()), None);\nlet secret_key = Some("${c.secret}".into());\n`,
  ],
  'curl-header': (c, r) => [
    r.pick(['test.sh', '.bash_history', 'README.md']),
    `curl -H "X-MBX-APIKEY: ${c.key}" -X GET "https://api.binance.com/api/v3/account?timestamp=1578963600000"\n`,
  ],
  'openssl-sign': (c, _r) => [
    'sign.sh',
    `#!/bin/bash\napiKey="${c.key}"\necho -n "symbol=BTCUSDT&timestamp=1" | openssl dgst -sha256 -hmac "${c.secret}"\ncurl -H "X-MBX-APIKEY: $apiKey" https://api.binance.com/api/v3/order\n`,
  ],
  'hmac-python': (c, _r) => [
    'sign.py',
    `import hmac, hashlib\nbase = 'https://api.binance.com'\nsignature = hmac.new('${c.secret}'.encode(), query.encode(), hashlib.sha256).hexdigest()\nheaders = {'X-MBX-APIKEY': '${c.key}'}\n`,
  ],
  'hmac-node': (c, _r) => [
    'sign.js',
    `const crypto = require('crypto')\n// binance\nconst sig = crypto.createHmac('sha256', '${c.secret}').update(qs).digest('hex')\nconst headers = { 'X-MBX-APIKEY': '${c.key}' }\n`,
  ],
  'har-header': (c, _r) => [
    'api.har',
    JSON.stringify(
      {
        log: {
          entries: [
            {
              request: {
                url: 'https://api.binance.com/api/v3/account',
                headers: [
                  { name: 'Accept', value: '*/*' },
                  { name: 'X-MBX-APIKEY', value: c.key },
                ],
              },
            },
          ],
        },
      },
      null,
      2,
    ),
  ],
  'postman-header': (c, _r) => [
    'collection.json',
    JSON.stringify({
      item: [
        {
          request: {
            method: 'GET',
            header: [{ key: 'X-MBX-APIKEY', value: c.key, type: 'text' }],
            url: '{{base}}/api/v3/account',
          },
        },
      ],
    }),
  ],
  'log-headers': (c, _r) => [
    'debug.log',
    `send: GET /api/v3/account\nheader: X-MBX-APIKEY: ${c.key}\nheader: Host: api.binance.com\n`,
  ],
  freqtrade: (c, r) => [
    r.pick(['config.json', 'user_data/config.json', 'config_live.json']),
    JSON.stringify(
      {
        max_open_trades: 3,
        stake_currency: 'USDT',
        exchange: {
          name: 'binance',
          key: c.key,
          secret: c.secret,
          ccxt_config: {},
          pair_whitelist: ['BTC/USDT'],
        },
        telegram: { enabled: false },
      },
      null,
      4,
    ),
  ],
  hummingbot: (c, _r) => [
    'conf/connectors/binance.yml',
    `connector: binance\nbinance_api_key: ${c.key}\nbinance_api_secret: ${c.secret}\n`,
  ],
  'jesse-env': (c, _r) => [
    '.env',
    `APP_PORT=9000\nEXCHANGE=Binance Perpetual Futures\nAPI_KEY=${c.key}\nAPI_SECRET=${c.secret}\n`,
  ],
  octobot: (c, _r) => [
    'user/config.json',
    JSON.stringify(
      {
        backtesting: {},
        exchanges: {
          binance: { 'api-key': c.key, 'api-secret': c.secret, enabled: true, sandboxed: false },
        },
      },
      null,
      4,
    ),
  ],
  gekko: (c, _r) => [
    'config.js',
    `config.trader = {\n  enabled: true,\n  exchange: 'binance',\n  key: '${c.key}',\n  secret: '${c.secret}',\n}\n`,
  ],
  zenbot: (c, _r) => [
    'conf.js',
    `c.selector = 'binance.BTC-USDT'\nc.binance = {}\nc.binance.key = '${c.key}'\nc.binance.secret = '${c.secret}'\n`,
  ],
  'trade-bot-cfg': (c, _r) => [
    'user.cfg',
    `[binance_user_config]\napi_key=${c.key}\napi_secret_key=${c.secret}\ncurrent_coin=\nbridge=USDT\ntld=com\n`,
  ],
  xchange: (c, _r) => [
    'Bot.java',
    `ExchangeSpecification exSpec = new BinanceExchange().getDefaultExchangeSpecification();\nexSpec.setApiKey("${c.key}");\nexSpec.setSecretKey("${c.secret}");\n`,
  ],
  'two-bare-lines': (c, r) => [
    r.pick(['binance_keys.txt', 'binance.txt', 'keys/binance.key', 'binance-api.txt']),
    `${c.key}\n${c.secret}\n`,
  ],
  'two-bare-crlf': (c, _r) => ['binance_keys.txt', `${c.key}\r\n${c.secret}`],
  'bare-one-line': (c, _r) => ['binance_api.txt', `${c.key} ${c.secret}\n`],
  'bare-key-file': (c, _r) => ['binance_api_key.txt', `${c.key}\n`],
  'bare-secret-file': (c, _r) => ['binance_secret.txt', c.secret],
  'bare-colon-file': (c, _r) => ['secrets/binance', `${c.key}:${c.secret}\n`],
  'key-only-py': (c, r) => [
    'bot.py',
    `from binance.client import Client\n${filler(r, 'python')}api_key = "${c.key}"\napi_secret = os.environ["BINANCE_SECRET"]\n`,
  ],
  'secret-only-js': (c, r) => [
    'bot.js',
    `const Binance = require('binance-api-node')\n${filler(r, 'script')}const apiSecret = '${c.secret}'\n`,
  ],
  'secret-first': (c, _r) => [
    'config.py',
    `BINANCE_SECRET_KEY = "${c.secret}"\nBINANCE_API_KEY = "${c.key}"\n`,
  ],
  'many-exchanges': (c, r) => [
    'config.yml',
    `kraken:\n  key: ""\n  secret: ""\nbinance:\n  key: ${c.key}\n  secret: ${c.secret}\nftx:\n  key: ''\n${filler(r, 'yaml')}`,
  ],
  'testnet-flag': (c, _r) => [
    'bot.py',
    `client = binance.Client('${c.key}', '${c.secret}', testnet=True)\n`,
  ],
  'chat-log': (c, _r) => [
    'chat.txt',
    `[10:01] tom: can you send me the binance key\n[10:02] ann: ${c.key}\n[10:02] ann: secret is ${c.secret}\n`,
  ],
  'minified-pair': (c, _r) => [
    'dist/bot.js',
    `"use strict";const e=require("binance-api-node").default,t=e({apiKey:"${c.key}",apiSecret:"${c.secret}"});t.ws.candles("BTCUSDT","1m",e=>console.log(e));\n`,
  ],
  'old-keys-comment': (c, _r) => [
    'bot.py',
    `from binance.client import Client\n# old: Client("${c.key}", "${c.secret}")\nclient = Client(os.environ["K"], os.environ["S"])\n`,
  ],
  'tuple-assign': (c, _r) => [
    'bot.py',
    `import binance\nkey, secret = "${c.key}", "${c.secret}"\n`,
  ],
  'list-of-accounts': (c, r) => [
    'accounts.py',
    `# binance accounts\naccounts = [\n    ("main", "${c.key}", "${c.secret}"),\n    ("sub", "${r.base62(64)}", "${r.base62(64)}"),\n]\n`,
  ],
  'vba-excel': (c, _r) => [
    'Module1.bas',
    `' Binance\nPublic Const API_KEY = "${c.key}"\nPublic Const API_SEC = "${c.secret}"\n`,
  ],
  'google-sheet-csv': (c, _r) => [
    'keys.csv',
    `Exchange,Label,Key,Secret\nBinance,main,${c.key},${c.secret}\nKraken,,,\n`,
  ],
  'ws-api': (c, _r) => [
    'ws.json',
    JSON.stringify({
      id: 'e2a85d9f',
      method: 'account.status',
      params: { apiKey: c.key, signature: 'x', timestamp: 1 },
      url: 'wss://ws-api.binance.com',
    }),
  ],
}
