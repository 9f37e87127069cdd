import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { boundsOf } from '../../src/detect/context.ts'
import { NearText, nearWords } from '../../src/detect/near-text.ts'
import { createKernel } from '../../src/kernel/create-kernel.ts'

const kernel = createKernel()
const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    '\n',
    ' ',
    '_',
    '</',
    's:7',
    '|',
    '"',
    ',',
    'api',
    'KEY',
    '\u00A0',
    '\u0080',
    '\u00D1',
    '\u00ED',
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ minLength: 100, maxLength: 300 }),
)
const words = ['api', 'key', 'apikey', 'a', '1'].flatMap((word) =>
  (['names', 'line', 'near', 'left'] as const).map((place) => nearWords(place, [word])),
)

test.prop([fc.array(piece, { maxLength: 40 }), fc.nat(), fc.nat(100)], { numRuns: 500 })(
  'the kernel reads the lines around a candidate as plain code does',
  (pieces, at, length) => {
    const bytes = Uint8Array.from(pieces.join(''), (char) => char.charCodeAt(0) & 0xff)
    const start = at % (bytes.length + 1)
    const end = Math.min(bytes.length, start + length)
    const ptr = kernel.heapStart
    kernel.reserve(ptr + bytes.length)
    kernel.bytes.set(bytes, ptr)
    const text = { kernel, what: 0, ptr, length: bytes.length }
    const read = (where: typeof text | null): unknown => {
      const near = new NearText()
      near.find(where, bytes, start, end)
      near.read()
      const { above, from, to, below, head, flags } = near
      return { above, from, to, below, head, flags, held: words.map((word) => near.holds(word)) }
    }
    const plain = read(null)
    expect(read(text)).toEqual(plain)
    expect(plain).toMatchObject(boundsOf(bytes, start, end))
  },
)
