/** Files that look like leaks and are none. */
import { createHash, createHmac } from 'node:crypto'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { gzipSync } from 'node:zlib'
import { zip } from './containers.mjs'
import { harmless, json, text } from './file.mjs'
import { accountKey, base58Encode } from './generator.mjs'

const decoy = (path, write) => (g) => harmless(path, write(g))
const hash = (g) => `0x${g.hex(64)}`
const list = (count, make) => Array.from({ length: count }, (_, place) => make(place))
const sri = (g) => `sha512-${g.base64(64)}`
const letters = 'abcdefghijklmnopqrstuvwxyz'
const junk = `${'test '.repeat(11)}junk`
const abandon = `${'abandon '.repeat(11)}about`

/** Two to four words, run together as people name things. */
const camel = (g, count) =>
  list(count, () =>
    g.pick([
      'Order',
      'Book',
      'Depth',
      'Stream',
      'Market',
      'Ticker',
      'Handler',
      'Margin',
      'Account',
      'Update',
      'Symbol',
      'Filter',
      'Factory',
      'Provider',
      'Snapshot',
      'Balance',
    ]),
  ).join('')

const locks = {
  'package-lock': decoy('package-lock.json', (g) =>
    json({
      name: g.project(),
      lockfileVersion: 3,
      packages: Object.fromEntries(
        list(12, () => [
          `node_modules/${g.noun()}-${g.noun()}`,
          {
            version: `1.${g.number(1)}.0`,
            resolved: `https://registry.npmjs.org/x/-/x-1.0.${g.number(2)}.tgz`,
            integrity: sri(g),
          },
        ]),
      ),
    }),
  ),
  'binance-package-lock': decoy('package-lock.json', (g) =>
    json({
      packages: {
        'node_modules/binance-api-node': {
          version: '0.12.0',
          resolved: 'https://registry.npmjs.org/binance-api-node/-/binance-api-node-0.12.0.tgz',
          integrity: sri(g),
        },
      },
    }),
  ),
  'yarn-lock': decoy('yarn.lock', (g) =>
    list(
      10,
      () =>
        `${g.noun()}@^${g.number(1)}.0.0:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/x/-/x-1.0.0.tgz#${g.hex(40)}"\n  integrity ${sri(g)}\n`,
    ).join('\n'),
  ),
  'pnpm-lock': decoy(
    'pnpm-lock.yaml',
    (g) =>
      `lockfileVersion: '9.0'\npackages:\n${list(10, () => `\n  ${g.noun()}@1.0.${g.number(1)}:\n    resolution: {integrity: ${sri(g)}}\n`).join('')}`,
  ),
  'cargo-lock': decoy('Cargo.lock', (g) =>
    list(
      9,
      () =>
        `[[package]]\nname = "${g.noun()}"\nversion = "0.${g.number(1)}.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${g.hex(64)}"\n`,
    ).join('\n'),
  ),
  'poetry-lock': decoy(
    'poetry.lock',
    (g) =>
      `[[package]]\nname = "ccxt"\nversion = "4.1.0"\nfiles = [\n${list(6, () => `    {file = "ccxt-4.1.0-py3-none-any.whl", hash = "sha256:${g.hex(64)}"},\n`).join('')}]\n`,
  ),
  'pip-hashes': decoy('requirements.txt', (g) =>
    list(
      5,
      () =>
        `python-binance==1.0.${g.number(2)} \\\n    --hash=sha256:${g.hex(64)} \\\n    --hash=sha256:${g.hex(64)}\n`,
    ).join(''),
  ),
  'go-sum': decoy('go.sum', (g) =>
    list(
      10,
      () =>
        `github.com/adshao/go-binance/v2 v2.4.${g.number(1)} h1:${g.base64(32)}\ngithub.com/adshao/go-binance/v2 v2.4.${g.number(1)}/go.mod h1:${g.base64(32)}\n`,
    ).join(''),
  ),
  'gemfile-lock': decoy(
    'Gemfile.lock',
    (g) =>
      `CHECKSUMS\n${list(8, () => `  ${g.noun()} (1.0.${g.number(1)}) sha256=${g.hex(64)}\n`).join('')}`,
  ),
  'composer-lock': decoy('composer.lock', (g) =>
    json({
      'content-hash': g.hex(32),
      packages: [
        {
          name: 'ccxt/ccxt',
          version: '4.0.0',
          dist: { type: 'zip', reference: g.hex(40), shasum: g.hex(40) },
        },
      ],
    }),
  ),
  'flake-lock': decoy('flake.lock', (g) =>
    json({
      nodes: {
        nixpkgs: {
          locked: {
            lastModified: 1700000000,
            narHash: `sha256-${g.base64(32)}`,
            rev: g.hex(40),
            type: 'github',
          },
        },
      },
    }),
  ),
  'podfile-lock': decoy(
    'Podfile.lock',
    (g) =>
      `PODS:\n  - Alamofire (5.8.0)\nSPEC CHECKSUMS:\n${list(5, () => `  ${camel(g, 2)}: ${g.hex(40)}\n`).join('')}\nPODFILE CHECKSUM: ${g.hex(40)}\n`,
  ),
  'terraform-lock': decoy(
    '.terraform.lock.hcl',
    (g) =>
      `provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.1.0"\n  hashes = [\n${list(5, () => `    "zh:${g.hex(64)}",\n`).join('')}    "h1:${g.base64(32)}",\n  ]\n}\n`,
  ),
  'deno-lock': decoy('deno.lock', (g) =>
    json({
      version: '3',
      remote: Object.fromEntries(
        list(6, () => [`https://deno.land/std@0.2${g.number(2)}.0/${g.noun()}.ts`, g.hex(64)]),
      ),
    }),
  ),
  'uv-lock': decoy(
    'uv.lock',
    (g) =>
      `[[package]]\nname = "pybit"\nwheels = [\n    { url = "https://files.pythonhosted.org/packages/${g.hex(2)}/${g.hex(2)}/${g.hex(60)}/pybit-5.6.2-py3-none-any.whl", hash = "sha256:${g.hex(64)}" },\n]\n`,
  ),
  sha256sums: decoy('SHA256SUMS', (g) =>
    list(6, () => `${g.hex(64)}  ${g.project()}-${g.number(1)}.0-linux-amd64.tar.gz\n`).join(''),
  ),
  'homebrew-formula': decoy(
    'Formula/bot.rb',
    (g) =>
      `class Bot < Formula\n  url "https://example.org/bot-1.0.tar.gz"\n  sha256 "${g.hex(64)}"\nend\n`,
  ),
  'dockerfile-digest': decoy(
    'Dockerfile',
    (g) =>
      `FROM python:3.12-slim@sha256:${g.hex(64)}\nENV BINANCE_API_KEY=""\nADD --checksum=sha256:${g.hex(64)} https://example.org/ta-lib.tar.gz /tmp/\n`,
  ),
  'actions-pins': decoy(
    '.github/workflows/ci.yml',
    (g) => text`
    jobs:
      test:
        steps:
          - uses: actions/checkout@${g.hex(40)} # v4
          - uses: docker/build-push-action@${g.hex(40)} # v5
            with:
              secrets: |
                BINANCE_KEY=\${{ secrets.BINANCE_KEY }}
          - run: echo "\${{ secrets.NPM_TOKEN }}" > /dev/null
  `,
  ),
  'gradle-wrapper': decoy(
    'gradle/wrapper/gradle-wrapper.properties',
    (g) =>
      `distributionSha256Sum=${g.hex(64)}\ndistributionUrl=https\\://services.gradle.org/distributions/gradle-8.4-bin.zip\n`,
  ),
  'bazel-http-archive': decoy(
    'WORKSPACE',
    (g) =>
      `http_archive(\n    name = "boost",\n    sha256 = "${g.hex(64)}",\n    integrity = "sha256-${g.base64(32)}",\n)\n`,
  ),
}

