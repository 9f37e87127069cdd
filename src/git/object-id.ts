/** Hash function of a repository; ids have 20 or 32 bytes. */
export type ObjectFormat = 'sha1' | 'sha256'

/** Bytes of a raw object id. */
export function idLength(format: ObjectFormat): 20 | 32 {
  return format === 'sha256' ? 32 : 20
}

const digits = '0123456789abcdef'

/** Hex of each byte. */
const hexPairs = makeHexPairs()

function makeHexPairs(): readonly string[] {
  const pairs: string[] = []
  for (const high of digits) for (const low of digits) pairs.push(high + low)
  return pairs
}

/** Hex of `length` bytes at `offset`. */
export function idToHex(
  bytes: Uint8Array,
  offset: number = 0,
  length: number = bytes.length - offset,
): string {
  let hex = ''
  for (let i = offset; i < offset + length; i++) hex += hexPairs[bytes[i]!]
  return hex
}

/** Value of each character of ASCII as a hex digit; 0x80 for those that are none. */
const digitValues = makeDigitValues()

function makeDigitValues(): Uint8Array {
  const values = new Uint8Array(128).fill(0x80)
  for (let value = 0; value < digits.length; value++) {
    values[digits.charCodeAt(value)] = value
    values[digits.toUpperCase().charCodeAt(value)] = value
  }
  return values
}

/** Raw id of 40 or 64 lower- or upper-case hex digits; null for anything else. */
export function idFromHex(hex: string): Uint8Array | null {
  const length = hex.length / 2
  if (length !== 20 && length !== 32) return null
  // By hand: a history may have ten thousand refs, each asked for thrice, and a call into Node takes a microsecond.
  const id = new Uint8Array(length)
  let wrong = 0
  for (let i = 0; i < length; i++) {
    const high = digitValues[hex.charCodeAt(2 * i)] ?? 0x80
    const low = digitValues[hex.charCodeAt(2 * i + 1)] ?? 0x80
    wrong |= high | low
    id[i] = (high << 4) | low
  }
  return wrong < 0x80 ? id : null
}

/** Order of two raw ids inside byte arrays: negative, 0 or positive. */
export function compareIds(
  a: Uint8Array,
  aOffset: number,
  b: Uint8Array,
  bOffset: number,
  length: number,
): number {
  for (let i = 0; i < length; i++) {
    const difference = a[aOffset + i]! - b[bOffset + i]!
    if (difference !== 0) return difference
  }
  return 0
}
