import { filler } from './filler.ts'
import { bareNames, camelNames, envNames, snakeNames } from './names.ts'
import { rows } from './placements-config.ts'
import type { Placement } from './placements-config.ts'

const pascal = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`
/** `, "passphrase"` where there is one. */
const third = (value: string | undefined, quote = '"'): string =>
  value === undefined ? '' : `, ${quote}${value}${quote}`

/** Source code of the mainstream languages; every one names the vendor somewhere. */
export const codePlacements: Readonly<Record<string, Placement>> = {
  'py-constants': (c, r) => [
    'bot.py',
    `${filler(r, 'python')}${rows(c, envNames(c, r))
      .map(([n, v]) => `${n} = "${v}"\n`)
      .join('')}${filler(r, 'python')}`,
  ],
  'py-bare-near-import': (c, r) => [
    'main.py',
    `from ${c.vendor}.client import Client\n\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `${n} = '${v}'\n`)
      .join('')}client = Client(api_key, api_secret)\n`,
  ],
  'py-keyword': (c, _r) => [
    'trade.py',
    `client = ${c.vendor}.Client(api_key="${c.key}", api_secret="${c.secret}"${c.passphrase === undefined ? '' : `, passphrase="${c.passphrase}"`})\n`,
  ],
  'py-keyword-lines': (c, r) => [
    'trade.py',
    `${filler(r, 'python')}session = ${pascal(c.vendor)}(\n    testnet=False,\n    api_key="${c.key}",\n    api_secret="${c.secret}",\n)\n`,
  ],
  'py-positional': (c, r) => [
    'run.py',
    `from ${c.vendor} import Client\n${filler(r, 'python')}client = Client('${c.key}', '${c.secret}'${third(c.passphrase, "'")})\n`,
  ],
  'py-ccxt': (c, _r) => [
    'ccxt_bot.py',
    `import ccxt\n\nexchange = ccxt.${c.vendor}({\n    'apiKey': '${c.key}',\n    'secret': '${c.secret}',\n${c.passphrase === undefined ? '' : `    'password': '${c.passphrase}',\n`}    'enableRateLimit': True,\n})\n`,
  ],
  'py-ccxt-attribute': (c, _r) => [
    'ccxt_bot.py',
    `import ccxt\nexchange = ccxt.${c.vendor}()\nexchange.apiKey = '${c.key}'\nexchange.secret = '${c.secret}'\n`,
  ],
  'py-dict': (c, r) => [
    'settings.py',
    `${filler(r, 'python')}${c.vendor.toUpperCase()} = {\n${rows(c, bareNames(r, 'snake'))
      .map(([n, v]) => `    "${n}": "${v}",\n`)
      .join('')}}\n`,
  ],
  'py-class': (c, r) => [
    'config.py',
    `class ${pascal(c.vendor)}Config:\n${rows(c, bareNames(r, 'env'))
      .map(([n, v]) => `    ${n} = "${v}"\n`)
      .join('')}`,
  ],
  'py-getenv-default': (c, r) => [
    'config.py',
    `import os\n${rows(c, envNames(c, r))
      .map(([n, v]) => `${n} = os.getenv("${n}", "${v}")\n`)
      .join('')}`,
  ],
  'py-environ': (c, r) => [
    'config.py',
    `import os\n${rows(c, envNames(c, r))
      .map(([n, v]) => `os.environ["${n}"] = "${v}"\n`)
      .join('')}`,
  ],
  'py-bytes': (c, r) => [
    'sign.py',
    `${rows(c, envNames(c, r))
      .map(([n, v]) => `${n} = b"${v}"\n`)
      .join('')}sig = hmac.new(SECRET, msg, hashlib.sha256)\n`,
  ],
  'py-annotated': (c, r) => [
    'config.py',
    rows(c, snakeNames(c, r))
      .map(([n, v]) => `${n}: str = "${v}"\n`)
      .join(''),
  ],
  'py-header': (c, _r) => [
    'req.py',
    `import requests\nurl = "https://${c.host}/api/v3/account"\nheaders = {"X-API-KEY": "${c.key}"}\nsecret = "${c.secret}"\n`,
  ],
  'js-constants': (c, r) => [
    'index.js',
    `${filler(r, 'script')}${rows(c, envNames(c, r))
      .map(([n, v]) => `const ${n} = '${v}'\n`)
      .join('')}${filler(r, 'script')}`,
  ],
  'js-constructor-object': (c, r) => [
    'bot.js',
    `const ${pascal(c.vendor)} = require('${c.vendor}-api-node').default\n${filler(r, 'script')}const client = ${pascal(c.vendor)}({\n  apiKey: '${c.key}',\n  apiSecret: '${c.secret}',\n})\n`,
  ],
  'js-options': (c, r) => [
    'bot.js',
    `const ${c.vendor} = require('node-${c.vendor}-api')\n${c.vendor}.options({\n${rows(
      c,
      bareNames(r, 'env'),
    )
      .map(([n, v]) => `  ${n.replace('_', '')}: '${v}',\n`)
      .join('')}  useServerTime: true\n})\n`,
  ],
  'js-positional': (c, _r) => [
    'bot.mjs',
    `import { Spot } from '@${c.vendor}/connector'\nconst client = new Spot("${c.key}", "${c.secret}"${third(c.passphrase)})\n`,
  ],
  'js-ccxt': (c, _r) => [
    'ccxt.js',
    `const ccxt = require('ccxt')\nconst exchange = new ccxt.${c.vendor}({ apiKey: '${c.key}', secret: '${c.secret}'${c.passphrase === undefined ? '' : `, password: '${c.passphrase}'`} })\n`,
  ],
  'js-template-literal': (c, r) => [
    'keys.js',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `export const ${n} = \`${v}\`\n`)
      .join(''),
  ],
  'js-process-env': (c, r) => [
    'config.js',
    rows(c, envNames(c, r))
      .map(([n, v]) => `process.env.${n} = '${v}'\n`)
      .join(''),
  ],
  'js-or-default': (c, r) => [
    'config.js',
    rows(c, envNames(c, r))
      .map(([n, v]) => `const ${n} = process.env.${n} || "${v}"\n`)
      .join(''),
  ],
  'js-minified': (c, _r) => [
    'app.js',
    `!function(e,t){var n={exchange:"${c.vendor}",apiKey:"${c.key}",secret:"${c.secret}"};function r(e){return e*2}t.run(n,r)}(window,app);\n`,
  ],
  'ts-const': (c, r) => [
    'src/config.ts',
    rows(c, camelNames(c, r))
      .map(([n, v]) => `export const ${n}: string = '${v}';\n`)
      .join(''),
  ],
  'ts-client': (c, _r) => [
    'src/client.ts',
    `import { RestClientV5 } from '${c.vendor}-api';\n\nconst client = new RestClientV5({\n  key: '${c.key}',\n  secret: '${c.secret}',\n});\n`,
  ],
  'ts-readonly': (c, r) => [
    `src/${c.vendor}.service.ts`,
    `@Injectable()\nexport class ${pascal(c.vendor)}Service {\n${rows(c, bareNames(r, 'camel'))
      .map(([n, v]) => `  private readonly ${n} = '${v}';\n`)
      .join('')}}\n`,
  ],
  'go-const': (c, r) => [
    'main.go',
    `package main\n\nconst (\n${rows(c, camelNames(c, r))
      .map(([n, v]) => `\t${n} = "${v}"\n`)
      .join('')})\n`,
  ],
  'go-short': (c, r) => [
    'main.go',
    `package main\n\nimport "github.com/adshao/go-${c.vendor}/v2"\n\nfunc main() {\n${rows(
      c,
      bareNames(r, 'camel'),
    )
      .map(([n, v]) => `\t${n} := "${v}"\n`)
      .join('')}\tclient := ${c.vendor}.NewClient(apiKey, apiSecret)\n}\n`,
  ],
  'go-positional': (c, _r) => [
    'main.go',
    `client := ${c.vendor}.NewClient("${c.key}", "${c.secret}"${third(c.passphrase)})\n`,
  ],
  'go-struct': (c, _r) => [
    'exchange.go',
    `var cfg = ${pascal(c.vendor)}Config{\n\tKey:    "${c.key}",\n\tSecret: "${c.secret}",\n}\n`,
  ],
  'rust-const': (c, r) => [
    'src/main.rs',
    rows(c, envNames(c, r))
      .map(([n, v]) => `const ${n}: &str = "${v}";\n`)
      .join(''),
  ],
  'rust-some': (c, _r) => [
    'src/main.rs',
    `use ${c.vendor}::api::*;\n\nlet api_key = Some("${c.key}".into());\nlet secret_key = Some("${c.secret}".into());\nlet account: Account = ${pascal(c.vendor)}::new(api_key, secret_key);\n`,
  ],
  'rust-builder': (c, _r) => [
    'src/client.rs',
    `let client = ${pascal(c.vendor)}Client::builder()\n    .api_key("${c.key}")\n    .api_secret("${c.secret}")\n    .build()?;\n`,
  ],
  'java-final': (c, r) => [
    'src/main/java/Config.java',
    `public class Config {\n${rows(c, envNames(c, r))
      .map(([n, v]) => `    public static final String ${n} = "${v}";\n`)
      .join('')}}\n`,
  ],
  'java-positional': (c, _r) => [
    'src/main/java/Bot.java',
    `import com.${c.vendor}.api.client.*;\n\nApiRestClient client = ApiClientFactory.newInstance("${c.key}", "${c.secret}").newRestClient();\n`,
  ],
  'java-builder': (c, _r) => [
    'src/main/java/Bot.java',
    `${pascal(c.vendor)}Client client = ${pascal(c.vendor)}Client.builder()\n        .apiKey("${c.key}")\n        .secretKey("${c.secret}")\n        .build();\n`,
  ],
  'java-setter': (c, _r) => [
    'src/Bot.java',
    `ExchangeSpecification spec = new ${pascal(c.vendor)}Exchange().getDefaultExchangeSpecification();\nspec.setApiKey("${c.key}");\nspec.setSecretKey("${c.secret}");\n`,
  ],
}