const chain = {
  'tx-hash-list': decoy('data/transactions.json', (g) =>
    json(
      list(10, () => ({
        hash: hash(g),
        from: g.address(),
        to: g.address(),
        blockHash: hash(g),
        gas: g.number(5),
      })),
    ),
  ),
  'tx-hash-without-0x': decoy(
    'btc_txs.csv',
    (g) => `txid,amount\n${list(10, () => `${g.hex(64)},0.${g.number(4)}\n`).join('')}`,
  ),
  'block-header-log': decoy('geth.log', (g) =>
    list(
      8,
      () =>
        `INFO [01-02|${g.time()}] Imported new chain segment number=${g.number(8)} hash=${g.hex(6)}..${g.hex(6)} root=${hash(g)}\n`,
    ).join(''),
  ),
  'genesis-block': decoy('genesis.json', (g) =>
    json({
      config: { chainId: 1337 },
      extraData: `0x${g.hex(194)}`,
      mixHash: hash(g),
      parentHash: `0x${'0'.repeat(64)}`,
      alloc: { [g.hex(40)]: { balance: '1000000000000000000' } },
    }),
  ),
  'deployments-broadcast': decoy('broadcast/Deploy.s.sol/1/run-latest.json', (g) =>
    json({
      transactions: [
        {
          hash: hash(g),
          transactionType: 'CREATE',
          contractAddress: g.address(),
          transaction: { data: `0x6080604052${g.hex(900)}` },
        },
      ],
      receipts: [
        { transactionHash: hash(g), logs: [{ topics: [hash(g), hash(g)], data: hash(g) }] },
      ],
    }),
  ),
  'truffle-artifact': decoy('build/contracts/Token.json', (g) =>
    json({
      contractName: 'Token',
      abi: [{ type: 'function', name: 'transfer', inputs: [{ name: 'to', type: 'address' }] }],
      bytecode: `0x60806040${g.hex(1200)}`,
      sourceMap: '25:104:0:-:0;;;',
      metadata: {
        sources: {
          'Token.sol': {
            keccak256: hash(g),
            urls: [`bzz-raw://${g.hex(64)}`, `dweb:/ipfs/Qm${g.base58(44)}`],
          },
        },
      },
    }),
  ),
  'abi-selectors': decoy(
    'src/selectors.ts',
    (g) =>
      `export const topics = {\n${list(6, () => `  ${camel(g, 2)}: '${hash(g)}',\n`).join('')}}\n`,
  ),
  'solidity-constants': decoy(
    'contracts/Roles.sol',
    (g) => text`
    pragma solidity ^0.8.0;
    contract Roles {
        bytes32 public constant MINTER_ROLE = ${hash(g)};
        bytes32 private constant PERMIT_TYPEHASH = ${hash(g)};
        bytes32 internal constant IMPLEMENTATION_SLOT = ${hash(g)};
        address constant WETH = ${g.address()};
    }
  `,
  ),
  'merkle-proof': decoy('airdrop/proofs.json', (g) =>
    json({
      merkleRoot: hash(g),
      claims: {
        [g.address()]: { index: 0, amount: '0x0de0b6b3a7640000', proof: list(12, () => hash(g)) },
      },
    }),
  ),
  'uniswap-init-code-hash': decoy(
    'src/constants.py',
    (g) =>
      `INIT_CODE_HASH = "${hash(g)}"\nFACTORY = "${g.address()}"\nWALLET_ADDRESS = "${g.address()}"\n`,
  ),
  'public-keys-validators': decoy('validators.json', (g) =>
    json(
      list(6, () => ({
        pubkey: `0x${g.hex(96)}`,
        withdrawal_credentials: `0x01${'0'.repeat(22)}${g.hex(40)}`,
        signature: `0x${g.hex(192)}`,
        deposit_data_root: g.hex(64),
      })),
    ),
  ),
  'signature-test': decoy(
    'test/permit.test.js',
    (g) => text`
    it('recovers the signer', async () => {
      const r = '${hash(g)}'
      const s = '${hash(g)}'
      expect(await token.recover(r, s, 27)).to.equal('${g.address()}')
    })
  `,
  ),
  'eip712-signature': decoy('signed-order.json', (g) =>
    json({
      maker: g.address(),
      salt: g.number(30),
      orderHash: hash(g),
      signature: `0x${g.hex(130)}`,
    }),
  ),
  'ipfs-cids': decoy('metadata/1.json', (g) =>
    json({
      name: `#${g.number(3)}`,
      image: `ipfs://Qm${g.base58(44)}/1.png`,
      animation_url: `ipfs://bafybei${g.from('abcdefghijklmnopqrstuvwxyz234567', 52)}`,
    }),
  ),
  'bitcoin-addresses': decoy(
    'donate.md',
    (g) =>
      `BTC: bc1q${g.lowerAlnum(38)}\nLTC: L${g.base58(33)}\nXMR: 4${g.base58(94)}\nSOL: ${g.base58(44)}\nTRX: T${g.base58(33)}\n`,
  ),
  'xpub-watch-only': decoy('watch.json', (g) =>
    json({
      label: 'shop',
      key: g.base58Check(
        Buffer.concat([
          Buffer.from([4, 0x88, 0xb2, 0x1e, 3]),
          g.bytes(8),
          g.bytes(32),
          Buffer.from([2]),
          g.bytes(32),
        ]),
      ),
    }),
  ),
  'solana-program-ids': decoy(
    'Anchor.toml',
    (g) =>
      `[programs.mainnet]\nescrow = "${g.base58(44)}"\n\n[provider]\ncluster = "mainnet"\nwallet = "~/.config/solana/id.json"\n`,
  ),
  'solana-signatures': decoy('sigs.txt', (g) =>
    list(6, () => `${base58Encode(g.bytes(64))}\n`).join(''),
  ),
  'solana-idl-discriminators': decoy('target/idl/escrow.json', (g) =>
    json({
      instructions: list(4, () => ({
        name: g.noun(),
        discriminator: [...g.bytes(8)],
        seeds: [...g.bytes(32)],
      })),
    }),
  ),
  'byte-array-64-random': decoy(
    'src/tables.rs',
    (g) => `pub const PERMUTATION: [u8; 64] = [${[...g.bytes(64)].join(', ')}];\n`,
  ),
  'bytecode-constant': decoy(
    'src/bytecode.ts',
    (g) =>
      `export const MULTICALL_BYTECODE = '0x608060405234801561001057600080fd5b50${g.hex(800)}'\n`,
  ),
  'state-root-test-vectors': decoy(
    'tests/trie_test.go',
    (g) => `var roots = []string{\n${list(6, () => `\t"${g.hex(64)}",\n`).join('')}}\n`,
  ),
  'nft-token-ids': decoy(
    'opensea.py',
    (g) => `TOKEN_ID = ${g.number(77)}\nCOLLECTION = "${g.address()}"\n`,
  ),
  'lightning-invoices': decoy(
    'invoices.txt',
    (g) => `lnbc2500u1p${g.lowerAlnum(220)}\nnode: 03${g.hex(64)}@203.0.113.5:9735\n`,
  ),
  'geth-enodes': decoy('static-nodes.json', (g) =>
    json(list(4, () => `enode://${g.hex(128)}@203.0.113.${g.between(1, 250)}:30303`)),
  ),
  'chainlink-job': decoy(
    'job.toml',
    (g) =>
      `type = "directrequest"\nexternalJobID = "${g.uuid()}"\ncontractAddress = "${g.address()}"\nkeyHash = "${hash(g)}"\n`,
  ),
  'order-ids-log': decoy('logs/trades.log', (g) =>
    list(
      8,
      () =>
        `${g.date()} binance order filled clientOrderId=x-${g.base62(20)} orderId=${g.number(10)} symbol=${g.pair()}\n`,
    ).join(''),
  ),
  'orderbook-snapshot': decoy('tests/fixtures/depth.json', (g) =>
    json({
      lastUpdateId: g.number(12),
      bids: list(6, () => [g.price(), g.price()]),
      checksum: g.number(9),
    }),
  ),
  'signed-request-doc': decoy(
    'docs/signing.md',
    (g) =>
      `## Binance signature\n\n    GET /api/v3/order?symbol=${g.pair()}&timestamp=1499827319559&signature=${g.hex(64)}\n\nThe signature is HMAC SHA256 of the query.\n`,
  ),
  'listen-key-log': decoy('ws.log', (g) =>
    list(
      3,
      () => `${g.time()} keepalive listenKey ok, next at ${g.time()}, request id ${g.uuid()}\n`,
    ).join(''),
  ),
  'zk-verification-key': decoy('circuits/verification_key.json', (g) =>
    json({
      protocol: 'groth16',
      curve: 'bn128',
      vk_alpha_1: [g.number(77), g.number(77), '1'],
      IC: list(3, () => [g.number(77), g.number(76), '1']),
    }),
  ),
  'curve-constants': decoy(
    'src/secp256k1.py',
    () => text`
    P = 2**256 - 2**32 - 977
    N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    GX = 0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798
    GY = 0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8
  `,
  ),
  'hardhat-node-log': decoy(
    'node.log',
    () =>
      `Started HTTP and WebSocket JSON-RPC server at http://127.0.0.1:8545/\n\nAccounts\n========\n${list(5, (n) => `Private Key: 0x${accountKey(junk, n)}\n`).join('')}`,
  ),
  'anvil-env': decoy(
    '.env.local',
    () => `RPC_URL=http://127.0.0.1:8545\nPRIVATE_KEY=0x${accountKey(junk, 0)}\n`,
  ),
  'hardhat-default-mnemonic': decoy(
    'hardhat.config.ts',
    () => `export default { networks: { hardhat: { accounts: { mnemonic: '${junk}' } } } }\n`,
  ),
  'bip39-test-vectors': decoy(
    'test/bip39.spec.js',
    () =>
      `const mnemonic = '${abandon}'\nconst other = '${'zoo '.repeat(11)}wrong'\nit('derives', () => expect(toSeed(mnemonic)).toHaveLength(64))\n`,
  ),
  'bip39-wordlist': decoy('src/wordlists/english.json', () => json(english)),
  'bip39-wordlist-part-sorted': decoy(
    'words.txt',
    (g) => `${english.slice(g.int(900)).slice(0, 500).join('\n')}\n`,
  ),
  'english-prose': decoy(
    'docs/essay.md',
    () => text`
    # Patience

    You must learn to wait before you trade. The market will always open again, and the river
    of price does not stop because one order did not fill. Keep your code simple, test each
    idea, and never risk more than you can afford to lose. A good plan is better than luck.
  `,
  ),
  'mnemonic-placeholder': decoy(
    '.env.example',
    () =>
      'MNEMONIC="your twelve word seed phrase goes here and must be kept very secret"\nPRIVATE_KEY=0xYOUR_PRIVATE_KEY\n',
  ),
  'mnemonic-words-invalid': decoy(
    'docs/wallet.md',
    () =>
      'Your phrase looks like: `word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12`\n',
  ),
  'zero-and-one-keys': decoy(
    'test/keys.test.ts',
    () =>
      `const KEY_ONE = '0x${'0'.repeat(63)}1'\nconst KEY_A = '0x${'a'.repeat(64)}'\nconst privateKey = '0x${'0123456789abcdef'.repeat(4)}'\n`,
  ),
  'web3-env-reference': decoy(
    'hardhat.config.js',
    () => text`
    require('dotenv').config()
    module.exports = {
      networks: { mainnet: { url: process.env.RPC_URL, accounts: [process.env.PRIVATE_KEY] } },
      etherscan: { apiKey: process.env.ETHERSCAN_API_KEY },
    }
  `,
  ),
}

