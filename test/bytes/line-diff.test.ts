import { describe, expect, it } from 'vitest'
import { changedRanges } from '../../src/bytes/line-diff.ts'
import { seeded } from '../helpers/seeded.ts'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The changed lines as text. */
function changed(before: string, after: string): string[] {
  const now = bytes(after)
  return changedRanges(bytes(before), now).map(({ start, end }) =>
    new TextDecoder().decode(now.subarray(start, end)),
  )
}

describe('changed lines', () => {
  it.each([
    ['nothing', 'a\nb\n', 'a\nb\n', []],
    ['a line in the middle', 'a\nb\n', 'a\nx\nb\n', ['x\n']],
    ['a line that is another now', 'a\nb\nc\n', 'a\nB\nc\n', ['B\n']],
    ['neighbours, as one range', 'a\nd\n', 'a\nb\nc\nd\n', ['b\nc\n']],
    ['both ends', 'b\n', 'a\nb\nc\n', ['a\n', 'c\n']],
    ['everything of a new file', '', 'a\nb', ['a\nb']],
    ['nothing of an emptied one', 'a\n', '', []],
    ['a second copy of a line', 'a\nb\n', 'a\na\nb\n', ['a\n']],
    ['a line end that came or went is no change', 'a\nb', 'a\nb\n', []],
    ['a line that moved', 'a\nb\nc\nd\n', 'd\na\nb\nc\n', ['d\n']],
    ['other line ends', 'a\nb\n', 'a\r\nb\n', ['a\r\n']],
  ])('%s', (_, before, after, expected) => {
    expect(changed(before, after)).toEqual(expected)
  })

  it('are as few as there can be', () => {
    const random = seeded('lines')
    for (let round = 0; round < 300; round++) {
      const text = (): string =>
        Array.from({ length: random.int(12) }, () => `${random.pick(['a', 'b', 'c', 'd'])}\n`).join(
          '',
        )
      const [before, after] = [text(), text()]
      const now = bytes(after)
      const ranges = changedRanges(bytes(before), now)
      let kept = ''
      let at = 0
      for (const { start, end } of ranges) {
        kept += after.slice(at, start)
        at = end
      }
      kept += after.slice(at)
      expect(isSubsequence(kept, before), `${kept} in ${before}`).toBe(true)
      expect(kept.length / 2).toBe(longestCommon(before.split('\n'), after.split('\n')))
    }
  })

  it('of a file that is another one altogether are all of it, soon', () => {
    const random = seeded('rewritten')
    const text = (): string =>
      Array.from({ length: 20_000 }, () => `${random.base62(6)}\n`).join('')
    const after = bytes(text())
    expect(changedRanges(bytes(text()), after)).toEqual([{ start: 0, end: after.length }])
  })
})

function isSubsequence(lines: string, of: string): boolean {
  let at = 0
  for (const char of of) if (char === lines[at]) at++
  return at >= lines.length || lines.slice(at).trim() === ''
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length }, () => Array.from({ length: b.length }, () => 0))
  // The piece behind the last line feed is no line.
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      rows[i]![j] =
        a[i - 1] === b[j - 1]
          ? rows[i - 1]![j - 1]! + 1
          : Math.max(rows[i - 1]![j]!, rows[i]![j - 1]!)
    }
  }
  return rows.at(-1)?.at(-1) ?? 0
}
