import { expect, test } from 'vitest'
import { readAr } from '../../../src/sources/archive/ar.ts'
import { DamagedArchive } from '../../../src/sources/archive/member.ts'
import { ar } from '../../helpers/archives.ts'

const files = [
  { name: 'debian-binary', content: '2.0\n' },
  { name: 'odd/', content: 'A=1' },
  { name: 'empty', content: '' },
  { name: '//', content: 'a-name-that-is-long.o/\n' },
]

function contents(bytes: Buffer): string[] {
  return [...readAr(bytes)].map(
    ({ name, start, end }) => `${name}: ${bytes.toString('latin1', start, end)}`,
  )
}

test('members, of odd length too', () => {
  expect(contents(ar(files))).toEqual([
    'debian-binary: 2.0\n',
    'odd: A=1',
    '/: a-name-that-is-long.o/\n',
  ])
})

test('cut anywhere: damaged, or the members before it', () => {
  const whole = ar(files)
  for (let length = 8; length < whole.length; length++) {
    const cut = whole.subarray(0, length)
    try {
      expect(contents(whole).join().startsWith(contents(cut).join())).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(DamagedArchive)
    }
  }
})

test.each(['9999999999', '-1        ', '          ', '0x10      '])('a size of %j', (size) => {
  const bytes = ar(files)
  bytes.write(size, 8 + 48, 'latin1')
  expect(() => contents(bytes)).toThrow(DamagedArchive)
})