const placeholders = {
  'env-example-binance': decoy(
    '.env.example',
    () =>
      'BINANCE_API_KEY=your_binance_api_key_here\nBINANCE_API_SECRET=your_binance_api_secret_here\nTELEGRAM_TOKEN=\n',
  ),
  'env-sample-x-runs': decoy(
    '.env.sample',
    () =>
      `BINANCE_API_KEY=${'x'.repeat(64)}\nBINANCE_SECRET=${'X'.repeat(64)}\nSTRIPE_KEY=sk_live_${'x'.repeat(24)}\n`,
  ),
  'env-template-angle': decoy(
    '.env.template',
    () =>
      'OKX_API_KEY=<okx-api-key>\nOKX_SECRET=<okx-secret>\nOKX_PASSPHRASE=<passphrase>\nDATABASE_URL=postgres://user:password@localhost:5432/app\n',
  ),
  'redacted-logs': decoy(
    'bot.log',
    (g) =>
      `${g.date()} binance apiKey=${g.base62(4)}${'*'.repeat(56)}${g.base62(4)} secret=[REDACTED]\n${g.date()} token=***\n`,
  ),
  'redacted-ellipsis': decoy(
    'docs/setup.md',
    (g) =>
      `Copy the key (\`${g.base62(6)}...${g.base62(4)}\`) and the secret (\`${g.base62(5)}…\`) to \`config.json\`.\n`,
  ),
  'python-getenv': decoy(
    'config.py',
    () =>
      'import os\n\nAPI_KEY = os.environ["BINANCE_API_KEY"]\nAPI_SECRET = os.getenv("BINANCE_API_SECRET", "")\nif not API_SECRET:\n    raise SystemExit("set BINANCE_API_SECRET")\n',
  ),
  'jinja-template': decoy(
    'templates/env.j2',
    () =>
      'BINANCE_API_KEY={{ vault_binance_api_key }}\nBINANCE_API_SECRET={{ lookup("env", "BINANCE_API_SECRET") }}\n',
  ),
  'helm-template': decoy(
    'charts/bot/templates/secret.yaml',
    () =>
      'data:\n  api-key: {{ .Values.binance.apiKey | b64enc | quote }}\n  api-secret: {{ required "need secret" .Values.binance.apiSecret | b64enc }}\n',
  ),
  'k8s-secret-ref': decoy(
    'deploy.yaml',
    () =>
      'env:\n  - name: BINANCE_API_SECRET\n    valueFrom:\n      secretKeyRef:\n        name: binance-credentials-production\n        key: binance-api-secret-key-for-trading\n',
  ),
  'terraform-variables': decoy(
    'variables.tf',
    () =>
      'variable "binance_api_key" {\n  type      = string\n  sensitive = true\n}\nresource "aws_ssm_parameter" "key" {\n  value = var.binance_api_key\n}\n',
  ),
  'compose-interpolation': decoy(
    'docker-compose.yml',
    () => text`
    services:
      db:
        environment:
          POSTGRES_PASSWORD: \${POSTGRES_PASSWORD:?set it}
          BINANCE_SECRET: \${BINANCE_SECRET:-}
  `,
  ),
  'sops-encrypted': decoy(
    'secrets.enc.yaml',
    (g) => text`
    binance:
        api_key: ENC[AES256_GCM,data:${g.base64(64)},iv:${g.base64(32)},tag:${g.base64(16)},type:str]
    sops:
        age:
            - recipient: age1${g.from('qpzry9x8gf2tvdw0s3jn54khce6mua7l', 58)}
        mac: ENC[AES256_GCM,data:${g.base64(96)},iv:${g.base64(32)},tag:${g.base64(16)},type:str]
  `,
  ),
  'ansible-vault': decoy(
    'group_vars/vault.yml',
    (g) => `$ANSIBLE_VAULT;1.1;AES256\n${list(8, () => g.from('0123456789', 80)).join('\n')}\n`,
  ),
  'sealed-secret': decoy(
    'k8s/sealed.yaml',
    (g) =>
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    BINANCE_API_SECRET: AgB${g.base64(300)}\n`,
  ),
  'travis-secure': decoy(
    '.travis.yml',
    (g) => `env:\n  global:\n    - secure: "${g.base64(256)}"\n`,
  ),
  'rails-credentials-enc': decoy(
    'config/credentials.yml.enc',
    (g) => `${g.base64(220)}--${g.base64(12)}--${g.base64(16)}\n`,
  ),
  'git-crypt-file': decoy('.env', (g) =>
    Buffer.concat([Buffer.from('\0GITCRYPT\0'), g.bytes(300)]),
  ),
  'pgp-message': decoy(
    'secrets.asc',
    (g) =>
      `-----BEGIN PGP MESSAGE-----\n\n${g
        .base64(600)
        .match(/.{1,64}/g)
        .join('\n')}\n=${g.base64(3)}\n-----END PGP MESSAGE-----\n`,
  ),
  'one-password-reference': decoy(
    '.env',
    () =>
      'BINANCE_API_KEY=op://trading/binance/api-key\nBINANCE_API_SECRET=op://trading/binance/api-secret\nDB_PASSWORD=vault:secret/data/db#password\n',
  ),
  'gcp-secret-reference': decoy(
    'cloudrun.yaml',
    (g) =>
      `env:\n  - name: API_SECRET\n    value: projects/${g.number(12)}/secrets/binance-api-secret/versions/latest\n  - name: AWS_SECRET\n    value: arn:aws:secretsmanager:eu-west-1:${g.number(12)}:secret:binance/api-key-${g.base62(6)}\n`,
  ),
  'aws-documented-example': decoy(
    'README.md',
    () =>
      `aws_access_key_id = ${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}\naws_secret_access_key = ${['wJalrXUtnFEMI/K7MDENG', '/bPxRfiCY', 'EXAMPLEKEY'].join('')}\n`,
  ),
  'readme-instructions': decoy(
    'README.md',
    (g) => text`
    # ${g.project()}

    1. Create an API key at https://www.binance.com/en/my/settings/api-management
    2. Put \`BINANCE_API_KEY\` and \`BINANCE_API_SECRET\` into \`.env\`
    3. Start with \`docker run -e BINANCE_API_KEY=$KEY -e BINANCE_API_SECRET=$SECRET bot\`
  `,
  ),
  'password-prompts-i18n': decoy('src/locales/en.json', () =>
    json({
      password: 'Password',
      password_hint: 'At least 12 characters, one digit',
      api_key: 'API key',
      api_secret_label: 'Secret key (shown once)',
      passphrase: 'Passphrase of your KuCoin account',
    }),
  ),
  'form-component': decoy(
    'src/KeyForm.tsx',
    () => text`
    export const KeyForm = () => (
      <form>
        <input name="apiKey" placeholder="Binance API key" autoComplete="off" />
        <input name="apiSecret" type="password" placeholder="Paste your secret key" />
      </form>
    )
  `,
  ),
  'validation-regexes': decoy(
    'src/validate.js',
    () => text`
    export const patterns = {
      binance: /^[A-Za-z0-9]{64}$/,
      kucoin: /^[0-9a-f]{24}$/,
      github: /gh[pousr]_[A-Za-z0-9]{36}/,
      aws: /AKIA[0-9A-Z]{16}/,
    }
  `,
  ),
  'scanner-rule-file': decoy(
    'rules/custom.toml',
    () => text`
    [[rules]]
    id = "binance-key"
    regex = '''(?i)binance.{0,20}['"]([A-Za-z0-9]{64})['"]'''
    keywords = ["binance", "api_key", "secret"]
  `,
  ),
  'fake-token-tests': decoy(
    'tests/test_config.py',
    () => text`
    def test_loads_keys(monkeypatch):
        monkeypatch.setenv("BINANCE_API_KEY", "test-api-key")
        monkeypatch.setenv("BINANCE_API_SECRET", "dummy-secret-for-tests")
        assert load().key == "test-api-key"
  `,
  ),
  'mock-keys-repeated': decoy(
    'tests/conftest.py',
    () => `API_KEY = "${'abc123'.repeat(10)}abcd"\nAPI_SECRET = "${'deadbeef'.repeat(8)}"\n`,
  ),
  'local-dev-passwords': decoy(
    'docker-compose.dev.yml',
    () =>
      'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: postgres\n      POSTGRES_PASSWORD: postgres\n  cache:\n    command: redis-server --requirepass changeme\n',
  ),
  'stripe-test-and-publishable': decoy(
    'src/pay.js',
    (g) => `const stripe = Stripe('${['pk', 'test', g.base62(24)].join('_')}')\n`,
  ),
  'placeholder-url-credentials': decoy(
    'docs/db.md',
    () =>
      'Set `DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/NAME`, e.g. `mysql://user:pass@localhost/db` or `https://<token>@github.com/org/repo.git`.\n',
  ),
  'freqtrade-example-config': decoy('config_examples/config_binance.example.json', () =>
    json({
      dry_run: true,
      exchange: { name: 'binance', key: 'your_exchange_key', secret: 'your_exchange_secret' },
      telegram: { token: 'your_telegram_token', chat_id: 'your_telegram_chat_id' },
      api_server: { jwt_secret_key: 'somethingrandom', password: 'SuperSecurePassword' },
    }),
  ),
  'ccxt-base-class': decoy(
    'src/exchange.ts',
    () => text`
    export class Exchange {
      apiKey: string
      secret: string
      password: string
      requiredCredentials = { apiKey: true, secret: true, uid: false, privateKey: false }
      sign(path, api = 'public', headers = { 'X-MBX-APIKEY': this.apiKey }) {
        return hmac(this.encode(path), this.encode(this.secret), sha256)
      }
    }
  `,
  ),
}

