import { expect, test } from 'vitest'
import { fromLatin1, latin1 } from '../../src/bytes/text.ts'

const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)

test('each byte is a character of its own', () => {
  const text = latin1(all, 0, 256)
  expect(all.map((_, at) => text.charCodeAt(at))).toEqual(all)
  expect(fromLatin1(text)).toEqual(all)
})

test.each([
  [-5, 3, 'abc'],
  [4, 99, 'ef'],
  [2, 4, 'cd'],
  [3, 3, ''],
  [4, 2, ''],
  [9, 12, ''],
  [-4, -2, ''],
])('from %i to %i of abcdef it is %j', (start, end, expected) => {
  const memory = Buffer.from('--abcdef--')
  expect(latin1(memory.subarray(2, 8), start, end)).toBe(expected)
})
