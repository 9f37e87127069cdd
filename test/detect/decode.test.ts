import { describe, expect, test } from 'vitest'
import { createDetector } from '../helpers/detect.ts'
import { seeded } from '../helpers/seeded.ts'
import { expandPlaceholders } from '../../src/rules/placeholders.ts'

const detector = createDetector()
const random = seeded('decode')
const K = random.base62(64)
const S = random.base62(64)
const env = `# Binance\nBINANCE_API_KEY=${K}\nBINANCE_API_SECRET=${S}\nOTHER=1\n`
const pair = 'binance-api-key+binance-api-secret high'

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}

describe('UTF-16', () => {
  test.each([
    ['little endian', Buffer.from(env, 'utf16le'), 'utf-16le'],
    ['little endian with a mark', Buffer.from(`\uFEFF${env}`, 'utf16le'), 'utf-16le'],
    ['big endian', utf16be(env), 'utf-16be'],
    ['big endian with a mark', utf16be(`\uFEFF${env}`), 'utf-16be'],
  ])('%s', (_, bytes, via) => {
    expect(detector.say(bytes)).toEqual([pair])
    const [hit] = detector.scan(bytes).hits
    expect(hit!.via).toEqual([via])
    const { start, end, value } = hit!.parts[0]
    const text = Buffer.from(bytes.subarray(start, end))
    expect((via === 'utf-16le' ? text : text.swap16()).toString('utf16le')).toBe(value)
  })

  test('is looked at as a whole, whatever the windows say', () => {
    const bytes = Buffer.from(env, 'utf16le')
    const target = { bytes, windows: new Uint32Array(2), windowCount: 1, kind: 'blob' } as const
    expect(detector.engine.scan(target, detector.scratch).hits).toHaveLength(1)
  })
})

describe('UTF-32', () => {
  const wide = (text: string, littleEndian: boolean): Buffer => {
    const out = Buffer.alloc(text.length * 4)
    for (let i = 0; i < text.length; i++) {
      if (littleEndian) out.writeUInt32LE(text.charCodeAt(i), i * 4)
      else out.writeUInt32BE(text.charCodeAt(i), i * 4)
    }
    return out
  }

  test.each([
    ['little endian', wide(env, true), 'utf-32le'],
    ['little endian with a mark', wide(`\uFEFF${env}`, true), 'utf-32le'],
    ['big endian', wide(env, false), 'utf-32be'],
    ['big endian with a mark', wide(`\uFEFF${env}`, false), 'utf-32be'],
  ])('%s', (_, bytes, via) => {
    expect(detector.say(bytes)).toEqual([pair])
    const [hit] = detector.scan(bytes).hits
    expect(hit!.via).toEqual([via])
    const { start, end } = hit!.parts[0]
    expect(end - start).toBe(4 * 64)
  })
})

