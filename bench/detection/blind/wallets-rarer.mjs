/** Wallets in rarer places, and files put together by chance. */
import { file, json } from './file.mjs'
import { addressOf, base58Encode, bech32 } from './generator.mjs'

const phrase = (path, words, write) => (g) => {
  const mnemonic = g.mnemonic(words)
  return file(path, write(g, mnemonic), mnemonic)
}

const value = (path, make, write) => (g) => {
  const made = make(g)
  return file(typeof path === 'string' ? path : path(g), write(g, made), made)
}

const hex = (g) => g.scalar()

export const walletsRarer = {
  'chance-env-key': value(
    (g) => g.pick(['.env', '.env.mainnet', 'deploy/.env', '.envrc']),
    hex,
    (g, key) => {
      const name = g.pick([
        'PRIVATE_KEY',
        'DEPLOYER_PRIVATE_KEY',
        'PK',
        'WALLET_KEY',
        'OWNER_PRIVATE_KEY',
        'ETH_PRIVATE_KEY',
        'WALLET_PRIVATE_KEY',
        'BOT_WALLET_PRIVATE_KEY',
        'ACCOUNT_PRIVATE_KEY',
        'SIGNER_KEY',
        'MAINNET_PRIVATE_KEY',
      ])
      const quote = g.pick(['', '"'])
      return `RPC_URL=https://rpc.ankr.com/eth\n${name}=${quote}${g.pick(['0x', ''])}${key}${quote}\n`
    },
  ),
  'chance-code-key': value(
    (g) => g.pick(['bot.js', 'index.ts', 'main.py', 'scripts/claim.js', 'app.go']),
    hex,
    (g, key) => {
      const name = g.pick([
        'privateKey',
        'private_key',
        'PRIVATE_KEY',
        'walletPrivateKey',
        'myPrivateKey',
        'senderKey',
        'ownerPrivateKey',
        'pk',
      ])
      return `${g.pick(['const ', 'let ', ''])}${name} = "0x${key}"\nweb3 = new Web3("https://bsc-dataseed.binance.org")\n`
    },
  ),
  'chance-phrase-labels': phrase(
    'wallet.md',
    12,
    (g, m) =>
      `${g.pick(['Seed', 'seed phrase:', 'recovery phrase -', 'Metamask:', '12 words:', 'Backup =', 'SRP:', 'secret recovery phrase:'])} ${g.pick(['', '"', '`'])}${m}\n`,
  ),
  'quoted-words-list': (g) => {
    const words = g.mnemonic(24).split(' ')
    const as = words.map((word) => `"${word}"`).join(', ')
    return file('src/consts.rs', `pub const SEED: [&str; 24] = [${as}];\n`, {
      value: words.join(' '),
      as,
    })
  },
  'yaml-word-list': (g) => {
    const words = g.mnemonic(12).split(' ')
    const as = words.map((word) => `  - ${word}`).join('\n')
    return file('wallet.yaml', `network: mainnet\nmnemonic:\n${as}\n`, {
      value: words.join(' '),
      as,
    })
  },
  'csv-numbered-words': (g) => {
    const words = g.mnemonic(12).split(' ')
    const as = words.map((word, n) => `${n + 1},${word}`).join('\n')
    return file('seed.csv', `no,word\n${as}\n`, { value: words.join(' '), as })
  },
  'upper-case-phrase': (g) => {
    const mnemonic = g.mnemonic(12)
    return file('seed.txt', `${mnemonic.toUpperCase()}\n`, {
      value: mnemonic,
      as: mnemonic.toUpperCase(),
    })
  },
  'phrase-in-sql': phrase(
    'dump.sql',
    12,
    (g, m) =>
      `INSERT INTO wallets (user_id, address, mnemonic) VALUES (${g.number(3)}, '${g.address()}', '${m}');\n`,
  ),
  'phrase-in-url': (g) => {
    const mnemonic = g.mnemonic(12)
    const as = mnemonic.replaceAll(' ', '%20')
    return file('access.log', `GET /import?mnemonic=${as} HTTP/1.1\n`, { value: mnemonic, as })
  },
  'phrase-in-plist': phrase(
    'Wallet/Debug.plist',
    12,
    (g, m) => `<dict>\n  <key>DebugMnemonic</key>\n  <string>${m}</string>\n</dict>\n`,
  ),
  'phrase-in-dart-test': phrase(
    'test/wallet_test.dart',
    12,
    (g, m) => `void main() {\n  final wallet = HDWallet.fromMnemonic('${m}');\n}\n`,
  ),
  'phrase-in-swift': phrase(
    'Sources/Wallet.swift',
    24,
    (g, m) => `let wallet = try! Mnemonic.createSeed(mnemonic: "${m}")\n`,
  ),
  'phrase-in-kotlin-multiline': phrase(
    'Wallet.kt',
    12,
    (g, m) => `val seed = """\n    ${m}\n""".trimIndent()\n`,
  ),
  'phrase-in-notebook': phrase('wallet.ipynb', 12, (g, m) =>
    json({
      cells: [
        {
          cell_type: 'code',
          source: ['w = Wallet.create()\n', 'print(w.mnemonic)'],
          outputs: [{ name: 'stdout', text: [`${m}\n`] }],
        },
      ],
    }),
  ),
  'phrase-in-compose': phrase(
    'docker-compose.yml',
    24,
    (g, m) => `services:\n  relayer:\n    environment:\n      - MNEMONIC=${m}\n`,
  ),
  'phrase-in-k8s': phrase(
    'secret.yaml',
    12,
    (g, m) => `kind: Secret\nstringData:\n  mnemonic: "${m}"\n`,
  ),
  'phrase-in-shell': phrase(
    'import.sh',
    24,
    (g, m) => `echo "${m}" | gaiad keys add main --recover\n`,
  ),
  'phrase-with-passphrase': phrase(
    'electrum.txt',
    12,
    (g, m) => `Your wallet generation seed is:\n${m}\nextra words: ${g.noun()}\n`,
  ),
  'phrase-in-comment-js': phrase(
    'src/index.js',
    12,
    (g, m) => `// ${m}\nconst MNEMONIC = process.env.MNEMONIC\n`,
  ),
  'foundry-toml': value(
    'foundry.toml',
    hex,
    (g, key) =>
      `[profile.default]\nsrc = "src"\nsender = "${addressOf(key)}"\nprivate_key = "0x${key}"\n`,
  ),
  'truffle-privatekeys': value(
    'truffle-config.js',
    hex,
    (g, key) =>
      `const HDWalletProvider = require('@truffle/hdwallet-provider')\nconst provider = new HDWalletProvider(['${key}'], 'https://mainnet.infura.io/v3/')\n`,
  ),
  'web3js-add-account': value(
    'send.js',
    hex,
    (g, key) => `web3.eth.accounts.wallet.add('0x${key}')\n`,
  ),
  'web3js-sign': value(
    'transfer.js',
    hex,
    (g, key) => `const signed = await web3.eth.accounts.signTransaction(tx, '${key}')\n`,
  ),
  'eth-account-from-key': value(
    'mint.py',
    hex,
    (g, key) => `acct = Account.from_key('${key}')\nprint(acct.address)\n`,
  ),
  'tronpy-private-key': value(
    'trx.py',
    hex,
    (g, key) => `priv_key = PrivateKey(bytes.fromhex("${key}"))\ntxn.sign(priv_key)\n`,
  ),
  'tronweb-constructor': value(
    'tron.js',
    hex,
    (g, key) =>
      `const tronWeb = new TronWeb({ fullHost: 'https://api.trongrid.io', privateKey: '${key}' })\n`,
  ),
  'remix-json': value('accounts.json', hex, (g, key) => json({ [addressOf(key)]: key })),
  'accounts-list-csv': (g) => {
    const keys = Array.from({ length: 4 }, hex.bind(null, g))
    return file(
      'accounts.csv',
      `address,privateKey,proxy\n${keys.map((key) => `${addressOf(key)},0x${key},203.0.113.${g.between(2, 250)}:8080\n`).join('')}`,
      ...keys,
    )
  },
  'airdrop-wallets-json': (g) => {
    const keys = Array.from({ length: 3 }, hex.bind(null, g))
    return file(
      'wallets.json',
      json(keys.map((key) => ({ address: addressOf(key), private_key: `0x${key}` }))),
      ...keys,
    )
  },
  'address-colon-key': value('wallets.txt', hex, (g, key) => `${addressOf(key)}:0x${key}\n`),
  'compose-private-key': value(
    'docker-compose.yml',
    hex,
    (g, key) =>
      `services:\n  op-batcher:\n    command: op-batcher --private-key=${key} --l1-eth-rpc=http://geth:8545\n`,
  ),
  'k8s-private-key': value(
    'values.yaml',
    hex,
    (g, key) => `keeper:\n  network: arbitrum\n  privateKey: "0x${key}"\n`,
  ),
  'sql-private-key': value(
    'dump.sql',
    hex,
    (g, key) =>
      `INSERT INTO wallets (id, address, private_key) VALUES (1, '${addressOf(key)}', '0x${key}');\n`,
  ),
  'shell-history-cast': value(
    '.bash_history',
    hex,
    (g, key) => `cast wallet import deployer --private-key 0x${key}\nforge build\n`,
  ),
  'flutter-web3dart': value(
    'lib/wallet.dart',
    hex,
    (g, key) => `final credentials = EthPrivateKey.fromHex('0x${key}');\n`,
  ),
  'swift-web3': value(
    'Wallet.swift',
    hex,
    (g, key) => `let privateKey = try EthereumPrivateKey(hexPrivateKey: "0x${key}")\n`,
  ),
  'php-web3': value(
    'pay.php',
    hex,
    (g, key) =>
      `<?php\n$from = '${addressOf(key)}';\n$privateKey = '${key}';\n$transaction->sign($privateKey);\n`,
  ),
  'wif-json': value(
    'btc.json',
    (g) => g.wif(),
    (g, wif) => json({ address: `1${g.base58(33)}`, wif }),
  ),
  'wif-testnet': value(
    'testnet.js',
    (g) => g.wif(true, 0xef),
    (g, wif) => `const wif = '${wif}' // testnet\n`,
  ),
  'wif-csv': (g) => {
    const keys = [g.wif(), g.wif(), g.wif()]
    return file(
      'paper.csv',
      `address,privkey\n${keys.map((key) => `1${g.base58(33)},${key}\n`).join('')}`,
      ...keys,
    )
  },
  'tprv-python': value(
    'test_wallet.py',
    (g) => g.extendedKey(0x04358394),
    (g, key) => `root = HDKey("${key}", network="testnet")\n`,
  ),
  'xprv-comment': value(
    'derive.go',
    (g) => g.extendedKey(),
    (g, key) => `// root: ${key}\nfunc derive() {}\n`,
  ),
  'solana-env-array': (g) => {
    const made = `[${[...g.solana()].join(',')}]`
    return file('.env', `PAYER_SECRET=${made}\nCLUSTER=mainnet-beta\n`, made)
  },
  'solana-json-field': (g) => {
    const made = [...g.solana()].join(',')
    return file(
      'config.json',
      `{"rpc":"https://api.mainnet-beta.solana.com","secretKey":[${made}]}\n`,
      made,
    )
  },
  'solana-base58-list': (g) => {
    const keys = Array.from({ length: 3 }, () => base58Encode(g.solana()))
    return file('wallets.txt', `${keys.join('\n')}\n`, ...keys)
  },
  'solana-phantom-constant': value(
    'src/keys.ts',
    (g) => base58Encode(g.solana()),
    (g, key) => `export const PHANTOM_PRIVATE_KEY = "${key}"\n`,
  ),
  'nostr-nsec': value(
    '.env',
    (g) => bech32('nsec', g.bytes(32)),
    (g, key) => `NOSTR_PRIVATE_KEY=${key}\n`,
  ),
  'sui-bech32': value(
    'sui.env',
    (g) => bech32('suiprivkey', Buffer.concat([Buffer.from([0]), g.bytes(32)])),
    (g, key) => `SUI_PRIVATE_KEY=${key}\n`,
  ),
  'keystore-inline-js': (g) => {
    const ciphertext = g.hex(64)
    return file(
      'src/keystore.js',
      `const ks = {"version":3,"id":"${g.uuid()}","address":"${g.hex(40)}","crypto":{"ciphertext":"${ciphertext}","cipherparams":{"iv":"${g.hex(32)}"},"cipher":"aes-128-ctr","kdf":"scrypt","kdfparams":{"dklen":32,"salt":"${g.hex(64)}","n":131072,"r":8,"p":1},"mac":"${g.hex(64)}"}}\nconst pw = '${g.password()}'\n`,
      ciphertext,
    )
  },
  'electrum-wallet-file': value(
    'wallets/default_wallet',
    (g) => g.electrumSeed(),
    (g, seed) =>
      json(
        {
          keystore: { seed, seed_type: 'segwit', type: 'bip32', xpub: null },
          wallet_type: 'standard',
        },
        4,
      ),
  ),
  'electrum-note': value(
    'electrum.txt',
    (g) => g.electrumSeed(),
    (g, seed) => `Electrum seed (segwit):\n${seed}\n`,
  ),
  'litecoin-core-console': value(
    'console.log',
    (g) => g.wif(true, 0xb0),
    (g, wif) => `> dumpprivkey L${g.base58(33)}\n${wif}\n`,
  ),
}
