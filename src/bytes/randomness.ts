import { commonPairShare, hexPairShare } from './token-stats.ts'
import type { TokenStats } from './token-stats.ts'

/**
 * What random strings over an alphabet look like, by length: a token passes when its number of different bytes and
 * its changes between letters and digits are no further than `sigmas` standard deviations below what chance gives,
 * and its letters hold no more frequent English pairs than chance allows. So the test is a probability, and the
 * share of random strings it drops is the same at every length.
 */
export interface RandomnessTest {
  readonly minDistinct: Uint16Array
  readonly minTransitions: Uint16Array
  readonly sigmas: number
  /** Share of frequent English pairs among random letters of the alphabet. */
  readonly pairShare: number
}

/** Longer tokens are held to the limits of this length. */
const maxTabled = 256
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

/** Limits are computed when a token is first held to them: most tests are never asked in a short scan. */
function computeTest(kinds: readonly number[], sigmas: number): RandomnessTest {
  let limits: Limits | null = null
  const isHex = kinds[1] === hexLetters
  return {
    sigmas,
    pairShare: isHex ? hexPairShare : commonPairShare,
    get minDistinct() {
      return (limits ??= computeLimits(kinds, sigmas)).minDistinct
    },
    get minTransitions() {
      return (limits ??= computeLimits(kinds, sigmas)).minTransitions
    },
  }
}

type Limits = Pick<RandomnessTest, 'minDistinct' | 'minTransitions'>

function computeLimits(kinds: readonly number[], sigmas: number): Limits {
  const size = kinds.reduce((sum, kind) => sum + kind, 0)
  const change = 1 - kinds.reduce((sum, kind) => sum + (kind / size) ** 2, 0)
  const minDistinct = new Uint16Array(maxTabled + 1)
  const minTransitions = new Uint16Array(maxTabled + 1)
  for (let n = 1; n <= maxTabled; n++) {
    const once = (1 - 1 / size) ** n
    const twice = (1 - 2 / size) ** n
    const mean = size * (1 - once)
    const variance = size * once + size * (size - 1) * twice - (size * once) ** 2
    // Near its ceiling the number is far from normal: a long tail below.
    minDistinct[n] = floorAt(mean, Math.max(1, variance), sigmas)
    minTransitions[n] = floorAt((n - 1) * change, (n - 1) * change * (1 - change), sigmas)
  }
  return { minDistinct, minTransitions }
}

function floorAt(mean: number, variance: number, sigmas: number): number {
  return Math.max(0, Math.ceil(mean - sigmas * Math.sqrt(Math.max(0, variance))))
}

export function looksRandom(test: RandomnessTest, stats: TokenStats): boolean {
  const n = Math.min(maxTabled, stats.length)
  if (stats.distinct < test.minDistinct[n]! || stats.transitions < test.minTransitions[n]!)
    return false
  if (stats.longestSame > maxSame || stats.longestSequence > maxSequence) return false
  return !looksLikeWords(stats, test)
}

/** More frequent letter pairs than chance allows: an identifier or words run together. */
function looksLikeWords(stats: TokenStats, { sigmas, pairShare }: RandomnessTest): boolean {
  const mean = stats.letterPairs * pairShare
  const spread = Math.sqrt(mean * (1 - pairShare))
  return stats.commonPairs > mean + (sigmas + 0.5) * spread + 1
}
