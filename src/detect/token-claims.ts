import { decodeBase64 } from '../bytes/base64.ts'
import { latin1 } from '../bytes/text.ts'
import type { Evidence } from '../model/evidence.ts'

const longest = 4096
const day = 24 * 60 * 60
/** Longer than sessions and their refresh tokens, shorter than a key that somebody made to keep. */
const shortLife = 31 * day
/** Roles that every visitor of a site has: the token stands in its pages. */
const publicRole = /"role"\s*:\s*"(?:anon|anonymous|public|guest)"/
/** The claims of the sample that tutorials copy. */
const sample = /"John Doe"|"sub"\s*:\s*"1234567890"|"example\.com"/
const utf8 = new TextEncoder()

/**
 * What the claims of a JSON Web Token say about it: given to everybody, good for a month at most, a tutorial's sample.
 * Whether it has run out is not asked: what is found must not depend on the day of the scan.
 *
 * @see RFC 7519 section 4.1
 */
export function doubtClaims(token: string): Evidence[] {
  const body = utf8.encode(token.split('.')[1] ?? '')
  const decoded = decodeBase64(body, 0, body.length, longest)
  const claims = latin1(decoded, 0, decoded.length)
  const found: Evidence[] = []
  if (publicRole.test(claims)) found.push({ code: 'public-claims', weight: -60 })
  if (sample.test(claims)) found.push({ code: 'example-claims', weight: -60 })
  const lifetime = numberOf(claims, 'exp') - numberOf(claims, 'iat')
  if (lifetime >= 0 && lifetime <= shortLife) found.push({ code: 'short-lived', weight: -30 })
  return found
}

/** NaN when the claim is absent. */
function numberOf(claims: string, name: string): number {
  const match = new RegExp(`"${name}"\\s*:\\s*(\\d{9,11})\\b`).exec(claims)
  return match === null ? Number.NaN : Number(match[1])
}
