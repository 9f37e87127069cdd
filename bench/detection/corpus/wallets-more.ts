import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import type { Seeded } from '../../../test/helpers/seeded.ts'
import { filler } from './filler.ts'
import {
  base58,
  ethereum,
  extended,
  keyed,
  mnemonic,
  phrase,
  plant,
  prefixed,
  solana,
  wif,
  words12,
  words24,
} from './wallets.ts'
import type { Maker } from './wallets.ts'

const key = 'private-key'
const inLanguage =
  (list: string[], count: 12 | 24 = 12) =>
  (r: Seeded): string =>
    mnemonic(r, count, list).normalize('NFC')
/** Several values of one kind in one file. */
const several =
  (
    path: string,
    role: string,
    value: (r: Seeded) => string,
    text: (values: string[], r: Seeded) => string,
    count = 3,
  ): Maker =>
  (r) => {
    const values = Array.from({ length: count }, () => value(r))
    return plant(path, text(values, r), role, ...values)
  }
const hexKey = (path: string, text: (key: string, r: Seeded) => string): Maker =>
  keyed(path, key, ethereum, text)
const hexKey0x = (path: string, text: (key: string, r: Seeded) => string): Maker =>
  keyed(path, key, prefixed, text)

const phrases: Readonly<Record<string, Maker>> = {
  'mnemonic-italian': phrase('note.txt', inLanguage(italian), (w) => `frase di recupero\n\n${w}\n`),
  'mnemonic-portuguese': phrase(
    'carteira.txt',
    inLanguage(portuguese),
    (w) => `minha carteira: ${w}\n`,
  ),
  'mnemonic-czech': phrase('.env', inLanguage(czech, 24), (w) => `MNEMONIC='${w}'\n`),
  'mnemonic-korean': phrase('wallet.json', inLanguage(korean), (w) =>
    JSON.stringify({ mnemonic: w, index: 0 }),
  ),
  'mnemonic-chinese': phrase(
    'config.py',
    inLanguage(chinese),
    (w) => `# wallet\nMNEMONIC = "${w}"\n`,
  ),
  'mnemonic-chinese-joined': phrase(
    'wallet.txt',
    inLanguage(chinese),
    (w) => `seed: ${w.replaceAll(' ', '')}\n`,
  ),
  'mnemonic-spanish-decomposed': phrase(
    'wallet.md',
    inLanguage(spanish, 24),
    (w) => `## Seed\n\n${w.normalize('NFD')}\n`,
  ),
  'mnemonic-spanish-lines': phrase(
    'semilla.txt',
    inLanguage(spanish),
    (w) => `Frase semilla\n${w.replaceAll(' ', '\n')}\n`,
  ),
  'mnemonic-french-list': phrase(
    'wallet.txt',
    inLanguage(french, 24),
    (w) =>
      `seed phrase\n${w
        .split(' ')
        .map((word, i) => `${i + 1}. ${word}`)
        .join('\n')}\n`,
  ),
  'mnemonic-japanese-wide': phrase(
    'memo.txt',
    inLanguage(japanese),
    (w) => `seed phrase: ${w.replaceAll(/[ \u{3000}]/gu, '\u{3000}')}\n`,
  ),
  'mnemonic-prose-above': phrase(
    'notes.md',
    words12,
    (w) => `Here is my metamask recovery phrase, do not lose:\n\n${w}\n\nBackup is in the safe.\n`,
  ),
  'mnemonic-prose-same-line': phrase(
    'todo.txt',
    words24,
    (w) => `ledger seed phrase ${w}\nbuy milk\n`,
  ),
  'mnemonic-lines-below-title': phrase(
    'seed.txt',
    words12,
    (w) => `wallet seed phrase\n${w.split(' ').join('\n')}\n`,
  ),
  'mnemonic-list-of-wallets': several(
    'wallets.txt',
    'mnemonic',
    words12,
    (list) => `${list.join('\n')}\n`,
    6,
  ),
  'mnemonic-two-columns': phrase('backup.txt', words12, (w) => {
    const words = w.split(' ')
    return words
      .slice(0, 6)
      .map((_, i) => `${2 * i + 1}. ${words[2 * i]}  ${2 * i + 2}. ${words[2 * i + 1]}\n`)
      .join('')
  }),
  'mnemonic-python': phrase(
    'create.py',
    words12,
    (w) =>
      `from eth_account import Account\nAccount.enable_unaudited_hdwallet_features()\nacct = Account.from_mnemonic("${w}")\n`,
  ),
  'mnemonic-ganache': phrase(
    'package.json',
    words12,
    (w) => `{\n  "scripts": {\n    "chain": "ganache-cli -m '${w}' --fork"\n  }\n}\n`,
  ),
  'mnemonic-cosmos': phrase(
    'init.sh',
    words24,
    (w) => `echo "${w}" | gaiad keys add validator --recover --keyring-backend test\n`,
  ),
  'mnemonic-rust': phrase(
    'src/main.rs',
    words12,
    (w) =>
      `let phrase = "${w}";\nlet wallet = MnemonicBuilder::<English>::default().phrase(phrase).build()?;\n`,
  ),
  'mnemonic-capitals': phrase(
    'SEED.txt',
    words12,
    (w) => `MNEMONIC: ${w.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())}\n`,
  ),
}

