import { expect, test } from 'vitest'
import { renderReplaceText } from '../../src/report/replace-text.ts'

function lines(...values: string[]): string[] {
  return renderReplaceText(values.map((value) => Buffer.from(value, 'latin1')))
    .split('\n')
    .slice(0, -1)
}

test('longest first, each once, so that no value is cut by one it contains', () => {
  expect(lines('bcd', 'abcde', 'bcd', 'xyz')).toEqual([
    'literal:abcde==>***REMOVED***',
    'literal:bcd==>***REMOVED***',
    'literal:xyz==>***REMOVED***',
  ])
})

test('what a line cannot hold as it is becomes an expression over bytes', () => {
  expect(lines('a==>b')).toEqual([String.raw`regex:a\x3d\x3d\x3eb==>***REMOVED***`])
  expect(lines(' a')).toEqual([String.raw`regex:\x20a==>***REMOVED***`])
  expect(lines('a\0')).toEqual([String.raw`regex:a\x00==>***REMOVED***`])
  expect(lines('\xe9')).toEqual([String.raw`regex:\xe9==>***REMOVED***`])
})

test('rows of one value may be joined by line ends, escaped ones or quotes', () => {
  const [line] = lines('ab\r\ncd\n')
  const pattern = /^regex:(.*)==>\*{3}REMOVED\*{3}$/.exec(line ?? '')?.[1] ?? ''
  for (const text of ['ab\ncd', 'ab\r\n  cd', String.raw`ab\ncd`, '"ab" +\n  "cd"']) {
    expect(text).toMatch(new RegExp(pattern))
  }
  expect('ab-cd').not.toMatch(new RegExp(pattern))
})

test('nothing to replace is an empty file, never an expression that matches everything', () => {
  expect(renderReplaceText([])).toBe('')
  expect(lines('', ' ', '\n')).toEqual([])
})
