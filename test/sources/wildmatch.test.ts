import { describe, expect, test } from 'vitest'
import { wildmatch } from '../../src/sources/wildmatch.ts'

/** From git's own table (t/t3070-wildmatch.sh): does `text` match `pattern`, with `/` special and without. */
const table: readonly [pathname: boolean, plain: boolean, text: string, pattern: string][] = [
  [true, true, 'foo', 'foo'],
  [false, false, 'foo', 'bar'],
  [true, true, '', ''],
  [true, true, 'foo', '???'],
  [false, false, 'foo', '??'],
  [true, true, 'foo', '*'],
  [true, true, 'foo', 'f*'],
  [false, false, 'foo', '*f'],
  [true, true, 'foo', '*foo*'],
  [true, true, 'foobar', '*ob*a*r*'],
  [true, true, 'aaaaaaabababab', '*ab'],
  [true, true, 'foo*', 'foo\\*'],
  [false, false, 'foobar', 'foo\\*bar'],
  [true, true, 'f\\oo', 'f\\\\oo'],
  [false, false, 'foo\\', 'foo\\'],
  [true, true, 'ball', '*[al]?'],
  [false, false, 'ten', '[ten]'],
  [true, true, 'ten', '**[!te]'],
  [false, false, 'ten', '**[!ten]'],
  [true, true, 'ten', 't[a-g]n'],
  [false, false, 'ten', 't[!a-g]n'],
  [true, true, 'ton', 't[^a-g]n'],
  [true, true, 'a]b', 'a[]]b'],
  [true, true, 'a-b', 'a[]-]b'],
  [false, false, 'aab', 'a[]-]b'],
  [true, true, ']', ']'],
  [false, true, 'foo/baz/bar', 'foo*bar'],
  [false, true, 'foo/baz/bar', 'foo**bar'],
  [true, true, 'foobazbar', 'foo**bar'],
  [true, true, 'foo/baz/bar', 'foo/**/bar'],
  [true, false, 'foo/bar', 'foo/**/bar'],
  [true, true, 'foo/b/a/z/bar', 'foo/**/**/bar'],
  [false, true, 'foo/bar', 'foo?bar'],
  [false, true, 'foo/bar', 'foo[/]bar'],
  [false, true, 'foo/bar', 'foo[^a-z]bar'],
  [true, true, 'foo-bar', 'f[^eiu][^eiu][^eiu][^eiu][^eiu]r'],
  [true, false, 'foo', '**/foo'],
  [true, true, '/foo', '**/foo'],
  [true, true, 'bar/baz/foo', '**/foo'],
  [false, true, 'bar/baz/foo', '*/foo'],
  [false, true, 'foo/bar/baz', '**/bar*'],
  [true, true, 'deep/foo/bar/baz', '**/bar/*'],
  [false, true, 'deep/foo/bar/baz/', '**/bar/*'],
  [true, true, 'deep/foo/bar/baz/', '**/bar/**'],
  [false, true, 'foo/bar/baz', '**/bar**'],
  [true, true, 'foo/bar/baz/x', '*/bar/**'],
  [false, true, 'deep/foo/bar/baz/x', '*/bar/**'],
  [true, true, 'deep/foo/bar/baz/x', '**/bar/*/*'],
  [false, false, 'acrt', 'a[c-c]st'],
  [true, true, '\\', '[\\\\]'],
  [true, true, ']', '[\\]]'],
  [true, true, 'a1B', '[a-c][[:digit:]][[:upper:]]'],
  [true, true, 'a', '[[:digit:][:upper:][:space:][:lower:]]'],
  [false, false, '.', '[[:digit:][:upper:][:alpha:]]'],
  [true, true, '_', '[[:alnum:][:alpha:][:blank:][:cntrl:][:punct:]]'],
  [false, false, 'q', '[[:digit:][:nope:]]'],
  [true, true, '5', '[a-c[:digit:]x-z]'],
  [true, true, '[', '[[:]'],
  [true, true, '-', '[,-.]'],
  [false, false, 'a', '[a'],
  [true, true, '-', '[a-]'],
  [true, true, 'foo/bba/arr', 'foo/**/arr'],
  [false, true, 'foo/bba/arr', 'foo*'],
  [false, false, 'foo/bba/arr', 'foo/*z'],
  [true, true, 'ab/cXd/efXg/hi', '**/*X*/**/*i'],
  [false, true, 'ab/cXd/efXg/hi', '*X*i'],
]

describe.each(table)('%s %s: %j against %j', (pathname, plain, text, pattern) => {
  test('slashes special', () => {
    expect(wildmatch(pattern, text, { pathname: true, ignoreCase: false })).toBe(pathname)
  })
  test('slashes like others', () => {
    // These rows are about `**/`, which is only special for paths.
    expect(wildmatch(pattern, text, { pathname: false, ignoreCase: false })).toBe(plain)
  })
})

test.each([
  ['A', '[a-z]', true],
  ['a', '[A-Z]', true],
  ['FOO.txt', 'foo.TXT', true],
  ['A', '[[:lower:]]', true],
  ['a', '[[:upper:]]', true],
  ['x', '[A-F]', false],
])('regardless of case %s against %s is %s', (text, pattern, expected) => {
  expect(wildmatch(pattern, text, { pathname: true, ignoreCase: true })).toBe(expected)
})

test('a pattern of many ** against a deep path ends', () => {
  const pattern = `${'**/a/'.repeat(30)}b`
  const text = `${'a/'.repeat(200)}c`
  expect(wildmatch(pattern, text, { pathname: true, ignoreCase: false })).toBe(false)
  expect(wildmatch(pattern, `${'a/'.repeat(200)}b`, { pathname: true, ignoreCase: false })).toBe(
    true,
  )
})
