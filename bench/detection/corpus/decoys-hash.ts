import type { Seeded } from '../../../test/helpers/seeded.ts'
import { base58, base58Check } from './wallets.ts'

/** A file that holds nothing to find. */
export type Decoy = (r: Seeded) => readonly [string, string]

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('')
const b64 = (r: Seeded, bytes: number): string => Buffer.from(r.bytes(bytes)).toString('base64')
const name = (r: Seeded): string =>
  r.pick([
    'lodash',
    'chalk',
    'express',
    'ccxt',
    'binance-api-node',
    'ws',
    'axios',
    'left-pad',
    'web3',
    'ethers',
    'secrets',
    'keyv',
    'jsonwebtoken',
    'passport',
  ])
const version = (r: Seeded): string => `${r.int(9)}.${r.int(20)}.${r.int(20)}`

/** Digests, identifiers and what chains are full of. */
export const hashDecoys: Readonly<Record<string, Decoy>> = {
  'package-lock': (r) => [
    'package-lock.json',
    JSON.stringify(
      {
        lockfileVersion: 3,
        packages: Object.fromEntries(
          Array.from({ length: 30 }, () => [
            `node_modules/${name(r)}-${r.hex(4)}`,
            {
              version: version(r),
              resolved: `https://registry.npmjs.org/${name(r)}/-/${name(r)}-${version(r)}.tgz`,
              integrity: `sha512-${b64(r, 64)}`,
            },
          ]),
        ),
      },
      null,
      2,
    ),
  ],
  'yarn-lock': (r) => [
    'yarn.lock',
    many(
      30,
      () =>
        `${name(r)}@^${version(r)}:\n  version "${version(r)}"\n  resolved "https://registry.yarnpkg.com/${name(r)}/-/x.tgz#${r.hex(40)}"\n  integrity sha512-${b64(r, 64)}\n\n`,
    ),
  ],
  'pnpm-lock': (r) => [
    'pnpm-lock.yaml',
    `packages:\n${many(30, () => `  /${name(r)}@${version(r)}:\n    resolution: {integrity: sha512-${b64(r, 64)}}\n`)}`,
  ],
  'poetry-lock': (r) => [
    'poetry.lock',
    `[metadata.files]\n${many(30, () => `    {file = "${name(r)}.whl", hash = "sha256:${r.hex(64)}"},\n`)}`,
  ],
  'go-sum': (r) => [
    'go.sum',
    many(40, () => `github.com/adshao/go-binance/v2 v${version(r)} h1:${b64(r, 32)}\n`),
  ],
  'cargo-lock': (r) => [
    'Cargo.lock',
    many(
      30,
      () =>
        `[[package]]\nname = "${name(r)}"\nversion = "${version(r)}"\nchecksum = "${r.hex(64)}"\n\n`,
    ),
  ],
  'requirements-hash': (r) => [
    'requirements.txt',
    many(20, () => `${name(r)}==${version(r)} \\\n    --hash=sha256:${r.hex(64)}\n`),
  ],
  'pipfile-lock': (r) => [
    'Pipfile.lock',
    JSON.stringify(
      {
        default: {
          'python-binance': {
            hashes: Array.from({ length: 12 }, () => `sha256:${r.hex(64)}`),
            version: '==1.0.16',
          },
        },
      },
      null,
      4,
    ),
  ],
  'composer-lock': (r) => [
    'composer.lock',
    JSON.stringify(
      {
        'content-hash': r.hex(32),
        packages: [
          {
            name: 'jaggedsoft/php-binance-api',
            source: { reference: r.hex(40) },
            dist: { shasum: r.hex(40) },
          },
        ],
      },
      null,
      4,
    ),
  ],
  'nix-hash': (r) => [
    'default.nix',
    `src = fetchFromGitHub {\n  owner = "sammchardy"; repo = "python-binance";\n  rev = "${r.hex(40)}";\n  sha256 = "${r.string('0123456789abcdfghijklmnpqrsvwxyz', 52)}";\n};\n`,
  ],
  'nix-sri': (r) => ['flake.nix', `vendorHash = "sha256-${b64(r, 32)}";\n`],
  'sri-html': (r) => [
    'index.html',
    `<script src="https://cdn.x.com/binance.js" integrity="sha384-${b64(r, 48)}" crossorigin="anonymous"></script>\n`,
  ],
  sha256sums: (r) => [
    'SHA256SUMS',
    many(20, () => `${r.hex(64)}  binance-bot-${version(r)}.tar.gz\n`),
  ],
  'brew-formula': (r) => [
    'Formula/bot.rb',
    `class Bot < Formula\n  url "https://x/bot.tar.gz"\n  sha256 "${r.hex(64)}"\nend\n`,
  ],
  'dockerfile-digest': (r) => [
    'Dockerfile',
    `FROM python:3.11@sha256:${r.hex(64)}\nRUN pip install python-binance\n`,
  ],
  'workflow-pins': (r) => [
    '.github/workflows/ci.yml',
    `steps:\n${many(8, () => `  - uses: actions/checkout@${r.hex(40)} # v4\n`)}`,
  ],
  'tx-hashes': (r) => [
    'data/transactions.json',
    JSON.stringify(
      Array.from({ length: 20 }, () => ({
        hash: `0x${r.hex(64)}`,
        blockHash: `0x${r.hex(64)}`,
        from: `0x${r.hex(40)}`,
        to: `0x${r.hex(40)}`,
        value: r.digits(18),
      })),
      null,
      2,
    ),
  ],
  'tx-binance': (r) => [
    'withdrawals.json',
    JSON.stringify(
      Array.from({ length: 20 }, () => ({
        exchange: 'binance',
        coin: 'BTC',
        txId: r.hex(64),
        address: base58Check(Buffer.from([0, ...r.bytes(20)])),
        id: r.hex(32),
      })),
      null,
      2,
    ),
  ],
  'btc-blocks': (r) => [
    'blocks.csv',
    `height,hash,merkle_root\n${many(20, (i) => `${i},00000000${r.hex(56)},${r.hex(64)}\n`)}`,
  ],
  'eth-addresses': (r) => [
    'src/constants/tokens.ts',
    many(20, () => `export const TOKEN_${r.int(999)} = '0x${r.hex(40)}'\n`),
  ],
  bytecode: (r) => [
    'artifacts/Token.json',
    JSON.stringify({
      contractName: 'Token',
      abi: [{ inputs: [], name: 'privateKeyOf', type: 'function' }],
      bytecode: `0x6080604052${r.hex(3000)}`,
      deployedBytecode: `0x6080${r.hex(2000)}`,
    }),
  ],
  'abi-topics': (r) => [
    'src/events.ts',
    `export const TRANSFER_TOPIC = '0x${r.hex(64)}'\nexport const EVENT_SIGNATURES = ['0x${r.hex(64)}', '0x${r.hex(64)}']\n`,
  ],
  'merkle-proof': (r) => [
    'airdrop.json',
    JSON.stringify(
      {
        merkleRoot: `0x${r.hex(64)}`,
        claims: {
          [`0x${r.hex(40)}`]: {
            index: 0,
            amount: '0x2b5e',
            proof: Array.from({ length: 14 }, () => `0x${r.hex(64)}`),
          },
        },
      },
      null,
      2,
    ),
  ],
  'bytes32-roles': (r) => [
    'contracts/Roles.sol',
    `bytes32 public constant MINTER_ROLE = 0x${r.hex(64)};\nbytes32 constant DOMAIN_TYPEHASH = 0x${r.hex(64)};\n`,
  ],
  'storage-slot': (r) => [
    'contracts/Proxy.sol',
    `bytes32 internal constant _IMPLEMENTATION_SLOT = 0x${r.hex(64)};\n`,
  ],
  'ipfs-cids': (r) => [
    'metadata.json',
    JSON.stringify({
      image: `ipfs://Qm${r.base58(44)}`,
      alt: `ipfs://bafybei${r.string('abcdefghijklmnopqrstuvwxyz234567', 52)}`,
    }),
  ],
  'solana-addresses': (r) => [
    'src/programs.rs',
    many(8, () => `declare_id!("${base58(Buffer.from(r.bytes(32)))}");\n`),
  ],
  'solana-signatures': (r) => [
    'signatures.txt',
    many(15, () => `${base58(Buffer.from(r.bytes(64)))}\n`),
  ],
  xpub: (r) => [
    'watch.json',
    JSON.stringify({
      xpub: base58Check(
        Buffer.concat([
          Buffer.from([4, 0x88, 0xb2, 0x1e, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
          Buffer.from(r.bytes(32)),
          Buffer.from([2]),
          Buffer.from(r.bytes(32)),
        ]),
      ),
    }),
  ],
  'signature-tests': (r) => [
    'test/sign.test.js',
    `it('signs a request', () => {\n  expect(sign('symbol=BTCUSDT', secret)).to.equal('${r.hex(64)}')\n})\n`,
  ],
  'signature-binance-doc': (r) => [
    'docs/api.md',
    `curl -X POST 'https://api.binance.com/api/v3/order?symbol=LTCBTC&signature=${r.hex(64)}'\n`,
  ],
  'signature-rsa-url': (r) => [
    'docs/rsa.md',
    `https://api.binance.com/api/v3/order?symbol=BTCUSDT&signature=${encodeURIComponent(b64(r, 256))}\n`,
  ],
  'git-shas': (r) => [
    'CHANGELOG.md',
    many(20, () => `- fix: handle binance error (${r.hex(40)})\n`),
  ],
  'git-submodule': (r) => ['.git-blame-ignore-revs', many(8, () => `# format\n${r.hex(40)}\n`)],
  uuids: (r) => [
    'fixtures.sql',
    many(20, () => `INSERT INTO users (id, name) VALUES ('${r.uuid()}', 'x');\n`),
  ],
  'uuid-csproj': (r) => [
    'Bot.sln',
    many(
      10,
      () =>
        `Project("{${r.uuid().toUpperCase()}}") = "Binance.Net", "x.csproj", "{${r.uuid().toUpperCase()}}"\n`,
    ),
  ],
  'order-ids': (r) => [
    'test_orders.py',
    many(
      8,
      () =>
        `    {'symbol': 'BTCUSDT', 'clientOrderId': '${r.base62(22)}', 'origClientOrderId': '${r.base62(36)}'},\n`,
    ),
  ],
  'listen-key-doc': (r) => [
    'user-stream.json',
    JSON.stringify({ symbol: 'BNBUSDT', orderId: r.digits(9), tradeGroupId: r.base62(22) }),
  ],
  'etag-cache': (r) => [
    'http-cache.json',
    JSON.stringify({
      etag: `W/"${r.base62(43)}"`,
      'x-request-id': r.uuid(),
      'x-amz-cf-id': `${r.base64url(54)}==`,
    }),
  ],
  'translation-hash': (r) => [
    'src/i18n.json',
    JSON.stringify(
      Object.fromEntries(
        Array.from({ length: 20 }, () => [r.base62(6), 'Enter your API key and secret']),
      ),
      null,
      2,
    ),
  ],
  'snapshot-ids': (r) => [
    '__snapshots__/a.snap',
    many(
      10,
      () =>
        `exports[\`renders 1\`] = \`<div class="css-${r.string('abcdefghijklmnopqrstuvwxyz0123456789', 6)}-Button" data-id="${r.base62(20)}" />\`;\n`,
    ),
  ],
}