const web = {
  'public-certificate': decoy(
    'certs/ca.pem',
    (g) =>
      `-----BEGIN CERTIFICATE-----\n${g
        .base64(800)
        .match(/.{1,64}/g)
        .join('\n')}\n-----END CERTIFICATE-----\n`,
  ),
  'public-key-pem': decoy(
    'keys/binance-public.pem',
    (g) => `${g.publicPem(g.pick(['rsa', 'ec', 'ed25519']))}\n`,
  ),
  'pem-markers-in-docs': decoy(
    'docs/key-format.md',
    () =>
      'A key starts with `-----BEGIN PRIVATE KEY-----` and ends with `-----END PRIVATE KEY-----`.\n',
  ),
  'authorized-keys': decoy(
    'authorized_keys',
    (g) =>
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${g.base62(43)} ${g.person()}@laptop\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${g.base62(500)}= ${g.person()}\n`,
  ),
  'known-hosts': decoy(
    'known_hosts',
    (g) =>
      `github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${g.base62(43)}\n|1|${g.base64(20)}|${g.base64(20)} ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB${g.base62(86)}=\n`,
  ),
  fingerprints: decoy(
    'docs/hosts.md',
    (g) => `SHA256:${g.base64(32).replace('=', '')}\nMD5:${g.hex(32).match(/../g).join(':')}\n`,
  ),
  'gpg-signature': decoy(
    'release.tar.gz.asc',
    (g) =>
      `-----BEGIN PGP SIGNATURE-----\n\n${g
        .base64(400)
        .match(/.{1,64}/g)
        .join('\n')}\n=${g.base64(3)}\n-----END PGP SIGNATURE-----\n`,
  ),
  'css-inline-image': decoy(
    'static/site.css',
    (g) =>
      `.logo{background:url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${g.base64(900)})}\n.key{color:#${g.hex(6)}}\n`,
  ),
  'svg-icon-paths': decoy(
    'icon.svg',
    (g) =>
      `<svg><path d="M${list(80, () => `${g.number(2)}.${g.number(2)} ${g.number(2)}l`).join('')}z"/></svg>\n`,
  ),
  'font-data-uri': decoy(
    'fonts.css',
    (g) =>
      `@font-face{src:url(data:font/woff2;base64,d09GMgABAAAAA${g.base64(1500)}) format("woff2")}\n`,
  ),
  'html-sri': decoy(
    'index.html',
    (g) =>
      `<script src="https://cdn.jsdelivr.net/npm/ccxt@4/dist/ccxt.min.js" integrity="sha384-${g.base64(48)}" crossorigin="anonymous"></script>\n`,
  ),
  'source-map': decoy('app.js.map', (g) =>
    JSON.stringify({
      version: 3,
      file: 'app.js',
      sources: ['a.ts'],
      mappings: list(300, () => `${g.letters(4)}`).join(','),
    }),
  ),
  'minified-library': decoy(
    'vendor/lib.min.js',
    (g) =>
      `!function(){${list(300, () => `var ${g.letters(2)}=function(${g.letters(1)},k){return k.secret(${g.number(3)})};`).join('')}}();\n`,
  ),
  'webpack-hashes': decoy('build/asset-manifest.json', (g) =>
    json({
      files: {
        'main.js': `/static/js/main.${g.hex(8)}.js`,
        'main.css': `/static/css/main.${g.hex(20)}.css`,
      },
      buildId: g.base64url(21),
      secretKeyBaseVersion: 2,
    }),
  ),
  'etag-http-recording': decoy(
    'fixtures/cassette.yaml',
    (g) =>
      `response:\n  headers:\n    ETag: ["W/\\"${g.hex(64)}\\""]\n    CF-Ray: ["${g.hex(16)}-FRA"]\n    x-amz-cf-id: ["${g.base64url(54)}=="]\n    x-mbx-uuid: ["${g.uuid()}"]\n`,
  ),
  'csp-nonce': decoy(
    'page.html',
    (g) =>
      `<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-${g.base64(32)}' 'nonce-${g.base64(16)}'">\n`,
  ),
  'recaptcha-site-key': decoy(
    'contact.html',
    (g) => `<div class="g-recaptcha" data-sitekey="6L${g.base64url(38)}"></div>\n`,
  ),
  'google-analytics': decoy(
    'layout.html',
    (g) =>
      `<script>gtag('config','G-${g.upperAlnum(10)}');fbq('init','${g.number(15)}')</script>\n`,
  ),
  'youtube-embeds': decoy('videos.md', (g) =>
    list(
      5,
      () =>
        `https://www.youtube.com/watch?v=${g.base64url(11)}\nhttps://docs.google.com/document/d/${g.base64url(44)}/edit\n`,
    ).join(''),
  ),
  'long-identifiers': decoy(
    'src/Handlers.java',
    (g) =>
      `class ${camel(g, 6)} {\n    void ${camel(g, 8)}ForBinanceSecretKeyProvider() {}\n    static final String SECRET = "${camel(g, 7)}";\n}\n`,
  ),
  'sixty-four-letter-identifier': decoy(
    'src/binance.ts',
    () =>
      `export const secretKey = '${'binanceFuturesUserDataStreamListenKeyExpirationHandlerFactoryProvi'.slice(0, 64)}'\n`,
  ),
  alphabets: decoy(
    'src/base.js',
    () =>
      `const BASE62 = '0123456789${letters.toUpperCase()}${letters}'\nconst B64 = '${letters.toUpperCase()}${letters}0123456789+/'\nconst SECRET_ALPHABET = B64\n`,
  ),
  'uuid-migration-ids': decoy('migrations/0001.sql', (g) =>
    list(
      8,
      () => `INSERT INTO users (id, okx_enabled, api_key_id) VALUES ('${g.uuid()}', true, NULL);\n`,
    ).join(''),
  ),
  'git-revision-files': decoy('.git-blame-ignore-revs', (g) =>
    list(6, () => `# formatting\n${g.hex(40)}\n`).join(''),
  ),
  'svn-and-git-log': decoy('CHANGELOG.md', (g) =>
    list(
      6,
      () => `* ${g.hex(7)} fix binance api key rotation (#${g.number(3)})\n  commit ${g.hex(40)}\n`,
    ).join(''),
  ),
  'xcode-project': decoy('App.xcodeproj/project.pbxproj', (g) =>
    list(
      12,
      () =>
        `\t\t${g.upperHex(24)} /* Keys.swift in Sources */ = {isa = PBXBuildFile; fileRef = ${g.upperHex(24)} /* Keys.swift */; };\n`,
    ).join(''),
  ),
  'unity-meta': decoy(
    'Assets/Key.prefab.meta',
    (g) => `fileFormatVersion: 2\nguid: ${g.hex(32)}\n`,
  ),
  'csproj-guids': decoy('Bot.sln', (g) =>
    list(
      4,
      () =>
        `Project("{${g.uuid().toUpperCase()}}") = "Binance", "Binance.csproj", "{${g.uuid().toUpperCase()}}"\n`,
    ).join(''),
  ),
  'model-weights-index': decoy('model.safetensors.index.json', (g) =>
    json({
      weight_map: Object.fromEntries(
        list(6, (n) => [`layers.${n}.key_proj.weight`, 'model-00001.safetensors']),
      ),
      sha256: g.hex(64),
    }),
  ),
  'git-lfs-pointer': decoy(
    'data/candles.parquet',
    (g) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${g.hex(64)}\nsize ${g.number(8)}\n`,
  ),
  'dvc-file': decoy(
    'data.dvc',
    (g) => `outs:\n- md5: ${g.hex(32)}.dir\n  size: ${g.number(7)}\n  path: data\n`,
  ),
  'password-hashes': decoy(
    'docs/hashing.md',
    (g) =>
      `A bcrypt hash looks like \`$2b$12$${g.base62(53)}\`, argon2 like \`$argon2id$v=19$m=65536,t=3,p=4$${g.base62(22)}$${g.base62(43)}\`.\n`,
  ),
  'test-vectors-hmac': decoy('test/hmac.json', (g) =>
    json({
      algorithm: 'HMAC-SHA256',
      vectors: list(5, () => ({ msg: g.hex(40), mac: g.hex(64) })),
    }),
  ),
  'sha-in-python-test': decoy(
    'tests/test_download.py',
    (g) =>
      `EXPECTED_SHA256 = "${createHash('sha256').update(g.bytes(9)).digest('hex')}"\n\ndef test_sum():\n    assert sha256(open("binance.csv", "rb").read()).hexdigest() == EXPECTED_SHA256\n`,
  ),
  'random-data-csv': decoy(
    'candles.csv',
    (g) =>
      `open_time,open,high,low,close\n${list(30, () => `17${g.number(11)},${g.price()},${g.price()},${g.price()},${g.price()}\n`).join('')}`,
  ),
  'jupyter-image-output': decoy('chart.ipynb', (g) =>
    json({
      cells: [
        {
          cell_type: 'code',
          id: g.hex(8),
          source: ['plt.plot(binance_prices)'],
          outputs: [
            { output_type: 'display_data', data: { 'image/png': `iVBORw0KGgo${g.base64(2000)}` } },
          ],
        },
      ],
    }),
  ),
  'protobuf-descriptor': decoy(
    'gen/api_pb2.py',
    (g) =>
      `DESCRIPTOR = _pool.AddSerializedFile(b'\\n\\x0b${list(60, () => `\\x${g.hex(2)}`).join('')}api_key\\x18\\x01')\n`,
  ),
  'sqlalchemy-model': decoy(
    'models.py',
    () =>
      'class ExchangeAccount(Base):\n    api_key = Column(String(64), nullable=False)\n    api_secret = Column(EncryptedType(String, key_func), nullable=False)\n    passphrase_hash = Column(String(128))\n',
  ),
  'openapi-spec': decoy(
    'openapi.yaml',
    () =>
      'components:\n  securitySchemes:\n    ApiKey:\n      type: apiKey\n      in: header\n      name: X-MBX-APIKEY\n  schemas:\n    Key:\n      properties:\n        secretKey:\n          type: string\n          minLength: 64\n          example: string\n',
  ),
  'gzip-of-noise': decoy('cache/page.gz', (g) =>
    gzipSync(
      `<html>${list(20, () => `<a href="/x/${g.hex(40)}">${g.noun()}</a>`).join('')}</html>`,
    ),
  ),
  'zip-of-sources': decoy('src.zip', (g) =>
    zip({
      'main.py': 'import os\nKEY = os.environ["BINANCE_KEY"]\n',
      SHA256SUMS: `${g.hex(64)}  main.py\n`,
    }),
  ),
  'png-bytes': decoy('logo.png', (g) =>
    Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), g.bytes(4000)]),
  ),
  'device-ids-config': decoy('firebase.json', (g) =>
    json({
      projectId: `${g.project()}-${g.hex(5)}`,
      appId: `1:${g.number(12)}:web:${g.hex(22)}`,
      measurementId: `G-${g.upperAlnum(10)}`,
    }),
  ),
  'sentry-public-dsn': decoy(
    'src/main.ts',
    (g) =>
      `Sentry.init({ dsn: 'https://${g.hex(32)}@o${g.number(6)}.ingest.sentry.io/${g.number(7)}' })\n`,
  ),
  'oauth-public-client': decoy(
    'src/auth.ts',
    (g) =>
      `export const auth0 = { domain: '${g.company()}.eu.auth0.com', clientId: '${g.base62(32)}', audience: 'https://api.${g.company()}.io' }\n`,
  ),
  'supabase-anon-like-kid': decoy('jwks.json', (g) =>
    json({
      keys: [
        {
          kty: 'RSA',
          kid: g.base64url(43),
          use: 'sig',
          n: g.bytes(256).toString('base64url'),
          e: 'AQAB',
        },
      ],
    }),
  ),
  'cname-and-verification': decoy(
    'dns.zone',
    (g) =>
      `@ TXT "google-site-verification=${g.base64url(43)}"\n_acme TXT "${g.base64url(43)}"\nmail._domainkey TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQ${g.base62(180)}QIDAQAB"\n`,
  ),
  'weird-base64-tests': decoy('test/base64.test.js', (g) =>
    list(
      5,
      () =>
        `expect(encode('${g.noun()} ${g.noun()}')).toBe('${Buffer.from(`${g.noun()} ${g.noun()} ${g.noun()}`).toString('base64')}')\n`,
    ).join(''),
  ),
  'commented-api-docs': decoy(
    'src/client.rs',
    () =>
      '/// Creates a client.\n///\n/// * `api_key` - 64 characters, from the API management page\n/// * `secret_key` - 64 characters, shown once\npub fn new(api_key: &str, secret_key: &str) -> Client {\n    Client { api_key: api_key.into(), secret_key: secret_key.into() }\n}\n',
  ),
  'kotlin-buildconfig-reference': decoy(
    'app/build.gradle.kts',
    () =>
      'buildConfigField("String", "BINANCE_KEY", "\\"${properties["binanceKey"]}\\"")\nstorePassword = System.getenv("STORE_PASSWORD")\n',
  ),
  'npmrc-env-reference': decoy(
    '.npmrc',
    () => `//registry.npmjs.org/:_authToken=\${NPM_TOKEN}\nregistry=https://registry.npmjs.org/\n`,
  ),
  'makefile-passthrough': decoy(
    'Makefile',
    () =>
      'deploy:\n\tforge script script/Deploy.s.sol --private-key $(PRIVATE_KEY) --rpc-url $(RPC_URL)\n\tcurl -H "X-MBX-APIKEY: $$BINANCE_API_KEY" https://api.binance.com/api/v3/account\n',
  ),
}

