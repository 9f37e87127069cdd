/** Keys and secrets of Binance where people leave them. */
import { file, json, oneLine, text } from './file.mjs'

const both = (g) => [g.base62(64), g.base62(64)]

/** A template around a key and its secret. */
const pair = (path, write) => (g) => {
  const [key, secret] = both(g)
  return file(path, write(g, key, secret), key, secret)
}

/** One around a single value. */
const one = (path, write) => (g) => {
  const value = g.base62(64)
  return file(path, write(g, value), value)
}

const inCode = {
  'python-connector-keywords': pair(
    'bot/main.py',
    (g, key, secret) => text`
    import logging
    from binance.spot import Spot

    logging.basicConfig(level=logging.INFO)
    client = Spot(api_key='${key}', api_secret='${secret}')

    print(client.account())
    for candle in client.klines("${g.pair()}", "1h", limit=${g.between(20, 500)}):
        print(candle[4])
  `,
  ),
  'python-positional-star-import': pair(
    'trade.py',
    (g, key, secret) => text`
    from binance.client import *
    from binance.enums import *

    c = Client("${key}", "${secret}")
    c.futures_change_leverage(symbol="${g.pair()}", leverage=${g.between(2, 20)})
  `,
  ),
  'python-constants-far-from-import': pair('strategy.py', (g, key, secret) => {
    const filler = Array.from(
      { length: 60 },
      (_, n) => `def step_${n}(price):\n    return price * ${n + 1}.${g.number(2)}\n`,
    )
    return `from binance import AsyncClient, BinanceSocketManager\n\n${filler.join('\n')}\nk = '${key}'\ns = '${secret}'\n\nasync def main():\n    client = await AsyncClient.create(k, s)\n`
  }),
  'python-default-argument': pair(
    'src/exchange.py',
    (g, key, secret) => text`
    class BinanceGateway:
        """Talks to fapi.binance.com."""

        def __init__(self, key="${key}", secret="${secret}", recv_window=5000):
            self.key = key
            self.secret = secret
            self.recv_window = recv_window
  `,
  ),
  'python-getenv-fallback': pair(
    'config.py',
    (g, key, secret) => text`
    import os

    BINANCE_KEY = os.getenv("BINANCE_KEY", "${key}")
    BINANCE_SECRET = os.environ.get("BINANCE_SECRET") or "${secret}"
    SYMBOLS = ["${g.pair()}", "${g.pair()}"]
  `,
  ),
  'python-commented-out': pair(
    'settings.py',
    (g, key, secret) => text`
    # real account, do not use
    # binance_api_key = '${key}'
    # binance_api_secret = '${secret}'
    binance_api_key = os.environ['BINANCE_API_KEY']
    binance_api_secret = os.environ['BINANCE_API_SECRET']
  `,
  ),
  'python-dict-accounts': pair(
    'accounts.py',
    (g, key, secret) => text`
    ACCOUNTS = {
        "${g.person()}": {"exchange": "binance", "k": "${key}", "s": "${secret}", "lev": ${g.between(1, 20)}},
    }
  `,
  ),
  'python-hmac-bytes': pair(
    'sign.py',
    (g, key, secret) => text`
    import hashlib, hmac, requests, time

    HEADERS = {"X-MBX-APIKEY": "${key}"}

    def signed(path, query):
        query += f"&timestamp={int(time.time() * 1000)}"
        sig = hmac.new(b"${secret}", query.encode(), hashlib.sha256).hexdigest()
        return requests.get(f"https://api.binance.com{path}?{query}&signature={sig}", headers=HEADERS)
  `,
  ),
  'python-tuple-return': pair(
    'keys.py',
    (g, key, secret) => text`
    def binance_keys():
        return "${key}", "${secret}"
  `,
  ),
  'python-argparse-default': pair(
    'cli.py',
    (g, key, secret) => text`
    parser = argparse.ArgumentParser(description="Binance DCA")
    parser.add_argument("--api-key", default="${key}")
    parser.add_argument("--api-secret", default="${secret}")
    parser.add_argument("--symbol", default="${g.pair()}")
  `,
  ),
  'python-unittest': pair(
    'tests/test_live.py',
    (g, key, secret) => text`
    import unittest
    from unicorn_binance_rest_api.manager import BinanceRestApiManager

    class TestLive(unittest.TestCase):
        def setUp(self):
            self.api = BinanceRestApiManager("${key}", "${secret}", exchange="binance.com")

        def test_balance(self):
            self.assertGreater(float(self.api.get_asset_balance("${g.coin()}")["free"]), 0)
  `,
  ),
  'js-node-binance-api-options': pair(
    'index.js',
    (g, key, secret) => text`
    const Binance = require('node-binance-api');
    const binance = new Binance().options({
      APIKEY: '${key}',
      APISECRET: '${secret}',
      useServerTime: true,
    });
    binance.prices('${g.pair()}', (error, ticker) => console.info(ticker));
  `,
  ),
  'ts-tiagosiebler-client': pair(
    'src/client.ts',
    (g, key, secret) => text`
    import { MainClient, USDMClient } from 'binance'

    const auth = { api_key: '${key}', api_secret: '${secret}', beautifyResponses: true }
    export const spot = new MainClient(auth)
    export const futures = new USDMClient(auth)
  `,
  ),
  'ts-class-fields': pair(
    'src/app/binance.service.ts',
    (g, key, secret) => text`
    @Injectable({ providedIn: 'root' })
    export class BinanceService {
      private readonly apiKey = '${key}'
      private readonly secretKey = '${secret}'
      private readonly base = 'https://api.binance.com/api/v3'

      constructor(private http: HttpClient) {}
    }
  `,
  ),
  'js-connector-positional': pair(
    'bot.mjs',
    (g, key, secret) => text`
    import { Spot } from '@binance/connector'
    const client = new Spot(
      '${key}',
      '${secret}',
    )
    client.newOrder('${g.pair()}', 'BUY', 'MARKET', { quantity: 0.${g.number(3)} })
  `,
  ),
  'js-ccxt-binanceusdm': pair(
    'scripts/rebalance.js',
    (g, key, secret) => text`
    const exchange = new ccxt.binanceusdm({ 'apiKey': '${key}', 'secret': '${secret}', enableRateLimit: true })
    await exchange.loadMarkets()
  `,
  ),
  'js-minified-bundle': pair(
    'dist/app.min.js',
    (g, key, secret) =>
      `!function(e,t){"use strict";var n=function(e){return e*${g.number(3)}},r="https://fapi.binance.com/fapi/v1/order",o={apiKey:"${key}",apiSecret:"${secret}"};function a(e){return fetch(r,{headers:{"X-MBX-APIKEY":o.apiKey},body:e})}t.order=a,t.calc=n}(window,window.app||{});\n`,
  ),
  'vue-component': pair(
    'src/components/Balance.vue',
    (g, key, secret) => text`
    <template><div>{{ balance }}</div></template>
    <script>
    export default {
      data() {
        return { balance: null, binanceKey: '${key}', binanceSecret: '${secret}' }
      },
    }
    </script>
  `,
  ),
  'html-inline-script': pair(
    'public/index.html',
    (g, key, secret) => text`
    <!doctype html>
    <title>${g.project()}</title>
    <script>
      const API_KEY = "${key}"; const SECRET = "${secret}";
      fetch("https://api.binance.us/api/v3/account", { headers: { "X-MBX-APIKEY": API_KEY } })
    </script>
  `,
  ),
  'java-binance4j': pair(
    'src/main/java/com/bot/App.java',
    (g, key, secret) => text`
    import com.binance.api.client.BinanceApiClientFactory;

    public class App {
        public static void main(String[] args) {
            BinanceApiClientFactory factory = BinanceApiClientFactory.newInstance("${key}", "${secret}");
            System.out.println(factory.newRestClient().getAccount());
        }
    }
  `,
  ),
  'java-private-config': pair(
    'src/test/java/unit/PrivateConfig.java',
    (g, key, secret) => text`
    package unit;

    /** Binance connector, live tests. */
    public final class PrivateConfig {
        public static final String API_KEY = "${key}";
        public static final String SECRET_KEY = "${secret}";
    }
  `,
  ),
  'kotlin-object': pair(
    'app/src/main/java/trade/Secrets.kt',
    (g, key, secret) => text`
    package trade

    object Secrets {
        const val BINANCE_API = "${key}"
        const val BINANCE_SECRET = "${secret}"
    }
  `,
  ),
  'go-binance': pair(
    'main.go',
    (g, key, secret) => text`
    package main

    import "github.com/adshao/go-binance/v2"

    var (
    	apiKey    = "${key}"
    	secretKey = "${secret}"
    )

    func main() {
    	client := binance.NewClient(apiKey, secretKey)
    	_ = client
    }
  `,
  ),
  'rust-binance-rs': pair(
    'src/main.rs',
    (g, key, secret) => text`
    use binance::{account::Account, api::Binance};

    fn main() {
        let api_key = Some("${key}".into());
        let secret_key = Some("${secret}".into());
        let account: Account = Binance::new(api_key, secret_key);
        println!("{:?}", account.get_balance("${g.coin()}"));
    }
  `,
  ),
  'csharp-binance-net': pair(
    'Bot/Program.cs',
    (g, key, secret) => text`
    using Binance.Net.Clients;
    using CryptoExchange.Net.Authentication;

    var client = new BinanceRestClient(o =>
    {
        o.ApiCredentials = new ApiCredentials("${key}", "${secret}");
    });
  `,
  ),
  'cpp-binacpp': pair(
    'example.cpp',
    (g, key, secret) => text`
    #include "binacpp.h"
    #define API_KEY 	"${key}"
    #define SECRET_KEY	"${secret}"

    int main() {
        string api_key = API_KEY, secret_key = SECRET_KEY;
        BinaCPP::init(api_key, secret_key);
    }
  `,
  ),
  'php-jaggedsoft': pair(
    'cron/sell.php',
    (g, key, secret) => text`
    <?php
    require 'vendor/autoload.php';
    $api = new Binance\\API("${key}","${secret}");
    $api->caOverride = true;
    print_r($api->balances());
  `,
  ),
  'ruby-client': pair(
    'lib/trader.rb',
    (g, key, secret) => text`
    require 'binance'

    client = Binance::Spot.new(key: '${key}', secret: '${secret}')
    puts client.account
  `,
  ),
  'swift-struct': pair(
    'Sources/App/Keys.swift',
    (g, key, secret) => text`
    struct BinanceCredentials {
        static let key = "${key}"
        static let secret = "${secret}"
    }
  `,
  ),
  'dart-flutter': pair(
    'lib/services/binance_api.dart',
    (g, key, secret) => text`
    class BinanceApi {
      final String _apiKey = '${key}';
      final String _secret = '${secret}';
      final Uri _base = Uri.https('api.binance.com', '/api/v3/account');
    }
  `,
  ),
  'lua-script': pair(
    'bot.lua',
    (g, key, secret) => text`
    local exchange = "binance"
    local api_key = "${key}"
    local api_secret = "${secret}"
    local symbol = "${g.pair()}"
  `,
  ),
  'r-binance': pair(
    'analysis.R',
    (g, key, secret) => text`
    library(binancer)
    binance_credentials("${key}", "${secret}")
    klines <- binance_klines("${g.pair()}", interval = "1d")
  `,
  ),
  'julia-config': pair(
    'src/Trader.jl',
    (g, key, secret) => text`
    module Trader
    using Binance
    const KEY = "${key}"
    const SECRET = "${secret}"
    end
  `,
  ),
  'elixir-config': pair(
    'config/dev.exs',
    (g, key, secret) => text`
    import Config

    config :binance,
      api_key: "${key}",
      secret_key: "${secret}",
      end_point: "https://api.binance.us"
  `,
  ),
  'powershell-script': pair(
    'Get-Balance.ps1',
    (g, key, secret) => text`
    $ApiKey = '${key}'
    $ApiSecret = '${secret}'
    $uri = "https://api.binance.com/api/v3/account"
    Invoke-RestMethod -Uri $uri -Headers @{ "X-MBX-APIKEY" = $ApiKey }
  `,
  ),
  'vba-module': pair(
    'macros/Binance.bas',
    (g, key, secret) => text`
    Attribute VB_Name = "BinanceApi"
    Const ApiKey As String = "${key}"
    Const SecretKey As String = "${secret}"
    Const BaseUrl As String = "https://api.binance.com"
  `,
  ),
  'google-apps-script': pair(
    'Code.gs',
    (g, key, secret) => text`
    var BINANCE_KEY = '${key}';
    var BINANCE_SECRET = '${secret}';

    function balance() {
      var res = UrlFetchApp.fetch('https://api.binance.com/api/v3/account', { headers: { 'X-MBX-APIKEY': BINANCE_KEY } });
      SpreadsheetApp.getActiveSheet().getRange('A1').setValue(res.getContentText());
    }
  `,
  ),
  'mql5-include': pair(
    'Include/BinanceKeys.mqh',
    (g, key, secret) => text`
    //+------------------------------------------------------------------+
    //| BinanceKeys.mqh                                                  |
    //+------------------------------------------------------------------+
    input string InpApiKey    = "${key}"; // Binance API key
    input string InpSecretKey = "${secret}"; // Binance secret
  `,
  ),
  'matlab-script': pair(
    'fetch_binance.m',
    (g, key, secret) => text`
    % balance of the spot account
    apiKey = '${key}';
    apiSecret = '${secret}';
    url = 'https://api.binance.com/api/v3/account';
  `,
  ),
  'scala-case-class': pair(
    'src/main/scala/Main.scala',
    (g, key, secret) => text`
    object Main extends App {
      val credentials = BinanceCredentials(apiKey = "${key}", apiSecret = "${secret}")
    }
  `,
  ),
  'clojure-map': pair(
    'src/trader/core.clj',
    (g, key, secret) => text`
    (ns trader.core)
    (def binance {:api-key "${key}"
                  :api-secret "${secret}"})
  `,
  ),
}

