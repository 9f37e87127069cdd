import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { tokenSample } from './token-samples.ts'
import { armorSample, pemSample, puttySample } from './samples.ts'

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()

/** Alphabets by placeholder name: `{{base62:64}}` is 64 characters of `base62`. */
const alphabets: Readonly<Record<string, string>> = {
  base62: digits + upper + lower,
  base64: `${upper}${lower}${digits}+/`,
  base64url: `${upper}${lower}${digits}-_`,
  base58: `${digits}${upper}${lower}`.replaceAll(/[0OIl]/g, ''),
  hex: `${digits}abcdef`,
  'upper-hex': `${digits}ABCDEF`,
  digits,
  base32: `${upper}234567`,
  'lower-alnum': digits + lower,
  'upper-alnum': digits + upper,
  bech32: '023456789acdefghjklmnpqrstuvwxyz',
  'bech32-upper': '023456789ACDEFGHJKLMNPQRSTUVWXYZ',
  alpha: lower,
}

const placeholder = /\{\{([a-z0-9-]+)(?::([^{}:]+))?(?::([^{}:]+))?\}\}/g
const maxLength = 4096

/**
 * Fills `{{name:argument}}` with random text of that shape; the same seed gives the same text. Names that are not
 * known stay as they are, so that templates of other kinds can be examples too.
 */
export function expandPlaceholders(template: string, seed: string): string {
  const random = createRandom(seed)
  return template.replaceAll(placeholder, (whole, name: string, first = '', second = '') =>
    fill(random, name, first, second, whole),
  )
}

function fill(random: Random, name: string, first: string, second: string, whole: string): string {
  const alphabet = alphabets[name]
  if (alphabet !== undefined)
    return varied(random, alphabet, Math.min(maxLength, Number(first) || 32))
  switch (name) {
    case 'repeat':
      return first.repeat(Math.min(maxLength, Number(second) || 1))
    case 'uuid':
      return uuid(random)
    case 'pem':
      return pemSample(random, first)
    case 'pem-line':
      return pemSample(random, first).replaceAll('\n', String.raw`\n`)
    case 'putty':
      return puttySample(random, first)
    case 'pgp-armor':
      return armorSample(random)
    default:
      return tokenSample(random, name, first, second) ?? whole
  }
}

/** A short sample can lack a digit by chance; an example must not depend on luck. */
function varied(random: Random, alphabet: string, length: number): string {
  const kinds = [/\d/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(alphabet))
  let text = random.text(alphabet, length)
  for (let tries = 0; tries < 50 && !kinds.every((kind) => kind.test(text)); tries++) {
    text = random.text(alphabet, length)
  }
  return text
}

function uuid(random: Random): string {
  const hex = (length: number): string => random.text(`${digits}abcdef`, length)
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${random.text('89ab', 1)}${hex(3)}-${hex(12)}`
}
