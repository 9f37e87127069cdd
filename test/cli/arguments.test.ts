import { expect, test } from 'vitest'
import { normaliseArguments, standardInput } from '../../src/cli/standard-input.ts'

test.each([
  [
    ['scan', '-'],
    ['scan', standardInput],
  ],
  [
    ['scan', '--exclude', 'x', '--', 'src'],
    ['scan', '--exclude', 'x', 'src'],
  ],
  [
    ['--', '-odd', 'b'],
    ['./-odd', 'b'],
  ],
  [
    ['history', '.'],
    ['history', '.'],
  ],
])('%j becomes %j', (given, wanted) => {
  expect(normaliseArguments(given)).toEqual(wanted)
})
