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

describe('a passphrase, however it is written', () => {
  const key = random.uuid()
  const secret = random.upperHex(32)
  const pass = 'wet-Otter-91'
  const whole = /^okx-api-key\+okx-api-secret\+okx-api-passphrase (?:high|medium)$/

  test.each([
    [
      'a comment behind it',
      `OKX_KEY=${key}\nOKX_SECRET=${secret}\nOKX_PASSPHRASE=${pass} # main\n`,
    ],
    ['on one line', `OKX_KEY=${key} OKX_SECRET=${secret} OKX_PASSPHRASE=${pass} node bot.js`],
    ['Dockerfile', `ENV OKX_KEY ${key}\nENV OKX_SECRET ${secret}\nENV OKX_PASSPHRASE ${pass}\n`],
    [
      'folded YAML',
      `okx_key: >-\n  ${key}\nokx_secret: >-\n  ${secret}\nokx_passphrase: >-\n  ${pass}\n`,
    ],
    [
      'a property list',
      `<key>okxKey</key>\n<string>${key}</string>\n<key>okxSecret</key>\n<string>${secret}</string>\n<key>okxPassphrase</key>\n<string>${pass}</string>`,
    ],
    [
      'Android resources',
      `<string name="okx_key">${key}</string>\n<string name="okx_secret">${secret}</string>\n<string name="okx_passphrase">${pass}</string>`,
    ],
    [
      'elements',
      `<Okx><Key>${key}</Key>\n<Secret>${secret}</Secret>\n<Passphrase>${pass}</Passphrase></Okx>`,
    ],
    [
      'a unit',
      `Environment="OKX_KEY=${key}"\nEnvironment="OKX_SECRET=${secret}"\nEnvironment="OKX_PASSPHRASE=${pass}"`,
    ],
    [
      'escaped JSON',
      String.raw`{\"exchange\":\"okx\",\"apiKey\":\"${key}\",\"secret\":\"${secret}\",\"passphrase\":\"${pass}\"}`,
    ],
    [
      'a fallback',
      `const OKX_KEY = process.env.OKX_KEY || "${key}"\nconst OKX_SECRET = process.env.OKX_SECRET || "${secret}"\nconst OKX_PASSPHRASE = process.env.OKX_PASSPHRASE || "${pass}"`,
    ],
    [
      'a property',
      `class OkxConfig\n  string Key { get; set; } = "${key}";\n  string Secret { get; set; } = "${secret}";\n  string Passphrase { get; set; } = "${pass}";`,
    ],
    [
      'options',
      `okx.New(okx.WithKey("${key}"), okx.WithSecret("${secret}"), okx.WithPassphrase("${pass}"))`,
    ],
    [
      'a builder',
      `OkxClient.builder().apiKey("${key}").secretKey("${secret}").passphrase("${pass}")`,
    ],
    [
      'a typed constant',
      `const OKX_KEY: &str = "${key}";\nconst OKX_SECRET: &str = "${secret}";\nconst OKX_PASSPHRASE: &str = "${pass}";`,
    ],
  ])('%s', (_, text) => {
    expect(say(text)[0]).toMatch(whole)
    expect(scan(text).hits[0]!.parts.at(-1)!.value).toBe(pass)
  })

  test('a word of a sentence is none', () => {
    const text = `OKX_KEY=${key}\nOKX_SECRET=${secret}\n# The passphrase cannot be changed later.\n`
    expect(say(text)).toEqual(['okx-api-key+okx-api-secret high'])
  })
})

describe('whose a pair is', () => {
  const key = random.hex(64)
  const secret = random.hex(128)
  const text = `ApiKey = "${key}"\nSecretKey = "${secret}"\n`

  test('a short name inside a longer one counts where capitals bound it', () => {
    const okx = `Key: "${random.uuid()}",\nSecret: "${random.upperHex(32)}",\n`
    for (const name of ['OkxConfig', 'OKXClient', 'newOkxExchange', 'okx_config']) {
      expect(say(`var c = ${name}{\n${okx}}`)).toEqual(['okx-api-key+okx-api-secret high'])
    }
    expect(say(`var c = Bookxyz{\n${okx}}`).join()).not.toContain('okx')
  })

  test('of several with these shapes the path chooses', () => {
    expect(detector.say(text, 'BitvavoSettings.cs')).toEqual([
      'bitvavo-api-key+bitvavo-api-secret high',
    ])
    expect(detector.say(text, 'bithumb/settings.cs')).toEqual([
      'bithumb-api-key+bithumb-api-secret high',
    ])
  })

  test('where no exchange is named it is a secret of something', () => {
    const plain = `api_key = "${random.hex(32)}"\napi_secret = "${random.hex(64)}"\n`
    expect(detector.say(plain, 'settings.py')).toEqual([
      'generic-secret medium',
      'generic-secret medium',
    ])
    expect(detector.say(plain, 'gateio/settings.py')).toEqual(['gate-api-key+gate-api-secret high'])
  })
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
