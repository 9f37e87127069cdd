import { describe, expect, test } from 'vitest'
import { moreWraps } from '../../../bench/detection/corpus/hard-more.ts'
import { createDetector } from '../../helpers/detect.ts'
import { seeded } from '../../helpers/seeded.ts'

const detector = createDetector()
const random = seeded('regions')
const K = random.base62(64)
const S = random.base62(64)
const env = `# Binance\nBINANCE_API_KEY=${K}\nBINANCE_API_SECRET=${S}\n`
const pair = 'binance-api-key+binance-api-secret high'
const planted = [K, S].map((value) => ({ role: 'key', value }))

function wrapped(name: string, text = env): string | Uint8Array {
  return moreWraps[name]!({ path: '.env', content: text, planted }, seeded(name)).content
}

function textAt(content: string | Uint8Array, start: number, end: number): string {
  return Buffer.from(content).subarray(start, end).toString('latin1')
}

describe('text written as bytes', () => {
  test.each([
    ['dump-xxd', 'hex'],
    ['dump-hexdump', 'hex'],
    ['hex-lines', 'hex'],
    ['hex-variable', 'hex'],
    ['byte-list', 'hex'],
    ['percent-every-byte', 'percent'],
    ['quoted-printable', 'quoted-printable'],
    ['k8s-values', 'base64'],
    ['k8s-values-below', 'base64'],
    ['utf16-inside', 'utf-16'],
    ['utf16-inside-odd', 'utf-16'],
  ])('%s', (name, via) => {
    const content = wrapped(name)
    expect(detector.say(content)).toEqual([pair])
    const [hit] = detector.scan(content).hits
    expect(hit!.parts.map(({ value }) => value)).toEqual([K, S])
    expect(hit!.via.join('+')).toContain(via)
  })

  test('a place is where the value is written', () => {
    const content = wrapped('percent-every-byte')
    const { start, end } = detector.scan(content).hits[0]!.parts[0]
    expect(decodeURIComponent(textAt(content, start, end))).toBe(K)
    const list = wrapped('byte-list')
    const part = detector.scan(list).hits[0]!.parts[0]
    const bytes = textAt(list, part.start, part.end).match(/0x[0-9a-f]{2}/g)!
    expect(Buffer.from(bytes.map(Number)).toString()).toBe(K)
  })

  test('hexdump of the kind that swaps the bytes of a pair', () => {
    const plain = Buffer.from(env.padEnd(208))
    const swapped = Buffer.from(plain).swap16().toString('hex').match(/.{32}/g)!
    const lines = swapped.map((line, i) => {
      return `${(i * 16).toString(16).padStart(7, '0')}  ${line.match(/.{4}/g)!.join(' ')}\n`
    })
    expect(detector.say(lines.join(''))).toEqual([pair])
  })
})

describe('what only looks like it', () => {
  test.each([
    ['hashes', Array.from({ length: 50 }, () => random.hex(64)).join('\n')],
    ['a hash with "key" in it', `${random.hex(20)}6b6579${random.hex(38)}`],
    ['a picture', `static char png[] = {${random.bytes(3000).join(', 0x')}};`],
    ['a table of noughts', '0.0000000  0.0000000  0.0000000\n'.repeat(20)],
    ['Cyrillic in an address', `https://h/${encodeURIComponent('ключ секрет кексы').repeat(9)}`],
  ])('%s', (_, text) => {
    expect(detector.say(text)).toEqual([])
  })
})

test('places beyond the limit are told', () => {
  const { skipped } = detector.scan('x %6b%65%79 y\n'.repeat(6000))
  expect(skipped.map(({ reason }) => reason)).toEqual(['too-large'])
})

test('a continued line that ends with an empty one joins nothing', () => {
  const text = `BYBIT_API_KEY=${random.base62(18)}\\\n\nBYBIT_API_SECRET=${random.base62(36)}\n`
  expect(detector.say(text)).toEqual(['bybit-api-key+bybit-api-secret high'])
})
