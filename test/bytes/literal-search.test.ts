import { expect, test } from 'vitest'
import { compileLiterals, findLiterals } from '../../src/bytes/literal-search.ts'
import { fromLatin1 } from '../../src/bytes/text.ts'

const piece = 1 << 16

test('literals at and across the ends of pieces and windows are told once, in order', () => {
  const literals = [
    { text: 'Secret', ignoreCase: true },
    { text: '://', ignoreCase: false },
  ]
  const set = compileLiterals(literals)!
  for (let shift = -7; shift <= 1; shift++) {
    const head = '.'.repeat(piece + shift)
    const bytes = fromLatin1(`secret${head.slice(6)}SECRET://${'.'.repeat(piece)}sEcReT`)
    const found: [number, number][] = []
    findLiterals(set, bytes, 1, bytes.length - 1, (at, index) => found.push([at, index]))
    const at = head.length
    expect(found).toEqual([
      [at, 0],
      [at + 6, 1],
    ])
    findLiterals(set, bytes, 0, bytes.length, (...place) => found.push(place))
    expect(found.slice(2)).toEqual([
      [0, 0],
      [at, 0],
      [at + 6, 1],
      [bytes.length - 6, 0],
    ])
  }
  expect(compileLiterals([])).toBeNull()
})

test('bytes beyond ASCII are never folded', () => {
  const text = Buffer.from('\u52a9\u8bb0\u8bcd').toString('latin1')
  const set = compileLiterals([{ text, ignoreCase: true }])!
  const other = text.replaceAll(/[\xe0-\xfe]/g, (char) =>
    String.fromCharCode(char.charCodeAt(0) - 0x20),
  )
  const found: number[] = []
  const bytes = fromLatin1(`${other} ${text}`)
  findLiterals(set, bytes, 0, bytes.length, (at) => found.push(at))
  expect(found).toEqual([text.length + 1])
})
