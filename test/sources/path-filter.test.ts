import { expect, test } from 'vitest'
import { compileGlobs, createPathFilter } from '../../src/sources/path-filter.ts'

test.each([
  ['*.pem', 'key.pem', true],
  ['*.pem', 'deep/down/key.pem', true],
  ['*.pem', 'key.pem.txt', false],
  ['node_modules', 'node_modules/a/b.js', true],
  ['node_modules', 'x/node_modules/a.js', true],
  ['node_modules', 'x/node_modules_not/a.js', false],
  ['build/', 'build/a.js', true],
  ['build/', 'x/build', false],
  ['/build/', 'x/build/a.js', false],
  ['/build', 'build', true],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/deep/a.ts', false],
  ['src/*.ts', 'lib/src/a.ts', false],
  ['./src', 'src/a.ts', true],
  ['src/**/*.ts', 'src/a.ts', true],
  ['src/**/*.ts', 'src/x/y/a.ts', true],
  ['**/test/**', 'pkg/test/a', true],
  ['*.{yml,yaml}', '.github/ci.yaml', true],
  ['.env*', 'app/.env.local', true],
  ['a?c', 'abc', true],
  ['[ab].txt', 'b.txt', true],
  ['b*/**', 'bot/two\nlines.env', true],
  ['bot/**/*.env', 'bot/two\nlines/a.env', true],
])('%s on %s is %s', (glob, path, expected) => {
  expect(compileGlobs([glob])(path)).toBe(expected)
})

test('exclusion wins over inclusion, and folders are cut early', () => {
  const filter = createPathFilter(['*.ts'], ['vendor/', 'gen/*.ts'])
  expect(filter.file('a.ts')).toBe(true)
  expect(filter.file('a.js')).toBe(false)
  expect(filter.file('gen/a.ts')).toBe(false)
  expect(filter.file('x/vendor/a.ts')).toBe(false)
  expect(filter.folder('x/vendor')).toBe(false)
  expect(filter.folder('gen')).toBe(true)
})

test('without patterns everything is wanted', () => {
  expect(createPathFilter([], []).file('any/thing')).toBe(true)
  expect(compileGlobs([])('any/thing')).toBe(false)
})

test.each([
  ['', /is empty/],
  ['/', /is empty/],
  ['!a', /negated/],
])('the pattern %j is refused', (glob, message) => {
  expect(() => compileGlobs([glob])).toThrow(message)
})
