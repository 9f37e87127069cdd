import { describe, expect, test } from 'vitest'
import { looksRandom, makeRandomnessTest } from '../../src/bytes/randomness.ts'
import { fromLatin1 } from '../../src/bytes/text.ts'
import { createTokenStats, measureToken } from '../../src/bytes/token-stats.ts'
import { seeded } from '../helpers/seeded.ts'

const base62 = [10, 26, 26]

function passes(token: string, kinds: readonly number[] = base62, sigmas = 4.5): boolean {
  const stats = createTokenStats()
  measureToken(fromLatin1(token), 0, token.length, stats)
  return looksRandom(makeRandomnessTest(kinds, sigmas), stats)
}

describe('looksRandom', () => {
  test.each([20, 32, 43, 64, 88])('loses next to none of random tokens of length %i', (length) => {
    const random = seeded(`random ${length}`)
    const tokens = Array.from({ length: 5000 }, () => random.base62(length))
    expect(tokens.filter((token) => !passes(token)).length).toBeLessThanOrEqual(2)
  })

  test('loses next to none of random hex', () => {
    const random = seeded('hex')
    const tokens = Array.from({ length: 5000 }, () => random.hex(64))
    expect(tokens.filter((token) => !passes(token, [10, 6])).length).toBeLessThanOrEqual(2)
  })

  test.each([
    ['an identifier', 'createUserAuthenticationTokenFactoryForOAuth2ProviderRegistry64'],
    ['one letter', 'x'.repeat(64)],
    ['a sequence', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ab'],
    ['a short period', 'aB3dE5gH'.repeat(8)],
    ['a placeholder', 'YourBinanceApiKeyGoesHereYourBinanceApiKeyGoesHereYourBinance123'],
  ])('%s is not random', (_, token) => {
    expect(passes(token)).toBe(false)
  })
})
