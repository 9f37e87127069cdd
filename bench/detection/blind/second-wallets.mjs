/** Thirty more ways in which wallets do. */
import { file } from './file.mjs'
import { addressOf, base58Encode } from './generator.mjs'
import { moneroSeed } from './second-made.mjs'

export const secondWallets = {
  'hardhat-accounts': (g) => {
    const key = g.scalar()
    return file(
      'hardhat.config.ts',
      `import { HardhatUserConfig } from 'hardhat/config'

const config: HardhatUserConfig = {
  solidity: '0.8.19',
  networks: {
    bsc: {
      url: 'https://bsc-dataseed.binance.org',
      accounts: ['${key}'],
    },
  },
}
export default config
`,
      key,
    )
  },
  'hardhat-mnemonic': (g) => {
    const phrase = g.mnemonic(12)
    return file(
      'hardhat.config.js',
      `module.exports = {
  networks: {
    mainnet: { url: process.env.RPC, accounts: { mnemonic: "${phrase}", path: "m/44'/60'/0'/0" } },
  },
}
`,
      phrase,
    )
  },
  'truffle-secret-file': (g) => {
    const phrase = g.mnemonic(12)
    return file('.secret', `${phrase}`, phrase)
  },
  'truffle-inline': (g) => {
    const key = g.scalar()
    return file(
      'truffle-config.js',
      `const HDWalletProvider = require('@truffle/hdwallet-provider')
module.exports = {
  networks: {
    goerli: {
      provider: () => new HDWalletProvider('${key}', 'https://rpc.ankr.com/eth_goerli'),
      network_id: 5,
    },
  },
}
`,
      key,
    )
  },
  'foundry-script': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'deploy.sh',
      `forge script script/Deploy.s.sol --rpc-url $RPC --broadcast \\
  --private-key ${key} --verify
`,
      key,
    )
  },
  'foundry-cast-makefile': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'Makefile',
      `RPC := https://mainnet.base.org
PK := ${key}

mint:
\tcast send $(NFT) "mint(uint256)" 1 --rpc-url $(RPC) --private-key $(PK)
`,
      key,
    )
  },
  'brownie-yaml': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'brownie-config.yaml',
      `dotenv: .env
wallets:
  from_key: ${key}
networks:
  default: sepolia
`,
      key,
    )
  },
  'solidity-constant': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'script/Deploy.s.sol',
      `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
import "forge-std/Script.sol";

contract Deploy is Script {
    uint256 deployerPrivateKey = ${key};
    function run() external { vm.startBroadcast(deployerPrivateKey); }
}
`,
      key,
    )
  },
  'ethers-wallet': (g) => {
    const key = g.scalar()
    return file(
      'scripts/send.js',
      `const { ethers } = require('ethers')
const provider = new ethers.JsonRpcProvider('https://polygon-rpc.com')
const wallet = new ethers.Wallet('${key}', provider)
wallet.sendTransaction({ to: '${g.address()}', value: 1n })
`,
      key,
    )
  },
  'web3py-account': (g) => {
    const key = `0x${g.scalar()}`
    return file(
      'claim.py',
      `from web3 import Web3
w3 = Web3(Web3.HTTPProvider('https://arb1.arbitrum.io/rpc'))
acct = w3.eth.account.from_key('${key}')
`,
      key,
    )
  },
  'airdrop-wallet-list': (g) => {
    const keys = Array.from({ length: 5 }, () => g.scalar())
    const rows = keys.map((key) => [addressOf(key), `0x${key}`])
    return file(
      'data/wallets.txt',
      rows.map((r) => r.join(':')).join('\n') + '\n',
      ...rows.map((r) => r[1]),
    )
  },
  'private-keys-file': (g) => {
    const rows = Array.from({ length: 6 }, () => g.scalar())
    return file('private_keys.txt', rows.join('\n') + '\n', ...rows)
  },
  'russian-wallets-csv': (g) => {
    const rows = Array.from({ length: 4 }, () => [g.address(), g.mnemonic(12)])
    return file(
      'кошельки.csv',
      'адрес;сид-фраза\n' + rows.map((r) => r.join(';')).join('\n') + '\n',
      ...rows.map((r) => r[1]),
    )
  },
  'seed-numbered': (g) => {
    const phrase = g.mnemonic(24)
    const words = phrase.split(' ')
    const numbered = words.map((w, i) => `${i + 1}. ${w}`).join('\n')
    return file(
      'wallet backup.txt',
      `Ledger Nano S recovery

${numbered}

PIN: ${g.number(6)}
`,
      { value: phrase, as: numbered },
    )
  },
  'seed-json-array': (g) => {
    const words = g.mnemonic(12).split(' ')
    return file(
      'src/fixtures/wallet.json',
      JSON.stringify({ name: 'main', network: 'bitcoin', words }),
      JSON.stringify(words),
    )
  },
  'seed-capitals': (g) => {
    const phrase = g.mnemonic(12).toUpperCase()
    return file(
      'paper.md',
      `# Wallet

SEED: ${phrase}

Keep offline!
`,
      phrase,
    )
  },
  'seed-chat': (g) => {
    const phrase = g.mnemonic(12)
    return file(
      'export/whatsapp.txt',
      `[12/03/21, 18:22:01] Ana: me pasas la frase de la metamask?
[12/03/21, 18:22:40] Luis: ${phrase}
[12/03/21, 18:23:02] Ana: gracias 👍
`,
      phrase,
    )
  },
  'seed-markdown-quote': (g) => {
    const phrase = g.mnemonic(15)
    return file(
      'docs/cardano.md',
      `## Yoroi

> ${phrase}

spending password: see vault
`,
      phrase,
    )
  },
  'wif-python-bit': (g) => {
    const key = g.wif()
    return file(
      'sweep.py',
      `from bit import PrivateKey
k = PrivateKey('${key}')
print(k.get_balance('usd'))
`,
      key,
    )
  },
  'bitcoin-dumpwallet': (g) => {
    const a = g.wif(),
      b = g.wif()
    return file(
      'wallet.dump',
      `# Wallet dump created by Bitcoin v0.21.0
# * Created on 2021-02-11T10:01:55Z
${a} 2021-02-11T09:58:20Z label= # addr=${g.base58(34)}
${b} 2021-02-11T09:58:20Z reserve=1 # addr=${g.base58(34)}
# End of dump
`,
      a,
      b,
    )
  },
  'xprv-env': (g) => {
    const key = g.extendedKey()
    return file(
      'server/.env',
      `PORT=3000
HD_ROOT=${key}
CONFIRMATIONS=3
`,
      key,
    )
  },
  'descriptor-import': (g) => {
    const key = g.extendedKey(0x04358394)
    return file(
      'regtest/import.sh',
      `bitcoin-cli -testnet importdescriptors '[{"desc":"wpkh(${key}/84h/1h/0h/0/*)#${g.base62(8).toLowerCase()}","timestamp":"now","active":true}]'
`,
      key,
    )
  },
  walletpassphrase: (g) => {
    const pass = g.password()
    return file(
      'stake.sh',
      `#!/bin/bash
bitcoin-cli walletpassphrase "${pass}" 600
bitcoin-cli sendtoaddress $1 $2
`,
      pass,
    )
  },
  'geth-personal-unlock': (g) => {
    const pass = g.password()
    return file(
      'scripts/unlock.js',
      `web3.eth.personal.unlockAccount('${g.address()}', '${pass}', 600)
  .then(() => console.log('unlocked'))
`,
      pass,
    )
  },
  'solana-keypair-json': (g) => {
    const bytes = [...g.solana()]
    return file(
      'anchor/target/deploy/program-keypair.json',
      JSON.stringify(bytes),
      JSON.stringify(bytes),
    )
  },
  'solana-base58-ts': (g) => {
    const key = base58Encode(g.solana())
    return file(
      'src/sniper/config.ts',
      `export const RPC = 'https://api.mainnet-beta.solana.com'
export const WALLET = '${key}'
export const SLIPPAGE = 5
`,
      key,
    )
  },
  'keystore-with-password': (g) => {
    const pass = g.password()
    return file(
      'node/start.sh',
      `echo "${pass}" > password.txt
geth account import --password password.txt key.hex
KEYSTORE_PASSWORD=${pass} ./validator --keystore ./UTC--2021
`,
      { value: pass, as: `KEYSTORE_PASSWORD=${pass}` },
    )
  },
  'monero-seed': (g) => {
    const phrase = moneroSeed(g)
    return file(
      'monero/README.txt',
      `monero-wallet-cli output

NOTE: the following 25 words can be used to recover access to your wallet.

${phrase}
`,
      phrase,
    )
  },
  'electrum-wallet': (g) => {
    const phrase = g.electrumSeed(),
      key = g.extendedKey(0x04b2430c)
    return file(
      'default_wallet',
      JSON.stringify(
        {
          keystore: {
            derivation: "m/0'",
            pw_hash_version: 1,
            root_fingerprint: g.hex(8),
            seed: phrase,
            type: 'bip32',
            xprv: key,
            xpub: 'zpub6',
          },
          seed_type: 'segwit',
          seed_version: 41,
          use_encryption: false,
          wallet_type: 'standard',
        },
        null,
        4,
      ),
      phrase,
      key,
    )
  },
  'polkadot-suri': (g) => {
    const phrase = g.mnemonic(12)
    return file(
      'node/run-collator.sh',
      `./target/release/node key insert --base-path /data --chain mainnet \\
  --scheme Sr25519 --suri "${phrase}//aura" --key-type aura
`,
      phrase,
    )
  },
}
