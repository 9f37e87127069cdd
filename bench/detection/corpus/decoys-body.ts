import type { Decoy } from './decoys-hash.ts'
import { identifier, many, words } from './decoy-words.ts'
import type { Seeded } from '../../../test/helpers/seeded.ts'

const b64 = (r: Seeded, bytes: number): string => Buffer.from(r.bytes(bytes)).toString('base64')
const wrapped = (r: Seeded, lines: number, width = 64): string =>
  (b64(r, (lines * width * 3) / 4).match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n')

/** Bodies of other formats, and what tools write. */
export const bodyDecoys: Readonly<Record<string, Decoy>> = {
  certificate: (r) => [
    'certs/ca.pem',
    `-----BEGIN CERTIFICATE-----\n${wrapped(r, 18)}\n-----END CERTIFICATE-----\n`,
  ],
  'public-key': (r) => [
    'binance_public.pem',
    `-----BEGIN PUBLIC KEY-----\n${wrapped(r, 6)}\n-----END PUBLIC KEY-----\n`,
  ],
  'certificate-escaped': (r) => [
    'config.json',
    JSON.stringify({
      ca: `-----BEGIN CERTIFICATE-----\n${wrapped(r, 18)}\n-----END CERTIFICATE-----\n`,
    }),
  ],
  'known-hosts': (r) => [
    'known_hosts',
    many(
      6,
      () =>
        `github.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${b64(r, 380)}\n|1|${b64(r, 20)}|${b64(r, 20)} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${b64(r, 32)}\n`,
    ),
  ],
  'authorized-keys': (r) => [
    '.ssh/authorized_keys',
    many(3, () => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${b64(r, 31)} bot@binance\n`),
  ],
  'pgp-signature': (r) => [
    'release.asc',
    `-----BEGIN PGP SIGNATURE-----\n\n${wrapped(r, 12)}\n=${r.base62(4)}\n-----END PGP SIGNATURE-----\n`,
  ],
  'pgp-public': (r) => [
    'KEYS',
    `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${wrapped(r, 40)}\n=${r.base62(4)}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
  ],
  'private-key-header': () => [
    'docs/ssl.md',
    'Paste it between\n-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----\n',
  ],
  'base64-image-css': (r) => [
    'style.css',
    `.icon { background: url(data:image/png;base64,iVBORw0KGgo${b64(r, 1500)}) }\n`,
  ],
  'base64-image-py': (r) => ['icon.py', `ICON = """\n${wrapped(r, 25, 76)}\n"""\n`],
  'base64-image-lines': (r) => ['image.b64', wrapped(r, 60, 64)],
  'base64-js-concat': (r) => ['wasm.js', `var data = ""\n${many(30, () => `+ "${b64(r, 48)}"\n`)}`],
  'base64-font': (r) => [
    'fonts.css',
    `@font-face { src: url("data:font/woff2;charset=utf-8;base64,d09GMgAB${b64(r, 3000)}") }\n`,
  ],
  'notebook-image': (r) => [
    'plot.ipynb',
    JSON.stringify(
      {
        cells: [
          {
            cell_type: 'code',
            source: ['client = Client(api_key, api_secret)'],
            outputs: [{ data: { 'image/png': `iVBORw0KGgo${b64(r, 3000)}\n` } }],
          },
        ],
      },
      null,
      1,
    ),
  ],
  'notebook-plotly': (r) => [
    'chart.ipynb',
    JSON.stringify(
      {
        cells: [
          {
            outputs: [
              {
                data: {
                  'application/vnd.plotly.v1+json': {
                    data: [{ y: { bdata: b64(r, 1500), dtype: 'f8' } }],
                  },
                },
              },
            ],
            source: ['binance klines'],
          },
        ],
      },
      null,
      1,
    ),
  ],
  'source-map': (r) => [
    'app.js.map',
    JSON.stringify({
      version: 3,
      sources: ['binance.ts'],
      mappings: many(
        300,
        () => `${r.pick(['A', 'C', 'E', 'G', 'I'])}AA${r.string('ACDEGIKMSUW', 2)},`,
      ),
    }),
  ],
  'minified-js': (r) => [
    'vendor.min.js',
    many(
      200,
      () =>
        `function ${r.string('abcdefgh', 1)}(e,t){return e.secretKey=t.${identifier(r, 12)},e.apiKey=${r.string('abc', 1)}}`,
    ),
  ],
  'minified-chunk': (r) => [
    'static/js/2.8a1b2c.chunk.js',
    `(window.webpackJsonp=window.webpackJsonp||[]).push([[2],{${many(60, () => `"${r.base62(4)}":function(e,t,n){e.exports=n.p+"static/media/x.${r.hex(8)}.svg"},`)}}])`,
  ],
  'webpack-hashes': (r) => [
    'asset-manifest.json',
    JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [
          `main${i}.js`,
          `/static/js/main.${r.hex(20)}.chunk.js`,
        ]),
      ),
    ),
  ],
  'svg-path': (r) => [
    'logo.svg',
    `<svg><path d="M${many(80, () => `${r.int(99)}.${r.int(99)}c${r.int(9)}-${r.int(9)} `)}z"/></svg>\n`,
  ],
  'csv-numbers': (r) => [
    'data/btcusdt.csv',
    many(
      50,
      () =>
        `${r.digits(13)},${r.digits(5)}.${r.digits(8)},${r.digits(5)}.${r.digits(8)},${r.digits(14)}\n`,
    ),
  ],
  'urls-long': (r) => [
    'links.md',
    many(
      8,
      () =>
        `https://docs.google.com/document/d/1${r.base64url(43)}/edit\nhttps://www.youtube.com/watch?v=${r.base64url(11)}\n`,
    ),
  ],
  'google-sheet-id': (r) => ['sheet.py', `SPREADSHEET_ID = '1${r.base64url(43)}'\n`],
  'ga-and-sitekeys': (r) => [
    'index.html',
    `<div class="g-recaptcha" data-sitekey="6L${r.base64url(38)}"></div>\n<script>gtag('config','G-${r.base32(10)}')</script>\n<meta name="google-site-verification" content="${r.base64url(43)}" />\n`,
  ],
  'algolia-search': (r) => [
    'docusaurus.config.js',
    `algolia: {\n  appId: '${r.base32(10)}',\n  indexName: 'docs',\n  publicKey: '${r.hex(32)}',\n},\n`,
  ],
  'sentry-dsn': (r) => [
    'app.js',
    `Sentry.init({ dsn: 'https://${r.hex(32)}@o${r.digits(6)}.ingest.sentry.io/${r.digits(7)}' })\n`,
  ],
  'scanner-rules': () => [
    'gitleaks.toml',
    "[[rules]]\nid = \"binance-secret\"\nregex = '''(?i)binance.{0,20}([A-Za-z0-9]{64})'''\nkeywords = [\"binance\", \"api_secret\"]\n[[rules]]\nregex = '''AKIA[0-9A-Z]{16}'''\n",
  ],
  'documented-aws': () => [
    'docs/aws.md',
    `aws_access_key_id = ${['AKIA', 'IOSFODNN7EXAMPLE'].join('')}\naws_secret_access_key = ${['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')}\n`,
  ],
  'sealed-secret': (r) => [
    'sealed.yaml',
    `kind: SealedSecret\nspec:\n  encryptedData:\n    BINANCE_API_KEY: AgB${b64(r, 400)}\n    BINANCE_SECRET: AgC${b64(r, 400)}\n`,
  ],
  sops: (r) => [
    'secrets.enc.yaml',
    `binance_api_key: ENC[AES256_GCM,data:${b64(r, 48)},iv:${b64(r, 32)},tag:${b64(r, 16)},type:str]\nsops:\n    mac: ENC[AES256_GCM,data:${b64(r, 60)}]\n    pgp:\n        - fp: ${r.hex(40).toUpperCase()}\n`,
  ],
  'ansible-vault': (r) => [
    'vault.yml',
    `binance_secret: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n${many(6, () => `          ${r.hex(80)}\n`)}`,
  ],
  'travis-secure': (r) => ['.travis.yml', `env:\n  global:\n    - secure: "${b64(r, 512)}"\n`],
  bcrypt: (r) => [
    'users.sql',
    many(
      8,
      () =>
        `INSERT INTO users (name, password) VALUES ('u', '$2b$10$${r.string('./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 53)}');\n`,
    ),
  ],
  htpasswd: (r) => ['.htpasswd', `admin:$apr1$${r.base62(8)}$${r.base62(22)}\n`],
  'i18n-password': () => [
    'locales/en.json',
    JSON.stringify({
      password: 'Password',
      apiKey: 'Enter your API key',
      secret: 'Your Binance secret key is stored encrypted',
      forgot: 'forgot_password_link_label',
    }),
  ],
  'doc-table': () => [
    'docs/params.md',
    '| name | type | description |\n| --- | --- | --- |\n| apiKey | string | Binance API key, 64 characters |\n| secretKey | string | Binance secret |\n',
  ],
  'function-args': () => [
    'client.py',
    'def __init__(self, api_key=None, api_secret=None, passphrase="", testnet=False):\n    self.api_key = api_key\n    self.API_SECRET = api_secret\n    self.session = self._init_session(api_key_header_name_for_binance_requests)\n',
  ],
  'password-prompts': () => [
    'login.js',
    "const password = prompt('password')\nif (password === 'password123') alert('weak')\nform.password = document.getElementById('password').value\n",
  ],
  'localhost-urls': () => [
    'docker-compose.yml',
    'environment:\n  DATABASE_URL: postgres://postgres:postgres@db:5432/app\n  REDIS_URL: redis://:password@localhost:6379\n  AMQP: amqp://guest:guest@rabbitmq:5672\n',
  ],
  protobuf: (r) => [
    'api_pb2.py',
    `DESCRIPTOR = _descriptor_pool.Default().AddSerializedFile(b'\\n\\x0c${many(60, () => `\\x${r.hex(2)}${r.pick(words)}`)}')\n`,
  ],
  'test-vectors': (r) => [
    'test/vectors.json',
    JSON.stringify(
      Array.from({ length: 12 }, () => ({ msg: r.hex(64), sig: r.hex(128), pub: r.hex(66) })),
      null,
      2,
    ),
  ],
  'fixture-keys': () => [
    'tests/test_client.py',
    "client = Client('api_key', 'api_secret')\nclient2 = Client(api_key='test_key_123', api_secret='test_secret_456')\nKEY = 'mykey' * 8\n",
  ],
  'docs-placeholder': () => [
    'README.md',
    '```js\nconst client = new Binance({\n  apiKey: "get one from binance.com",\n  apiSecret: "YOUR_SECRET_KEY_FROM_BINANCE_GOES_RIGHT_HERE_PLEASE_REPLACE_IT_1",\n})\n```\n',
  ],
  'docs-placeholder-mixed': () => [
    'README.md',
    'BINANCE_API_KEY=<your binance api key>\nBINANCE_API_SECRET=API_SECRET_FROM_BINANCE\nOKX_PASSPHRASE=[passphrase]\nKUCOIN_KEY={{kucoin_key}}\n',
  ],
  'random-looking-ids': (r) => [
    'firebase.json',
    JSON.stringify({
      projectId: 'bot-1',
      appId: `1:${r.digits(12)}:web:${r.hex(22)}`,
      messagingSenderId: r.digits(12),
      measurementId: `G-${r.base32(10)}`,
    }),
  ],
  'k8s-uids': (r) => [
    'pod.yaml',
    `metadata:\n  uid: ${r.uuid()}\n  resourceVersion: "${r.digits(9)}"\n  annotations:\n    checksum/config: ${r.hex(64)}\n    checksum/secret: ${r.hex(64)}\n`,
  ],
  'apple-provision': (r) => [
    'project.pbxproj',
    many(
      20,
      () =>
        `\t\t${r.upperHex(24)} /* Binance.swift in Sources */ = {isa = PBXBuildFile; fileRef = ${r.upperHex(24)}; };\n`,
    ),
  ],
  'unity-meta': (r) => [
    'Key.cs.meta',
    `fileFormatVersion: 2\nguid: ${r.hex(32)}\nMonoImporter:\n  serializedVersion: 2\n`,
  ],
  'terraform-lock': (r) => [
    '.terraform.lock.hcl',
    `provider "x" {\n  hashes = [\n    "h1:${b64(r, 32)}",\n${many(10, () => `    "zh:${r.hex(64)}",\n`)}  ]\n}\n`,
  ],
  'sql-session': (r) => [
    'schema.sql',
    `CREATE TABLE api_keys (api_key varchar(64) NOT NULL, api_secret varchar(64) NOT NULL);\n-- Dump completed ${r.hex(32)}\n`,
  ],
  viewstate: (r) => [
    'page.html',
    `<input type="hidden" name="__VIEWSTATE" value="/wEPDwUK${b64(r, 600)}" />\n`,
  ],
  'email-dkim': (r) => [
    'mail.eml',
    `DKIM-Signature: v=1; a=rsa-sha256; d=binance.com; s=s1;\n bh=${b64(r, 32)};\n b=${(b64(r, 128).match(/.{1,70}/g) ?? []).join('\n ')}\nReceived: by x id ${r.base62(24)}\n`,
  ],
  'binance-response': (r) => [
    'test/responses.json',
    JSON.stringify(
      {
        listenKey: 'pqia91ma19a5s61cv6a81va65sdf19v8a65a1a5s61cv6a81va65sdf19v8a65a1',
        orderListId: -1,
        clientOrderId: r.base62(22),
        tradeId: r.digits(9),
        symbol: 'BTCUSDT',
      },
      null,
      2,
    ),
  ],
}
