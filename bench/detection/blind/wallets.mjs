/** What moves coins by itself: phrases, private keys, key files, brain wallets, and the configurations they stand in. */
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js'
import { wordlist as simplified } from '@scure/bip39/wordlists/simplified-chinese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { file, json, text } from './file.mjs'
import { accountKey, addressOf, base58Encode } from './generator.mjs'

const phrase = (path, words, write, list) => (g) => {
  const mnemonic = g.mnemonic(words, list).normalize('NFC')
  return file(path, write(g, mnemonic), mnemonic)
}

/** A phrase that the file writes otherwise. */
const spread = (path, words, as, write) => (g) => {
  const mnemonic = g.mnemonic(words)
  const written = as(mnemonic.split(' '))
  return file(path, write(g, written), { value: mnemonic, as: written })
}

const hexKey = (path, write) => (g) => {
  const key = g.scalar()
  return file(path, write(g, key), key)
}

const value = (path, make, write) => (g) => {
  const made = make(g)
  return file(path, write(g, made), made)
}

const phrases = {
  'hardhat-mnemonic': phrase(
    'hardhat.config.js',
    12,
    (g, m) => text`
    require('@nomicfoundation/hardhat-toolbox')

    module.exports = {
      solidity: '0.8.${g.between(9, 24)}',
      networks: {
        mainnet: { url: 'https://eth.llamarpc.com', accounts: { mnemonic: '${m}' } },
      },
    }
  `,
  ),
  'truffle-hdwallet': phrase(
    'truffle-config.js',
    12,
    (g, m) => text`
    const HDWalletProvider = require('@truffle/hdwallet-provider');
    const mnemonic = "${m}";
    module.exports = {
      networks: { bsc: { provider: () => new HDWalletProvider(mnemonic, 'https://bsc-dataseed1.binance.org'), network_id: 56 } },
    };
  `,
  ),
  'secret-file': phrase('.secret', 12, (g, m) => m),
  'secret-file-24': phrase('.secret', 24, (g, m) => `${m}\n`),
  'dotenv-mnemonic': phrase('.env', 12, (g, m) => `MNEMONIC="${m}"\nINFURA_NETWORK=mainnet\n`),
  'dotenv-unquoted': phrase('.env', 24, (g, m) => `SEED_PHRASE=${m}\n`),
  'python-unlabelled': phrase(
    'drain_test.py',
    12,
    (g, m) => text`
    from eth_account import Account
    Account.enable_unaudited_hdwallet_features()
    acct = Account.from_mnemonic("${m}")
    print(acct.address)
  `,
  ),
  'ethers-from-phrase': phrase(
    'scripts/send.ts',
    12,
    (g, m) => text`
    import { ethers } from 'ethers'
    const wallet = ethers.Wallet.fromPhrase('${m}')
    await wallet.connect(provider).sendTransaction({ to: '${g.address()}', value: 1n })
  `,
  ),
  'fifteen-words-toml': phrase(
    'config.toml',
    15,
    (g, m) => `[wallet]\nname = "cardano-${g.noun()}"\nmnemonic = "${m}"\n`,
  ),
  'eighteen-words-yaml': phrase(
    'relayer.yaml',
    18,
    (g, m) => `chain: osmosis-1\nkey:\n  name: ${g.person()}\n  mnemonic: ${m}\n`,
  ),
  'twenty-one-words-note': phrase(
    'wallet-backup.txt',
    21,
    (g, m) => `Backup ${g.date()}\n\n${m}\n`,
  ),
  'cosmos-init-log': phrase(
    'init.log',
    24,
    (g, m) => text`
    - name: validator
      type: local
      address: cosmos1${g.lowerAlnum(38)}

    **Important** write this mnemonic phrase in a safe place.
    It is the only way to recover your account if you ever forget your password.

    ${m}
  `,
  ),
  'word-per-line': spread(
    'seed.txt',
    12,
    (words) => words.join('\n'),
    (g, m) => `${m}\n`,
  ),
  'word-per-line-24': spread(
    'recovery.txt',
    24,
    (words) => words.join('\n'),
    (g, m) => `Recovery phrase\n${m}\n`,
  ),
  'numbered-lines': spread(
    'docs/ledger.md',
    24,
    (words) => words.map((word, n) => `${n + 1}. ${word}`).join('\n'),
    (g, m) => `# Ledger seed\n\n${m}\n`,
  ),
  'numbered-one-line': spread(
    'wallet.txt',
    12,
    (words) => words.map((word, n) => `${n + 1}.${word}`).join(' '),
    (g, m) => `metamask: ${m}\n`,
  ),
  'numbered-grid': spread(
    'paper-wallet.txt',
    12,
    (words) =>
      [0, 3, 6, 9]
        .map((row) =>
          words
            .slice(row, row + 3)
            .map((word, n) => `${row + n + 1}) ${word}`.padEnd(16))
            .join('')
            .trimEnd(),
        )
        .join('\n'),
    (g, m) => `Trezor recovery seed\n\n${m}\n`,
  ),
  'json-array': spread(
    'wallet.json',
    12,
    (words) => JSON.stringify(words),
    (g, m) => `{"network":"mainnet","words":${m}}\n`,
  ),
  'json-array-lines': spread(
    'keys/seed.json',
    12,
    (words) => words.map((word) => `    "${word}"`).join(',\n'),
    (g, m) => `{\n  "mnemonic": [\n${m}\n  ]\n}\n`,
  ),
  'comma-separated': spread(
    'config.ini',
    12,
    (words) => words.join(','),
    (g, m) => `[electrum]\nseed=${m}\n`,
  ),
  'python-list-split': phrase(
    'tron.py',
    12,
    (g, m) => `from tronpy import Tron\nwords = "${m}".split()\nclient = Tron()\n`,
  ),
  'comment-in-solidity': phrase(
    'contracts/Token.sol',
    12,
    (g, m) => text`
    // SPDX-License-Identifier: MIT
    pragma solidity ^0.8.20;
    // deployer wallet: ${m}
    contract Token { string public name = "${g.noun()}"; }
  `,
  ),
  'ton-deploy-ts': phrase(
    'scripts/deploy.ts',
    24,
    (g, m) => text`
    import { mnemonicToWalletKey } from '@ton/crypto'
    const key = await mnemonicToWalletKey("${m}".split(' '))
  `,
  ),
  'polkadot-uri': phrase(
    'src/keyring.js',
    12,
    (g, m) => text`
    const keyring = new Keyring({ type: 'sr25519' })
    const ${g.person()} = keyring.addFromUri('${m}')
  `,
  ),
  'ci-env-mnemonic': phrase(
    '.circleci/config.yml',
    12,
    (g, m) => text`
    jobs:
      deploy:
        environment:
          MNEMONIC: ${m}
        steps: [checkout, run: npx truffle migrate --network mainnet]
  `,
  ),
  'chat-log-phrase': phrase(
    'support/chat.txt',
    12,
    (g, m) =>
      `[${g.time()}] ${g.person()}: here are my 12 words\n[${g.time()}] ${g.person()}: ${m}\n[${g.time()}] bot: never share them\n`,
  ),
  'spanish-phrase': phrase(
    'cartera.env',
    12,
    (g, m) => `SEMILLA="${m}"\nMNEMONIC_LANGUAGE=spanish\n`,
    spanish,
  ),
  'french-phrase': phrase(
    'portefeuille.txt',
    24,
    (g, m) => `Phrase de récupération :\n${m}\n`,
    french,
  ),
  'italian-phrase': phrase('.env', 12, (g, m) => `MNEMONIC='${m}'\n`, italian),
  'portuguese-phrase': phrase('carteira.json', 12, (g, m) => json({ mnemonic: m }), portuguese),
  'czech-phrase': phrase('.env', 12, (g, m) => `WALLET_MNEMONIC=${m}\n`, czech),
  'japanese-phrase': phrase('wallet.txt', 12, (g, m) => `mnemonic: ${m}\n`, japanese),
  'korean-phrase': phrase('wallet.yml', 12, (g, m) => `mnemonic: "${m}"\n`, korean),
  'chinese-phrase': phrase('助记词.txt', 12, (g, m) => `助记词: ${m}\n`, simplified),
}

