import { decodeBase64 } from '../../bytes/base64.ts'
import { latin1 } from '../../bytes/text.ts'
import { isStrongPassword } from '../structures/password-strength.ts'
import { test } from './check.ts'
import type { Check } from './check.ts'

const maxText = 200
const reach = 18
const label = /(?:basic["',: ]{1,4}|(?<![a-z])_?auth["']?\s{0,4}[:=]\s{0,4}["']?)$/i
const login = /^[\x21-\x39\x3b-\x7e]{1,80}:([\x21-\x7e]{9,100})$/

/**
 * Base64 of `user:password` behind `Basic` or `auth`, as headers, `.npmrc` and Docker's `config.json` have it.
 *
 * @see RFC 7617 section 2
 */
export const basicAuth: Check = test((bytes, start, end) => {
  if (!label.test(latin1(bytes, start - reach, start))) return false
  const text = decodeBase64(bytes, start, end, maxText)
  const found = login.exec(latin1(text, 0, text.length))
  return found !== null && isStrongPassword(found[1]!)
})
