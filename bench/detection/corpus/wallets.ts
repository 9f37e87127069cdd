import { createHash, createHmac, createPrivateKey, createPublicKey } from 'node:crypto'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import type { Seeded } from '../../../test/helpers/seeded.ts'
import { filler } from './filler.ts'
import type { Made } from './template.ts'

const digits58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export function base58(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = `${digits58[Number(value % 58n)]}${text}`
  for (const byte of bytes) {
    if (byte !== 0) break
    text = `1${text}`
  }
  return text
}

export function base58Check(payload: Uint8Array): string {
  const sha = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
  return base58(Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]))
}

export const mnemonic = (
  r: Seeded,
  words: 12 | 15 | 18 | 21 | 24,
  list: string[] = english,
): string => entropyToMnemonic(r.bytes((words / 3) * 4), list)

/** A private scalar: never zero, never above the order of the curve. */
const scalar = (r: Seeded): Buffer => Buffer.from([r.int(0xf0) + 1, ...r.bytes(31)])
export const ethereum = (r: Seeded): string => scalar(r).toString('hex')
export const wif = (r: Seeded, compressed: boolean, version = 0x80): string =>
  base58Check(
    Buffer.concat([Buffer.from([version]), scalar(r), Buffer.from(compressed ? [1] : [])]),
  )
export const extended = (r: Seeded, version: number): string => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(version)
  head[4] = 3
  head.set(r.bytes(4), 5)
  head.writeUInt32BE(0x80000000, 9)
  return base58Check(Buffer.concat([head, Buffer.from(r.bytes(32)), Buffer.from([0]), scalar(r)]))
}

export function solana(r: Seeded): Uint8Array {
  const seed = Buffer.from(r.bytes(32))
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return Buffer.concat([seed, Buffer.from(String(x), 'base64url')])
}

function electrum(r: Seeded): string {
  for (;;) {
    const words = Array.from({ length: 12 }, () => r.pick(english)).join(' ')
    if (createHmac('sha512', 'Seed version').update(words).digest('hex').startsWith('01'))
      return words
  }
}

export const plant = (path: string, content: string, role: string, ...values: string[]): Made => ({
  path,
  content,
  planted: values.map((value) => ({ role, value })),
})

export type Maker = (r: Seeded) => Made

/** `phrase` is planted as its words with single spaces. */
export const phrase =
  (path: string, words: (r: Seeded) => string, text: (words: string, r: Seeded) => string): Maker =>
  (r) => {
    const value = words(r)
    return plant(path, text(value, r), 'mnemonic', value)
  }

export const keyed =
  (
    path: string,
    role: string,
    value: (r: Seeded) => string,
    text: (value: string, r: Seeded) => string,
  ): Maker =>
  (r) => {
    const made = value(r)
    return plant(path, text(made, r), role, made)
  }

export const words12 = (r: Seeded): string => mnemonic(r, 12)
export const words24 = (r: Seeded): string => mnemonic(r, 24)
export const prefixed = (r: Seeded): string => `0x${ethereum(r)}`

