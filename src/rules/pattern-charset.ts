/** A set of bytes: 256 bits. */
export type Charset = readonly bigint[]

const size = 4
const none: Charset = [0n, 0n, 0n, 0n]
const known = new Map<string, Charset>()

/** The bytes that one character of a pattern (`[a-z]`, `\w`, `.`, `x`) stands for, by asking the pattern itself. */
export function charsetOf(raw: string, flags: string): Charset {
  const key = `${flags} ${raw}`
  const found = known.get(key)
  if (found !== undefined) return found
  const pattern = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[^is]/g, ''))
  const set = Array.from({ length: size }, (_, word) => {
    let bits = 0n
    for (let bit = 0; bit < 64; bit++) {
      if (pattern.test(String.fromCharCode(word * 64 + bit))) bits |= 1n << BigInt(bit)
    }
    return bits
  })
  known.set(key, set)
  return set
}

export function union(a: Charset, b: Charset): Charset {
  return a.map((word, index) => word | (b[index] ?? 0n))
}

export function intersects(a: Charset, b: Charset): boolean {
  return a.some((word, index) => (word & (b[index] ?? 0n)) !== 0n)
}

export function isSubset(a: Charset, b: Charset): boolean {
  return a.every((word, index) => (word & ~(b[index] ?? 0n)) === 0n)
}

export function has(set: Charset, byte: number): boolean {
  return ((set[byte >> 6] ?? 0n) & (1n << BigInt(byte & 63))) !== 0n
}

/** The bytes of a small set, in order; null when there are more than `most`. */
export function members(set: Charset, most: number): number[] | null {
  const found: number[] = []
  for (let byte = 0; byte < 256; byte++) {
    if (!has(set, byte)) continue
    if (found.length === most) return null
    found.push(byte)
  }
  return found
}

export const emptyCharset: Charset = none
