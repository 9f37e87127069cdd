import { crc32Base62 } from '../../bytes/crc32.ts'
import { latin1 } from '../../bytes/text.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

const suffixLength = 6

/**
 * A token of GitHub or npm: behind the prefix and its `_`, 30 random characters and the CRC-32 of them in base 62.
 *
 * @see https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export const crc32Suffix: Check = test((bytes, start, end) => {
  const body = bytes.indexOf(0x5f, start) + 1
  const sum = end - suffixLength
  if (body <= start || sum <= body) return false
  return crc32Base62(bytes, body, sum) === latin1(bytes, sum, end)
})
