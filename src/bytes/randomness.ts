import { commonPairShare, hexPairShare } from './token-stats.ts'
import type { TokenStats } from './token-stats.ts'

/**
 * What random strings over an alphabet look like, by length: a token passes when its number of different bytes and
 * its changes between letters and digits are no further than `sigmas` standard deviations below what chance gives,
 * and its letters hold no more frequent English pairs than chance allows. So the test is a probability, and the
 * share of random strings it drops is the same at every length.
 */
export interface RandomnessTest {
  /** By length, 1 to 256; longer tokens are held to the last one's. */
  readonly floors: (length: number) => Floors
  readonly sigmas: number
  /** Share of frequent English pairs among random letters of the alphabet. */
  readonly pairShare: number
}

export interface Floors {
  readonly distinct: number
  readonly transitions: number
}

const maxLength = 256
/** A stretch this long happens by chance in fewer than one of 100,000 tokens of 64 letters. */
const maxSame = 5
const maxSequence = 6
/** An alphabet with this many letters is hex. */
const hexLetters = 6

const known = new Map<string, RandomnessTest>()

/**
 * `kinds` are the sizes of the alphabet's letter case and digit groups, e.g. `[10, 26, 26]`. Hundreds of token shapes
 * share a few tests; making one for each took 8 ms of a commit hook's start.
 */
export function makeRandomnessTest(kinds: readonly number[], sigmas: number): RandomnessTest {
  const key = `${kinds.join()} ${sigmas}`
  const made = known.get(key) ?? computeTest(kinds, sigmas)
  known.set(key, made)
  return made
}

function computeTest(kinds: readonly number[], sigmas: number): RandomnessTest {
  const isHex = kinds[1] === hexLetters
  // Worked out when a token of that length is first held to them: a short scan meets few.
  const known: (Floors | undefined)[] = []
  return {
    sigmas,
    pairShare: isHex ? hexPairShare : commonPairShare,
    floors: (length) => (known[length] ??= computeFloors(kinds, sigmas, length)),
  }
}

function computeFloors(kinds: readonly number[], sigmas: number, length: number): Floors {
  const size = kinds.reduce((sum, kind) => sum + kind, 0)
  const once = (1 - 1 / size) ** length
  const twice = (1 - 2 / size) ** length
  const mean = size * (1 - once)
  const variance = size * once + size * (size - 1) * twice - (size * once) ** 2
  const change = 1 - kinds.reduce((sum, kind) => sum + (kind / size) ** 2, 0)
  const changes = (length - 1) * change
  return {
    // Near its ceiling the number is far from normal: a long tail below.
    distinct: floorAt(mean, Math.max(1, variance), sigmas),
    transitions: floorAt(changes, changes * (1 - change), sigmas),
  }
}

function floorAt(mean: number, variance: number, sigmas: number): number {
  return Math.max(0, Math.ceil(mean - sigmas * Math.sqrt(Math.max(0, variance))))
}

export function looksRandom(test: RandomnessTest, stats: TokenStats): boolean {
  const { distinct, transitions } = test.floors(Math.min(maxLength, stats.length))
  if (stats.distinct < distinct || stats.transitions < transitions) return false
  if (stats.longestSame > maxSame || stats.longestSequence > maxSequence) return false
  return !looksLikeWords(stats, test)
}

/** More frequent letter pairs than chance allows: an identifier or words run together. */
function looksLikeWords(stats: TokenStats, { sigmas, pairShare }: RandomnessTest): boolean {
  const mean = stats.letterPairs * pairShare
  const spread = Math.sqrt(mean * (1 - pairShare))
  return stats.commonPairs > mean + (sigmas + 0.5) * spread + 1
}