const inConfigs = {
  'dotenv-plain': pair(
    '.env',
    (g, key, secret) => `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\nLOG_LEVEL=debug\n`,
  ),
  'dotenv-crlf-bom-quoted': pair(
    '.env.production',
    (g, key, secret) =>
      `\uFEFFexport BN_KEY="${key}"\r\nexport BN_SECRET="${secret}"\r\nSYMBOL="${g.pair()}"\r\n`,
  ),
  'dotenv-spaces': pair(
    '.env.local',
    (g, key, secret) => `# ${g.person()}s account\nbnc_key = ${key}\nbnc_secret = ${secret}\n`,
  ),
  'ini-binance-trade-bot': pair(
    'user.cfg',
    (g, key, secret) => text`
    [binance_user_config]
    api_key=${key}
    api_secret_key=${secret}
    current_coin=${g.coin()}
    bridge=USDT
    tld=com
    hourToKeepScoutHistory=1
  `,
  ),
  'freqtrade-config': pair('user_data/config.json', (g, key, secret) =>
    json(
      {
        max_open_trades: g.between(1, 9),
        stake_currency: 'USDT',
        dry_run: false,
        exchange: {
          name: 'binance',
          key,
          secret,
          ccxt_config: {},
          pair_whitelist: [`${g.coin()}/USDT`],
        },
      },
      4,
    ),
  ),
  'hummingbot-conf': pair(
    'conf/connectors/binance.yml',
    (g, key, secret) => text`
    connector: binance
    binance_api_key: ${key}
    binance_api_secret: ${secret}
  `,
  ),
  'jesse-env': pair(
    'jesse/.env',
    (g, key, secret) =>
      `APP_PORT=9000\nBINANCE_PERPETUAL_FUTURES_API_KEY='${key}'\nBINANCE_PERPETUAL_FUTURES_API_SECRET='${secret}'\n`,
  ),
  'octobot-config': pair('user/config.json', (g, key, secret) =>
    json({
      exchanges: {
        binance: { 'api-key': key, 'api-secret': secret, enabled: true, sandboxed: false },
      },
      trading: { 'reference-market': 'USDT', risk: 0.5 },
    }),
  ),
  'zenbot-conf': pair(
    'conf.js',
    (g, key, secret) => text`
    var c = module.exports = {}
    c.selector = 'binance.${g.coin()}-USDT'
    c.binance = {}
    c.binance.key = '${key}'
    c.binance.secret = '${secret}'
  `,
  ),
  'gekko-config': pair(
    'config.js',
    (g, key, secret) => text`
    config.trader = {
      enabled: true,
      exchange: 'binance',
      key: '${key}',
      secret: '${secret}',
      username: '',
    }
  `,
  ),
  'cryptofeed-yaml': pair(
    'config.yaml',
    (g, key, secret) => text`
    log:
      filename: feedhandler.log
    binance_futures:
      key_id: ${key}
      key_secret: ${secret}
  `,
  ),
  'nautilus-toml': pair(
    'live.toml',
    (g, key, secret) => text`
    [exec_clients.BINANCE]
    account_type = "USDT_FUTURE"
    api_key = "${key}"
    api_secret = "${secret}"
  `,
  ),
  'spring-application-yml': pair(
    'src/main/resources/application.yml',
    (g, key, secret) => text`
    spring:
      application:
        name: ${g.project()}
    binance:
      rest:
        url: https://api.binance.com
        key: ${key}
        secret: ${secret}
  `,
  ),
  'spring-properties': pair(
    'src/main/resources/application-prod.properties',
    (g, key, secret) =>
      `server.port=8080\nbinance.api.key=${key}\nbinance.api.secret=${secret}\nbinance.testnet=false\n`,
  ),
  'xml-app-config': pair(
    'App.config',
    (g, key, secret) => text`
    <?xml version="1.0" encoding="utf-8"?>
    <configuration>
      <appSettings>
        <add key="BinanceApiKey" value="${key}" />
        <add key="BinanceSecret" value="${secret}" />
      </appSettings>
    </configuration>
  `,
  ),
  'android-strings': pair(
    'app/src/main/res/values/strings.xml',
    (g, key, secret) => text`
    <resources>
        <string name="app_name">${g.project()}</string>
        <string name="binance_api_key">${key}</string>
        <string name="binance_secret_key">${secret}</string>
    </resources>
  `,
  ),
  'ios-plist': pair(
    'Trader/Info.plist',
    (g, key, secret) => text`
    <plist version="1.0"><dict>
      <key>CFBundleName</key><string>Trader</string>
      <key>BinanceAPIKey</key>
      <string>${key}</string>
      <key>BinanceSecretKey</key>
      <string>${secret}</string>
    </dict></plist>
  `,
  ),
  tfvars: pair(
    'prod.auto.tfvars',
    (g, key, secret) =>
      `region             = "eu-west-1"\nbinance_api_key    = "${key}"\nbinance_api_secret = "${secret}"\n`,
  ),
  'compose-environment': pair(
    'docker-compose.yml',
    (g, key, secret) => text`
    services:
      bot:
        image: ghcr.io/${g.company()}/${g.project()}:latest
        environment:
          - BINANCE_API_KEY=${key}
          - BINANCE_SECRET_KEY=${secret}
        restart: always
  `,
  ),
  'dockerfile-env': pair(
    'Dockerfile',
    (g, key, secret) => text`
    FROM python:3.12-slim
    WORKDIR /app
    ENV BINANCE_APIKEY=${key} \\
        BINANCE_APISECRET=${secret}
    CMD ["python", "bot.py"]
  `,
  ),
  'k8s-deployment-env': pair(
    'k8s/deployment.yaml',
    (g, key, secret) => text`
    apiVersion: apps/v1
    kind: Deployment
    spec:
      template:
        spec:
          containers:
            - name: bot
              env:
                - name: BINANCE_API_KEY
                  value: "${key}"
                - name: BINANCE_API_SECRET
                  value: "${secret}"
  `,
  ),
  'helm-values': pair(
    'charts/bot/values.yaml',
    (g, key, secret) => text`
    replicaCount: 1
    exchange:
      binance:
        apiKey: ${key}
        apiSecret: ${secret}
  `,
  ),
  'github-workflow-env': pair(
    '.github/workflows/trade.yml',
    (g, key, secret) => text`
    on: { schedule: [{ cron: '*/15 * * * *' }] }
    jobs:
      trade:
        runs-on: ubuntu-latest
        env:
          BINANCE_KEY: ${key}
          BINANCE_SECRET: ${secret}
        steps:
          - run: python run.py
  `,
  ),
  'ansible-vars': pair(
    'group_vars/all.yml',
    (g, key, secret) => text`
    bot_user: ${g.person()}
    binance_key: '${key}'
    binance_secret: '${secret}'
  `,
  ),
  'serverless-yml': pair(
    'serverless.yml',
    (g, key, secret) => text`
    service: ${g.project()}
    provider:
      name: aws
      environment:
        BINANCE_API_KEY: ${key}
        BINANCE_API_SECRET: ${secret}
  `,
  ),
  'systemd-unit': pair(
    'deploy/bot.service',
    (g, key, secret) => text`
    [Service]
    Environment="BINANCE_API_KEY=${key}"
    Environment="BINANCE_API_SECRET=${secret}"
    ExecStart=/usr/bin/node /opt/bot/index.js
  `,
  ),
  'vscode-launch': pair('.vscode/launch.json', (g, key, secret) =>
    json({
      version: '0.2.0',
      configurations: [
        {
          name: 'bot',
          type: 'debugpy',
          request: 'launch',
          args: ['--exchange', 'binance', '--key', key, '--secret', secret],
        },
      ],
    }),
  ),
  'env-list-accounts': (g) => {
    const keys = [both(g), both(g), both(g)]
    return file(
      'binance_accounts.csv',
      `account,api_key,api_secret\n${keys.map(([key, secret], n) => `sub${n + 1},${key},${secret}`).join('\n')}\n`,
      ...keys.flat(),
    )
  },
}

