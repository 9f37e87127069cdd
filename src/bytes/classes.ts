/** Class bits of a token byte. A byte with no bit is no token byte: it ends a run. */
export const DIGIT = 1
export const LOWER_HEX = 2
export const LOWER = 4
export const UPPER_HEX = 8
export const UPPER = 16
/** `+` and `/`: inside base64, but not inside base64url. */
export const PLUS_SLASH = 32
/** `-` and `_`: inside base64url, but not inside base64. */
export const DASH_UNDERSCORE = 64
/** `=`: between a name and its value, or padding. */
export const EQUALS = 128

/** Smallest class that is not a letter or digit: `class > 0 && class < ALNUM_END` means `[A-Za-z0-9]`. */
export const ALNUM_END = 32
/** Bits of `[A-Za-z0-9+/_-]`: an index of this size addresses every combination of them. */
export const CLASS_COMBINATIONS = 128

export const byteClass: Uint8Array = makeClasses()

function makeClasses(): Uint8Array {
  const table = new Uint8Array(256)
  const set = (chars: string, bit: number): void => {
    for (const char of chars) table[char.charCodeAt(0)] = bit
  }
  set('0123456789', DIGIT)
  set('abcdef', LOWER_HEX)
  set('ghijklmnopqrstuvwxyz', LOWER)
  set('ABCDEF', UPPER_HEX)
  set('GHIJKLMNOPQRSTUVWXYZ', UPPER)
  set('+/', PLUS_SLASH)
  set('-_', DASH_UNDERSCORE)
  set('=', EQUALS)
  return table
}

export function isTokenByte(byte: number): boolean {
  return byteClass[byte] !== 0
}

/** True for `[A-Za-z0-9]`. */
export function isAlnum(byte: number): boolean {
  const bits = byteClass[byte]!
  return bits !== 0 && bits < ALNUM_END
}

/** True for `[0-9A-Fa-f]`. */
export function isHexDigit(byte: number): boolean {
  return (byteClass[byte]! & (DIGIT | LOWER_HEX | UPPER_HEX)) !== 0
}
