import { describe, expect, test } from 'vitest'
import type { ScanOutcome } from '../../src/detect/index.ts'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('packs-exchanges')
const detector = createDetector()
const say = (text: string): string[] => detector.say(text)
const scan = (text: string): ScanOutcome => detector.scan(text)

describe('credentials of three parts', () => {
  const key = random.hex(24)
  const secret = random.uuid()

  test('a passphrase joins key and secret, wherever it is named', () => {
    const text = `KUCOIN_KEY=${key}\nKUCOIN_SECRET=${secret}\nKUCOIN_PASSPHRASE=wet-Otter-91\n`
    expect(say(text)).toEqual(['kucoin-api-key+kucoin-api-secret+kucoin-api-passphrase high'])
    expect(scan(text).hits[0]!.parts.map(({ value }) => value)).toEqual([
      key,
      secret,
      'wet-Otter-91',
    ])
  })

  test('the third argument of the call is the passphrase', () => {
    const text = `client = KucoinClient("${key}", "${secret}", "wet-Otter-91")`
    expect(say(text)[0]).toMatch(/^kucoin-api-key\+kucoin-api-secret\+kucoin-api-passphrase /)
  })

  test.each(['${PASSPHRASE}', 'your_passphrase', 'process.env.PASS', '<passphrase>', 'xxxxxxxx'])(
    '%s is no passphrase',
    (value) => {
      const text = `KUCOIN_KEY=${key}\nKUCOIN_SECRET=${secret}\nKUCOIN_PASSPHRASE="${value}"\n`
      expect(say(text)).toEqual(['kucoin-api-key+kucoin-api-secret high'])
    },
  )
})

describe('parts too short or too plain to be searched for', () => {
  test('a Bybit key of 18 characters is found beside its secret, not alone', () => {
    const key = `Ab3${random.base62(15)}`
    const secret = `Zk9${random.base62(33)}`
    expect(say(`{"bybit": {"apiKey": "${key}", "secret": "${secret}"}}`)).toEqual([
      'bybit-api-key+bybit-api-secret high',
    ])
    expect(say(`{"bybit": {"apiKey": "${key}"}}`)).not.toContain('bybit-api-key medium')
  })

  test('a Deribit id of 8 characters needs its name', () => {
    const secret = `Q7x${random.base62(40)}`
    expect(say(`deribit_client_id = "aB3dE5_h"\nderibit_client_secret = "${secret}"`)).toEqual([
      'deribit-api-key+deribit-api-secret high',
    ])
    expect(say(`deribit_currency = "aB3dE5_h"\nderibit_client_secret = "${secret}"`)).toEqual([
      'deribit-api-secret high',
    ])
  })
})

describe('shapes that many things share', () => {
  test.each([
    ['32 hex digits', random.hex(32)],
    ['64 hex digits', random.hex(64)],
    ['a UUID', random.uuid()],
    ['32 letters and digits', `aB3${random.base62(29)}`],
  ])('%s belongs to no exchange without its name', (_, value) => {
    const exchanges = /gate|coinbase|mexc|bitget|okx|kucoin|phemex|bitstamp|aster|bithumb/
    for (const text of [`api_key = "${value}"`, `secret: ${value}`, `id="${value}"`]) {
      expect(say(text).join()).not.toMatch(exchanges)
    }
  })

  test('an order id beside the vendor is no key', () => {
    const text = `# KuCoin\norderId: "${random.hex(24)}"\nclientOid: "${random.uuid()}"\n`
    expect(say(text)).toEqual([])
  })
})
