import { many } from './decoy-words.ts'
import type { Decoy } from './decoys-hash.ts'

const part = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url')
const jwt = (signature: string, claims: object): string =>
  `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${signature}`

/** What stands around exchanges and services and has the shapes of their keys, but opens nothing. */
export const exchangeDecoys: Readonly<Record<string, Decoy>> = {
  'gate-order-pairs': (r) => [
    'fixtures/gateio_orders.json',
    JSON.stringify({
      exchange: 'gateio',
      orders: Array.from({ length: 6 }, () => [r.hex(32), r.hex(64), 'filled']),
    }),
  ],
  'gate-hash-list': (r) => [
    'tools/gateio.py',
    `import gate_api\n\nSEEN = [\n${many(8, () => `    "${r.hex(32)}",\n`)}]\n`,
  ],
  'kucoin-order-ids': (r) => [
    'kucoin_orders.csv',
    `orderId,clientOid,symbol\n${many(8, () => `${r.hex(24)},${r.uuid()},BTC-USDT\n`)}`,
  ],
  'kucoin-log-ids': (r) => [
    'logs/kucoin.log',
    many(6, () => `kucoin order ("${r.hex(24)}", "${r.uuid()}") done in 12 ms\n`),
  ],
  'kucoin-object-ids': (r) => [
    'seed.js',
    `// kucoin accounts\n${many(5, () => `db.orders.insert({ _id: ObjectId("${r.hex(24)}"), ref: "${r.uuid()}" })\n`)}`,
  ],
  'okx-cancel-call': (r) => [
    'cancel.py',
    `from okx import Trade\ntrade.cancel_order("BTC-USDT", "${r.uuid()}")\ntrade.get_order(ordId="${r.digits(18)}", clOrdId="${r.upperHex(32)}")\n`,
  ],
  'okx-request-ids': (r) => [
    'okx.test.ts',
    many(4, () => `expect(okx.trace('${r.uuid()}')).toBe('${r.upperHex(32)}')\n`),
  ],
  'okx-sql-orders': (r) => [
    'dump.sql',
    `INSERT INTO okx_orders (id, order_uuid, checksum) VALUES\n${many(4, () => `('${r.digits(6)}', '${r.uuid()}', '${r.upperHex(32)}'),\n`)}`,
  ],
  'aster-merkle': (r) => [
    'proofs.json',
    JSON.stringify({ project: 'asterdex', proof: Array.from({ length: 6 }, () => r.hex(64)) }),
  ],
  'aster-transactions': (r) => [
    'aster.md',
    `# asterdex\n\n${many(6, () => `| ${r.hex(64)} | ${r.hex(64)} |\n`)}`,
  ],
  'bitget-signatures': (r) => [
    'docs/bitget.md',
    `\`\`\`\nACCESS-SIGN: ${r.hex(64)}\ncontent-hash: ${r.hex(32)}\n\`\`\`\n`,
  ],
  'mexc-listen-key': (r) => [
    'mexc_ws.py',
    `# mexc\nws.connect("wss://wbs.mexc.com/ws?listenKey=${r.hex(64)}")\nrequest_id = "${r.hex(32)}"\n`,
  ],
  'deribit-instruments': (r) => [
    'deribit.py',
    `from deribit import Client\nclient.subscribe("trades.BTC", "BTC-26JUN", "${r.uuid()}")\nSYMBOLS = ("BTC-26JUN-C", "ETH-26JUN-P")\n`,
  ],
  'poloniex-commits': (r) => [
    'CHANGELOG.md',
    `## poloniex\n\n${many(6, () => `- fix rounding (${r.hex(40)})\n`)}`,
  ],
  'coinbase-etags': (r) => [
    'coinbase/cache.json',
    JSON.stringify({ etag: r.hex(32), versions: [r.hex(32), r.hex(32)], name: 'coinbase' }),
  ],
  'upbit-asset-list': (r) => [
    'upbit_markets.js',
    `// upbit\nconst icons = [\n${many(5, () => `  '${r.hex(40)}',\n`)}]\n`,
  ],
  'passphrase-prose': () => [
    'kucoin.md',
    'KuCoin asks for a passphrase of 7 to 32 characters. The passphrase cannot be changed.\nSet KUCOIN_PASSPHRASE before you start; keep the password safe.\n',
  ],
  'passphrase-reference': () => [
    'okx.ts',
    "const client = new OKXClient({\n  apiKey: config.get('okx.key'),\n  apiSecret: config.get('okx.secret'),\n  passphrase: await vault.read('okx/passphrase'),\n})\n",
  ],
  'jwt-sample': (r) => [
    'README.md',
    `token = "${jwt(r.base64url(43), { sub: '1234567890', name: 'John Doe', iat: 1516239022 })}"\n`,
  ],
  'jwt-session': (r) => [
    'docs/api.md',
    `"access_token": "${jwt(r.base64url(43), { sub: r.digits(8), iat: 1700000000, exp: 1700003600 })}"\n`,
  ],
  'jwt-anon': (r) => [
    'src/supabase.ts',
    `const supabaseKey = '${jwt(r.base64url(43), { iss: 'supabase', ref: r.string('abcdefghij', 20), role: 'anon', iat: 1700000000, exp: 2015360000 })}'\n`,
  ],
  'jwt-header-log': (r) => [
    'session.http',
    `GET /me HTTP/1.1\nAuthorization: Bearer ${jwt(r.base64url(43), { sub: r.digits(8) })}\n`,
  ],
  'local-database': (r) => [
    'docker-compose.yml',
    `services:\n  app:\n    environment:\n      DATABASE_URL: postgres://app:${r.base62(10)}@db:5432/app\n      REDIS_URL: redis://:${r.base62(9)}@localhost:6379\n`,
  ],
  'square-base64': (r) => ['blob.txt', `EAAA${r.base64url(60)}\nEAAG${r.base62(160)}\n`],
  'signing-ids': (r) => [
    'session.json',
    JSON.stringify({
      session_id: r.hex(64),
      signature: r.hex(64),
      jwt_id: r.hex(32),
      algorithm: 'HS256',
    }),
  ],
}