const hexKeys = {
  'hardhat-accounts': hexKey(
    'hardhat.config.ts',
    (g, key) => text`
    import { HardhatUserConfig } from 'hardhat/config'

    const config: HardhatUserConfig = {
      solidity: '0.8.19',
      networks: { polygon: { url: 'https://polygon-rpc.com', accounts: ['0x${key}'] } },
    }
    export default config
  `,
  ),
  'hardhat-accounts-bare': hexKey(
    'hardhat.config.js',
    (g, key) => text`
    module.exports = {
      networks: {
        bsc: {
          url: "https://bsc-dataseed.binance.org/",
          chainId: 56,
          accounts: [\`${key}\`]
        }
      }
    }
  `,
  ),
  'dotenv-private-key': hexKey(
    '.env',
    (g, key) => `PRIVATE_KEY=${key}\nETHERSCAN_NETWORK=mainnet\n`,
  ),
  'dotenv-deployer': hexKey(
    '.env',
    (g, key) => `RPC_URL=https://rpc.ankr.com/eth\nDEPLOYER_PK=0x${key}\n`,
  ),
  'foundry-script': hexKey(
    'script/Deploy.s.sol',
    (g, key) => text`
    contract Deploy is Script {
        function run() external {
            uint256 deployerPrivateKey = 0x${key};
            vm.startBroadcast(deployerPrivateKey);
        }
    }
  `,
  ),
  'cast-send': hexKey(
    'deploy.sh',
    (g, key) => text`
    #!/usr/bin/env bash
    forge create src/Vault.sol:Vault --rpc-url $RPC --private-key 0x${key} --broadcast
  `,
  ),
  'makefile-forge': hexKey(
    'Makefile',
    (g, key) =>
      `PK := ${key}\n\ndeploy:\n\tforge script script/Deploy.s.sol --rpc-url $(RPC) --private-key $(PK) --broadcast\n`,
  ),
  'web3py-account': hexKey(
    'swap.py',
    (g, key) => text`
    from web3 import Web3
    w3 = Web3(Web3.HTTPProvider("https://bsc-dataseed.binance.org/"))
    signed = w3.eth.account.sign_transaction(tx, private_key="0x${key}")
  `,
  ),
  'web3py-bare-name': hexKey(
    'sniper/config.py',
    (g, key) => text`
    # pancakeswap sniper
    wallet_address = "${addressOf(key)}"
    private = "${key}"
    slippage = ${g.between(1, 30)}
  `,
  ),
  'ethers-wallet': hexKey(
    'bot.js',
    (g, key) => text`
    const { ethers } = require('ethers')
    const provider = new ethers.JsonRpcProvider('https://mainnet.base.org')
    const signer = new ethers.Wallet('${key}', provider)
  `,
  ),
  'viem-account': hexKey(
    'src/account.ts',
    (g, key) => text`
    import { privateKeyToAccount } from 'viem/accounts'
    export const account = privateKeyToAccount('0x${key}')
  `,
  ),
  'go-ethereum': hexKey(
    'cmd/send/main.go',
    (g, key) => text`
    privateKey, err := crypto.HexToECDSA("${key}")
    if err != nil {
    	log.Fatal(err)
    }
  `,
  ),
  'web3j-java': hexKey(
    'src/main/java/Wallet.java',
    (g, key) => text`
    import org.web3j.crypto.Credentials;
    class Wallet {
        Credentials credentials = Credentials.create("0x${key}");
    }
  `,
  ),
  'nethereum-csharp': hexKey(
    'Program.cs',
    (g, key) => text`
    var account = new Nethereum.Web3.Accounts.Account("0x${key}", 1);
    var web3 = new Web3(account, "https://cloudflare-eth.com");
  `,
  ),
  'ethers-rs': hexKey(
    'src/main.rs',
    (g, key) => text`
    let wallet: LocalWallet = "${key}".parse::<LocalWallet>()?.with_chain_id(1u64);
  `,
  ),
  'address-key-csv': hexKey(
    'wallets.csv',
    (g, key) => `address,private_key\n${addressOf(key)},0x${key}\n`,
  ),
  'wallet-json': hexKey('wallet.json', (g, key) =>
    json({ address: addressOf(key), privateKey: `0x${key}` }),
  ),
  'tron-config': hexKey(
    'tronbox.js',
    (g, key) => text`
    module.exports = { networks: { mainnet: { privateKey: '${key}', userFeePercentage: 100, fullHost: 'https://api.trongrid.io' } } }
  `,
  ),
  'brownie-config': hexKey(
    'brownie-config.yaml',
    (g, key) => `dotenv: .env\nwallets:\n  from_key: "0x${key}"\n`,
  ),
  'private-keys-list': (g) => {
    const keys = [g.scalar(), g.scalar(), g.scalar()]
    return file('private_keys.txt', keys.map((key) => `0x${key}\n`).join(''), ...keys)
  },
  'readme-key': hexKey(
    'README.md',
    (g, key) => text`
    ## Deploy

    Our deployer is ${addressOf(key)}, private key \`0x${key}\` (ask ${g.person()} before using).
  `,
  ),
  'nostr-like-commit-comment': hexKey(
    'index.ts',
    (g, key) => text`
    // const PRIVATE_KEY = '0x${key}'
    const PRIVATE_KEY = process.env.PRIVATE_KEY!
  `,
  ),
  'github-action-key': hexKey(
    '.github/workflows/deploy.yml',
    (g, key) => text`
    steps:
      - run: npx hardhat run scripts/deploy.js --network mainnet
        env:
          PRIVATE_KEY: '0x${key}'
  `,
  ),
  'derived-account': (g) => {
    const mnemonic = g.mnemonic(12)
    const key = accountKey(mnemonic, 0)
    return file(
      'ganache-mainnet-fork.log',
      text`
      Private Keys
      ==================
      (0) 0x${key}

      HD Wallet
      ==================
      Mnemonic:      ${mnemonic}
      Base HD Path:  m/44'/60'/0'/0/{account_index}
    `,
      key,
      mnemonic,
    )
  },
}

