import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { compileRules, createScratch } from '../../../src/detect/index.ts'
import { encodeBase58, encodeBase58Check } from '../../../src/bytes/base58.ts'
import { phraseOf } from '../../../src/bytes/bip39.ts'
import { publicKeyOf } from '../../../src/bytes/ed25519.ts'
import { isPrivateScalar } from '../../../src/bytes/hex-scalar.ts'
import { isStellarSeed, stellarSeed } from '../../../src/bytes/stellar-seed.ts'
import type { ScanOutcome } from '../../../src/detect/index.ts'
import { createDetector, readPacks } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const random = seeded('wallet-keys')
const detector = createDetector()
const say = (text: string): string[] => detector.say(text)
const scan = (text: string): ScanOutcome => detector.scan(text)

describe('Base58Check', () => {
  const wif = encodeBase58Check(Uint8Array.of(0x80, ...random.bytes(32), 1))

  test('a key in import format speaks for itself', () => {
    expect(say(wif)).toEqual(['bitcoin-wif high'])
  })

  test('one changed digit makes it nothing', () => {
    const other = wif.slice(0, 20) + (wif[20] === 'x' ? 'y' : 'x') + wif.slice(21)
    expect(say(other).filter((line) => line.includes('wif'))).toEqual([])
  })

  test('an extended public key is none', () => {
    const version = [0x04, 0x88, 0xad, 0xe4]
    const head = [...version, ...random.bytes(41)]
    const text = encodeBase58Check(Uint8Array.of(...head, 0, ...random.bytes(32)))
    expect(say(text)).toEqual(['extended-private-key high'])
    const open = encodeBase58Check(Uint8Array.of(...head, 2, ...random.bytes(32)))
    expect(say(open).filter((line) => line.includes('extended'))).toEqual([])
  })
})

describe('Solana', () => {
  const seed = random.bytes(32)
  const pair = Uint8Array.of(...seed, ...publicKeyOf(seed))
  const array = JSON.stringify([...pair])

  test('array and base58 are one credential', () => {
    expect(say(array)).toEqual(['solana-key-pair high'])
    const text = encodeBase58(pair)
    expect(say(`PRIVATE_KEY=${text}`)).toEqual(['solana-private-key high'])
    expect(scan(array).hits[0]!.parts[0].value).toBe(text)
  })

  test('wrapped and indented arrays too', () => {
    expect(say(JSON.stringify([...pair], null, 2))).toEqual(['solana-key-pair high'])
  })

  test('64 other numbers are nothing', () => {
    expect(say(JSON.stringify([...random.bytes(64)]))).toEqual([])
    expect(say(`KEY=${encodeBase58(random.bytes(64))}`).join()).not.toContain('solana')
  })
})

describe('Ethereum', () => {
  const key = random.hex(64)

  test('needs a name that says private key', () => {
    expect(say(`PRIVATE_KEY=0x${key}`)).toEqual(['evm-private-key medium'])
    for (const name of ['TX_HASH', 'ROOT', 'PUBLIC_KEY', 'SALT', 'JWT_SECRET_KEY']) {
      expect(say(`${name}=0x${key}`).join()).not.toContain('evm')
    }
  })

  const hex = `0x${key}`
  test.each([
    `key, err := crypto.HexToECDSA("${key}")`,
    `key, _ := crypto.ToECDSA(common.FromHex("${key}"))`,
    `const wallet = new ethers.Wallet("${hex}", provider)`,
    `import { Wallet } from 'ethers'\nconst wallet = new Wallet("${hex}")`,
    `const a = web3.eth.accounts.privateKeyToAccount('${hex}')`,
    `acct = w3.eth.account.from_key("${hex}")`,
    `from brownie import accounts\ndev = accounts.add("${hex}")`,
    `let wallet: LocalWallet = "${key}".parse::<LocalWallet>()?;`,
    `pk = keys.PrivateKey(bytes.fromhex("${key}"))`,
    `Credentials credentials = Credentials.create("${key}");`,
    `vm.startBroadcast(${hex});`,
    `new HDWalletProvider("${key}", "https://h")`,
    `const tronWeb = new TronWeb(fullNode, solidityNode, eventServer, '${key}')`,
  ])('is named by what it is given to: %s', (text) => {
    expect(say(text)).toHaveLength(1)
    expect(say(text)[0]).toMatch(/^evm-private-key (?:medium|high)$/)
  })

  test.each([
    `await provider.getTransaction("${hex}")`,
    `wallet.getTransactionReceipt("${hex}")`,
    `import { ethers } from 'ethers'\nconst id = ethers.utils.keccak256("${hex}")`,
    `contract.claim(proof, "${hex}")`,
    `bytes32 constant ROLE = ${hex};`,
    `const sum = crypto.createHash('sha256').update("${key}")`,
  ])('is nothing elsewhere: %s', (text) => {
    expect(say(text).filter((line) => /medium|high/.test(line))).toEqual([])
  })

  test('every key of a list, and no hash of one', () => {
    const list = [1, 2, 3].map(() => random.hex(64))
    for (const name of ['privateKeys', '"private_keys"']) {
      const text = `${name}: [\n${list.map((each) => `  "${each}",\n`).join('')}]`
      const values = scan(text).hits.flatMap(({ parts }) => parts.map(({ value }) => value))
      expect(values.toSorted()).toEqual(list.toSorted())
    }
    const hashes = `hashes: [\n${list.map((each) => `  "${each}",\n`).join('')}]`
    expect(say(hashes).filter((line) => /medium|high/.test(line))).toEqual([])
  })

  test('the range of the curve', () => {
    expect(isPrivateScalar(key)).toBe(true)
    expect(isPrivateScalar('f'.repeat(64))).toBe(false)
    expect(isPrivateScalar(`${'0'.repeat(63)}1`)).toBe(false)
  })
})

test('a Stellar seed carries a CRC', () => {
  const text = stellarSeed([...random.bytes(32)])
  const bytes = new TextEncoder().encode(text)
  expect(isStellarSeed(bytes, 0, 56)).toBe(true)
  bytes[20] = bytes[20] === 0x41 ? 0x42 : 0x41
  expect(isStellarSeed(bytes, 0, 56)).toBe(false)
})

describe('well-known test secrets', () => {
  const file = new URL('../../../rules/documented-examples.yaml', import.meta.url)
  const entries = parse(readFileSync(file, 'utf8')) as { sha256: string; source: string }[]
  const digests = new Set(entries.map(({ sha256 }) => sha256))
  const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

  test('vectors of BIP-39 are known in all languages', () => {
    for (const language of ['english', 'japanese', 'spanish', 'korean']) {
      const text = phraseOf(new Uint8Array(16).fill(0x7f), language)
      expect(
        digests.has(
          digestOf(
            text
              .normalize('NFC')
              .split(/[ \u3000]/)
              .join(' '),
          ),
        ),
      ).toBe(true)
    }
  })

  test('what is known is not reported', () => {
    const words = phraseOf(Uint8Array.from(random.bytes(16)), 'english')
    const engine = compileRules(readPacks(), { documentedExamples: [digestOf(words)] })
    const bytes = new TextEncoder().encode(`mnemonic = "${words}"`)
    const target = { bytes, windows: null, windowCount: 0, kind: 'file' } as const
    expect(engine.scan(target, createScratch(engine, null)).hits).toEqual([])
  })
})
