import { describe, expect, test } from 'vitest'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('doubts')

describe('values that no machine drew', () => {
  test('names from programs', () => {
    for (const name of [
      'PKCS7PrivateKeyTypesOfSigner',
      '__Pyx_PyObject_CallOneArg',
      'GetDevelopmentStorageAccount',
      'convertPKCS1ToPKCS8',
      'WinRmPasswordPrefix',
    ]) {
      expect(detector.say(`private_key = ${name}`)).toEqual([])
    }
  })

  test('random tokens are hardly ever taken for names', () => {
    const tokens = Array.from({ length: 400 }, () => random.base62(24))
    const found = tokens.filter((token) => detector.say(`api_secret = "${token}"`).length > 0)
    expect(found.length).toBeGreaterThan(396)
  })

  test('a function that is called', () => {
    expect(detector.say('private_key = convertEd25519ToPKCS8v256(pem)')).toEqual([])
  })

  test('a Telegram token of the manual', () => {
    const token = `123456789:AA${random.base64url(33)}`
    expect(detector.say(`# tgram://${token}`).join()).not.toMatch(/high|medium/)
  })

  test('a key id in a signed link', () => {
    const id = `AKIA${random.base32(16)}`
    const link = `https://x.s3.amazonaws.com/a?X-Amz-Credential=${id}%2F20230925&X-Amz-Signature=${random.hex(64)}`
    expect(detector.say(link).join()).not.toMatch(/high|medium/)
  })

  test('a version pinned by its hash', () => {
    expect(detector.say(`- uses: bearer/bearer-action@${random.hex(40)}`)).toEqual([])
  })
})

describe('where it stands', () => {
  const text = `import binance\napi_key = "${random.base62(64)}"\n`
  test.each([
    ['main.py', 'high'],
    ['.venv/lib/python3.9/site-packages/ccxt/binance.py', 'low'],
    ['t/lib/binance.py', 'medium'],
    ['docs/binance.md', 'medium'],
  ])('%s', (path, confidence) => {
    expect(detector.say(text, path)).toEqual([`binance-api-key ${confidence}`])
  })
})
