import type { AlphabetName } from '../model/rule.ts'
import {
  DASH_UNDERSCORE,
  DIGIT,
  LOWER,
  LOWER_HEX,
  PLUS_SLASH,
  UPPER,
  UPPER_HEX,
} from './classes.ts'

/**
 * The three ways a run of token bytes is cut: at everything but letters and digits, at what base64url lacks, at what
 * base64 lacks. A token is a whole piece of its alphabet's cut.
 */
export type Cut = 'alnum' | 'base64url' | 'base64'

export interface Alphabet {
  readonly cut: Cut
  /** Class bits a token may have. */
  readonly allowed: number
  /** Per length: groups of class bits; a random token has at least one bit of each group. */
  readonly needs: (length: number) => readonly number[]
  /** Exact membership, where class bits are too coarse. */
  readonly members: Uint8Array | null
  /** Sizes of the kinds of characters, for the randomness test. */
  readonly kinds: readonly number[]
}

const lower = LOWER_HEX | LOWER
const upper = UPPER_HEX | UPPER
const alnum = DIGIT | lower | upper
const hexLetters = LOWER_HEX | UPPER_HEX
/** Random strings this long lack a digit in fewer than one of 1,000 cases. */
const digitsFrom = 40

function mixed(length: number): readonly number[] {
  const groups = [lower, upper, LOWER | UPPER]
  return length >= digitsFrom ? [...groups, DIGIT] : groups
}

function hex(): readonly number[] {
  return [DIGIT, hexLetters]
}

function members(chars: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of chars) table[char.charCodeAt(0)] = 1
  return table
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const bech32 = '023456789acdefghjklmnpqrstuvwxyz'

export const alphabets: Readonly<Record<AlphabetName, Alphabet>> = {
  base62: { cut: 'alnum', allowed: alnum, needs: mixed, members: null, kinds: [10, 26, 26] },
  base58: {
    cut: 'alnum',
    allowed: alnum,
    needs: mixed,
    members: members(base58),
    kinds: [9, 24, 25],
  },
  hex: {
    cut: 'alnum',
    allowed: DIGIT | hexLetters,
    needs: hex,
    members: null,
    kinds: [10, 6],
  },
  'lower-hex': {
    cut: 'alnum',
    allowed: DIGIT | LOWER_HEX,
    needs: hex,
    members: null,
    kinds: [10, 6],
  },
  'upper-hex': {
    cut: 'alnum',
    allowed: DIGIT | UPPER_HEX,
    needs: hex,
    members: null,
    kinds: [10, 6],
  },
  'lower-alnum': {
    cut: 'alnum',
    allowed: DIGIT | lower,
    needs: () => [DIGIT, LOWER],
    members: null,
    kinds: [10, 26],
  },
  'upper-alnum': {
    cut: 'alnum',
    allowed: DIGIT | upper,
    needs: () => [DIGIT, UPPER],
    members: null,
    kinds: [10, 26],
  },
  bech32: {
    cut: 'alnum',
    allowed: alnum,
    needs: () => [DIGIT, LOWER | UPPER],
    members: members(bech32 + bech32.toUpperCase()),
    kinds: [9, 23],
  },
  digits: { cut: 'alnum', allowed: DIGIT, needs: () => [DIGIT], members: null, kinds: [10] },
  /** UUIDs and their kin: groups of letters and digits joined by `-`. */
  dashed: {
    cut: 'base64url',
    allowed: alnum | DASH_UNDERSCORE,
    needs: () => [DIGIT, lower | upper, DASH_UNDERSCORE],
    members: members(`${base62}-`),
    kinds: [10, 6, 1],
  },
  /** The end of a URL, for tokens that begin with a literal. */
  path: {
    cut: 'base64',
    allowed: alnum | PLUS_SLASH | DASH_UNDERSCORE,
    needs: mixed,
    members: members(`${base62}/_-`),
    kinds: [10, 6, 2],
  },
  base64url: {
    cut: 'base64url',
    allowed: alnum | DASH_UNDERSCORE,
    needs: mixed,
    members: null,
    kinds: [10, 26, 26, 2],
  },
  base64: {
    cut: 'base64',
    allowed: alnum | PLUS_SLASH,
    needs: mixed,
    members: null,
    kinds: [10, 26, 26, 2],
  },
}

/** True when every byte of `bytes[start, end)` belongs to the alphabet. */
export function isMadeOf(
  alphabet: Alphabet,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const table = alphabet.members
  if (table === null) return true
  for (let at = start; at < end; at++) if (table[bytes[at]!] === 0) return false
  return true
}
