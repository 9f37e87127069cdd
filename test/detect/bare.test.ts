import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../src/bytes/base58.ts'
import { publicKeyOf } from '../../src/bytes/ed25519.ts'
import { isBare } from '../../src/detect/bare.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('bare')
const detector = createDetector()
const keys = Array.from({ length: 3 }, () => `0x7${random.hex(63)}`)
const lines = `${keys.join('\n')}\n`
const base64 = (length: number): string => Buffer.from(random.bytes(length)).toString('base64')

describe('lines of nothing but values', () => {
  test.each([
    ['', `\n${keys[1]}\n`],
    ['[\n  "', `",\n  "${keys[1]}"\n]\n`],
    [`${keys[0]}\r\n`, `\r\n${keys[1]}\r\n`],
  ])('%j and %j', (before, behind) => {
    expect(isBare(before, behind)).toBe(true)
  })

  test.each([
    ['hash: ', '\n'],
    ['', '  file.txt\n'],
    ['{"', '"}'],
  ])('not %j and %j', (before, behind) => {
    expect(isBare(before, behind)).toBe(false)
  })
})

describe('what only the path can say', () => {
  test('private keys', () => {
    const found = keys.map(() => 'evm-private-key medium')
    expect(detector.say(lines, 'private_keys.txt')).toEqual(found)
    expect(detector.say(JSON.stringify(keys, null, 2), 'keys/privateKeys.json')).toEqual(found)
    const digits = lines.replaceAll('0x', '')
    expect(detector.say(digits, 'private_keys.txt')).toEqual(found)
    expect(detector.say(digits, 'sha256.txt')).toEqual([])
  })

  test('is not said by others', () => {
    expect(detector.say(lines, 'blocks.txt')).toEqual([])
    expect(detector.say(lines)).toEqual([])
    expect(detector.say(`# hashes\n${lines}`, 'private_keys.txt')).toHaveLength(0)
  })

  test('key and secret of Kraken, a line each', () => {
    const text = `${base64(42)}\n${base64(64)}\n`
    expect(detector.say(text, 'kraken.key')).toEqual(['kraken-api-key+kraken-api-secret medium'])
    expect(detector.say(text, 'notes.txt')).toEqual([])
    expect(detector.say(`${base64(42)}\n${text}`, 'kraken.key')).toEqual([])
  })

  test("keys of Sui's keystore", () => {
    const key = (): string => Buffer.from([0, ...random.bytes(32)]).toString('base64')
    const text = JSON.stringify([key(), key()], null, 2)
    const found = ['sui-keystore-key medium', 'sui-keystore-key medium']
    expect(detector.say(text, '.sui/sui_config/sui.keystore')).toEqual(found)
    expect(detector.say(text, 'data/list.json')).toEqual([])
  })
})

describe('key pairs of Solana without a name', () => {
  const pair = (): string => {
    const seed = random.bytes(32)
    return encodeBase58(Uint8Array.from([...seed, ...publicKeyOf(seed)]))
  }

  test('a line each', () => {
    const found = ['solana-private-key high', 'solana-private-key high']
    expect(detector.say(`${pair()}\n${pair()}\n`)).toEqual(found)
    expect(detector.say(JSON.stringify([pair(), pair()], null, 2))).toEqual(found)
  })

  test('signatures are none', () => {
    const signature = (): string => encodeBase58(Uint8Array.from(random.bytes(64)))
    expect(detector.say(`${signature()}\n${signature()}\n`)).toEqual([])
  })
})

test('the third column of a table is the passphrase', () => {
  const row = `okx,${random.uuid()},${random.hex(32).toUpperCase()},Tr4der-${random.hex(6)}`
  const header = 'exchange,api_key,api_secret,api_passphrase'
  const parts = 'okx-api-key+okx-api-secret+okx-api-passphrase high'
  expect(detector.say(`${header}\n${row}\n`, 'accounts.csv')).toEqual([parts])
  const named = header.replace('passphrase', 'label')
  expect(detector.say(`${named}\n${row}\n`, 'accounts.csv')).toEqual([
    'okx-api-key+okx-api-secret high',
  ])
})
