/** Forty more ways in which a Binance key and its secret get into a repository. */
import { file } from './file.mjs'

const pair = (g) => ({ key: g.base62(64), secret: g.base62(64) })

export const secondBinance = {
  'python-client-call': (g) => {
    const { key, secret } = pair(g)
    return file(
      'bot/main.py',
      `import time
from binance.client import Client

client = Client("${key}", "${secret}", tld='com')

while True:
    price = client.get_symbol_ticker(symbol="BTCUSDT")
    time.sleep(1)
`,
      secret,
    )
  },
  'python-lowercase-globals': (g) => {
    const { key, secret } = pair(g)
    return file(
      'config.py',
      `# fill this in before running
k = '${key}'
s = '${secret}'
symbol = 'ETHUSDT'
exchange = 'binance'
`,
      secret,
    )
  },
  'chinese-python': (g) => {
    const { key, secret } = pair(g)
    return file(
      '量化/网格交易.py',
      `# -*- coding: utf-8 -*-
# 币安账户（主账号）
公钥 = "${key}"
私钥 = "${secret}"

交易对 = "BTC/USDT"
网格数量 = 50
`,
      secret,
    )
  },
  'chinese-yaml': (g) => {
    const { key, secret } = pair(g)
    return file(
      'config/账户.yaml',
      `账户:
  交易所: 币安
  密钥ID: ${key}
  密钥: ${secret}   # 不要泄露
  杠杆: 5
`,
      secret,
    )
  },
  'russian-ini': (g) => {
    const { key, secret } = pair(g)
    return file(
      'настройки.ini',
      `[Бинанс]
; ключи от основного аккаунта
ключ = ${key}
секрет = ${secret}
пара = BTCUSDT
`,
      secret,
    )
  },
  'turkish-js': (g) => {
    const { key, secret } = pair(g)
    return file(
      'src/ayarlar.js',
      `// Binance hesabı
module.exports = {
  apiAnahtari: '${key}',
  gizliAnahtar: '${secret}',
  sembol: 'AVAXTRY',
}
`,
      secret,
    )
  },
  'spanish-json': (g) => {
    const { key, secret } = pair(g)
    return file(
      'configuracion.json',
      JSON.stringify(
        {
          mercado: 'binance',
          clave_api: key,
          clave_secreta: secret,
          par: 'BTC/USDT',
          monto: 25,
        },
        null,
        2,
      ),
      secret,
    )
  },
  'portuguese-php': (g) => {
    const { key, secret } = pair(g)
    return file(
      'robo/config.php',
      `<?php
// Chaves da Binance (conta do João)
$chave_api = "${key}";
$chave_secreta = "${secret}";
$valor_ordem = 50.0;
`,
      secret,
    )
  },
  'korean-python': (g) => {
    const { key, secret } = pair(g)
    return file(
      'trade/자동매매.py',
      `import ccxt

# 바이낸스 API 키
access = "${key}"
secret = "${secret}"

binance = ccxt.binance(config={'apiKey': access, 'secret': secret, 'enableRateLimit': True})
`,
      secret,
    )
  },
  'japanese-gas': (g) => {
    const { key, secret } = pair(g)
    return file(
      'コード.gs',
      `// バイナンスの残高を取得する
const APIキー = '${key}';
const シークレットキー = '${secret}';

function 残高取得() {
  const ts = Date.now();
  const q = 'timestamp=' + ts;
}
`,
      secret,
    )
  },
  'go-const-block': (g) => {
    const { key, secret } = pair(g)
    return file(
      'cmd/arb/main.go',
      `package main

import "github.com/adshao/go-binance/v2"

const (
\tapiK    = "${key}"
\tapiS    = "${secret}"
\tmaxBids = 20
)

var client = binance.NewClient(apiK, apiS)
`,
      secret,
    )
  },
  'rust-call-multiline': (g) => {
    const { key, secret } = pair(g)
    return file(
      'src/main.rs',
      `use binance::api::*;
use binance::account::*;

fn main() {
    let account: Account = Binance::new(
        Some("${key}".into()),
        Some("${secret}".into()),
    );
    println!("{:?}", account.get_account());
}
`,
      secret,
    )
  },
  'spring-properties': (g) => {
    const { key, secret } = pair(g)
    return file(
      'src/main/resources/application-prod.properties',
      `server.port=8080
binance.rest.url=https://api.binance.com
binance.access.key=${key}
binance.access.secret=${secret}
`,
      secret,
    )
  },
  'csharp-credentials': (g) => {
    const { key, secret } = pair(g)
    return file(
      'Bot/Program.cs',
      `BinanceClient.SetDefaultOptions(new BinanceClientOptions()
{
    ApiCredentials = new ApiCredentials("${key}", "${secret}"),
    LogLevel = LogLevel.Debug,
});
`,
      secret,
    )
  },
  'freqtrade-config': (g) => {
    const { key, secret } = pair(g)
    return file(
      'user_data/config.json',
      `{
    "max_open_trades": 3,
    "stake_currency": "USDT",
    "exchange": {
        "name": "binance",
        "key": "${key}",
        "secret": "${secret}",
        "ccxt_config": {},
        "pair_whitelist": ["BTC/USDT", "ETH/USDT"]
    }
}
`,
      secret,
    )
  },
  'freqtrade-env-override': (g) => {
    const { key, secret } = pair(g)
    return file(
      'run.sh',
      `#!/bin/sh
FREQTRADE__EXCHANGE__KEY=${key} \\
FREQTRADE__EXCHANGE__SECRET=${secret} \\
  freqtrade trade -c user_data/config.json --strategy NostalgiaForInfinityX
`,
      secret,
    )
  },
  'hummingbot-conf': (g) => {
    const { key, secret } = pair(g)
    return file(
      'conf/conf_global.yml',
      `template_version: 18
log_level: INFO
binance_perpetual_api_key: ${key}
binance_perpetual_api_secret: ${secret}
kill_switch_enabled: false
`,
      secret,
    )
  },
  'octobot-profile': (g) => {
    const { key, secret } = pair(g)
    return file(
      'user/config.json',
      JSON.stringify({
        exchanges: { binance: { 'api-key': key, 'api-secret': secret, enabled: true } },
        trading: { risk: 0.5 },
      }),
      secret,
    )
  },
  'gekko-config': (g) => {
    const { key, secret } = pair(g)
    return file(
      'my-config.js',
      `var config = {};
config.watch = { exchange: 'binance', currency: 'USDT', asset: 'BTC' };
config.trader = {
  enabled: true,
  key: '${key}',
  secret: '${secret}',
  username: '',
  passphrase: '',
};
module.exports = config;
`,
      secret,
    )
  },
  'zenbot-conf': (g) => {
    const { key, secret } = pair(g)
    return file(
      'conf.js',
      `var c = module.exports = {}
c.selector = 'binance.ETH-BTC'
c.binance = {}
c.binance.key = process.env.BINANCE_KEY || '${key}'
c.binance.secret = process.env.BINANCE_SECRET || '${secret}'
`,
      secret,
    )
  },
  'accounts-csv': (g) => {
    const { key, secret } = pair(g)
    return file(
      'export/accounts.csv',
      `id,name,exchange,api_key,api_secret,created
101,Main,Binance Spot,${key},${secret},2021-04-02
`,
      secret,
    )
  },
  'jesse-sql-dump': (g) => {
    const { key, secret } = pair(g)
    return file(
      'backup/jesse.sql',
      `COPY public.exchangeapikeys (id, exchange_name, name, api_key, api_secret, additional_fields, created_at) FROM stdin;
${g.uuid()}\tBinance Perpetual Futures\tmain\t${key}\t${secret}\t{}\t2023-05-11 09:33:10
\\.
`,
      secret,
    )
  },
  'sql-insert': (g) => {
    const { key, secret } = pair(g)
    return file(
      'db/seed.sql',
      `INSERT INTO \`accounts\` (\`id\`, \`exchange\`, \`pub\`, \`priv\`, \`active\`) VALUES
(1, 'binance', '${key}', '${secret}', 1);
`,
      secret,
    )
  },
  'notebook-source': (g) => {
    const { key, secret } = pair(g)
    return file(
      'research/backtest.ipynb',
      JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              execution_count: 3,
              metadata: {},
              outputs: [],
              source: [
                'import ccxt\n',
                'ex = ccxt.binance({\n',
                `    "apiKey": "${key}",\n`,
                `    "secret": "${secret}"\n`,
                '})',
              ],
            },
          ],
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        },
        null,
        1,
      ),
      secret,
    )
  },
  'notebook-output': (g) => {
    const { key, secret } = pair(g)
    return file(
      'notebooks/debug.ipynb',
      JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              execution_count: 8,
              metadata: {},
              source: ['vars(exchange)'],
              outputs: [
                {
                  data: {
                    'text/plain': [
                      `{'apiKey': '${key}',\n`,
                      ` 'secret': '${secret}',\n`,
                      ` 'id': 'binance',\n`,
                      ` 'timeout': 10000}`,
                    ],
                  },
                  execution_count: 8,
                  metadata: {},
                  output_type: 'execute_result',
                },
              ],
            },
          ],
          metadata: {},
          nbformat: 4,
          nbformat_minor: 5,
        },
        null,
        1,
      ),
      secret,
    )
  },
  'curl-openssl': (g) => {
    const { key, secret } = pair(g)
    return file(
      'scripts/balance.sh',
      `#!/bin/bash
ts=$(date +%s000)
sig=$(echo -n "timestamp=$ts" | openssl dgst -sha256 -hmac "${secret}" | cut -d' ' -f2)
curl -s -H "X-MBX-APIKEY: ${key}" "https://api.binance.com/api/v3/account?timestamp=$ts&signature=$sig"
`,
      secret,
    )
  },
  'zsh-history': (g) => {
    const { key, secret } = pair(g)
    return file(
      '.zsh_history',
      `: 1650012345:0;cd ~/bots/grid
: 1650012351:0;export BN_KEY=${key}
: 1650012360:0;export BN_SECRET=${secret}
: 1650012366:0;python3 grid.py
`,
      secret,
    )
  },
  'dockerfile-env': (g) => {
    const { key, secret } = pair(g)
    return file(
      'Dockerfile',
      `FROM python:3.11-slim
WORKDIR /app
COPY . .
ENV BINANCE_KEY ${key}
ENV BINANCE_SECRET ${secret}
CMD ["python", "bot.py"]
`,
      secret,
    )
  },
  'kubernetes-base64': (g) => {
    const { key, secret } = pair(g)
    const b64 = (s) => Buffer.from(s).toString('base64')
    return file(
      'deploy/secret.yaml',
      `apiVersion: v1
kind: Secret
metadata:
  name: binance-credentials
type: Opaque
data:
  api-key: ${b64(key)}
  api-secret: ${b64(secret)}
`,
      { value: secret, as: b64(secret) },
    )
  },
  'workflow-env': (g) => {
    const { key, secret } = pair(g)
    return file(
      '.github/workflows/trade.yml',
      `name: trade
on: { schedule: [{ cron: '*/5 * * * *' }] }
jobs:
  run:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python bot.py --api-key ${key} --api-secret ${secret} --pair BTCUSDT
`,
      secret,
    )
  },
  'telegram-export': (g) => {
    const { key, secret } = pair(g)
    return file(
      'docs/chat/result.json',
      JSON.stringify(
        {
          name: 'bot dev',
          type: 'private_group',
          messages: [
            { id: 41, from: 'Alex', text: 'can you send me the binance keys again?' },
            { id: 42, from: 'Mike', text: `sure\nAPI: ${key}\nSecret: ${secret}\ndont share` },
          ],
        },
        null,
        1,
      ),
      secret,
    )
  },
  'notes-vertical': (g) => {
    const { key, secret } = pair(g)
    return file(
      'notes.txt',
      `TODO
- fix stop loss
- rebalance

Binance
API Key
${key}
Secret Key
${secret}

pass for the vps is on paper
`,
      secret,
    )
  },
  'readme-table': (g) => {
    const { key, secret } = pair(g)
    return file(
      'README.md',
      `# Setup

| Service | Key | Secret |
| ------- | --- | ------ |
| Binance (read only) | ${key} | ${secret} |
`,
      secret,
    )
  },
  'log-repr': (g) => {
    const { key, secret } = pair(g)
    return file(
      'logs/bot.log',
      `2022-01-08 12:00:01,123 INFO bot: starting
2022-01-08 12:00:01,130 DEBUG bot.exchange: Exchange(name=binance, api_key=${key}, api_secret=${secret}, testnet=False)
2022-01-08 12:00:03,002 ERROR bot: APIError(code=-2015): Invalid API-key, IP, or permissions for action.
`,
      secret,
    )
  },
  'android-gradle': (g) => {
    const { key, secret } = pair(g)
    return file(
      'app/build.gradle',
      `android {
    defaultConfig {
        applicationId "com.example.portfolio"
        buildConfigField "String", "BINANCE_KEY", "\\"${key}\\""
        buildConfigField "String", "BINANCE_SECRET", "\\"${secret}\\""
    }
}
`,
      secret,
    )
  },
  'ios-plist': (g) => {
    const { key, secret } = pair(g)
    return file(
      'ios/Runner/Keys.plist',
      `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
\t<key>BinanceApiKey</key>
\t<string>${key}</string>
\t<key>BinanceSecretKey</key>
\t<string>${secret}</string>
</dict>
</plist>
`,
      secret,
    )
  },
  'vba-module': (g) => {
    const { key, secret } = pair(g)
    return file(
      'excel/modBinance.bas',
      `Attribute VB_Name = "modBinance"
Public Const sKey As String = "${key}"
Public Const sSecret As String = "${secret}"

Function Sign(ByVal q As String) As String
    Sign = HMACSHA256(q, sSecret)
End Function
`,
      secret,
    )
  },
  'r-setenv': (g) => {
    const { key, secret } = pair(g)
    return file(
      'analysis/portfolio.R',
      `library(binancer)
binance_credentials('${key}', '${secret}')
bal <- binance_balances()
`,
      secret,
    )
  },
  'split-string': (g) => {
    const { key, secret } = pair(g)
    return file(
      'bot/keys.js',
      `const Binance = require('node-binance-api')
const binance = new Binance().options({
  APIKEY: '${key.slice(0, 32)}' +
    '${key.slice(32)}',
  APISECRET: '${secret.slice(0, 32)}' +
    '${secret.slice(32)}',
})
`,
      {
        value: secret,
        as: `${secret.slice(0, 32)}' +\n    '${secret.slice(32)}`,
      },
    )
  },
  'ed25519-pem-yaml': (g) => {
    const pem = g.pem('ed25519').trim().split('\n')
    return file(
      'config.yml',
      `binance:
  key: ${g.base62(64)}
  private_key: |
    ${pem.join('\n    ')}
  use_testnet: false
`,
      pem[1],
    )
  },
}
