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
