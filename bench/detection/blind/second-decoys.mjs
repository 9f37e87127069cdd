/** Eighty more files that hold nothing to revoke. */
import { harmless } from './file.mjs'
import { base64Text, bip39Words, lower } from './second-made.mjs'

const lines = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join('\n') + '\n'
const json = (value) => JSON.stringify(value, null, 2)
const times = (n, make) => Array.from({ length: n }, (_, i) => make(i))

export const secondDecoys = {
  'package-lock': (g) =>
    harmless(
      'package-lock.json',
      json({
        name: 'bot',
        lockfileVersion: 3,
        packages: Object.fromEntries(
          times(12, (i) => [
            `node_modules/dep${i}`,
            {
              version: `1.${i}.0`,
              resolved: `https://registry.npmjs.org/dep${i}/-/dep${i}-1.${i}.0.tgz`,
              integrity: `sha512-${g.base64(64)}`,
            },
          ]),
        ),
      }),
    ),
  'yarn-lock': (g) =>
    harmless(
      'yarn.lock',
      lines(
        10,
        (i) =>
          `dep${i}@^1.0.0:\n  version "1.0.${i}"\n  resolved "https://registry.yarnpkg.com/dep${i}/-/dep${i}-1.0.${i}.tgz#${g.hex(40)}"\n  integrity sha1-${g.base64(20)}\n`,
      ),
    ),
  'pnpm-lock': (g) =>
    harmless(
      'pnpm-lock.yaml',
      `lockfileVersion: '9.0'\npackages:\n${lines(10, (i) => `  /dep${i}@1.0.0:\n    resolution: {integrity: sha512-${g.base64(64)}}`)}`,
    ),
  'poetry-lock': (g) =>
    harmless(
      'poetry.lock',
      lines(
        8,
        (i) =>
          `[[package]]\nname = "ccxt${i}"\nversion = "1.0"\nfiles = [\n    {file = "ccxt-1.0.whl", hash = "sha256:${g.hex(64)}"},\n]\n`,
      ),
    ),
  'cargo-lock': (g) =>
    harmless(
      'Cargo.lock',
      lines(
        8,
        (i) =>
          `[[package]]\nname = "secp256k${i}"\nversion = "0.27.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${g.hex(64)}"\n`,
      ),
    ),
  'go-sum': (g) =>
    harmless(
      'go.sum',
      lines(14, (i) => `github.com/adshao/go-binance/v${i} v2.3.${i} h1:${g.base64(32)}`),
    ),
  'pip-hashes': (g) =>
    harmless(
      'requirements.txt',
      lines(
        8,
        (i) =>
          `python-binance==1.0.${i} \\\n    --hash=sha256:${g.hex(64)} \\\n    --hash=sha256:${g.hex(64)}`,
      ),
    ),
  'composer-lock': (g) =>
    harmless(
      'composer.lock',
      json({
        'content-hash': g.hex(32),
        packages: times(5, (i) => ({
          name: `ccxt/ccxt${i}`,
          dist: { type: 'zip', reference: g.hex(40), shasum: '' },
        })),
      }),
    ),
  'podfile-lock': (g) =>
    harmless(
      'ios/Podfile.lock',
      `SPEC CHECKSUMS:\n${lines(10, (i) => `  FirebaseAuth${i}: ${g.hex(40)}`)}\nPODFILE CHECKSUM: ${g.hex(40)}\n`,
    ),
  sha256sums: (g) =>
    harmless(
      'SHA256SUMS',
      lines(15, (i) => `${g.hex(64)}  bitcoin-25.${i}-x86_64-linux-gnu.tar.gz`),
    ),
  'env-example': () =>
    harmless(
      '.env.example',
      'BINANCE_API_KEY=your_api_key_here\nBINANCE_API_SECRET=your_api_secret_here\nTELEGRAM_TOKEN=<token>\nDB_PASSWORD=changeme\nPRIVATE_KEY=0x...\nMNEMONIC="your twelve word seed phrase goes here"\n',
    ),
  'env-chinese-example': () =>
    harmless(
      '.env.sample',
      '# 请填写你的密钥\nAPI_KEY=你的API密钥\nSECRET_KEY=你的密钥\nPASSPHRASE=你的密码\n',
    ),
  'config-placeholders': () =>
    harmless(
      'config.example.json',
      json({
        exchange: {
          name: 'binance',
          key: 'your_exchange_key',
          secret: 'your_exchange_secret',
          password: '',
        },
        telegram: { token: 'your_telegram_token' },
      }),
    ),
  'xxx-placeholders': () =>
    harmless(
      'config.py',
      `api_key = "${'x'.repeat(64)}"\napi_secret = "${'X'.repeat(64)}"\npassword = "********"\n`,
    ),
  'env-lookups': () =>
    harmless(
      'settings.py',
      'import os\nAPI_KEY = os.environ["BINANCE_API_KEY"]\nAPI_SECRET = os.getenv("BINANCE_API_SECRET", "")\nDB_PASSWORD = os.environ.get("DB_PASSWORD", default=None)\n',
    ),
  'workflow-secrets': () =>
    harmless(
      '.github/workflows/ci.yml',
      'env:\n  BINANCE_API_KEY: ${{ secrets.BINANCE_API_KEY }}\n  BINANCE_API_SECRET: ${{ secrets.BINANCE_API_SECRET }}\n  NPM_TOKEN: ${{ secrets.NPM_TOKEN }}\n',
    ),
  'helm-template': () =>
    harmless(
      'templates/secret.yaml',
      'apiVersion: v1\nkind: Secret\ndata:\n  api-key: {{ .Values.binance.apiKey | b64enc | quote }}\n  password: {{ randAlphaNum 32 | b64enc }}\n',
    ),
  'terraform-variables': () =>
    harmless(
      'variables.tf',
      'variable "db_password" {\n  description = "Password of the database administrator"\n  type        = string\n  sensitive   = true\n}\nresource "random_password" "db" {\n  length = 24\n}\n',
    ),
  'i18n-english': () =>
    harmless(
      'locales/en.json',
      json({
        password: 'Password',
        forgot_password: 'Forgot your password?',
        secret_key: 'Secret key',
        api_key_hint: 'Paste your Binance API key',
        seed_phrase: 'Write down your recovery phrase',
        passphrase_error: 'Wrong passphrase, try again',
      }),
    ),
  'i18n-russian': () =>
    harmless(
      'locales/ru.yml',
      'ru:\n  password: "Введите пароль"\n  secret_key: "Секретный ключ"\n  api_key: "Ключ API"\n  passphrase: "Кодовая фраза кошелька"\n',
    ),
  'i18n-german': () =>
    harmless(
      'lang/de.php',
      "<?php\nreturn ['password' => 'Kennwort', 'password_confirm' => 'Kennwort bestätigen', 'token' => 'Sicherheitsschlüssel', 'secret' => 'Geheimer Schlüssel'];\n",
    ),
  'i18n-chinese': () =>
    harmless(
      'zh-CN.ts',
      "export default { password: '请输入密码', secretKey: '密钥', mnemonic: '请按顺序输入您的助记词', privateKey: '请输入明文私钥' }\n",
    ),
  'uuid-list': (g) =>
    harmless(
      'fixtures/ids.txt',
      lines(40, () => g.uuid()),
    ),
  'order-ids': (g) =>
    harmless(
      'logs/orders.log',
      lines(
        20,
        (i) =>
          `2023-01-0${1 + (i % 9)} INFO order ${g.uuid()} clientOrderId=x-${g.base62(22)} filled 0.0${i}`,
      ),
    ),
  'binance-responses': (g) =>
    harmless(
      'tests/fixtures/order.json',
      json(
        times(6, () => ({
          symbol: 'BTCUSDT',
          orderId: Number(g.number(9)),
          clientOrderId: g.base62(22),
          transactTime: 1672531200000,
          price: '16500.01',
        })),
      ),
    ),
  'tx-hashes': (g) =>
    harmless(
      'data/transactions.csv',
      'hash,block,from,to\n' +
        lines(20, (i) => `0x${g.hex(64)},${17000000 + i},${g.address()},${g.address()}`),
    ),
  deployments: (g) =>
    harmless(
      'deployments/mainnet/Token.json',
      json({
        address: g.address(),
        transactionHash: `0x${g.hex(64)}`,
        receipt: { blockHash: `0x${g.hex(64)}`, logsBloom: `0x${'0'.repeat(512)}` },
        solcInputHash: g.hex(32),
        bytecode: `0x${g.hex(1200)}`,
      }),
    ),
  'abi-topics': (g) =>
    harmless(
      'src/topics.ts',
      lines(8, (i) => `export const TOPIC_${i} = '0x${g.hex(64)}'`),
    ),
  'solidity-typehash': (g) =>
    harmless(
      'contracts/Permit.sol',
      `pragma solidity ^0.8.0;\ncontract Permit {\n    // keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)")\n    bytes32 public constant PERMIT_TYPEHASH = 0x${g.hex(64)};\n    bytes32 constant INIT_CODE_HASH = 0x${g.hex(64)};\n    bytes32 internal constant _IMPLEMENTATION_SLOT = 0x${g.hex(64)};\n}\n`,
    ),
  'merkle-proofs': (g) =>
    harmless(
      'airdrop/proofs.json',
      json(
        Object.fromEntries(
          times(6, () => [g.address(), { amount: '100', proof: times(8, () => `0x${g.hex(64)}`) }]),
        ),
      ),
    ),
  'genesis-json': (g) =>
    harmless(
      'genesis.json',
      json({
        config: { chainId: 56 },
        extraData: `0x${'0'.repeat(64)}${g.hex(400)}`,
        mixHash: `0x${'0'.repeat(64)}`,
        parentHash: `0x${g.hex(64)}`,
        alloc: { [g.address().slice(2)]: { balance: '0x1' } },
      }),
    ),
  enodes: (g) =>
    harmless(
      'config/static-nodes.json',
      json(times(6, (i) => `enode://${g.hex(128)}@10.0.0.${i}:30303`)),
    ),
  'bitcoin-addresses': (g) =>
    harmless(
      'whales.csv',
      lines(20, (i) => `${i},1${g.base58(33)},bc1q${lower(g, 38)}`),
    ),
  xpub: (g) =>
    harmless(
      'watch-only.json',
      json({ xpub: `xpub6${g.base58(107)}`, zpub: `zpub6${g.base58(107)}`, type: 'watch' }),
    ),
  'solana-program-ids': (g) =>
    harmless(
      'src/programs.ts',
      lines(10, (i) => `export const PROGRAM_${i} = new PublicKey('${g.base58(44)}')`),
    ),
  'solana-signatures': (g) =>
    harmless(
      'txs.txt',
      lines(12, () => g.base58(88)),
    ),
  'ssh-public-keys': (g) =>
    harmless(
      'authorized_keys',
      lines(3, (i) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${base64Text(g, 43)} dev${i}@laptop`),
    ),
  'pem-certificate': (g) =>
    harmless(
      'certs/ca.pem',
      `-----BEGIN CERTIFICATE-----\n${lines(18, () => base64Text(g, 64))}-----END CERTIFICATE-----\n`,
    ),
  'pem-public': (g) =>
    harmless(
      'jwt.pub',
      `-----BEGIN PUBLIC KEY-----\n${lines(6, () => base64Text(g, 64))}-----END PUBLIC KEY-----\n`,
    ),
  'gpg-public': (g) =>
    harmless(
      'KEYS',
      `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${lines(12, () => base64Text(g, 64))}=${base64Text(g, 4)}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
    ),
  pinning: (g) =>
    harmless(
      'res/xml/network_security_config.xml',
      `<pin-set>\n${lines(3, () => `  <pin digest="SHA-256">${g.base64(32)}</pin>`)}</pin-set>\n`,
    ),
  'base64-image': (g) =>
    harmless(
      'src/logo.css',
      `.logo { background: url(data:image/png;base64,iVBORw0KGgo${base64Text(g, 2400)}) }\n`,
    ),
  'base64-font': (g) =>
    harmless(
      'fonts.css',
      `@font-face{font-family:x;src:url(data:font/woff2;base64,d09GMgAB${base64Text(g, 3000)}) format("woff2")}\n`,
    ),
  'notebook-image': (g) =>
    harmless(
      'plot.ipynb',
      json({
        cells: [
          {
            cell_type: 'code',
            source: ['df.plot()'],
            outputs: [
              {
                data: { 'image/png': `iVBORw0KGgo${base64Text(g, 3000)}` },
                output_type: 'display_data',
              },
            ],
          },
        ],
      }),
    ),
  'svg-path': (g) =>
    harmless(
      'icons/key.svg',
      `<svg viewBox="0 0 24 24"><path id="secret-key" d="M${times(80, () => `${g.between(0, 24)}.${g.number(3)}`).join(' ')}z"/></svg>\n`,
    ),
  'minified-js': (g) =>
    harmless(
      'dist/vendor.min.js',
      lines(4, () =>
        times(
          60,
          () =>
            `function ${lower(g, 2)}(e,t){return e.apiKey=t.secret,e.password=t.token||"${lower(g, 5)}",${lower(g, 2)}.${g.base62(9)}(e)}`,
        ).join(';'),
      ),
    ),
  'source-map': (g) =>
    harmless(
      'dist/app.js.map',
      json({
        version: 3,
        sources: ['key.ts', 'secret.ts'],
        names: ['apiKey', 'secretKey', 'password'],
        mappings: times(200, () => `${g.upperAlnum(4)},${g.base62(5)}`).join(';'),
      }),
    ),
  'webpack-chunks': (g) =>
    harmless(
      'build/asset-manifest.json',
      json({
        files: Object.fromEntries(
          times(12, (i) => [`static/js/${i}.chunk.js`, `/static/js/${i}.${g.hex(8)}.chunk.js`]),
        ),
        entrypoints: [`static/js/main.${g.hex(20)}.js`],
      }),
    ),
  'git-log': (g) =>
    harmless(
      'docs/CHANGELOG.md',
      lines(
        20,
        (i) =>
          `- fix secret key handling (#${i}) ([${g.hex(7)}](https://github.com/acme/bot/commit/${g.hex(40)}))`,
      ),
    ),
  'git-submodule-patch': (g) =>
    harmless(
      'fix.patch',
      `From ${g.hex(40)} Mon Sep 17 00:00:00 2001\nSubject: [PATCH] Rename apiKey\n\ndiff --git a/a.py b/a.py\nindex ${g.hex(40)}..${g.hex(40)} 100644\n--- a/a.py\n+++ b/a.py\n-secret = load()\n+api_secret = load()\n`,
    ),
  'dockerfile-digest': (g) =>
    harmless(
      'Dockerfile',
      `FROM python:3.11@sha256:${g.hex(64)}\nARG API_KEY\nENV API_KEY=\${API_KEY}\nRUN echo "${g.hex(64)}  ta-lib.tar.gz" | sha256sum -c\n`,
    ),
  'actions-pinned': (g) =>
    harmless(
      '.github/workflows/release.yml',
      lines(6, (i) => `      - uses: actions/cache${i}@${g.hex(40)} # v4`),
    ),
  'nix-hashes': (g) =>
    harmless(
      'flake.nix',
      `{ src = fetchFromGitHub { owner = "ccxt"; rev = "${g.hex(40)}"; sha256 = "sha256-${g.base64(32)}"; };\n cargoHash = "sha256-${g.base64(32)}"; }\n`,
    ),
  homebrew: (g) =>
    harmless(
      'Formula/bot.rb',
      `class Bot < Formula\n  url "https://github.com/acme/bot/archive/v1.tar.gz"\n  sha256 "${g.hex(64)}"\n  bottle do\n    sha256 cellar: :any, arm64_sonoma: "${g.hex(64)}"\n  end\nend\n`,
    ),
  'test-fakes': () =>
    harmless(
      'tests/test_client.py',
      'def test_client():\n    client = Client(api_key="test_api_key", api_secret="test_api_secret")\n    assert client.password == "password123"\n    login("user", "hunter2")\n',
    ),
  'test-hmac-vector': (g) =>
    harmless(
      'tests/sign.test.ts',
      `it('signs', () => {\n  const signature = '${g.hex(64)}'\n  expect(sign('symbol=BTCUSDT&timestamp=1', 'secret')).toBe(signature)\n})\n`,
    ),
  'jest-snapshot': (g) =>
    harmless(
      '__snapshots__/a.snap',
      `exports[\`signs 1\`] = \`\nObject {\n  "apiKey": "REDACTED",\n  "hash": "${g.hex(64)}",\n  "etag": "${g.hex(32)}",\n}\n\`;\n`,
    ),
  'sha-constants': (g) =>
    harmless(
      'src/sha256.c',
      `static const uint32_t K[64] = {\n${lines(16, () => times(4, () => `0x${g.hex(8)}`).join(', ') + ',')}};\n`,
    ),
  'curve-constants': () =>
    harmless(
      'secp256k1.py',
      'P = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F\nN = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141\nGx = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798\n',
    ),
  'well-known-mnemonic': () =>
    harmless(
      'test/setup.ts',
      `export const MNEMONIC = '${'test '.repeat(11)}junk'\nexport const OTHER = '${'abandon '.repeat(11)}about'\n`,
    ),
  'hardhat-env': () =>
    harmless(
      'hardhat.config.ts',
      "const PRIVATE_KEY = process.env.PRIVATE_KEY ?? ''\nexport default { networks: { bsc: { url: process.env.RPC_URL, accounts: PRIVATE_KEY !== '' ? [`0x${PRIVATE_KEY}`] : [] } } }\n",
    ),
  wordlist: (g) => harmless('src/wordlists/english.txt', bip39Words(g, 400).join('\n') + '\n'),
  'english-prose': () =>
    harmless(
      'docs/story.md',
      'You must never share the recovery phrase with any person because they will then own the wallet and every coin inside it. Keep the paper in a safe place, and write the order of the words on another paper so that one fire cannot destroy both.\n',
    ),
  'password-policy-docs': () =>
    harmless(
      'docs/security.md',
      '## Passwords\n\nPassword: at least 12 characters. The password must contain a digit. Use `openssl rand -hex 32` to make the secret.\n\nSet `SECRET_KEY` to the output, then `export API_KEY=<your key>`.\n',
    ),
  openapi: (g) =>
    harmless(
      'openapi.yaml',
      `components:\n  schemas:\n    Key:\n      properties:\n        apiKey: {type: string, example: string}\n        secret: {type: string, format: password, maxLength: 64}\n        id: {type: string, format: uuid, example: ${g.uuid()}}\n`,
    ),
  'css-classes': (g) =>
    harmless(
      'styles.module.css',
      lines(20, () => `.password_${g.base62(5)} { color: #${g.hex(6)} }`),
    ),
  'html-forms': (g) =>
    harmless(
      'login.html',
      `<form><input type="password" name="password" placeholder="Password" id="password"><input type="hidden" name="csrf_token" value="${g.hex(40)}"></form>\n<script src="https://cdn.example.com/x.js" integrity="sha384-${g.base64(48)}"></script>\n`,
    ),
  'typed-code': () =>
    harmless(
      'src/auth.ts',
      'interface Credentials { apiKey: string; apiSecret: string; password?: string }\nconst secretKey = getSecretKey(credentials)\nconst token = await this.tokenService.createAccessToken(user)\nconst password = this.form.controls.password.value\n',
    ),
  'java-getters': () =>
    harmless(
      'Config.java',
      'class Config {\n  private String secretKey = config.getString("binance.secretKey");\n  private static final String PASSWORD_PARAMETER = "password";\n  private static final String TOKEN_HEADER = "X-Auth-Token";\n}\n',
    ),
  'sql-schema': () =>
    harmless(
      'schema.sql',
      "CREATE TABLE users (id serial, password varchar(255) NOT NULL, api_secret text DEFAULT '', salt char(32));\nCREATE USER app IDENTIFIED BY '${DB_PASSWORD}';\n",
    ),
  'password-hashes': (g) =>
    harmless(
      'seed/users.sql',
      lines(
        5,
        (i) =>
          `INSERT INTO users (name, password_hash) VALUES ('user${i}', '$2b$12$${base64Text(g, 53).replace(/\+/g, '.')}');`,
      ),
    ),
  'etags-csv': (g) =>
    harmless(
      'manifest.csv',
      lines(20, (i) => `s3/key-${i}.parquet,${g.hex(32)},${g.between(1000, 99999)}`),
    ),
  'blockchain-log': (g) =>
    harmless(
      'geth.log',
      lines(
        15,
        (i) =>
          `INFO [03-11|10:0${i % 9}:00.000] Imported new chain segment number=${1000 + i} hash=${g.hex(6)}..${g.hex(6)} root=0x${g.hex(64)}`,
      ),
    ),
  'google-analytics': (g) =>
    harmless(
      'index.html',
      `<meta name="google-site-verification" content="${g.base64url(43)}" />\n<script>gtag('config', 'G-${g.upperAlnum(10)}')</script>\n`,
    ),
  'xcode-project': (g) =>
    harmless(
      'App.xcodeproj/project.pbxproj',
      lines(
        25,
        (i) =>
          `\t\t${g.hex(24).toUpperCase()} /* KeyStore${i}.swift in Sources */ = {isa = PBXBuildFile; fileRef = ${g.hex(24).toUpperCase()}; };`,
      ),
    ),
  'unity-meta': (g) =>
    harmless(
      'Assets/Key.cs.meta',
      `fileFormatVersion: 2\nguid: ${g.hex(32)}\nMonoImporter:\n  executionOrder: 0\n`,
    ),
  'jupyter-ids': (g) =>
    harmless(
      'a.ipynb',
      json({
        cells: times(8, () => ({
          cell_type: 'markdown',
          id: g.hex(8),
          metadata: {
            id: g.base64url(12),
            colab: { base_uri: 'https://localhost:8080/', height: 34, outputId: g.uuid() },
          },
          source: ['## Secret sauce of the strategy'],
        })),
      }),
    ),
  'rsi-series': (g) =>
    harmless(
      'data/features.csv',
      'ts,open,close,key\n' +
        lines(30, (i) => `${1600000000 + i},0.${g.number(16)},0.${g.number(16)},${g.number(19)}`),
    ),
  'model-names': () =>
    harmless(
      'values.yaml',
      'auth:\n  existingSecret: binance-credentials\n  secretName: trading-bot-tls\n  passwordKey: postgres-password\n  tokenFile: /var/run/secrets/token\n  secretKeyRef:\n    name: okx-credentials\n    key: api-secret\n',
    ),
  'language-server': (g) =>
    harmless('cspell.json', json({ words: times(60, () => lower(g, g.between(5, 14))) })),
}
