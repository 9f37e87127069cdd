import { byteClass, DASH_UNDERSCORE, DIGIT, LOWER, LOWER_HEX, UPPER, UPPER_HEX } from './classes.ts'

/** What the bytes of one token look like; filled by `measureToken`, reused from token to token. */
export interface TokenStats {
  length: number
  /** Number of different bytes. */
  distinct: number
  /** Neighbours of different kind: lower, upper, digit, other. */
  transitions: number
  digits: number
  letters: number
  /** Pairs of neighbouring letters of one case, and how many of them are frequent in English. */
  letterPairs: number
  commonPairs: number
  /** Longest stretch of one byte, and of steps of +1 or -1 (`abcdef`, `9876`). */
  longestSame: number
  longestSequence: number
  /** OR of the class bits. */
  bits: number
}

export function createTokenStats(): TokenStats {
  return {
    length: 0,
    distinct: 0,
    transitions: 0,
    digits: 0,
    letters: 0,
    letterPairs: 0,
    commonPairs: 0,
    longestSame: 0,
    longestSequence: 0,
    bits: 0,
  }
}

/** A generation stamp per byte value saves clearing the table between tokens. */
const seen = new Uint32Array(256)
let generation = 0

const kindOfClass = makeKinds()

function makeKinds(): Uint8Array {
  const kinds = new Uint8Array(256).fill(4)
  kinds[DIGIT] = 1
  kinds[LOWER] = 2
  kinds[LOWER_HEX] = 2
  kinds[UPPER] = 3
  kinds[UPPER_HEX] = 3
  kinds[DASH_UNDERSCORE] = 5
  return kinds
}

export function measureToken(bytes: Uint8Array, start: number, end: number, out: TokenStats): void {
  generation++
  let distinct = 0
  let transitions = 0
  let digits = 0
  let letters = 0
  let letterPairs = 0
  let commonPairs = 0
  let same = 1
  let longestSame = 1
  let step = 0
  let sequence = 1
  let longestSequence = 1
  let bits = 0
  let before = -1
  let kindBefore = 0
  let letterBefore = -1
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    const cls = byteClass[byte]!
    const kind = kindOfClass[cls]!
    bits |= cls
    if (seen[byte] !== generation) {
      seen[byte] = generation
      distinct++
    }
    if (kind === 1) digits++
    let letter = -1
    if (kind === 2 || kind === 3) {
      letters++
      letter = (byte | 0x20) - 0x61
      if (letterBefore >= 0 && kind === kindBefore) {
        letterPairs++
        commonPairs += isCommonPair[letterBefore * 26 + letter]!
      }
    }
    if (before >= 0) {
      if (kind !== kindBefore) transitions++
      const delta = byte - before
      if (delta === 0) {
        same++
        if (same > longestSame) longestSame = same
      } else same = 1
      if ((delta === 1 || delta === -1) && delta === step) sequence++
      else sequence = delta === 1 || delta === -1 ? 2 : 1
      step = delta
      if (sequence > longestSequence) longestSequence = sequence
    }
    before = byte
    kindBefore = kind
    letterBefore = letter
  }
  out.length = end - start
  out.distinct = distinct
  out.transitions = transitions
  out.digits = digits
  out.letters = letters
  out.letterPairs = letterPairs
  out.commonPairs = commonPairs
  out.longestSame = longestSame
  out.longestSequence = longestSequence
  out.bits = bits
}

/** The 74 most frequent letter pairs of English and of identifiers: 11 % of all pairs, two thirds of all text. */
const commonPairList =
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ct ge ta el la na no ec us ut id ce di lo tr et pe ss un po pr il ac ke ey'
/** By first letter * 26 + second: 1 for frequent pairs. */
export const commonPairTable: Uint8Array = makeCommonPairs()
const isCommonPair = commonPairTable

function makeCommonPairs(): Uint8Array {
  const table = new Uint8Array(26 * 26)
  for (const pair of commonPairList.split(' ')) {
    table[(pair.charCodeAt(0) - 0x61) * 26 + pair.charCodeAt(1) - 0x61] = 1
  }
  return table
}

/** Share of frequent pairs among random letters. */
export const commonPairShare: number = shareAmong(26)

/** The same among `a` to `f`, where `ed`, `de`, `ea` and `be` are a good part of all pairs. */
export const hexPairShare: number = shareAmong(6)

function shareAmong(letters: number): number {
  let count = 0
  for (let a = 0; a < letters; a++) {
    for (let b = 0; b < letters; b++) count += isCommonPair[a * 26 + b]!
  }
  return count / letters ** 2
}