const names = {
  'listen-key-response': decoy(
    'docs/user-stream.md',
    (g) =>
      `Response of \`POST /api/v3/userDataStream\`, valid for an hour:\n\n    { "listenKey": "${g.base62(64)}" }\n`,
  ),
  'key-hash-columns': decoy(
    'db/schema.sql',
    (g) =>
      `INSERT INTO api_clients (name, key_hash, secret_sha256) VALUES ('${g.noun()}', '${g.hex(64)}', '${g.hex(64)}');\n`,
  ),
  'object-storage-keys': decoy('listing.json', (g) =>
    json({
      Contents: list(5, () => ({
        Key: `uploads/${g.hex(64)}.png`,
        ETag: `"${g.hex(32)}"`,
        Size: g.int(90_000),
      })),
    }),
  ),
  'public-key-fields': decoy('peers.yaml', (g) =>
    list(
      4,
      () =>
        `- name: ${g.noun()}\n  public_key: ${g.hex(64)}\n  endpoint: 203.0.113.${g.between(2, 250)}:51820\n`,
    ).join(''),
  ),
  'wireguard-public-only': decoy('wg-peers.conf', (g) =>
    list(
      3,
      () => `[Peer]\nPublicKey = ${g.base64(32)}\nAllowedIPs = 10.8.0.${g.between(2, 250)}/32\n`,
    ).join('\n'),
  ),
  'persisted-queries': decoy('src/queries.json', (g) =>
    json(
      list(5, () => ({
        operationName: camel(g, 2),
        extensions: { persistedQuery: { version: 1, sha256Hash: g.hex(64) } },
      })),
    ),
  ),
  'prisma-checksums': decoy(
    'prisma/migrations.sql',
    (g) =>
      `INSERT INTO "_prisma_migrations" ("id","checksum","migration_name") VALUES ('${g.uuid()}','${g.hex(64)}','20230101_add_api_key');\n`,
  ),
  'rails-erb-reference': decoy(
    'config/secrets.yml',
    () =>
      'production:\n  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\n  binance_secret: <%= Rails.application.credentials.dig(:binance, :secret) %>\n',
  ),
  'spring-placeholder': decoy(
    'application.yml',
    () =>
      'binance:\n  api-key: ${BINANCE_API_KEY}\n  api-secret: ${BINANCE_API_SECRET:}\nspring:\n  datasource:\n    password: ${DB_PASSWORD:postgres}\n',
  ),
  'laravel-env-helper': decoy(
    'config/services.php',
    () =>
      "<?php\nreturn ['binance' => ['key' => env('BINANCE_KEY'), 'secret' => env('BINANCE_SECRET')], 'stripe' => ['secret' => env('STRIPE_SECRET')]];\n",
  ),
  'getpass-and-input': decoy(
    'login.py',
    () =>
      'password = getpass.getpass("Password: ")\ntoken = response.json()["access_token"]\napi_secret = input("Binance secret: ").strip()\nself.secret_key = secret_key or self._load_secret_key()\n',
  ),
  'nginx-key-path': decoy(
    'nginx.conf',
    () =>
      'ssl_certificate_key /etc/letsencrypt/live/bot.example.org/privkey.pem;\nproxy_set_header X-API-Key $http_x_api_key;\n',
  ),
  'postman-variables': decoy('binance.postman_collection.json', () =>
    json({
      item: [
        {
          request: {
            header: [{ key: 'X-MBX-APIKEY', value: '{{binance-api-key}}' }],
            url: '{{url}}/api/v3/order?signature={{signature}}',
          },
        },
      ],
    }),
  ),
  'keychain-names': decoy(
    'Sources/Keychain.swift',
    (g) =>
      `enum Item {\n    static let apiKey = "io.${g.company()}.binance.credentials.api-key"\n    static let secretKey = "io.${g.company()}.binance.credentials.secret-key"\n}\n`,
  ),
  'chrome-extension-key': decoy('manifest.json', (g) =>
    json({
      manifest_version: 3,
      name: g.project(),
      key: `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${g.base62(340)}IDAQAB`,
    }),
  ),
  'vapid-public': decoy(
    'src/push.ts',
    (g) => `export const VAPID_PUBLIC_KEY = 'B${g.base64url(86)}'\n`,
  ),
  'stripe-object-ids': decoy('fixtures/event.json', (g) =>
    json({
      id: `evt_1${g.base62(23)}`,
      data: {
        object: {
          id: `pi_3${g.base62(23)}`,
          customer: `cus_${g.base62(14)}`,
          price: `price_1${g.base62(23)}`,
        },
      },
    }),
  ),
  'chat-ids': decoy(
    'config.yaml',
    (g) =>
      `slack_channel: C${g.upperAlnum(10)}\nslack_team: T${g.upperAlnum(10)}\ndiscord_guild: ${g.number(19)}\ntelegram_chat: -100${g.number(10)}\n`,
  ),
  'document-ids': decoy(
    'links.md',
    (g) =>
      `https://www.notion.so/${g.company()}/Roadmap-${g.hex(32)}\nhttps://docs.google.com/spreadsheets/d/${g.base64url(44)}/edit#gid=0\nhttps://www.figma.com/file/${g.base62(22)}/App\n`,
  ),
  'aws-identifiers': decoy('infra/outputs.json', (g) =>
    json({
      kms: `arn:aws:kms:eu-west-1:${g.number(12)}:key/${g.uuid()}`,
      pool: `eu-west-1_${g.base62(9)}`,
      client_id: g.lowerAlnum(26),
      bucket: `${g.company()}-secrets-${g.number(12)}`,
    }),
  ),
  'azure-identifiers': decoy(
    'azure.tfvars',
    (g) =>
      `tenant_id       = "${g.uuid()}"\nsubscription_id = "${g.uuid()}"\nclient_id       = "${g.uuid()}"\n`,
  ),
  'assembler-mnemonics': decoy(
    'src/asm.py',
    () =>
      'MNEMONIC = "mov add sub jump call return push pop load exclude and or"\nmnemonics = ["lda", "ldx", "sta", "stx", "inc", "dec", "jmp", "jsr", "rts", "nop", "bne", "beq"]\n',
  ),
  'jwt-io-example': decoy('docs/auth.md', () => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })}`
    return `Send \`Authorization: Bearer ${body}.${createHmac('sha256', 'your-256-bit-secret').update(body).digest('base64url')}\`\n`
  }),
  'aes-test-vectors': decoy(
    'test/aes_test.c',
    () =>
      `static const uint8_t key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6};\nstatic const char *secret_key = "${list(16, (place) => `0${place.toString(16)}`).join('')}";\n`,
  ),
  'dh-parameters': decoy(
    'dhparam.pem',
    (g) =>
      `-----BEGIN DH PARAMETERS-----\n${g
        .base64(256)
        .match(/.{1,64}/g)
        .join('\n')}\n-----END DH PARAMETERS-----\n`,
  ),
  'certificate-request': decoy(
    'server.csr',
    (g) =>
      `-----BEGIN CERTIFICATE REQUEST-----\n${g
        .base64(500)
        .match(/.{1,64}/g)
        .join('\n')}\n-----END CERTIFICATE REQUEST-----\n`,
  ),
  'pgp-public-key': decoy(
    'KEYS',
    (g) =>
      `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${g
        .base64(900)
        .match(/.{1,64}/g)
        .join('\n')}\n=${g.base64(3)}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
  ),
  'pine-script': decoy(
    'strategies/rsi.pine',
    (g) =>
      `//@version=5\nstrategy("Binance ${g.pair()} RSI", overlay=true)\nkey = input.string("", "API alert key")\nalert('{"secret":"{{strategy.order.alert_message}}"}')\n`,
  ),
  'hyperopt-results': decoy('user_data/hyperopt.json', (g) =>
    json({
      strategy: camel(g, 2),
      params: { buy: { rsi: g.int(90) }, sell: { ema: g.int(90) } },
      run_id: g.hex(40),
      loss: g.price(),
    }),
  ),
  'telegram-file-ids': decoy(
    'assets.py',
    (g) =>
      `STICKER = "CAACAgIAAxkBAAE${g.base64url(50)}"\nPHOTO = "AgACAgIAAxkBAAI${g.base64url(60)}"\n`,
  ),
  'nonce-and-salt-fields': decoy('fixtures/response.json', (g) =>
    json({
      requestId: g.uuid(),
      nonce: g.base64url(32),
      cursor: Buffer.from(`id:${g.number(9)}`).toString('base64'),
      nextPageToken: g.base64url(40),
    }),
  ),
  'jest-snapshot': decoy(
    '__snapshots__/Form.test.tsx.snap',
    (g) =>
      `exports[\`renders the api key form 1\`] = \`\n<input class="css-${g.lowerAlnum(7)}-KeyInput" name="secret" value="" />\n\`;\n`,
  ),
  'image-tags-k8s': decoy(
    'k8s/kustomization.yaml',
    (g) =>
      `images:\n  - name: external-secrets\n    digest: sha256:${g.hex(64)}\n  - name: bot\n    newTag: ${g.hex(40)}\n`,
  ),
  'graph-subgraph-ids': decoy(
    'subgraphs.ts',
    (g) =>
      `export const SUBGRAPH = 'https://gateway.thegraph.com/api/subgraphs/id/${g.base58(44)}'\nexport const POOL_ID = '${hash(g)}'\n`,
  ),
  'price-feed-ids': decoy(
    'src/pyth.ts',
    (g) =>
      `export const FEEDS = {\n${list(5, () => `  '${g.coin()}/USD': '${hash(g)}',\n`).join('')}}\n`,
  ),
  'event-signature-python': decoy(
    'indexer.py',
    (g) =>
      `TRANSFER_TOPIC = "${hash(g)}"\nSWAP_TOPIC = "${hash(g)}"\nlogs = w3.eth.get_logs({"topics": [TRANSFER_TOPIC], "address": "${g.address()}"})\n`,
  ),
  'mempool-alerts': decoy('alerts.log', (g) =>
    list(
      5,
      () => `${g.date()} sniper bought tx=${hash(g)} wallet=${g.address()} slippage=${g.int(30)}\n`,
    ).join(''),
  ),
  'commitments-and-nullifiers': decoy('test/mixer.json', (g) =>
    json({ commitment: hash(g), nullifierHash: hash(g), root: hash(g) }),
  ),
  'storage-slot-test': decoy(
    'test/proxy.ts',
    (g) =>
      `const slot = '${hash(g)}'\nconst value = await provider.getStorage(wallet.address, slot)\nexpect(value).to.eq('0x${'0'.repeat(24)}${g.hex(40)}')\n`,
  ),
  'salt-create2': decoy(
    'script/Create2.s.sol',
    (g) =>
      `bytes32 constant SALT = ${hash(g)};\nbytes32 constant INIT_CODE = ${hash(g)};\nuint256 deployerKey = vm.envUint("PRIVATE_KEY");\n`,
  ),
}

export const decoys = { ...locks, ...chain, ...placeholders, ...web, ...names }
