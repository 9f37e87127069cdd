import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  createHandleInflater,
  createInflater,
  createPublicInflater,
  type Inflater,
} from '../../src/git/inflate.ts'
import { seeded } from '../helpers/seeded.ts'

const random = seeded('inflate')
const contents = [0, 1, 20, 5000, 300_000].map((length) => Buffer.from(random.base64(length)))

test('this Node has the handle, and it is what is used', () => {
  expect(createHandleInflater()).not.toBeNull()
  expect(createInflater().canStream).toBe(true)
})

const inflaters: [string, () => Inflater][] = [
  ['handle', () => createHandleInflater()!],
  ['public call', createPublicInflater],
]

describe.each(inflaters)('inflating by %s', (_, create) => {
  test('whole streams, with other bytes around them, one after the other', () => {
    const inflater = create()
    for (const content of contents) {
      const stream = deflateSync(content)
      const input = Buffer.concat([Buffer.from('before'), stream, Buffer.from('after')])
      const output = new Uint8Array(content.length + 20)
      const used = inflater.whole(input, 6, input.length, output, 9, content.length)
      expect(used).toBe(stream.length)
      expect(Buffer.from(output.subarray(9, 9 + content.length)).equals(content)).toBe(true)
    }
    inflater.close()
  })

  test('a stream that is cut, damaged, too short or too long is refused, the next is not', () => {
    const inflater = create()
    const output = new Uint8Array(20_000)
    const content = contents[3]!
    const stream = deflateSync(content)
    const whole = (input: Uint8Array, size: number): number =>
      inflater.whole(input, 0, input.length, output, 0, size)
    const checksum = Uint8Array.from(stream)
    checksum[checksum.length - 1]! ^= 1
    for (const input of [stream.subarray(0, -1), stream.subarray(0, 9), checksum, content]) {
      expect(whole(input, content.length)).toBe(-1)
      expect(whole(stream, content.length)).toBe(stream.length)
    }
    expect(whole(stream, content.length - 1)).toBe(-1)
    expect(whole(stream, content.length + 1)).toBe(-1)
    expect(whole(new Uint8Array(0), 0)).toBe(-1)
    inflater.close()
  })
})

describe('inflating in pieces', () => {
  const piecewise = (inflater: Inflater, stream: Uint8Array, length: number): Uint8Array | null => {
    const output = new Uint8Array(length)
    let at = 0
    let written = 0
    inflater.begin()
    while (written < length) {
      const to = Math.min(stream.length, at + 1000)
      const room = Math.min(700, length - written)
      if (!inflater.piece(stream, at, to, output, written, room)) return null
      if (inflater.used === 0 && inflater.written === 0) return null
      at += inflater.used
      written += inflater.written
    }
    return inflater.end(stream, at, stream.length) ? output : null
  }

  test('gives the same bytes, and sees the same damage', () => {
    const inflater = createHandleInflater()!
    for (const content of contents) {
      const stream = deflateSync(content)
      expect(Buffer.from(piecewise(inflater, stream, content.length)!).equals(content)).toBe(true)
      expect(piecewise(inflater, stream.subarray(0, -2), content.length)).toBeNull()
      expect(piecewise(inflater, stream, content.length + 1)).toBeNull()
    }
    for (const content of contents.slice(1)) {
      expect(piecewise(inflater, deflateSync(content), content.length - 1)).toBeNull()
    }
    inflater.close()
  })

  test('a stream left in the middle does not disturb the next whole one', () => {
    const inflater = createHandleInflater()!
    const stream = deflateSync(contents[4]!)
    const output = new Uint8Array(contents[4]!.length + 1)
    inflater.begin()
    inflater.piece(stream, 0, 500, output, 0, 100)
    const used = inflater.whole(stream, 0, stream.length, output, 0, contents[4]!.length)
    expect(used).toBe(stream.length)
    inflater.close()
  })
})