const keyFiles = {
  'wif-python': value(
    'btc.py',
    (g) => g.wif(),
    (g, wif) => `from bit import Key\nkey = Key('${wif}')\nprint(key.get_balance('usd'))\n`,
  ),
  'wif-uncompressed': value(
    'paper.txt',
    (g) => g.wif(false),
    (g, wif) => `Bitcoin paper wallet\nprivate: ${wif}\n`,
  ),
  'wif-core-dump': value(
    'dump.txt',
    (g) => g.wif(),
    (g, wif) => text`
    # Wallet dump created by Bitcoin v22.0.0
    # * Created on ${g.date()}T${g.time()}Z
    ${wif} ${g.date()}T${g.time()}Z label= # addr=bc1q${g.lowerAlnum(38)} hdkeypath=m/84'/0'/0'/0/${g.number(2)}
  `,
  ),
  'wif-importprivkey': value(
    'restore.sh',
    (g) => g.wif(),
    (g, wif) => `#!/bin/sh\nbitcoin-cli importprivkey "${wif}" "cold" false\n`,
  ),
  'wif-litecoin': value(
    'ltc.env',
    (g) => g.wif(true, 0xb0),
    (g, wif) => `LTC_PRIVKEY=${wif}\n`,
  ),
  'wif-dogecoin': value(
    'doge.js',
    (g) => g.wif(true, 0x9e),
    (g, wif) => `const dogeWif = '${wif}'\n`,
  ),
  'wif-bitcoinjs': value(
    'src/sign.ts',
    (g) => g.wif(),
    (g, wif) => `const keyPair = ECPair.fromWIF('${wif}', bitcoin.networks.bitcoin)\n`,
  ),
  'xprv-config': value(
    'btcpay.json',
    (g) => g.extendedKey(),
    (g, key) => json({ store: g.company(), derivation: "m/84'/0'/0'", masterKey: key }),
  ),
  'zprv-electrum': value(
    'default_wallet',
    (g) => g.extendedKey(0x04b2430c),
    (g, key) =>
      json({ keystore: { type: 'bip32', xprv: key, pw_hash_version: 1 }, seed_version: 41 }, 4),
  ),
  'yprv-env': value(
    '.env',
    (g) => g.extendedKey(0x049d7878),
    (g, key) => `HD_KEY=${key}\n`,
  ),
  'xprv-descriptor': value(
    'descriptors.json',
    (g) => g.extendedKey(),
    (g, key) => json([{ desc: `wpkh(${key}/84h/0h/0h/0/*)#${g.lowerAlnum(8)}`, active: true }]),
  ),
  'solana-id-json': (g) => {
    const made = [...g.solana()].join(',')
    return file('id.json', `[${made}]`, { value: made, as: made })
  },
  'solana-id-json-pretty': (g) => {
    const made = [...g.solana()].map((byte) => `  ${byte}`).join(',\n')
    return file('keys/deployer-keypair.json', `[\n${made}\n]\n`, { value: made, as: made })
  },
  'solana-web3-array': (g) => {
    const made = [...g.solana()].join(', ')
    return file(
      'src/mint.ts',
      text`
      import { Keypair } from '@solana/web3.js'
      const payer = Keypair.fromSecretKey(Uint8Array.from([${made}]))
    `,
      made,
    )
  },
  'solana-base58-phantom': value(
    '.env',
    (g) => base58Encode(g.solana()),
    (g, key) => `SOLANA_PRIVATE_KEY=${key}\nRPC=https://api.mainnet-beta.solana.com\n`,
  ),
  'solana-bs58-decode': value(
    'bot/sniper.ts',
    (g) => base58Encode(g.solana()),
    (g, key) => text`
    import bs58 from 'bs58'
    const wallet = Keypair.fromSecretKey(bs58.decode('${key}'))
  `,
  ),
  'solana-python': value(
    'main.py',
    (g) => base58Encode(g.solana()),
    (g, key) => `from solders.keypair import Keypair\nkp = Keypair.from_base58_string("${key}")\n`,
  ),
  'solana-rust-bytes': (g) => {
    const made = [...g.solana()].join(', ')
    return file('tests/live.rs', `let payer = Keypair::from_bytes(&[${made}]).unwrap();\n`, made)
  },
  'near-credentials': value(
    '.near-credentials/mainnet/acct.near.json',
    (g) => `ed25519:${base58Encode(g.solana())}`,
    (g, key) =>
      json({
        account_id: `${g.noun()}.near`,
        public_key: `ed25519:${g.base58(44)}`,
        private_key: key,
      }),
  ),
  'keystore-v3': (g) => {
    const ciphertext = g.hex(64)
    return file(
      `keystore/UTC--${g.date()}T10-20-30.000000000Z--${g.hex(40)}`,
      JSON.stringify({
        address: g.hex(40),
        crypto: {
          cipher: 'aes-128-ctr',
          ciphertext,
          cipherparams: { iv: g.hex(32) },
          kdf: 'scrypt',
          kdfparams: { dklen: 32, n: 262144, p: 1, r: 8, salt: g.hex(64) },
          mac: g.hex(64),
        },
        id: g.uuid(),
        version: 3,
      }),
      { value: ciphertext, as: null },
    )
  },
  'keystore-pbkdf2-pretty': (g) => {
    const ciphertext = g.hex(64)
    return file(
      'wallet/keystore.json',
      json({
        version: 3,
        id: g.uuid(),
        address: g.hex(40),
        Crypto: {
          ciphertext,
          cipherparams: { iv: g.hex(32) },
          cipher: 'aes-128-ctr',
          kdf: 'pbkdf2',
          kdfparams: { c: 10240, dklen: 32, prf: 'hmac-sha256', salt: g.hex(64) },
          mac: g.hex(64),
        },
      }),
      { value: ciphertext, as: null },
    )
  },
  'brain-wallet': (g) => {
    const brain = `${g.noun()} ${g.noun()} ${g.password()} ${g.noun()}`
    return file(
      'brainwallet.py',
      text`
      import hashlib
      # brain wallet of the savings account
      passphrase = "${brain}"
      private_key = hashlib.sha256(passphrase.encode()).hexdigest()
    `,
      brain,
    )
  },
  'bitcoin-conf-rpc': (g) => {
    const password = g.base62(24)
    return file(
      'bitcoin.conf',
      `server=1\nrpcuser=${g.person()}\nrpcpassword=${password}\nrpcallowip=0.0.0.0/0\n`,
      password,
    )
  },
  'bitcoin-rpc-url': (g) => {
    const password = g.base62(20)
    return file(
      'src/rpc.py',
      `rpc = AuthServiceProxy("http://${g.person()}:${password}@10.0.0.${g.between(2, 250)}:8332")\n`,
      password,
    )
  },
  'geth-password-unlock': (g) => {
    const password = g.password()
    return file(
      'run-node.sh',
      `geth --unlock ${g.address()} --password <(echo "${password}") --mine\n`,
      password,
    )
  },
  'wallet-passphrase-cli': (g) => {
    const password = g.password()
    return file(
      'send.sh',
      `bitcoin-cli walletpassphrase "${password}" 600\nbitcoin-cli sendtoaddress bc1q${g.lowerAlnum(38)} 0.${g.number(3)}\n`,
      password,
    )
  },
  'sui-keystore': (g) => {
    const keys = [0, 1].map(() => Buffer.concat([Buffer.from([0]), g.bytes(32)]).toString('base64'))
    return file('.sui/sui_config/sui.keystore', json(keys), ...keys)
  },
  'aptos-config': hexKey(
    '.aptos/config.yaml',
    (g, key) => text`
    profiles:
      default:
        private_key: "0x${key}"
        public_key: "0x${g.hex(64)}"
        account: ${g.hex(64)}
        rest_url: "https://fullnode.mainnet.aptoslabs.com"
  `,
  ),
  'monero-seed-hex': hexKey(
    'monero-wallet.txt',
    (g, key) => `address: 4${g.base58(94)}\nview key: ${g.hex(64)}\nspend key: ${key}\n`,
  ),
}

export const wallets = { ...phrases, ...hexKeys, ...keyFiles }
