import { crc32Base62 } from '../bytes/crc32.ts'
import { fromLatin1 } from '../bytes/text.ts'
import type { Random } from './random.ts'

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base64url = `${base62}-_`

/** Samples of tokens with a checksum or structure of their own; null for other names. */
export function tokenSample(random: Random, name: string, argument: string): string | null {
  switch (name) {
    case 'crc': {
      const body = fromLatin1(random.text(base62, 30))
      return `${argument}${String.fromCharCode(...body)}${crc32Base62(body, 0, body.length)}`
    }
    case 'jwt': {
      const header = base64urlOf('{"alg":"HS256","typ":"JWT"}')
      const claims = base64urlOf(`{"sub":"${random.text('0123456789', 10)}","iat":1700000000}`)
      return `${header}.${claims}.${random.text(base64url, 43)}`
    }
    default:
      return null
  }
}

function base64urlOf(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
