import { describe, expect, test } from 'vitest'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('binance')
const K = random.base62(64)
const S = random.base62(64)
const pair = 'binance-api-key+binance-api-secret'

describe('a pair is one credential', () => {
  test.each([
    ['dotenv', `BINANCE_API_KEY=${K}\nBINANCE_API_SECRET=${S}\n`, 'high'],
    [
      'dotenv, quoted, CRLF',
      `export BINANCE_KEY="${K}"\r\nexport BINANCE_SECRET='${S}'\r\n`,
      'high',
    ],
    ['secret first', `BINANCE_SECRET_KEY: ${S}\nBINANCE_API_KEY: ${K}\n`, 'high'],
    [
      'python-binance',
      `from binance.client import Client\nclient = Client("${K}", "${S}")\n`,
      'high',
    ],
    ['over lines', `from binance import Client\nc = Client(\n  '${K}',\n  '${S}',\n)\n`, 'high'],
    ['ccxt', `new ccxt.binance({ apiKey: '${K}', secret: '${S}' })`, 'high'],
    [
      'freqtrade',
      `"exchange": {\n "name": "binance",\n "key": "${K}",\n "secret": "${S}",\n`,
      'high',
    ],
    ['Go', `client := binance.NewClient("${K}", "${S}")`, 'high'],
    ['Java', `BinanceApiClientFactory.newInstance("${K}", "${S}");`, 'high'],
    ['C#', `new ApiCredentials("${K}", "${S}") // Binance.Net`, 'high'],
    ['short names', `BN_KEY = '${K}'\nBN_SECRET = '${S}'\n`, 'high'],
    [
      'in an importing file',
      `import binance\n\n\n\n\n\n\n\nAPIKEY='${K}'\nAPISECRET='${S}'\n`,
      'high',
    ],
    ['JSON on one line', `{"binance":{"apiKey":"${K}","apiSecret":"${S}"}}`, 'high'],
    ['XML', `<binance><apiKey>${K}</apiKey><secretKey>${S}</secretKey></binance>`, 'high'],
    [
      'Kubernetes',
      `- name: BINANCE_KEY\n  value: ${K}\n- name: BINANCE_SECRET\n  value: ${S}\n`,
      'high',
    ],
    ['no vendor', `api_key = "${K}"\napi_secret = "${S}"\n`, 'medium'],
    ['curl', `curl -H "X-MBX-APIKEY: ${K}" ; echo -n x | openssl dgst -hmac "${S}"`, 'high'],
    ['a patch', `+BINANCE_KEY=${K}\n+BINANCE_SECRET=${S}\n`, 'high'],
  ])('%s', (_, text, confidence) => {
    expect(detector.say(text)).toEqual([`${pair} ${confidence}`])
  })

  test('two bare lines are believed where the path says Binance', () => {
    const text = `${K}\n${S}\n`
    expect(detector.say(text, 'notes.txt')).toEqual([`${pair} low`])
    expect(detector.say(text, 'binance_keys.txt')).toEqual([`${pair} medium`])
  })

  test('two accounts are two credentials', () => {
    const [K2, S2] = [random.base62(64), random.base62(64)]
    const text = `A_BINANCE_KEY=${K}\nB_BINANCE_KEY=${K2}\nA_BINANCE_SECRET=${S}\nB_BINANCE_SECRET=${S2}\n`
    const values = detector.scan(text).hits.map((hit) => hit.parts.map(({ value }) => value))
    expect(values).toEqual([
      [K, S],
      [K2, S2],
    ])
  })
})

describe('one part alone', () => {
  test.each([
    ['a named key', `BINANCE_API_KEY=${K}`, ['binance-api-key high']],
    ['a named secret', `binance_secret = "${S}"`, ['binance-api-secret high']],
    ['a nameless token', `x\n${K}\ny`, ['binance-api-key low']],
    ['a listen key', `{"listenKey": "${K}"} # binance`, ['binance-listen-key medium']],
  ])('%s', (_, text, wanted) => {
    expect(detector.say(text)).toEqual(wanted)
  })

  test('a test network lowers the severity only', () => {
    const { hits } = detector.scan(`# testnet.binance.vision\nBINANCE_API_KEY=${K}\n`)
    expect(hits).toMatchObject([{ rule: 'binance-api-key', testnet: true }])
  })
})

describe('no finding', () => {
  test.each([
    ['an HMAC signature', `binance_signature = "${random.hex(64)}"`],
    ['a template reference', 'BINANCE_API_KEY=${BINANCE_API_KEY}'],
    ['a placeholder', `BINANCE_API_KEY=${'x'.repeat(64)}`],
    ['a digest in base62', `sha256 = "${K}"`],
    [
      'a word of 64 letters',
      `binanceKey(${'getBinanceAccountTradeListAndOrders'.repeat(2).slice(0, 64)})`,
    ],
    ['63 characters', `BINANCE_LABEL=${random.base62(63)}`],
    ['part of base64', `BINANCE_BLOB=${random.base62(64)}/${random.base64(40)}`],
    ['a path', `https://binance.com/x/${K}/y`],
    ['an escaped RSA signature', `binance?signature=AbCd%2F${K}%2B`],
  ])('%s', (_, text) => {
    expect(detector.say(text)).toEqual([])
  })

  test('a documented sample, by its digest', async () => {
    const { sha256Hex } = await import('../../src/bytes/sha256.ts')
    const { compileRules, createScratch } = await import('../../src/detect/index.ts')
    const bytes = new TextEncoder().encode(`BINANCE_API_KEY=${K}`)
    const documented = sha256Hex(bytes, 16, 80)
    const engine = compileRules(detector.engine.rules, { documentedExamples: [documented] })
    const target = { bytes, windows: null, windowCount: 0, kind: 'file' } as const
    const outcome = engine.scan(target, createScratch(engine, null))
    expect(outcome).toEqual({ hits: [], hadCandidates: false, places: null, skipped: [] })
  })
})
