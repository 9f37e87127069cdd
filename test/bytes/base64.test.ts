import { describe, expect, test } from 'vitest'
import { base64IsText, decodeBase64 } from '../../src/bytes/base64.ts'
import { fromLatin1 } from '../../src/bytes/text.ts'
import { seeded } from '../helpers/seeded.ts'

describe('decodeBase64', () => {
  test.each([0, 1, 2, 3, 4, 57, 300])('gives back %i bytes, padded and wrapped', (length) => {
    const wanted = seeded(`base64 ${length}`).bytes(length)
    const wrapped = Buffer.from(wanted).toString('base64').replaceAll(/.{20}/g, '$&\r\n')
    const text = fromLatin1(wrapped)
    expect(decodeBase64(text, 0, text.length, 1000)).toEqual(wanted)
  })

  test('reads base64url', () => {
    const text = fromLatin1('-_-_')
    expect([...decodeBase64(text, 0, 4, 10)]).toEqual([0xfb, 0xff, 0xbf])
  })

  test('stops at the limit', () => {
    const text = fromLatin1('QUFB'.repeat(50))
    expect(decodeBase64(text, 0, text.length, 7)).toHaveLength(7)
  })
})

describe('base64IsText', () => {
  test('knows encoded text', () => {
    const text = fromLatin1(Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64'))
    expect(base64IsText(text, 0, text.length)).toBe(true)
  })

  test('takes no random token for text', () => {
    const random = seeded('not text')
    const wrong = Array.from({ length: 2000 }, () => fromLatin1(random.base62(64))).filter(
      (token) => base64IsText(token, 0, 64),
    )
    expect(wrong).toEqual([])
  })
})
