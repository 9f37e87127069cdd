import { expect, test } from 'vitest'
import { chooseSweepThreads } from '../../src/app/threads.ts'

const mebibyte = 2 ** 20

test.each([
  [4, 0, 1],
  [4, 4 * mebibyte, 1],
  [4, 5 * mebibyte, 2],
  [2, 500 * mebibyte, 2],
  [1, 500 * mebibyte, 1],
])('of %i threads, %i bytes of trees take %i', (threads, weight, wanted) => {
  expect(chooseSweepThreads(threads, weight)).toBe(wanted)
})
