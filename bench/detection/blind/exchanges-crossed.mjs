/** Every exchange's parts in every one of a dozen plain formats. */
import { parts } from './exchanges.mjs'
import { file, json, text } from './file.mjs'

const vendors = {
  bybit: 'bybit',
  okx: 'okx',
  kucoin: 'kucoin',
  kraken: 'kraken',
  coinbaseEd: 'coinbase',
  coinbasePro: 'coinbasepro',
  bitfinex: 'bitfinex',
  bitmex: 'bitmex',
  gate: 'gateio',
  htx: 'huobi',
  mexc: 'mexc',
  bitget: 'bitget',
  deribit: 'deribit',
  cryptocom: 'cryptocom',
  gemini: 'gemini',
  bitstamp: 'bitstamp',
  poloniex: 'poloniex',
  upbit: 'upbit',
  wazirx: 'wazirx',
  phemex: 'phemex',
  dydx: 'dydx',
}

const roles = ['key', 'secret', 'passphrase']
const label = { key: 'apiKey', secret: 'secret', passphrase: 'password' }
const upper = { key: 'API_KEY', secret: 'API_SECRET', passphrase: 'PASSPHRASE' }

/** `each`: one line for each part that the vendor has. */
const each = (made, write, joint = '\n') =>
  roles
    .filter((role) => made[role] !== undefined)
    .map((role) => write(role, made[role]))
    .join(joint)

const formats = {
  'ccxt-attributes': [
    () => 'arb.py',
    (g, name, made) =>
      `ex = ccxt.${name}()\n${each(made, (role, value) => `ex.${label[role]} = '${value}'`)}\n`,
  ],
  properties: [
    () => 'application.properties',
    (g, name, made) =>
      `${each(made, (role, value) => `${name}.${role === 'passphrase' ? role : `api.${role}`}=${value}`)}\n`,
  ],
  'nested-json': [
    () => 'keys.json',
    (g, name, made) => json({ dryRun: false, exchanges: { [name]: made } }),
  ],
  'yaml-list': [
    () => 'exchanges.yml',
    (g, name, made) =>
      `exchanges:\n  - name: ${name}\n${each(made, (role, value) => `    ${label[role]}: "${value}"`)}\n`,
  ],
  'java-constants': [
    () => 'Keys.java',
    (g, name, made) =>
      `class Keys {\n${each(made, (role, value) => `    static final String ${name.toUpperCase()}_${upper[role]} = "${value}";`)}\n}\n`,
  ],
  'commented-python': [
    () => 'settings.py',
    (g, name, made) =>
      `# old ${name} account\n${each(made, (role, value) => `# ${name}_${role} = '${value}'`)}\n`,
  ],
  'kubernetes-env': [
    () => 'deployment.yaml',
    (g, name, made) =>
      `env:\n${each(made, (role, value) => `  - name: ${name.toUpperCase()}_${upper[role]}\n    value: "${value}"`)}\n`,
  ],
  'sql-row': [
    () => 'dump.sql',
    (g, name, made) =>
      `INSERT INTO accounts (exchange, ${each(made, (role) => `api_${role}`, ', ')}) VALUES ('${name}', ${each(made, (role, value) => `'${value}'`, ', ')});\n`,
  ],
  'log-line': [
    () => 'bot.log',
    (g, name, made) =>
      `${g.date()} ${g.time()} DEBUG connecting to ${name} with {${each(made, (role, value) => `'${label[role]}': '${value}'`, ', ')}}\n`,
  ],
  'csv-row': [
    () => 'accounts.csv',
    (g, name, made) =>
      `exchange,${each(made, (role) => `api_${role}`, ',')}\n${name},${each(made, (role, value) => value, ',')}\n`,
  ],
  'plain-note': [
    () => `notes.txt`,
    (g, name, made) => `${name}\n${each(made, (role, value) => `${role}: ${value}`)}\n`,
  ],
  'typescript-object': [
    () => 'src/config.ts',
    (g, name, made) => text`
    export const ${name}Config = {
      ${each(made, (role, value) => `${role === 'key' ? 'apiKey' : role === 'secret' ? 'apiSecret' : role}: '${value}',`, '\n  ')}
      testnet: false,
    }
  `,
  ],
}

const make =
  (vendor, name, [path, write]) =>
  (g) => {
    const made = parts[vendor](g)
    return file(
      path(g),
      write(g, name, made),
      ...roles.map((role) => made[role]).filter((value) => value !== undefined),
    )
  }

export const exchangesCrossed = Object.fromEntries(
  Object.entries(vendors).flatMap(([vendor, name]) =>
    Object.entries(formats).map(([format, how]) => [
      `${vendor} in ${format}`,
      make(vendor, name, how),
    ]),
  ),
)