const elsewhere = {
  'two-bare-lines': pair('binance_keys.txt', (g, key, secret) => `${key}\n${secret}\n`),
  'labelled-note': pair(
    'notes/binance.txt',
    (g, key, secret) => `Binance (main account)\n\nAPI Key:\n${key}\n\nSecret Key:\n${secret}\n`,
  ),
  'secret-only-env': one('worker/.env', (g, secret) => `BINANCE_SECRET=${secret}\n`),
  'key-only-header': one(
    'src/http.js',
    (g, key) => `axios.defaults.headers.common['X-MBX-APIKEY'] = '${key}'\n`,
  ),
  'shell-history': pair(
    '.bash_history',
    (g, key, secret) => text`
    cd ${g.project()}
    export BINANCE_API_KEY=${key}
    export BINANCE_API_SECRET=${secret}
    python main.py
    git push
  `,
  ),
  'curl-openssl': pair(
    'scripts/order.sh',
    (g, key, secret) => text`
    #!/bin/sh
    q="symbol=${g.pair()}&side=BUY&type=MARKET&quantity=1&timestamp=$(date +%s000)"
    sig=$(printf '%s' "$q" | openssl dgst -sha256 -hmac "${secret}" | cut -d' ' -f2)
    curl -H "X-MBX-APIKEY: ${key}" -X POST "https://api.binance.com/api/v3/order?$q&signature=$sig"
  `,
  ),
  'readme-usage': pair(
    'README.md',
    (g, key, secret) => text`
    # ${g.project()}

    Set your keys in \`config.py\`:

    \`\`\`python
    BINANCE_API_KEY = "${key}"
    BINANCE_SECRET_KEY = "${secret}"
    \`\`\`
  `,
  ),
  'postman-collection': one('binance.postman_collection.json', (g, key) =>
    json({
      info: { name: 'Binance' },
      item: [
        {
          name: 'account',
          request: {
            method: 'GET',
            header: [{ key: 'X-MBX-APIKEY', value: key, type: 'text' }],
            url: 'https://api.binance.com/api/v3/account',
          },
        },
      ],
    }),
  ),
  'postman-environment': pair('live.postman_environment.json', (g, key, secret) =>
    json(
      {
        name: 'binance live',
        values: [
          { key: 'binance-api-key', value: key, enabled: true },
          { key: 'binance-api-secret', value: secret, enabled: true },
        ],
      },
      '\t',
    ),
  ),
  'har-capture': one('capture.har', (g, key) =>
    JSON.stringify({
      log: {
        entries: [
          {
            request: {
              url: 'https://fapi.binance.com/fapi/v2/balance',
              headers: [
                { name: 'Host', value: 'fapi.binance.com' },
                { name: 'X-MBX-APIKEY', value: key },
              ],
            },
          },
        ],
      },
    }),
  ),
  'debug-log': pair(
    'logs/bot.log',
    (g, key, secret) => text`
    ${g.date()} ${g.time()} INFO  starting ${g.project()}
    ${g.date()} ${g.time()} DEBUG binance client config {'apiKey': '${key}', 'secret': '${secret}', 'timeout': 30000}
    ${g.date()} ${g.time()} INFO  balance ${g.price()} USDT
  `,
  ),
  'sql-insert': pair(
    'db/dump.sql',
    (g, key, secret) =>
      `INSERT INTO \`exchange_keys\` (\`id\`, \`user\`, \`exchange\`, \`api_key\`, \`api_secret\`) VALUES (${g.number(2)}, '${g.person()}', 'binance', '${key}', '${secret}');\n`,
  ),
  'jsonl-export': pair(
    'backup/users.jsonl',
    (g, key, secret) =>
      `{"id":${g.number(4)},"name":"${g.person()}"}\n{"id":${g.number(4)},"exchange":"Binance","apiKey":"${key}","secretKey":"${secret}"}\n`,
  ),
  'patch-file': pair(
    '0001-remove-keys.patch',
    (g, key, secret) => text`
    --- a/config.py
    +++ b/config.py
    @@ -1,4 +1,4 @@
     # Binance
    -API_KEY = '${key}'
    -API_SECRET = '${secret}'
    +API_KEY = os.environ['API_KEY']
    +API_SECRET = os.environ['API_SECRET']
  `,
  ),
  'notebook-source': pair('research.ipynb', (g, key, secret) =>
    json(
      {
        cells: [
          {
            cell_type: 'code',
            metadata: {},
            outputs: [],
            source: [
              'from binance.client import Client\n',
              `client = Client('${key}',\n`,
              `                '${secret}')`,
            ],
          },
        ],
        nbformat: 4,
      },
      1,
    ),
  ),
  'notebook-output': pair('debug.ipynb', (g, key, secret) =>
    json(
      {
        cells: [
          {
            cell_type: 'code',
            source: ['vars(binance_client)'],
            outputs: [
              {
                output_type: 'execute_result',
                data: {
                  'text/plain': [
                    `{'API_KEY': '${key}',\n`,
                    ` 'API_SECRET': '${secret}',\n`,
                    " 'tld': 'com'}",
                  ],
                },
              },
            ],
          },
        ],
        nbformat: 4,
      },
      1,
    ),
  ),
  'yaml-anchors-accounts': pair(
    'accounts.yml',
    (g, key, secret) => text`
    defaults: &d { exchange: binance, type: spot }
    ${g.person()}:
      <<: *d
      credentials: ["${key}", "${secret}"]
  `,
  ),
  'binance-us-json': pair('keys.json', (g, key, secret) =>
    json({ binanceus: { apiKey: key, secret } }),
  ),
  'testnet-env': pair(
    '.env.testnet',
    (g, key, secret) =>
      `TEST_BINANCE_API_KEY=${key}\nTEST_BINANCE_API_SECRET=${secret}\nBASE=https://testnet.binance.vision\n`,
  ),
  'ed25519-key-pair': (g) => {
    const [key, pem] = [g.base62(64), g.pem('ed25519')]
    return file(
      'src/ws_api.py',
      text`
      API_KEY = '${key}'
      PRIVATE_KEY = """${pem}"""
      url = "wss://ws-api.binance.com:443/ws-api/v3"
    `,
      key,
      pem,
    )
  },
  'rsa-key-json': (g) => {
    const [key, pem] = [g.base62(64), g.pem('rsa')]
    return file(
      'binance-rsa.json',
      json({ exchange: 'binance', apiKey: key, privateKey: pem }),
      key,
      { value: pem, as: oneLine(pem) },
    )
  },
  'chat-export': pair('docs/telegram-export.json', (g, key, secret) =>
    json({
      name: 'dev chat',
      messages: [
        { from: g.person(), text: 'can you send me the binance keys again?' },
        { from: g.person(), text: `api: ${key} secret: ${secret}` },
      ],
    }),
  ),
  'url-query': one(
    'bookmarks.md',
    (g, key) => `- [balance](https://bot.example.org/binance?apiKey=${key}&symbol=${g.pair()})\n`,
  ),
  'pre-commit-hook': pair(
    '.githooks/pre-push',
    (g, key, secret) =>
      `#!/bin/bash\nBINANCE_KEY=${key} BINANCE_SECRET=${secret} pytest -q tests/live || exit 1\n`,
  ),
}

export const binance = { ...inCode, ...inConfigs, ...elsewhere }
