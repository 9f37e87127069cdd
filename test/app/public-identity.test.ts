import { expect, test } from 'vitest'
import { addPublicIdentities } from '../../src/app/public-identity.ts'
import { fingerprintOf, masterKey } from '../../src/app/public-keys.ts'
import { encodeBase58, encodeBase58Check } from '../../src/bytes/base58.ts'
import type { PublicIdentity } from '../../src/model/finding.ts'
import { Secret } from '../../src/model/secret.ts'
import { makeFinding } from '../triage/make-finding.ts'
import { sampleResult } from '../report/sample.ts'

/** The private key 1, whose public key is the generator itself. */
const one = Buffer.alloc(32)
one[31] = 1
const words = `${'abandon '.repeat(11)}about`

function identitiesOf(rule: string, value: string): readonly PublicIdentity[] {
  const secret = new Secret(value, 'private-key', true)
  const finding = makeFinding({
    rule,
    secrets: [{ role: 'private-key', masked: secret.masked, fingerprint: 'f', secret }],
  })
  const result = addPublicIdentities(sampleResult([finding]))
  return result.findings[0]?.identities ?? []
}

function valuesOf(rule: string, value: string): string[] {
  return identitiesOf(rule, value).map((identity) => identity.value)
}

test('an Ethereum key, with or without prefix', () => {
  const address = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'
  expect(valuesOf('evm-private-key', one.toString('hex'))).toEqual([address])
  expect(valuesOf('evm-private-key', `0x${one.toString('hex')}`)).toEqual([address])
})

test('a Bitcoin key, compressed or not', () => {
  const legacy = '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH'
  expect(valuesOf('bitcoin-wif', encodeBase58Check(Uint8Array.of(0x80, ...one, 1)))).toEqual([
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    legacy,
  ])
  expect(valuesOf('bitcoin-wif', encodeBase58Check(Uint8Array.of(0x80, ...one)))).toEqual([
    '1EHNa6Q4Jz2uvNExL497mE43ikXhwF6kZm',
  ])
  // Test networks and other coins have other addresses, which are not guessed.
  expect(valuesOf('bitcoin-wif', encodeBase58Check(Uint8Array.of(0xef, ...one, 1)))).toEqual([])
})

test('a phrase: the first addresses that wallets derive, as in BIP-84', () => {
  expect(identitiesOf('wallet-mnemonic', words)).toEqual([
    { label: 'Ethereum address', value: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94' },
    { label: 'Bitcoin address', value: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' },
  ])
  expect(valuesOf('wallet-mnemonic', words.replaceAll(' ', '\n'))).toHaveLength(2)
})

test('an extended key: the fingerprint that wallets name it by', () => {
  const { key, chainCode } = masterKey(words)
  expect(fingerprintOf({ key, chainCode })).toBe('73c5da0a')
  const payload = Buffer.concat([
    Buffer.from('0488ade4000000000000000000', 'hex'),
    chainCode,
    Buffer.alloc(1),
    key,
  ])
  expect(valuesOf('extended-private-key', encodeBase58Check(payload))).toEqual(['73c5da0a'])
})

test('a Solana pair: its second half', () => {
  const pair = Uint8Array.from({ length: 64 }, (_, at) => at)
  expect(valuesOf('solana-key-pair', encodeBase58(pair))).toEqual([encodeBase58(pair.subarray(32))])
})

test('what is no key after all, and other rules, have none', () => {
  expect(valuesOf('evm-private-key', '0'.repeat(64))).toEqual([])
  expect(valuesOf('evm-private-key', 'f'.repeat(64))).toEqual([])
  expect(valuesOf('bitcoin-wif', 'not base58 at all: 0OIl')).toEqual([])
  expect(valuesOf('solana-key-pair', encodeBase58(one))).toEqual([])
  expect(valuesOf('binance-api-key', one.toString('hex'))).toEqual([])
})
