/** Decoys whose names say key, token or secret, or whose neighbours are exchanges, while their values open nothing. */
import { createHash } from 'node:crypto'
import { harmless, json, text } from './file.mjs'

const decoy = (path, write) => (g) => harmless(path, write(g))
const list = (count, make) => Array.from({ length: count }, (_, place) => make(place))
const hash = (g) => `0x${g.hex(64)}`

const tokensOnChains = {
  'erc20-token-addresses': decoy(
    'src/tokens.ts',
    (g) =>
      `export const TOKENS = {\n${list(6, () => `  ${g.coin()}: { token: '${g.address()}', decimals: 18 },\n`).join('')}}\n`,
  ),
  'token-address-env': decoy(
    '.env',
    (g) =>
      `TOKEN=${g.address()}\nTOKEN_ADDRESS=${g.address()}\nROUTER=${g.address()}\nWALLET_ADDRESS=${g.address()}\n`,
  ),
  'solana-mints': decoy(
    'bot/config.py',
    (g) =>
      `TOKEN_MINT = "${g.base58(44)}"\nPOOL_KEY = "${g.base58(44)}"\nMARKET_KEY = "${g.base58(43)}"\npubkey = Pubkey.from_string("${g.base58(44)}")\n`,
  ),
  'solana-pump-token': decoy('watchlist.json', (g) =>
    json(
      list(5, () => ({
        symbol: g.noun(),
        token: `${g.base58(40)}pump`,
        creator_key: g.base58(44),
      })),
    ),
  ),
  'tron-token-contracts': decoy(
    'trc20.py',
    (g) => `USDT_TOKEN = "T${g.base58(33)}"\nOWNER_KEY_ADDRESS = "T${g.base58(33)}"\n`,
  ),
  'pool-keys-raydium': decoy('pools.json', (g) =>
    json({
      poolKeys: {
        id: g.base58(44),
        baseMint: g.base58(44),
        lpVault: g.base58(44),
        authority: g.base58(44),
      },
    }),
  ),
  'uniswap-v4-pool-key': decoy(
    'src/pool.ts',
    (g) =>
      `const poolKey = { currency0: '${g.address()}', currency1: '${g.address()}', fee: 3000, hooks: '${g.address()}' }\nconst poolId = '${hash(g)}'\n`,
  ),
  'storage-keys-eth-call': decoy('proof.json', (g) =>
    json({ address: g.address(), storageProof: list(3, () => ({ key: hash(g), value: hash(g) })) }),
  ),
  'binance-chain-hashes': decoy(
    'bnb_withdrawals.csv',
    (g) =>
      `exchange,coin,txId,address\n${list(6, () => `binance,BNB,${g.upperHex(64)},bnb1${g.lowerAlnum(38)}\n`).join('')}`,
  ),
  'binance-withdraw-history': decoy('tests/fixtures/withdraws.json', (g) =>
    json(
      list(4, () => ({
        id: g.hex(32),
        coin: g.coin(),
        txId: hash(g),
        withdrawOrderId: `web_${g.base62(22)}`,
        network: 'ETH',
        address: g.address(),
      })),
    ),
  ),
  'binance-deposit-without-0x': decoy('binance/deposits.json', (g) =>
    json(
      list(4, () => ({
        coin: 'BTC',
        txId: g.hex(64),
        address: `1${g.base58(33)}`,
        addressTag: g.number(9),
      })),
    ),
  ),
  'kraken-refids': decoy(
    'kraken_ledgers.csv',
    (g) =>
      `"txid","refid","asset"\n${list(6, () => `"L${g.upperAlnum(5)}-${g.upperAlnum(5)}-${g.upperAlnum(6)}","T${g.upperAlnum(5)}-${g.upperAlnum(5)}-${g.upperAlnum(6)}","XXBT"\n`).join('')}`,
  ),
  'okx-order-ids': decoy('okx_orders.json', (g) =>
    json(
      list(5, () => ({
        ordId: g.number(18),
        clOrdId: g.lowerAlnum(32),
        tag: '',
        instId: `${g.coin()}-USDT-SWAP`,
      })),
    ),
  ),
  'kucoin-order-ids': decoy('kucoin.log', (g) =>
    list(5, () => `filled order ${g.hex(24)} clientOid ${g.uuid()} on kucoin\n`).join(''),
  ),
  'bybit-uuids': decoy(
    'bybit_trades.csv',
    (g) =>
      `exec_id,order_id,symbol\n${list(6, () => `${g.uuid()},${g.uuid()},${g.pair()}\n`).join('')}`,
  ),
  'coinbase-product-uuids': decoy('coinbase_fills.json', (g) =>
    json(
      list(4, () => ({
        trade_id: g.number(9),
        order_id: g.uuid(),
        user_id: g.hex(24),
        profile_id: g.uuid(),
      })),
    ),
  ),
  'gate-signature-test': decoy(
    'test/gate_sign_test.go',
    (g) =>
      `// gate.io v4: the hashed payload of an empty body\nconst wantSign = "${g.hex(128)}"\nconst emptyBody = "${createHash('sha512').update('').digest('hex')}"\n`,
  ),
  'binance-signature-test': decoy(
    'tests/test_signing.py',
    (g) => text`
    def test_signature(client):
        params = "symbol=${g.pair()}&side=BUY&timestamp=1499827319559"
        assert client._sign(params) == "${g.hex(64)}"
  `,
  ),
  'vcr-cassette-binance': decoy(
    'cassettes/order.yaml',
    (g) =>
      `request:\n  uri: https://api.binance.com/api/v3/order?timestamp=1${g.number(12)}&signature=${g.hex(64)}\n  headers:\n    X-MBX-APIKEY: [FILTERED]\nresponse:\n  headers:\n    x-mbx-uuid: [${g.uuid()}]\n    Etag: ['"${g.hex(32)}"']\n`,
  ),
  'binance-p2p-headers': decoy(
    'p2p.py',
    (g) => text`
    headers = {
        "bnc-uuid": "${g.uuid()}",
        "csrftoken": "${createHash('md5').update('').digest('hex')}",
        "fvideo-id": "${g.hex(40)}",
        "c2ctype": "c2c_merchant",
    }
    requests.post("https://p2p.binance.com/bapi/c2c/v2/friendly/c2c/adv/search", headers=headers)
  `,
  ),
  'rsa-public-for-binance': decoy(
    'docs/rsa.md',
    (g) => `Upload this public key to Binance:\n\n${g.publicPem('rsa')}\n`,
  ),
}

