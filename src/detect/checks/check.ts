import { latin1 } from '../../bytes/text.ts'

/** Half-open offsets in the scanned bytes. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/**
 * A test of a token's own bytes that takes code: a checksum, a structure. Null when the token is none; else where it
 * begins and ends, which may be wider than the run of its alphabet (`123:abc`). It may look at no more than
 * `limits.runLength - 2` bytes left of `start`, since a history scan looks again only at runs that near to a change.
 */
export type Check = (bytes: Uint8Array, start: number, end: number) => Extent | null

/** A check that passes or fails the token as it is. */
export function test(passes: (bytes: Uint8Array, start: number, end: number) => boolean): Check {
  return (bytes, start, end) => (passes(bytes, start, end) ? { start, end } : null)
}

/** A check of the token's text. The expression must match in linear time. */
export function matching(pattern: RegExp): Check {
  return test((bytes, start, end) => pattern.test(latin1(bytes, start, end)))
}

/**
 * A token that is one part of a longer one: `before` must match the bytes in front of it, `behind` those after it.
 * The whole becomes the token.
 */
export function inside(before: RegExp, behind: RegExp): Check {
  return (bytes, start, end) => {
    const left = before.exec(latin1(bytes, start - leftReach, start))
    if (left === null) return null
    const right = behind.exec(latin1(bytes, end, end + rightReach))
    if (right === null) return null
    return { start: start - left[0].length, end: end + right[0].length }
  }
}

const leftReach = 18
const rightReach = 2048
