import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { credentialId, fingerprintSecret, isCoveredBy } from '../../src/triage/fingerprint.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('fingerprint')
const token = random.base62(64)
const place = { kind: 'place', place: 'a\u00000' } as const

test('stays the same from version to version: baselines depend on it', () => {
  const value = 'x'.repeat(64)
  expect(fingerprintSecret('family', value, false, place)).toBe('298e7b384e9bb3b31af5badc')
})

test('depends on family and value, not on the key, for a random token', () => {
  const one = fingerprintSecret('family', token, false, place)
  expect(fingerprintSecret('family', token, false, { kind: 'salt', salt: 's' })).toBe(one)
  expect(fingerprintSecret('other', token, false, place)).not.toBe(one)
  expect(fingerprintSecret('family', random.base62(64), false, place)).not.toBe(one)
  expect(one).toMatch(/^[0-9a-f]{24}$/)
})

test('a guessable or short secret is not named after its value alone', () => {
  for (const [value, guessable] of [
    ['summer-rain-2024-and-more', true],
    ['short1', false],
  ] as const) {
    const here = fingerprintSecret('family', value, guessable, place)
    expect(fingerprintSecret('family', 'another value of this kind', true, place)).toBe(here)
    expect(fingerprintSecret('family', value, guessable, { ...place, place: 'b' })).not.toBe(here)
    const salted = fingerprintSecret('family', value, guessable, { kind: 'salt', salt: 'one' })
    expect(fingerprintSecret('family', value, guessable, { kind: 'salt', salt: 'two' })).not.toBe(
      salted,
    )
    expect(fingerprintSecret('family', 'else', guessable, { kind: 'salt', salt: 'one' })).not.toBe(
      salted,
    )
    for (const plain of [value, `family${value}`, `family:${value}`, `family\0${value}`]) {
      const hash = createHash('sha256').update(plain).digest('hex')
      expect(hash.startsWith(here)).toBe(false)
    }
  }
})

test('fields cannot run into each other', () => {
  const a = fingerprintSecret('ab', `c${token}`, false, place)
  expect(fingerprintSecret('abc', token, false, place)).not.toBe(a)
})

test('a credential covers its parts', () => {
  const [a, b, c] = [random.hex(24), random.hex(24), random.hex(24)] as const
  expect(credentialId([b, a])).toBe(credentialId([a, b]))
  expect(credentialId([a])).toBe(a)
  expect(isCoveredBy(a, credentialId([a, b]))).toBe(true)
  expect(isCoveredBy(credentialId([a, b]), credentialId([c, b, a]))).toBe(true)
  expect(isCoveredBy(credentialId([a, b]), a)).toBe(false)
  expect(isCoveredBy(c, credentialId([a, b]))).toBe(false)
})