const namedSecrets = {
  'secret-manager-names': decoy(
    'src/secrets.ts',
    (g) =>
      `export const SECRET_NAME = 'prod/${g.company()}/binance-trading-credentials'\nexport const SECRET_ID = '${g.company()}-binance-api-secret-v2'\nexport const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:${g.number(12)}:secret:prod/binance-${g.base62(6)}'\n`,
  ),
  'secret-version-ids': decoy('versions.json', (g) =>
    json({
      SecretVersionsByStage: { [g.uuid()]: ['AWSCURRENT'], [g.uuid()]: ['AWSPREVIOUS'] },
      SecretName: 'db',
    }),
  ),
  'storage-key-names': decoy(
    'src/storage.ts',
    () =>
      "export const TOKEN_KEY = 'auth.session.accessToken.v3'\nexport const WALLET_SECRET_KEY = 'persist:wallet-encrypted-secret-storage'\nexport const API_KEY_STORAGE = 'settings/exchange/binance/apiKey'\n",
  ),
  'redux-action-types': decoy(
    'src/actions.js',
    () =>
      "export const SET_API_SECRET = 'exchange/credentials/SET_API_SECRET_REQUESTED'\nexport const RESET_PASSWORD = 'auth/password/RESET_PASSWORD_SUCCEEDED'\n",
  ),
  'i18n-keys': decoy('i18n/de.json', () =>
    json({
      'settings.exchange.apiSecret': 'Geheimer Schlüssel der Börse',
      'settings.exchange.passphrase': 'Passphrase (nur KuCoin, OKX und Bitget)',
      'login.password': 'Passwort eingeben',
    }),
  ),
  'error-codes-password': decoy(
    'errors.go',
    () =>
      'const (\n\tErrPasswordTooShort = "password_too_short_min_12_characters"\n\tErrInvalidSecret    = "invalid_api_secret_or_signature_mismatch"\n)\n',
  ),
  'css-selectors-password': decoy(
    'e2e/login.spec.ts',
    () =>
      "const passwordSelector = '#login-form > div:nth-child(2) > input[type=password]'\nconst tokenField = 'data-testid=two-factor-token-input-field'\n",
  ),
  'password-policy-regex': decoy(
    'validators.py',
    () =>
      'PASSWORD_REGEX = r"^(?=.*[A-Z])(?=.*[0-9])(?=.*[!@#$%^&*]).{12,64}$"\nSECRET_PATTERN = re.compile(r"[A-Za-z0-9+/]{86}==")\n',
  ),
  'html-csrf-fixture': decoy(
    'tests/fixtures/login.html',
    () =>
      '<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf_token }}">\n<input type="password" name="password" autocomplete="current-password">\n',
  ),
  'graphql-schema': decoy(
    'schema.graphql',
    () =>
      'type ExchangeKey {\n  apiKey: String!\n  apiSecret: String!\n  passphrase: String\n}\ninput CreateExchangeKeyInput { exchange: Exchange!, apiKey: String!, apiSecret: String! }\n',
  ),
  'proto-fields': decoy(
    'keys.proto',
    () =>
      'message Credentials {\n  string api_key = 1;\n  string api_secret = 2;\n  bytes private_key = 3;\n}\n',
  ),
  'rust-zeroize-types': decoy(
    'src/secret.rs',
    () =>
      'pub struct SecretKey([u8; 64]);\nimpl SecretKey {\n    pub const LEN: usize = 64;\n    pub fn from_env() -> Self { Self::parse(&std::env::var("SECRET_KEY").unwrap()) }\n}\n',
  ),
  'java-getters': decoy(
    'Account.java',
    () =>
      'public class Account {\n    private String apiSecretKeyForBinanceFuturesAccount;\n    public String getApiSecretKey() { return apiSecretKeyForBinanceFuturesAccount; }\n    @Value("${binance.secret-key}") String secretKey;\n}\n',
  ),
  'swift-localized': decoy(
    'en.lproj/Localizable.strings',
    () =>
      '"api_secret" = "API secret";\n"password_mismatch" = "The two passwords do not match.";\n"seed_phrase_warning" = "Write these twelve words down and never share them with anyone else";\n',
  ),
  'android-string-labels': decoy(
    'res/values/strings.xml',
    () =>
      '<resources>\n  <string name="api_key_label">Binance API key</string>\n  <string name="secret_key_hint">Paste the secret key here</string>\n</resources>\n',
  ),
  'docs-curl-placeholders': decoy(
    'docs/api.md',
    () =>
      'curl -H "X-MBX-APIKEY: $API_KEY" -H "Authorization: Bearer YOUR_ACCESS_TOKEN" https://api.example.com\ncurl -u "username:password" https://example.com\n',
  ),
  'rails-filter-parameters': decoy(
    'config/initializers/filter.rb',
    () =>
      'Rails.application.config.filter_parameters += [:passw, :secret, :token, :_key, :api_secret, :passphrase, :mnemonic]\n',
  ),
  'pytest-fakes': decoy(
    'tests/test_okx.py',
    () =>
      'client = OkxClient(api_key="test_key", secret="test_secret", passphrase="test_passphrase")\nassert client.headers["OK-ACCESS-KEY"] == "test_key"\n',
  ),
  'test-words-long': decoy(
    'tests/test_binance.py',
    () =>
      'client = Client("this-is-not-a-real-api-key-for-binance", "this-is-not-a-real-secret-for-binance")\nSECRET = "super_secret_value_used_only_in_unit_tests"\n',
  ),
  'roles-without-hashes': decoy(
    'seeds/users.sql',
    (g) =>
      `INSERT INTO roles (name, token_ttl, key_length) VALUES ('${g.noun()}', 3600, 64);\n-- password hashes are made by the application\n`,
  ),
  'api-key-id-only': decoy('audit.log', (g) =>
    list(
      5,
      () =>
        `${g.date()} ${g.time()} api_key_id=${g.uuid()} user=${g.person()} action=rotate result=ok\n`,
    ).join(''),
  ),
  'key-hash-config': decoy(
    'config/clients.yml',
    (g) =>
      `clients:\n  - name: ${g.noun()}\n    api_key_sha256: ${g.hex(64)}\n  - name: ${g.noun()}\n    api_key_sha256: ${g.hex(64)}\n`,
  ),
  'baseline-of-scanner': decoy('.secrets.baseline', (g) =>
    json({
      version: '1.4.0',
      results: {
        'config.py': list(3, (n) => ({
          type: 'Secret Keyword',
          filename: 'config.py',
          hashed_secret: g.hex(40),
          is_verified: false,
          line_number: n + 3,
        })),
      },
    }),
  ),
  'gitleaks-ignore': decoy('.gitleaksignore', (g) =>
    list(4, () => `${g.hex(40)}:config/binance.py:generic-api-key:${g.between(1, 90)}\n`).join(''),
  ),
  'jwks-and-kids': decoy('auth.json', (g) =>
    json({
      kid: g.base64url(43),
      x5t: g.base64url(27),
      token_endpoint: 'https://login.example.org/token',
      jwks_uri: 'https://login.example.org/keys',
    }),
  ),
  'turbo-cache-keys': decoy('.turbo/cache.json', (g) =>
    json({
      tasks: list(4, () => ({
        task: 'build',
        hash: g.hex(16),
        cacheKey: g.hex(40),
        envVarsHash: g.hex(64),
      })),
    }),
  ),
  'github-cache-key': decoy(
    '.github/workflows/cache.yml',
    () =>
      "- uses: actions/cache@v4\n  with:\n    key: ${{ runner.os }}-node-${{ hashFiles('**/package-lock.json') }}\n    restore-keys: ${{ runner.os }}-node-\n- run: echo ${{ secrets.BINANCE_API_SECRET }} | wc -c\n",
  ),
  'idempotency-keys': decoy('payments_test.rb', (g) =>
    list(3, () => `post '/charges', headers: { 'Idempotency-Key' => '${g.uuid()}' }\n`).join(''),
  ),
  's3-presign-free-links': decoy(
    'downloads.md',
    (g) =>
      `https://github.com/${g.company()}/bot/releases/download/v1.0/bot-${g.hex(8)}.zip\nhttps://storage.googleapis.com/${g.company()}/${g.hex(32)}/model.bin?generation=${g.number(16)}\n`,
  ),
  'partition-keys-dynamo': decoy('items.json', (g) =>
    json(
      list(3, () => ({
        pk: `USER#${g.uuid()}`,
        sk: `KEY#${g.upperAlnum(26)}`,
        gsi_key: `EXCHANGE#BINANCE#${g.upperAlnum(26)}`,
      })),
    ),
  ),
  'ulids-and-ksuids': decoy('events.jsonl', (g) =>
    list(
      5,
      () =>
        `{"id":"01${g.upperAlnum(24)}","token":"${g.coin()}","trace":"${g.hex(32)}","ksuid":"${g.base62(27)}"}\n`,
    ).join(''),
  ),
  'sentry-release-and-debug-ids': decoy(
    'sentry.properties',
    (g) => `defaults.org=${g.company()}\nrelease=${g.hex(40)}\ndebug.id=${g.uuid()}\n`,
  ),
  'ml-tokenizer-vocab': decoy('tokenizer_config.json', (g) =>
    json({
      bos_token: '<s>',
      eos_token: '</s>',
      unk_token: '<unk>',
      added_tokens: list(5, () => g.letters(9)),
      auto_map: { tokenizer_class: 'BinanceTokenizerFast' },
    }),
  ),
  'private-key-absent-pem': decoy(
    'chart/values.yaml',
    () =>
      'tls:\n  privateKey: |\n    -----BEGIN PRIVATE KEY-----\n    ...\n    -----END PRIVATE KEY-----\n  password: ""\n',
  ),
  'env-with-empty-values': decoy(
    '.env',
    () =>
      'BINANCE_API_KEY=\nBINANCE_API_SECRET=\nOKX_PASSPHRASE=\nPRIVATE_KEY=\nMNEMONIC=\nDB_PASSWORD=\n',
  ),
  'env-todo-values': decoy(
    '.env',
    () =>
      'BINANCE_API_KEY=TODO\nBINANCE_API_SECRET=changeme\nPRIVATE_KEY=0x\nJWT_SECRET=replace-me-with-a-long-random-string\nDB_PASSWORD=${DB_PASSWORD}\n',
  ),
}

export const decoysNamed = { ...tokensOnChains, ...namedSecrets }
