import { expect, test } from 'vitest'
import { orderByOffset } from '../../src/git/pack-index.ts'
import { seeded } from '../helpers/seeded.ts'

test.each([0, 1, 255, 2 ** 16, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 53 - 1])(
  'offsets up to %d are sorted, and equal ones stay as they stand',
  (highest) => {
    const random = seeded(`offsets up to ${highest}`)
    for (const count of [0, 1, 2, 1000]) {
      const offsets = Float64Array.from({ length: count }, () =>
        // Few different ones, some of them alike in their lower or upper half.
        Math.floor((random.int(1 << 20) / (1 << random.int(20))) * (highest / (1 << 20))),
      )
      if (count > 0) offsets[random.int(count)] = highest
      const expected = [...offsets.keys()].toSorted((a, b) => offsets[a]! - offsets[b]! || a - b)
      expect([...orderByOffset(offsets)]).toEqual(expected)
    }
  },
)
