import { decodeBase64 } from '../../bytes/base64.ts'
import { latin1 } from '../../bytes/text.ts'
import type { Check } from './check.ts'

const maxToken = 4096
const rest = /^\.[\w-]{4,}\.[\w-]{20,}/

/**
 * A signed JSON Web Token: a header that says how it was signed, claims that are a JSON object, a signature.
 *
 * @see RFC 7519, RFC 7515 section 7.1
 */
export const jwt: Check = (bytes, start, end) => {
  const behind = rest.exec(latin1(bytes, end, end + maxToken))
  if (behind === null) return null
  if (!/"alg"\s*:\s*"(?!none)/.test(decoded(bytes, start, end))) return null
  const claimsEnd = end + behind[0].lastIndexOf('.')
  const claims = decoded(bytes, end + 1, claimsEnd)
  if (!claims.startsWith('{') || !claims.includes('":')) return null
  return { start, end: end + behind[0].length }
}

function decoded(bytes: Uint8Array, start: number, end: number): string {
  const text = decodeBase64(bytes, start, end, maxToken)
  return latin1(text, 0, text.length)
}