describe('text that is written other than it reads', () => {
  const kraken = `${random.base64(86)}==`
  const slashed = `ab/${random.base62(30)}+${random.base62(29)}/${random.base62(22)}==`
  const keyOnly = 'binance-api-key high'
  const escapeAll = (text: string, form: (code: number) => string): string =>
    Array.from(text, (char) => form(char.charCodeAt(0))).join('')
  const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0')

  test.each<[string, string, string, string]>([
    ['a query', `https://h/?q=BINANCE_API_KEY%3D${K}%26BINANCE_API_SECRET%3D${S}`, pair, 'percent'],
    [
      'JSON in JSON',
      JSON.stringify(JSON.stringify({ binance: { apiKey: K, secret: S } })),
      pair,
      '',
    ],
    [
      '\\u003d',
      `x = "BINANCE_API_KEY\\u003d${K}\\u0026BINANCE_API_SECRET\\u003d${S}"`,
      pair,
      'escaped',
    ],
    ['\\x3d', `x = 'BINANCE_API_KEY\\x3d${K}\\x26BINANCE_API_SECRET\\x3d${S}'`, pair, 'escaped'],
    ['nothing but \\u', `x = "${escapeAll(env, (code) => `\\u${hex(code, 4)}`)}"`, pair, 'escaped'],
    ['nothing but \\x', `x = "${escapeAll(env, (code) => `\\x${hex(code, 2)}`)}"`, pair, 'escaped'],
    ['\\n', `"env": "${env.replaceAll('\n', '\\n')}"`, pair, ''],
    ['+ in one line', `binanceApiKey = "${K.slice(0, 30)}" + "${K.slice(30)}";`, keyOnly, 'split'],
    [
      '+ over lines',
      `binance_key = ('${K.slice(0, 40)}' +\n               '${K.slice(40)}')`,
      keyOnly,
      'split',
    ],
    [
      'adjacent',
      `binance_key = ("${K.slice(0, 22)}"\n  "${K.slice(22, 44)}"\n  "${K.slice(44)}")`,
      keyOnly,
      'split',
    ],
    [
      'adjacent, far apart',
      `char *binance_key = "${K.slice(0, 30)}"\n${' '.repeat(24)}"${K.slice(30)}";`,
      keyOnly,
      'split',
    ],
    [
      'Basic',
      `Const BinanceKey = "${K.slice(0, 30)}" & _\n            "${K.slice(30)}"`,
      keyOnly,
      'split',
    ],
    ['a dot', `$binance_key = '${K.slice(0, 32)}' . '${K.slice(32)}';`, keyOnly, 'split'],
    ['a continued line', `BINANCE_KEY=${K.slice(0, 32)}\\\n${K.slice(32)}\n`, keyOnly, 'split'],
    ['a short rest', `binance_key = "${K.slice(0, 60)}" + "${K.slice(60)}"`, keyOnly, 'split'],
  ])('%s', (_, text, said, via) => {
    expect(detector.say(text)).toEqual([said])
    const [hit] = detector.scan(text).hits
    expect(hit!.via).toEqual(via === '' ? [] : [via])
    for (const part of hit!.parts) {
      expect([K, S]).toContain(part.value)
      expect(part.end - part.start).toBeGreaterThanOrEqual(64)
    }
  })

  const address = 'https://api.binance.com/api/v3/account'

  test.each([
    ['an address', `curl -H "X-MBX-APIKEY: ${K}" "${address}"`],
    ['an address on the next line', `curl -H "X-MBX-APIKEY: ${K}" \\\n  '${address}'`],
    ['an option', `curl -H "X-MBX-APIKEY: ${K}" "-XGET" ${address}`],
    ['a host', `curl -s -H 'X-MBX-APIKEY: ${K}' 'api.binance.com/api/v3/account'`],
    ['another program', `fetch --header "X-MBX-APIKEY: ${K}" "api.binance.com/api/v3/account"`],
  ])('the next argument of a command is no further piece: %s', (_, text) => {
    expect(detector.say(text)).toEqual([keyOnly])
    const [hit] = detector.scan(text).hits
    expect(hit).toMatchObject({ via: [], parts: [{ value: K }] })
  })

  test('nor is the address behind a bearer token', () => {
    const [hit] = detector.scan(`curl -H "Authorization: Bearer ${S}" "https://h.io/v1"`).hits
    expect(hit).toMatchObject({ via: [], parts: [{ value: S }] })
  })

  test.each([
    ['percent', encodeURIComponent(slashed)],
    ['escaped', slashed.replaceAll('/', String.raw`\/`)],
  ])('base64 with escaped digits: %s', (via, written) => {
    expect(kraken).toHaveLength(88)
    const text = `kraken_secret: "${written}"`
    const [hit] = detector.scan(text).hits
    expect(hit).toMatchObject({ via: [via], parts: [{ value: slashed }] })
    expect(text.slice(hit!.parts[0].start, hit!.parts[0].end)).toBe(written)
  })

  test('a notebook, in its source and in its output', () => {
    const cell = (lines: readonly string[]): object => ({ cell_type: 'code', source: lines })
    const source = [
      'import ccxt\n',
      'ex = ccxt.binance({\n',
      `  "apiKey": "${K}",\n`,
      `  "secret": "${S}"})`,
    ]
    const text = JSON.stringify({ cells: [cell(source)] }, null, 1)
    expect(detector.say(text)).toEqual([pair])
    const output = { outputs: [{ text: [`BINANCE_API_KEY=${K}\n`, `BINANCE_API_SECRET=${S}\n`] }] }
    expect(detector.say(JSON.stringify(output, null, 1))).toEqual([pair])
  })

  test('one that is cut by a window of a delta is seen', () => {
    const text = `x = "${escapeAll(env, (code) => `\\x${hex(code, 2)}`)}"`
    const bytes = new TextEncoder().encode(text)
    const windows = Uint32Array.from([100, 141])
    const target = { bytes, windows, windowCount: 1, kind: 'blob' } as const
    expect(detector.engine.scan(target, detector.scratch).hits).toHaveLength(1)
  })
})

describe('base64', () => {
  test('a whole file on one line', () => {
    const text = `data: ${base64(env)}\n`
    expect(detector.say(text)).toEqual([pair])
    const [hit] = detector.scan(text).hits
    const { start, end } = hit!.parts[0]
    expect(hit!.via).toEqual(['base64'])
    expect(end - start).toBeGreaterThanOrEqual(85)
    expect(base64(env)).toContain(text.slice(start, end))
  })

  test('wrapped lines', () => {
    const text = base64(env).replaceAll(/.{76}/g, '$&\n    ')
    expect(detector.say(`env: |\n    ${text}\n`)).toEqual([pair])
  })

  test('encoded twice', () => {
    expect(detector.say(base64(base64(env)))).toEqual([pair])
    expect(detector.scan(base64(base64(env))).hits[0]!.via).toEqual(['base64', 'base64'])
  })

  test.each([
    ['as PowerShell takes it', 'utf16le', ''],
    ['with a byte order mark', 'utf16le', '\uFEFF'],
    ['of one byte a character, with a mark', 'utf8', '\uFEFF'],
  ] as const)('of text in wide characters: %s', (_, encoding, mark) => {
    const text = Buffer.from(mark + env, encoding).toString('base64')
    expect(detector.say(`powershell -EncodedCommand ${text}\n`)).toEqual([pair])
  })

  test('values of a Kubernetes secret are named by their outer names', () => {
    const text = `kind: Secret\ndata:\n  BINANCE_KEY: ${base64(K)}\n  BINANCE_SECRET: ${base64(`${S}\n`)}\n`
    expect(detector.say(text)).toEqual([pair])
    expect(detector.scan(text).hits[0]!.parts.map(({ value }) => value)).toEqual([K, S])
  })

  test('a private key', () => {
    const text = base64(expandPlaceholders('{{pem:pkcs8-rsa}}', 'decode'))
    expect(detector.say(`SSH_KEY=${text}`)).toEqual(['private-key-pem high'])
  })

  test('encoding without end is left, and said so', () => {
    let text = env
    for (let times = 0; times < 6; times++) text = base64(text)
    expect(detector.scan(text)).toMatchObject({
      hits: [],
      skipped: [{ reason: 'archive-limit', detail: 'encoded more than 3 times' }],
    })
  })
})
