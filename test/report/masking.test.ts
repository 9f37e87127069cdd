import { expect, test } from 'vitest'
import { Secret } from '../../src/model/secret.ts'
import { createScrubber } from '../../src/report/scrub.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('scrub')
const token = random.base62(64)

function scrub(text: string, ...secrets: Secret[]): string {
  return createScrubber(secrets)(text)
}

const key = new Secret(token, 'key', false)

test.each([
  ['alone', token, '…'],
  ['inside', `keys/${token}.txt`, 'keys/….txt'],
  ['twice', `${token}${token}`, '……'],
  ['cut in front', `a/${token.slice(20)}`, 'a/…'],
  ['cut behind', `a/${token.slice(0, 13)}.`, 'a/….'],
  ['cut on both sides', `a/${token.slice(7, 19)}.`, 'a/….'],
])('a random secret %s goes', (_name, text, expected) => {
  expect(scrub(text, key)).toBe(expected)
})

test('eleven characters in a row stay: a path is more than its letters', () => {
  const text = `a/${token.slice(7, 18)}.`
  expect(scrub(text, key)).toBe(text)
})

test('a guessable secret goes as a whole only', () => {
  const phrase = 'correct horse battery'
  const password = new Secret(phrase, 'password', true)
  expect(scrub(`by ${phrase}!`, password)).toBe('by …!')
  expect(scrub('docs/correct horse.md', password)).toBe('docs/correct horse.md')
})

test('a short password does not put holes into every path', () => {
  expect(scrub('db/admin/x', new Secret('admin', 'password', true))).toBe('db/admin/x')
})

test('the label of a PEM block is no secret, its lines are', () => {
  const body = random.base64(64)
  const label = '-----BEGIN PRIVATE KEY-----'
  const pem = new Secret(`${label}\n${body}\n-----END PRIVATE KEY-----`, 'private-key', false)
  expect(scrub(`${label}\n${body.slice(3)}`, pem)).toBe(`${label}\n…`)
})

test('every one of many secrets goes', () => {
  const secrets = Array.from({ length: 500 }, (_, i) => {
    return new Secret(seeded(`many-${i}`).base62(20 + (i % 50)), 'token', false)
  })
  const scrubAll = createScrubber(secrets)
  for (const secret of secrets) expect(scrubAll(`x/${secret.reveal('mask-frame')}/y`)).toBe('x/…/y')
})

test('hundreds of secrets that share a head are still found by their tails', () => {
  const head = random.base62(48)
  const secrets = Array.from({ length: 600 }, (_, i) => {
    return new Secret(head + seeded(`tail-${i}`).base62(24), 'private-key', false)
  })
  const scrubAll = createScrubber(secrets)
  for (const secret of secrets) {
    expect(scrubAll(secret.reveal('mask-frame').slice(48))).toBe('…')
  }
})
