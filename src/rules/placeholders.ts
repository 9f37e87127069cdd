import type { AlphabetName } from '../model/rule.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { tokenSample } from './token-samples.ts'
import { armorSample, pemSample, puttySample } from './samples.ts'

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()

/** Alphabets by placeholder name: `{{base62:64}}` is 64 characters of `base62`. */
const alphabets: Readonly<Record<AlphabetName | 'base32' | 'bech32-upper' | 'alpha', string>> = {
  base62: digits + upper + lower,
  base64: `${upper}${lower}${digits}+/`,
  base64url: `${upper}${lower}${digits}-_`,
  base58: `${digits}${upper}${lower}`.replaceAll(/[0OIl]/g, ''),
  hex: `${digits}abcdef`,
  'lower-hex': `${digits}abcdef`,
  'upper-hex': `${digits}ABCDEF`,
  digits,
  base32: `${upper}234567`,
  'lower-alnum': digits + lower,
  'upper-alnum': digits + upper,
  bech32: '023456789acdefghjklmnpqrstuvwxyz',
  'bech32-upper': '023456789ACDEFGHJKLMNPQRSTUVWXYZ',
  alpha: lower,
  dashed: `${digits}${upper}${lower}-`,
  path: `${digits}${upper}${lower}/_-`,
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

/** What looks like a placeholder and is none: a name nobody knows. */
export function unknownPlaceholders(template: string): string[] {
  const random = createRandom(template)
  return [...template.matchAll(placeholder)]
    .filter(([whole, name = '', first = '', second = '']) => {
      return fill(random, name, first, second, whole) === whole
    })
    .map(([whole]) => whole)
}

function isAlphabet(name: string): name is keyof typeof alphabets {
  return Object.hasOwn(alphabets, name)
}

function fill(random: Random, name: string, first: string, second: string, whole: string): string {
  if (isAlphabet(name)) {
    const text = varied(random, alphabets[name], Math.min(maxLength, Number(first) || 32))
    // Such a token has a dash in it, which few random ones would.
    return name === 'dashed' ? text.replace(/^(.+)[^-](.+)$/, '$1-$2') : text
  }
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
