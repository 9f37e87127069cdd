import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { classifyDerKey } from '../../src/bytes/der.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 })
const ed25519 = generateKeyPairSync('ed25519')
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })

describe('classifyDerKey', () => {
  test.each([
    ['pkcs1-rsa', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
    ['pkcs8-rsa', rsa.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['pkcs8-ed25519', ed25519.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['pkcs8-ec', ec.privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['ec', ec.privateKey.export({ type: 'sec1', format: 'der' })],
    [
      'encrypted',
      rsa.privateKey.export({
        type: 'pkcs8',
        format: 'der',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    ],
  ] as const)('knows %s', (kind, der) => {
    expect(classifyDerKey(der)).toBe(kind)
  })

  test('a public key is none', () => {
    expect(classifyDerKey(rsa.publicKey.export({ type: 'pkcs1', format: 'der' }))).toBeNull()
    expect(classifyDerKey(rsa.publicKey.export({ type: 'spki', format: 'der' }))).toBeNull()
  })

  test('a key that is cut short is none', () => {
    const der = rsa.privateKey.export({ type: 'pkcs8', format: 'der' })
    expect(classifyDerKey(der.subarray(0, der.length - 1))).toBeNull()
  })

  test('a length that lies is none', () => {
    expect(
      classifyDerKey(Uint8Array.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 2, 1, 0])),
    ).toBeNull()
  })
})
