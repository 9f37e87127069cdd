/**
 * Seeded random strings in the shapes of secrets, so that no secret-shaped literal stands in a test.
 * The same seed gives the same strings on every machine and Node version.
 */
export interface Seeded {
  /** In [0, 1). */
  next(): number
  /** In [0, below). */
  int(below: number): number
  pick<T>(items: readonly T[]): T
  bytes(length: number): Uint8Array
  /** `length` characters of `alphabet`. */
  string(alphabet: string, length: number): string
  digits(length: number): string
  hex(length: number): string
  upperHex(length: number): string
  base32(length: number): string
  base58(length: number): string
  base62(length: number): string
  /** Characters of base64, without padding. */
  base64(length: number): string
  base64url(length: number): string
  uuid(): string
}

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const base62 = digits + upper + lower

export function seeded(seed: number | string): Seeded {
  const next = mulberry32(typeof seed === 'number' ? seed : fnv1a(seed))
  const int = (below: number): number => Math.floor(next() * below)
  const string = (alphabet: string, length: number): string => {
    let text = ''
    for (let i = 0; i < length; i++) text += alphabet[int(alphabet.length)]
    return text
  }
  const hex = (length: number): string => string(`${digits}abcdef`, length)
  return {
    next,
    int,
    pick: (items) => {
      if (items.length === 0) throw new Error('nothing to pick from')
      return items[int(items.length)]!
    },
    bytes: (length) => Uint8Array.from({ length }, () => int(256)),
    string,
    digits: (length) => string(digits, length),
    hex,
    upperHex: (length) => string(`${digits}ABCDEF`, length),
    base32: (length) => string(`${upper}234567`, length),
    base58: (length) => string(base62.replaceAll(/[0OIl]/g, ''), length),
    base62: (length) => string(base62, length),
    base64: (length) => string(`${base62}+/`, length),
    base64url: (length) => string(`${base62}-_`, length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${string('89ab', 1)}${hex(3)}-${hex(12)}`,
  }
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
