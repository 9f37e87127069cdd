import { createECDH } from 'node:crypto'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../src/bytes/secp256k1.ts'
import { hasOwnAddress } from '../../src/detect/own-address.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('own-address')
const detector = createDetector()
const key = `7${random.hex(63)}`
const address = addressOf(key)
const other = random.hex(40)
const found = 'evm-private-key medium'

function isNear(text: string): boolean {
  const start = text.indexOf(key)
  return hasOwnAddress(new TextEncoder().encode(text), start, start + key.length)
}

test('an address is that of the public key another implementation gives', () => {
  for (let turn = 0; turn < 5; turn++) {
    const own = `3${random.hex(63)}`
    const curve = createECDH('secp256k1')
    curve.setPrivateKey(Buffer.from(own, 'hex'))
    const hash = Buffer.from(keccak_256(curve.getPublicKey().subarray(1)))
    expect(addressOf(own)).toBe(hash.subarray(-20).toString('hex'))
  }
})

describe('a key with its address', () => {
  test.each([
    ['on its line', `0x${address}:0x${key}\n`],
    ['in JSON', `{"0x${address}": "${key}"}`],
    ['in the line above', `wallet_address = "0x${address}"\nprivate = "${key}"\n`],
    ['two lines below', `x = "0x${key}"\n\nfrom = '${address.toUpperCase()}'`],
    ['in a readme', `Our deployer is 0x${address}, private key \`0x${key}\` (ask first).\n`],
  ])('%s', (_, text) => {
    expect(isNear(text)).toBe(true)
    expect(detector.say(text).map((said) => said.split(' ')[0])).toEqual(['evm-private-key'])
  })

  test('without 0x, and without a name', () => {
    expect(detector.say(`{"0x${address}": "${key}"}`)).toEqual([found])
  })

  test.each([
    ['the address of another', `0x${other}:0x${key}\n`],
    ['four lines away', `0x${address}\n\n\n\n0x${key}\n`],
    ['part of a longer number', `0x${address}${random.hex(4)}:0x${key}\n`],
  ])('not: %s', (_, text) => {
    expect(isNear(text)).toBe(false)
    expect(detector.say(text)).toEqual([])
  })

  test('a name that says otherwise is believed', () => {
    expect(detector.say(`from: 0x${address}\ntxHash: "0x${key}"\n`)).toEqual([])
  })
})