const keys: Readonly<Record<string, Maker>> = {
  'eth-ethers-v6': hexKey0x(
    'bot.ts',
    (k) =>
      `import { JsonRpcProvider, Wallet } from "ethers";\n\nconst signer = new Wallet("${k}", new JsonRpcProvider(url));\n`,
  ),
  'eth-web3js-signtx': hexKey0x(
    'send.js',
    (k) =>
      `const Web3 = require('web3')\nconst signed = await web3.eth.accounts.signTransaction(tx, '${k}')\n`,
  ),
  'eth-web3py-signtx': hexKey(
    'swap.py',
    (k) => `signed = w3.eth.account.sign_transaction(txn, private_key="${k}")\n`,
  ),
  'eth-web3py-signtx-positional': hexKey0x(
    'swap.py',
    (k) =>
      `from web3 import Web3\nsigned_tx = web3.eth.account.signTransaction(transaction, '${k}')\n`,
  ),
  'eth-brownie-add': hexKey0x(
    'scripts/deploy.py',
    (k) => `from brownie import accounts, Token\n\ndev = accounts.add("${k}")\n`,
  ),
  'eth-hdwallet': hexKey(
    'truffle-config.js',
    (k) =>
      `const HDWalletProvider = require("@truffle/hdwallet-provider");\n\nprovider: () => new HDWalletProvider("${k}", "https://bsc-dataseed1.binance.org"),\n`,
  ),
  'eth-hdwallet-list': several(
    'truffle-config.js',
    key,
    ethereum,
    (list) =>
      `const privateKeys = [\n${list.map((each) => `  "${each}",\n`).join('')}];\nmodule.exports = { provider: new HDWalletProvider(privateKeys, url, 0, 3) };\n`,
  ),
  'eth-java-web3j': hexKey(
    'src/main/java/Pay.java',
    (k) =>
      `import org.web3j.crypto.Credentials;\n\nCredentials credentials = Credentials.create("${k}");\n`,
  ),
  'eth-csharp-nethereum': hexKey0x(
    'Program.cs',
    (k) => `using Nethereum.Web3.Accounts;\n\nvar account = new Account("${k}");\n`,
  ),
  'eth-go-fromhex': hexKey(
    'cmd/pay/main.go',
    (k) => `key, err := crypto.ToECDSA(common.FromHex("${k}"))\n`,
  ),
  'eth-rust-alloy': hexKey(
    'src/main.rs',
    (k) => `let signer: PrivateKeySigner = "${k}".parse()?;\n`,
  ),
  'eth-rust-from-str': hexKey0x(
    'src/bot.rs',
    (k) => `let wallet = LocalWallet::from_str("${k}").unwrap().with_chain_id(1u64);\n`,
  ),
  'eth-keys-python': hexKey(
    'sign.py',
    (k) => `from eth_keys import keys\npk = keys.PrivateKey(bytes.fromhex("${k}"))\n`,
  ),
  'eth-forge-broadcast': hexKey0x(
    'script/Deploy.s.sol',
    (k) => `function run() external {\n    vm.startBroadcast(${k});\n    new Token();\n}\n`,
  ),
  'eth-forge-uint': hexKey0x('script/Deploy.s.sol', (k) => `uint256 deployerPrivateKey = ${k};\n`),
  'eth-secrets-json': several(
    'secrets.json',
    key,
    ethereum,
    (list, r) => JSON.stringify({ projectId: r.hex(32), privateKeys: list }, null, 2),
    2,
  ),
  'eth-hardhat-lines': several(
    'hardhat.config.js',
    key,
    prefixed,
    (list) =>
      `networks: {\n  bsc: {\n    url: rpc,\n    accounts: [\n${list.map((each) => `      "${each}",\n`).join('')}    ],\n  },\n}\n`,
    2,
  ),
  'eth-env-numbered': several(
    '.env',
    key,
    ethereum,
    (list, r) =>
      `${filler(r, 'env')}${list.map((each, i) => `PRIVATE_KEY_${i + 1}=${each}\n`).join('')}`,
  ),
  'eth-yaml-list': several(
    'config.yml',
    key,
    prefixed,
    (list) =>
      `rpc: https://rpc.ankr.com/eth\nprivate_keys:\n${list.map((each) => `  - "${each}"\n`).join('')}`,
  ),
  'eth-key-file': hexKey0x('data/private_keys.txt', (k) => `${k}\n`),
  'eth-csv': several(
    'wallets.csv',
    key,
    prefixed,
    (list, r) => `address,private_key\n${list.map((each) => `0x${r.hex(40)},${each}\n`).join('')}`,
  ),
  'eth-ts-object': hexKey0x(
    'src/config.ts',
    (k, r) => `export const wallet = {\n  address: '0x${r.hex(40)}',\n  privateKey: '${k}',\n}\n`,
  ),
  'eth-comment': hexKey0x('README.md', (k) => `My private key for the airdrop wallet: \`${k}\`\n`),
  'eth-cast-send': hexKey0x(
    'deploy.sh',
    (k) =>
      `cast send $TOKEN "transfer(address,uint256)" $TO 100 --rpc-url $RPC \\\n  --private-key ${k}\n`,
  ),
  'eth-signing-key': hexKey0x(
    'sign.js',
    (k) => `const signingKey = new ethers.utils.SigningKey("${k}");\n`,
  ),
  'eth-wallets-add': hexKey0x('bot.js', (k) => `web3.eth.accounts.wallet.add("${k}");\n`),
  'eth-ternary': hexKey0x(
    'hardhat.config.ts',
    (k) =>
      `import "@nomiclabs/hardhat-ethers";\n\naccounts: process.env.PRIVATE_KEY !== undefined ? [process.env.PRIVATE_KEY] : ["${k}"],\n`,
  ),
  'cosmos-from-key': hexKey(
    'tx.ts',
    (k) =>
      `import { DirectSecp256k1Wallet } from '@cosmjs/proto-signing'\nconst wallet = await DirectSecp256k1Wallet.fromKey(fromHex('${k}'), 'osmo')\n`,
  ),
  'tron-positional': hexKey(
    'pay.js',
    (k) => `const tronWeb = new TronWeb(fullNode, solidityNode, eventServer, '${k}')\n`,
  ),
  'tron-python': hexKey(
    'pay.py',
    (k) => `from tronpy.keys import PrivateKey\npriv_key = PrivateKey(bytes.fromhex("${k}"))\n`,
  ),
  'wif-bitcoinjs': keyed(
    'tx.js',
    key,
    (r) => wif(r, true),
    (k) => `const alice = ECPair.fromWIF('${k}', network)\n`,
  ),
  'wif-bit': keyed(
    'pay.py',
    key,
    (r) => wif(r, true),
    (k) => `from bit import Key\nmy_key = Key('${k}')\n`,
  ),
  'wif-electrum': several(
    'export.json',
    key,
    (r) => wif(r, true),
    (list, r) =>
      JSON.stringify(
        Object.fromEntries(
          list.map((each) => [
            `bc1q${r.string('acdefghjklmnpqrstuvwxyz023456789', 38)}`,
            `p2wpkh:${each}`,
          ]),
        ),
        null,
        4,
      ),
  ),
  'wif-litecoin': keyed(
    'sweep.sh',
    key,
    (r) => wif(r, true, 0xb0),
    (k) => `litecoin-cli importprivkey ${k} "" false\n`,
  ),
  'xprv-python': keyed(
    'derive.py',
    key,
    (r) => extended(r, 0x0488ade4),
    (k) => `root = BIP32Key.fromExtendedKey("${k}")\n`,
  ),
  'solana-rust': keyed(
    'src/main.rs',
    key,
    (r) => base58(solana(r)),
    (k) => `let payer = Keypair::from_base58_string("${k}");\n`,
  ),
  'solana-bs58': keyed(
    'src/bot.ts',
    key,
    (r) => base58(solana(r)),
    (k) => `const wallet = Keypair.fromSecretKey(bs58.decode(process.env.KEY ?? '${k}'))\n`,
  ),
  'solana-python-array': (r) => {
    const bytes = solana(r)
    const text = `from solders.keypair import Keypair\nkp = Keypair.from_bytes([${[...bytes].join(', ')}])\n`
    return plant('bot.py', text, key, base58(bytes))
  },
}

/** More ways in which keys and phrases of wallets are written down. */
export const moreWalletMakers: Readonly<Record<string, Maker>> = { ...phrases, ...keys }