export const walletMakers: Readonly<Record<string, Maker>> = {
  'mnemonic-env': phrase('.env', words12, (w, r) => `${filler(r, 'env')}MNEMONIC="${w}"\n`),
  'mnemonic-env-bare': phrase('.env', words12, (w) => `SEED_PHRASE=${w}\n`),
  'mnemonic-24': phrase(
    'hardhat.config.js',
    words24,
    (w) =>
      `const mnemonic = "${w}";\nmodule.exports = { networks: { mainnet: { accounts: { mnemonic } } } };\n`,
  ),
  'mnemonic-15': phrase(
    '.env',
    (r) => mnemonic(r, 15),
    (w) => `MNEMONIC='${w}'\n`,
  ),
  'mnemonic-18': phrase(
    '.env',
    (r) => mnemonic(r, 18),
    (w) => `MNEMONIC='${w}'\n`,
  ),
  'mnemonic-21': phrase(
    '.env',
    (r) => mnemonic(r, 21),
    (w) => `MNEMONIC='${w}'\n`,
  ),
  'mnemonic-text': phrase('wallet.txt', words12, (w) => `my metamask seed\n${w}\n`),
  'mnemonic-bare-file': phrase('.secret', words12, (w) => w),
  'mnemonic-lines': phrase('seed.txt', words12, (w) => `${w.replaceAll(' ', '\n')}\n`),
  'mnemonic-numbered': phrase('seed.md', words12, (w) =>
    w
      .split(' ')
      .map((word, i) => `${i + 1}. ${word}\n`)
      .join(''),
  ),
  'mnemonic-numbered-line': phrase(
    'seed.txt',
    words12,
    (w) =>
      `${w
        .split(' ')
        .map((word, i) => `${i + 1}. ${word}`)
        .join(' ')}\n`,
  ),
  'mnemonic-json-array': phrase('wallet.json', words12, (w) =>
    JSON.stringify({ words: w.split(' ') }, null, 2),
  ),
  'mnemonic-json-line': phrase('wallet.json', words24, (w) =>
    JSON.stringify({ mnemonic: w, path: "m/44'/60'/0'/0" }),
  ),
  'mnemonic-commas': phrase('seed.csv', words12, (w) => `${w.replaceAll(' ', ',')}\n`),
  'mnemonic-truffle': phrase(
    'truffle-config.js',
    words12,
    (w) =>
      `const HDWalletProvider = require('@truffle/hdwallet-provider');\nprovider: () => new HDWalletProvider("${w}", "https://mainnet.infura.io/v3/x")\n`,
  ),
  'mnemonic-ethers': phrase(
    'deploy.ts',
    words12,
    (w) => `const wallet = ethers.Wallet.fromMnemonic("${w}")\n`,
  ),
  'mnemonic-french': phrase(
    '.env',
    (r) => mnemonic(r, 12, french),
    (w) => `MNEMONIC="${w}"\n`,
  ),
  'mnemonic-spanish': phrase(
    'wallet.txt',
    (r) => mnemonic(r, 12, spanish),
    (w) => `frase semilla: ${w}\n`,
  ),
  'mnemonic-japanese': phrase(
    'wallet.txt',
    (r) => mnemonic(r, 12, japanese),
    (w) => `seed: ${w}\n`,
  ),
  'electrum-seed': phrase('electrum.txt', electrum, (w) => `electrum seed: ${w}\n`),
  'eth-env': keyed(
    '.env',
    'private-key',
    ethereum,
    (k, r) => `${filler(r, 'env')}PRIVATE_KEY=${k}\n`,
  ),
  'eth-env-0x': keyed('.env', 'private-key', prefixed, (k) => `PRIVATE_KEY=0x${k.slice(2)}\n`),
  'eth-env-deployer': keyed(
    '.env',
    'private-key',
    prefixed,
    (k) => `DEPLOYER_PRIVATE_KEY="${k}"\n`,
  ),
  'eth-hardhat': keyed(
    'hardhat.config.ts',
    'private-key',
    prefixed,
    (k) =>
      `networks: {\n  mainnet: {\n    url: "https://eth.llamarpc.com",\n    accounts: ["${k}"],\n  },\n}\n`,
  ),
  'eth-hardhat-const': keyed(
    'hardhat.config.js',
    'private-key',
    ethereum,
    (k) => `require("@nomicfoundation/hardhat-toolbox");\nconst GOERLI_PRIVATE_KEY = "${k}";\n`,
  ),
  'eth-web3py': keyed(
    'send.py',
    'private-key',
    prefixed,
    (k) => `from web3 import Web3\naccount = w3.eth.account.from_key("${k}")\n`,
  ),
  'eth-web3py-name': keyed(
    'send.py',
    'private-key',
    ethereum,
    (k) => `from web3 import Web3\nprivate_key = '${k}'\n`,
  ),
  'eth-ethers': keyed(
    'deploy.js',
    'private-key',
    prefixed,
    (k) => `const wallet = new ethers.Wallet("${k}", provider)\n`,
  ),
  'eth-web3js': keyed(
    'send.js',
    'private-key',
    prefixed,
    (k) => `const account = web3.eth.accounts.privateKeyToAccount('${k}')\n`,
  ),
  'eth-forge': keyed(
    'deploy.sh',
    'private-key',
    prefixed,
    (k) => `forge create src/Token.sol:Token --rpc-url $RPC --private-key ${k}\n`,
  ),
  'eth-cast': keyed(
    '.bash_history',
    'private-key',
    prefixed,
    (k) => `cast send 0x00 "mint()" --private-key=${k}\n`,
  ),
  'eth-viem': keyed(
    'client.ts',
    'private-key',
    prefixed,
    (k) =>
      `import { privateKeyToAccount } from 'viem/accounts'\nconst account = privateKeyToAccount('${k}')\n`,
  ),
  'eth-go': keyed(
    'main.go',
    'private-key',
    ethereum,
    (k) => `privateKey, err := crypto.HexToECDSA("${k}")\n`,
  ),
  'eth-brownie': keyed(
    'brownie-config.yaml',
    'private-key',
    prefixed,
    (k) => `wallets:\n  from_key: ${k}\n`,
  ),
  'eth-json': keyed('wallet.json', 'private-key', prefixed, (k, r) =>
    JSON.stringify({ address: `0x${r.hex(40)}`, privateKey: k }, null, 2),
  ),
  'eth-yaml': keyed(
    'config.yaml',
    'private-key',
    prefixed,
    (k) => `wallet:\n  private_key: "${k}"\n`,
  ),
  'eth-metamask-note': keyed(
    'notes.txt',
    'private-key',
    ethereum,
    (k) => `metamask private key: ${k}\n`,
  ),
  'eth-rust': keyed(
    'src/main.rs',
    'private-key',
    ethereum,
    (k) => `let wallet: LocalWallet = "${k}".parse::<LocalWallet>()?;\n`,
  ),
  'wif-env': keyed(
    '.env',
    'private-key',
    (r) => wif(r, true),
    (k) => `BTC_PRIVATE_KEY=${k}\n`,
  ),
  'wif-bare': keyed(
    'wallet.txt',
    'private-key',
    (r) => wif(r, true),
    (k) => `${k}\n`,
  ),
  'wif-uncompressed': keyed(
    'import.sh',
    'private-key',
    (r) => wif(r, false),
    (k) => `bitcoin-cli importprivkey "${k}"\n`,
  ),
  'wif-json': keyed(
    'keys.json',
    'private-key',
    (r) => wif(r, true),
    (k) => JSON.stringify({ wif: k }),
  ),
  xprv: keyed(
    'wallet.json',
    'private-key',
    (r) => extended(r, 0x0488ade4),
    (k) => JSON.stringify({ master: k }),
  ),
  'xprv-text': keyed(
    'backup.txt',
    'private-key',
    (r) => extended(r, 0x0488ade4),
    (k) => `${k}\n`,
  ),
  yprv: keyed(
    'backup.txt',
    'private-key',
    (r) => extended(r, 0x049d7878),
    (k) => `account: ${k}\n`,
  ),
  zprv: keyed(
    'config.py',
    'private-key',
    (r) => extended(r, 0x04b2430c),
    (k) => `MASTER = "${k}"\n`,
  ),
  // Reported in base58, whichever form it stands in.
  'solana-array': (r) => {
    const bytes = solana(r)
    return plant('id.json', JSON.stringify([...bytes]), 'private-key', base58(bytes))
  },
  'solana-array-code': (r) => {
    const bytes = solana(r)
    const text = JSON.stringify([...bytes])
    return plant(
      'src/wallet.ts',
      `const secret = Uint8Array.from(${text})\nconst payer = Keypair.fromSecretKey(secret)\n`,
      'private-key',
      base58(bytes),
    )
  },
  'solana-array-lines': (r) => {
    const bytes = solana(r)
    return plant('wallet.json', JSON.stringify([...bytes], null, 2), 'private-key', base58(bytes))
  },
  'solana-base58': keyed(
    '.env',
    'private-key',
    (r) => base58(solana(r)),
    (k) => `SOLANA_PRIVATE_KEY=${k}\n`,
  ),
  'solana-base58-phantom': keyed(
    'bot.py',
    'private-key',
    (r) => base58(solana(r)),
    (k) => `from solders.keypair import Keypair\nkp = Keypair.from_base58_string("${k}")\n`,
  ),
  'keystore-v3': (r) => {
    const ciphertext = r.hex(64)
    const store = {
      version: 3,
      id: r.uuid(),
      address: r.hex(40),
      crypto: {
        ciphertext,
        cipherparams: { iv: r.hex(32) },
        cipher: 'aes-128-ctr',
        kdf: 'scrypt',
        kdfparams: { dklen: 32, salt: r.hex(64), n: 262144, r: 8, p: 1 },
        mac: r.hex(64),
      },
    }
    return plant(
      `UTC--2023-01-01T00-00-00.000Z--${store.address}`,
      JSON.stringify(store),
      'private-key',
      ciphertext,
    )
  },
  'tron-key': keyed(
    'bot.js',
    'private-key',
    ethereum,
    (k) =>
      `const TronWeb = require('tronweb')\nconst tronWeb = new TronWeb({ fullHost, privateKey: '${k}' })\n`,
  ),
}
