import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sha256Hex } from '../../src/bytes/sha256.ts'
import { seeded } from '../helpers/seeded.ts'

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])(
  'digests %i bytes as OpenSSL does',
  (length) => {
    const bytes = seeded(`sha256 ${length}`).bytes(length + 2)
    const wanted = createHash('sha256')
      .update(bytes.subarray(1, length + 1))
      .digest('hex')
    expect(sha256Hex(bytes, 1, length + 1)).toBe(wanted)
  },
)
