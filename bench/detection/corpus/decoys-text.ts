import type { Decoy } from './decoys-hash.ts'
import { identifier, many } from './decoy-words.ts'

/** Source, documents and bodies of other formats. */
export const textDecoys: Readonly<Record<string, Decoy>> = {
  'env-example': (r) => [
    r.pick(['.env.example', '.env.sample', '.env.template']),
    'BINANCE_API_KEY=your_api_key_here\nBINANCE_API_SECRET=your_api_secret_here\nTELEGRAM_TOKEN=\nDATABASE_URL=postgres://user:password@localhost:5432/db\n',
  ],
  'env-example-x': (r) => [
    '.env.example',
    `BINANCE_API_KEY=${r.pick(['x', 'X', '*', '0'])}${'xxxx'.repeat(15)}xxx\nSECRET=${'*'.repeat(64)}\n`,
  ],
  'env-example-repeat': () => [
    '.env.example',
    `BINANCE_KEY=${'abcdefgh12345678'.repeat(4)}\nBINANCE_SECRET=${'0123456789abcdef'.repeat(4)}\n`,
  ],
  'env-empty': () => ['.env', 'BINANCE_API_KEY=\nBINANCE_API_SECRET=""\nBINANCE_TESTNET=true\n'],
  redacted: () => [
    'config.json',
    JSON.stringify({
      exchange: {
        name: 'binance',
        key: '<REDACTED>',
        secret: '****************************************************************',
      },
    }),
  ],
  'redacted-partial': (r) => [
    'bot.log',
    `binance api key ${r.base62(4)}${'*'.repeat(56)}${r.base62(4)}\nsecret ${r.base62(6)}...${r.base62(4)}\n`,
  ],
  'references-env': () => [
    'config.py',
    "api_key = os.environ['BINANCE_API_KEY']\napi_secret = os.getenv('BINANCE_API_SECRET')\nclient = Client(api_key, api_secret)\n",
  ],
  'references-template': () => [
    'values.yaml',
    'binance:\n  apiKey: ${BINANCE_API_KEY}\n  apiSecret: {{ .Values.binance.secret }}\n  token: ${{ secrets.BINANCE_TOKEN }}\n  pass: "#{ENV[\'X\']}"\n',
  ],
  'references-vault': () => [
    'main.tf',
    'binance_secret = data.vault_generic_secret.binance.data["api_secret"]\napi_key = aws_secretsmanager_secret_version.binance.secret_string\n',
  ],
  'references-helm': () => [
    'templates/secret.yaml',
    'data:\n  BINANCE_API_KEY: {{ .Values.binanceApiKey | b64enc | quote }}\n',
  ],
  'github-secrets': () => [
    '.github/workflows/ci.yml',
    'env:\n  BINANCE_API_KEY: ${{ secrets.BINANCE_API_KEY }}\n  GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}\n',
  ],
  'identifiers-64': (r) => [
    'src/handlers.ts',
    many(20, () => `export function ${identifier(r, 64)}() {}\n`),
  ],
  'identifiers-key': (r) => [
    'src/keys.java',
    many(15, () => `String secretKey = ${identifier(r, 64)};\n`),
  ],
  'constants-upper': (r) => [
    'src/constants.h',
    many(15, () => `#define BINANCE_${identifier(r, 30).toUpperCase()}_API_SECRET_KEY_LENGTH 64\n`),
  ],
  alphabets: () => [
    'src/base62.ts',
    'const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"\nconst KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"\nconst secret = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"\n',
  ],
  'alphabet-shuffled': () => [
    'src/base58.js',
    "var ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'\nvar ripple = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz'\n",
  ],
  'word-list': () => [
    'src/wordlist.json',
    JSON.stringify(
      'abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid acoustic acquire across act action actor actress actual'.split(
        ' ',
      ),
    ),
  ],
  'test-mnemonic': () => [
    'hardhat.config.js',
    'const mnemonic = "test test test test test test test test test test test junk"\nconst other = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"\n',
  ],
  'hardhat-account': () => [
    'scripts/local.sh',
    `PRIVATE_KEY=0x${['ac0974bec39a17e36ba4a6b4d238ff94', '4bacb478cbed5efcae784d7bf4f2ff80'].join('')}\n`,
  ],
  'bip39-wrong-checksum': (r) => [
    'notes.txt',
    `the quick guide: ${Array.from({ length: 11 }, () => r.pick(['abandon', 'ability', 'able', 'about'])).join(' ')} zoo zoo\n`,
  ],
  'sentence-of-words': () => [
    'README.md',
    'You can also change the current account before you use the market order with any method that you like and then return.\n',
  ],
}
