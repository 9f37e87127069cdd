import { filler } from './filler.ts'
import { camelNames, envNames, snakeNames } from './names.ts'
import { rows } from './placements-config.ts'
import type { Placement } from './placements-config.ts'

const pascal = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`
const third = (value: string | undefined, quote = '"'): string =>
  value === undefined ? '' : `, ${quote}${value}${quote}`
/** A line for the passphrase where there is one. */
const pass = (value: string | undefined, line: (value: string) => string): string =>
  value === undefined ? '' : line(value)

/** How programs hand keys to the clients of exchanges, as their guides and the bots on top of them show it. */
export const clientPlacements: Readonly<Record<string, Placement>> = {
  'py-http-session': (c, r) => [
    'stream.py',
    `from py${c.vendor}.unified_trading import HTTP\n${filler(r, 'python')}session = HTTP(\n    testnet=False,\n    api_key="${c.key}",\n    api_secret="${c.secret}",\n)\n`,
  ],
  'py-api-module': (c, _r) => [
    'account.py',
    `import ${c.vendor}.Account_api as Account\nflag = '0'\naccountAPI = Account.AccountAPI('${c.key}', '${c.secret}'${third(c.passphrase, "'")}, False, flag)\n`,
  ],
  'py-configuration': (c, _r) => [
    'gate_client.py',
    `configuration = ${c.vendor}_api.Configuration(\n    host = "https://${c.host}/api/v4",\n    key = "${c.key}",\n    secret = "${c.secret}"\n)\n`,
  ],
  'py-keyword-named': (c, _r) => [
    'balance.py',
    `import ${c.vendor}ex\n\nk = ${c.vendor}ex.API(key='${c.key}', secret='${c.secret}')\nprint(k.query_private('Balance'))\n`,
  ],
  'py-getattr': (c, _r) => [
    'multi.py',
    `import ccxt\nname = "${c.vendor}"\nex = getattr(ccxt, name)({"apiKey": "${c.key}", "secret": "${c.secret}"${c.passphrase === undefined ? '' : `, "password": "${c.passphrase}"`}})\n`,
  ],
  'py-tuple-list': (c, _r) => [
    'accounts.py',
    `ACCOUNTS = [\n    ("main", "${c.vendor}", "${c.key}", "${c.secret}"${third(c.passphrase)}),\n]\n`,
  ],
  'py-environ-update': (c, r) => [
    'run.py',
    `import os\nos.environ.update({\n${rows(c, envNames(c, r))
      .map(([n, v]) => `    "${n}": "${v}",\n`)
      .join('')}})\n`,
  ],
  'py-setdefault': (c, r) => [
    'run.py',
    rows(c, envNames(c, r))
      .map(([n, v]) => `os.environ.setdefault('${n}', '${v}')\n`)
      .join(''),
  ],
  'py-argparse': (c, _r) => [
    'cli.py',
    `parser.add_argument('--exchange', default='${c.vendor}')\nparser.add_argument('--api-key', type=str, default='${c.key}')\nparser.add_argument('--api-secret', type=str, default='${c.secret}')\n`,
  ],
  'py-pydantic': (c, r) => [
    'settings.py',
    `class Settings(BaseSettings):\n${rows(c, snakeNames(c, r))
      .map(([n, v]) => `    ${n}: SecretStr = SecretStr("${v}")\n`)
      .join('')}`,
  ],
  'py-field-default': (c, r) => [
    'settings.py',
    `@dataclass\nclass Config:\n${rows(c, snakeNames(c, r))
      .map(([n, v]) => `    ${n}: str = field(default="${v}", repr=False)\n`)
      .join('')}`,
  ],
  'py-repr-log': (c, _r) => [
    'crash.log',
    `Traceback (most recent call last):\n  File "bot.py", line 12, in <module>\nTypeError: ${pascal(c.vendor)}Config(api_key='${c.key}', api_secret='${c.secret}'${pass(c.passphrase, (v) => `, passphrase='${v}'`)}, testnet=False)\n`,
  ],
  'py-call-lines': (c, _r) => [
    'bot.py',
    `from ${c.vendor}_sdk import Trader\n\ntrader = Trader(\n    "${c.key}",\n    "${c.secret}",\n${pass(c.passphrase, (v) => `    "${v}",\n`)})\n`,
  ],
  'py-super-init': (c, _r) => [
    'feeds.py',
    `class ${pascal(c.vendor)}Bot(Base):\n    def __init__(self):\n        self.key = "${c.key}"\n        self.secret = "${c.secret}".encode()\n${pass(c.passphrase, (v) => `        self.passphrase = "${v}"\n`)}`,
  ],
  'js-init': (c, _r) => [
    'index.js',
    `const sdk = require('${c.vendor}-node-sdk');\n\nsdk.init({\n  baseUrl: '',\n  apiAuth: {\n    key: '${c.key}',\n    secret: '${c.secret}',\n${pass(c.passphrase, (v) => `    passphrase: '${v}',\n`)}  },\n  authVersion: 2,\n});\n`,
  ],
  'js-factory': (c, _r) => [
    'src/exchange.js',
    `import { createClient } from './${c.vendor}.js'\n\nexport default createClient('${c.key}', '${c.secret}'${third(c.passphrase, "'")})\n`,
  ],
  'js-function': (c, _r) => [
    'lib/login.js',
    `const ${c.vendor} = require('${c.vendor}')\n${c.vendor}.login('${c.key}', '${c.secret}'${third(c.passphrase, "'")}).then(run)\n`,
  ],
  'js-class-field': (c, _r) => [
    'exchange.mjs',
    `class ${pascal(c.vendor)} extends Exchange {\n  #key = '${c.key}'\n  #secret = '${c.secret}'\n${pass(c.passphrase, (v) => `  #passphrase = '${v}'\n`)}}\n`,
  ],
  'js-nullish': (c, r) => [
    'src/env.js',
    rows(c, envNames(c, r))
      .map(([n, v]) => `process.env['${n}'] ??= '${v}'\n`)
      .join(''),
  ],
  'js-destructure': (c, r) => [
    'src/env.js',
    `const {\n${rows(c, envNames(c, r))
      .map(([n, v]) => `  ${n} = '${v}',\n`)
      .join('')}} = process.env\n`,
  ],
  'js-dotted': (c, _r) => [
    'conf.js',
    `var c = module.exports = {}\n\nc.${c.vendor} = {}\nc.${c.vendor}.key = '${c.key}'\nc.${c.vendor}.secret = '${c.secret}'\n${pass(c.passphrase, (v) => `c.${c.vendor}.passphrase = '${v}'\n`)}`,
  ],
  'js-trader-config': (c, _r) => [
    'gekko-config.js',
    `config.trader = {\n  enabled: true,\n  exchange: '${c.vendor}',\n  currency: 'USDT',\n  key: '${c.key}',\n  secret: '${c.secret}',\n${pass(c.passphrase, (v) => `  passphrase: '${v}',\n`)}}\n`,
  ],
  'ts-zod': (c, r) => [
    'src/env.ts',
    `export const schema = z.object({\n${rows(c, envNames(c, r))
      .map(([n, v]) => `  ${n}: z.string().min(1).default('${v}'),\n`)
      .join('')}})\n`,
  ],
  'ts-websocket-auth': (c, _r) => [
    'src/ws.ts',
    `const ws = new WebSocket('wss://${c.host}/ws')\nconst apiKey: string = '${c.key}'\nconst apiSecret: string = '${c.secret}'\nconst sign = createHmac('sha256', apiSecret).update(message).digest('hex')\n`,
  ],
  'go-options': (c, _r) => [
    'cmd/bot/main.go',
    `c := ${c.vendor}.New(\n\t${c.vendor}.WithKey("${c.key}"),\n\t${c.vendor}.WithSecret("${c.secret}"),\n${pass(c.passphrase, (v) => `\t${c.vendor}.WithPassphrase("${v}"),\n`)})\n`,
  ],
  'go-setenv': (c, r) => [
    'main_test.go',
    rows(c, envNames(c, r))
      .map(([n, v]) => `\tos.Setenv("${n}", "${v}")\n`)
      .join(''),
  ],
  'go-unkeyed': (c, _r) => [
    'internal/accounts.go',
    `var accounts = []${c.vendor}.Credentials{\n\t{"${c.key}", "${c.secret}"${third(c.passphrase)}},\n}\n`,
  ],
  'go-context': (c, _r) => [
    'main.go',
    `client, err := api.NewClient(context.Background(), "${c.key}", "${c.secret}"${third(c.passphrase)}, ${c.vendor}.NormalServer)\n`,
  ],
  'go-set-method': (c, _r) => [
    'main.go',
    `ex := ${c.vendor}.NewExchange()\nex.SetAPIKey("${c.key}")\nex.SetSecret("${c.secret}")\n${pass(c.passphrase, (v) => `ex.SetPassphrase("${v}")\n`)}`,
  ],
  'rust-credentials': (c, _r) => [
    'src/main.rs',
    `use ${c.vendor}_rs::Credentials;\n\nlet creds = Credentials::new("${c.key}", "${c.secret}"${third(c.passphrase)});\n`,
  ],
  'rust-to-string': (c, _r) => [
    'src/main.rs',
    `let client = ${c.vendor}::Rest::with_auth("${c.key}".to_string(), "${c.secret}".to_string());\n`,
  ],
  'rust-struct': (c, _r) => [
    'src/config.rs',
    `let config = ${pascal(c.vendor)}Config {\n    api_key: "${c.key}".to_owned(),\n    api_secret: "${c.secret}".to_owned(),\n${pass(c.passphrase, (v) => `    passphrase: "${v}".to_owned(),\n`)}};\n`,
  ],
  'rust-set-var': (c, r) => [
    'tests/live.rs',
    rows(c, envNames(c, r))
      .map(([n, v]) => `    std::env::set_var("${n}", "${v}");\n`)
      .join(''),
  ],
  'java-map-of': (c, r) => [
    'src/main/java/Keys.java',
    `Map<String, String> keys = Map.of(\n${rows(c, camelNames(c, r))
      .map(([n, v]) => `    "${n}", "${v}"`)
      .join(',\n')});\n`,
  ],
  'java-property': (c, _r) => [
    'src/main/java/App.java',
    `System.setProperty("${c.vendor}.api.key", "${c.key}");\nSystem.setProperty("${c.vendor}.api.secret", "${c.secret}");\n${pass(c.passphrase, (v) => `System.setProperty("${c.vendor}.api.passphrase", "${v}");\n`)}`,
  ],
  'java-specific-item': (c, _r) => [
    'src/Bot.java',
    `ExchangeSpecification spec = new ExchangeSpecification(${pascal(c.vendor)}Exchange.class);\nspec.setApiKey("${c.key}");\nspec.setSecretKey("${c.secret}");\n${pass(c.passphrase, (v) => `spec.setExchangeSpecificParametersItem("passphrase", "${v}");\n`)}`,
  ],
  'java-value-default': (c, _r) => [
    'src/main/java/Config.java',
    `@Value("\${${c.vendor}.apiKey:${c.key}}")\nprivate String apiKey;\n@Value("\${${c.vendor}.apiSecret:${c.secret}}")\nprivate String apiSecret;\n`,
  ],
  'kotlin-named': (c, _r) => [
    'src/main/kotlin/Bot.kt',
    `val client = ${pascal(c.vendor)}Client(\n    apiKey = "${c.key}",\n    secretKey = "${c.secret}",\n${pass(c.passphrase, (v) => `    passphrase = "${v}",\n`)})\n`,
  ],
  'kotlin-build-config': (c, r) => [
    'app/build.gradle.kts',
    rows(c, envNames(c, r))
      .map(([n, v]) => `        buildConfigField("String", "${n}", "\\"${v}\\"")\n`)
      .join(''),
  ],
  'swift-call': (c, _r) => [
    'Sources/App/Trader.swift',
    `import ${pascal(c.vendor)}Kit\n\nlet trader = Trader(apiKey: "${c.key}", secret: "${c.secret}"${pass(c.passphrase, (v) => `, passphrase: "${v}"`)})\n`,
  ],
  'dart-from-environment': (c, r) => [
    'lib/env.dart',
    rows(c, envNames(c, r))
      .map(([n, v]) => `const ${n} = String.fromEnvironment('${n}', defaultValue: '${v}');\n`)
      .join(''),
  ],
  'csharp-named': (c, _r) => [
    'Trader.cs',
    `using ${pascal(c.vendor)}.Net.Clients;\nservices.Add${pascal(c.vendor)}(o => o.ApiCredentials = new(key: "${c.key}", secret: "${c.secret}"${pass(c.passphrase, (v) => `, pass: "${v}"`)}));\n`,
  ],
  'php-ccxt': (c, _r) => [
    'trade.php',
    `<?php\n$exchange = new \\ccxt\\${c.vendor}(array(\n  'apiKey' => '${c.key}',\n  'secret' => '${c.secret}',\n${pass(c.passphrase, (v) => `  'password' => '${v}',\n`)}));\n`,
  ],
  'php-env-default': (c, r) => [
    'config/services.php',
    `<?php\nreturn [\n${rows(c, envNames(c, r))
      .map(([n, v]) => `    '${n.toLowerCase()}' => env('${n}', '${v}'),\n`)
      .join('')}];\n`,
  ],
  'ruby-env': (c, r) => [
    'spec/live.rb',
    rows(c, envNames(c, r))
      .map(([n, v]) => `ENV['${n}'] ||= '${v}'\n`)
      .join(''),
  ],
  'ruby-configure': (c, _r) => [
    'config/initializers/exchange.rb',
    `${pascal(c.vendor)}.configure do |config|\n  config.key = '${c.key}'\n  config.secret = '${c.secret}'\n${pass(c.passphrase, (v) => `  config.passphrase = '${v}'\n`)}end\n`,
  ],
  'elixir-module': (c, _r) => [
    'config/dev.exs',
    `config :ex_${c.vendor}, api_key: "${c.key}",\n  api_secret: "${c.secret}"${pass(c.passphrase, (v) => `,\n  api_passphrase: "${v}"`)}\n`,
  ],
  'vba-const': (c, r) => [
    'Module1.bas',
    rows(c, envNames(c, r))
      .map(([n, v]) => `Private Const ${n} As String = "${v}"\n`)
      .join(''),
  ],
}
