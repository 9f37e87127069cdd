import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  createPublicUnpacker,
  createUnpacker,
  type PackedFormat,
  type Unpacker,
} from '../../../src/sources/archive/unpack.ts'
import { seeded } from '../../helpers/seeded.ts'

const random = seeded('unpack')
const contents = [0, 1, 500, 65_535, 65_536, 65_537, 400_000].map((length) =>
  Buffer.from(random.base64(length).slice(0, length)),
)
const pack = { raw: deflateRawSync, gzip: gzipSync, zlib: deflateSync }
const formats: PackedFormat[] = ['raw', 'gzip', 'zlib']
const limit = 1 << 20

function both(
  format: PackedFormat,
  packed: Uint8Array,
  max = limit,
  hint = 0,
): readonly [ours: unknown, nodes: unknown] {
  const show = (unpacker: Unpacker): unknown => {
    const unpacked = unpacker.unpack(format, packed, max, hint, 1)
    return typeof unpacked === 'string' ? unpacked : Buffer.from(unpacked).toString('latin1')
  }
  return [show(unpacker), show(createPublicUnpacker())]
}

const unpacker = createUnpacker()!

test('this Node has the handles', () => {
  expect(createUnpacker()).not.toBeNull()
})

describe.each(formats)('%s: one handle, used again, gives what a new one gives', (format) => {
  test.each([0, 1, 65_536, 4_000_000_000])('whatever size is promised: %i', (hint) => {
    for (const content of contents) {
      const [ours, nodes] = both(format, pack[format](content), limit, hint)
      expect(ours).toBe(nodes)
      expect(ours).toBe(content.toString('latin1'))
    }
  })

  test('at the limit, below and above it', () => {
    for (const content of contents) {
      const packed = pack[format](content)
      for (const max of [content.length + 1, content.length, content.length - 1]) {
        if (max <= 0) continue
        const [ours, nodes] = both(format, packed, max, content.length)
        expect(ours).toBe(nodes)
        expect(ours === 'too-large').toBe(max < content.length)
      }
    }
  })

  test('a stream that is cut or damaged, and a good one after it', () => {
    const content = contents[3]!
    const packed = pack[format](content)
    for (let i = 0; i < 60; i++) {
      const cut = packed.subarray(0, random.int(packed.length))
      const damaged = Uint8Array.from(packed)
      damaged[random.int(packed.length)]! ^= 1 << random.int(8)
      for (const bytes of [cut, damaged, packed]) {
        const [ours, nodes] = both(format, bytes)
        expect(ours).toBe(nodes)
      }
    }
  })

  test.each([0, 400_000])(
    'into room that is given while it is large enough: %i promised',
    (hint) => {
      for (const size of [0, 65_537, 100_000, 400_001, 500_000]) {
        const memory = new Uint8Array(size + 200).fill(7)
        const room = memory.subarray(100, 100 + size)
        for (const content of contents) {
          const unpacked = unpacker.unpack(format, pack[format](content), limit, hint, 1, room)
          if (typeof unpacked === 'string') throw new Error(unpacked)
          expect(Buffer.compare(unpacked, content)).toBe(0)
          if (size === 500_000) expect(unpacked.buffer).toBe(memory.buffer)
          if (size <= content.length) expect(unpacked.buffer).not.toBe(memory.buffer)
        }
        for (const edge of [memory.subarray(0, 100), memory.subarray(100 + size)]) {
          expect(edge.every((byte) => byte === 7)).toBe(true)
        }
      }
    },
  )

  test('what stands behind a stream', () => {
    const packed = pack[format](contents[2]!)
    const tails = [packed, Buffer.alloc(600), Buffer.from('behind it'), packed.subarray(0, 20)]
    for (const tail of tails) {
      const [ours, nodes] = both(format, Buffer.concat([packed, tail]))
      expect(ours).toBe(nodes)
    }
  })
})

test('outputs of different depths do not touch', () => {
  const [outer, inner] = contents.slice(4)
  const first = unpacker.unpack('gzip', gzipSync(outer!), limit, 0, 1)
  unpacker.unpack('raw', deflateRawSync(inner!), limit, 0, 2)
  expect(Buffer.from(first as Uint8Array).equals(outer!)).toBe(true)
})

test('a promise allocates nothing by itself', () => {
  const before = process.memoryUsage().arrayBuffers
  unpacker.unpack('raw', deflateRawSync('x'), 2 ** 30, 2 ** 30, 3)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20)
})
