import { createTokenStats } from '../bytes/token-stats.ts'
import type { TokenStats } from '../bytes/token-stats.ts'
import { anyReach } from '../kernel/kernel.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { SkipReason } from '../model/coverage.ts'
import { limits } from '../model/limits.ts'
import type { EngineTables } from './compile.ts'
import type { KernelText } from './kernel-text.ts'
import { prepareKernel } from './kernel-tables.ts'
import { Places } from './places.ts'
import type { PackedReader } from './decode/packed.ts'
import type { Rewrite } from './decode/rewrite.ts'
import { PatternMatcher } from './patterns/matcher.ts'
import type { Clock } from './patterns/matcher.ts'
import type { StructureMatch } from './structures/structure.ts'

/** One token that passed every test on its own bytes, for one rule. */
export interface TokenCandidate {
  readonly start: number
  readonly end: number
  /** Index into `engine.tokens`. */
  readonly token: number
  /** The token itself where the text holds it encoded; null: the bytes are the token. */
  readonly decoded: string | null
}

export interface StructureCandidate {
  readonly match: StructureMatch
  readonly structure: string
  readonly rules: readonly number[]
}

export interface ScanSkip {
  readonly reason: SkipReason
  readonly detail: string
}

/** Everything of a scan that changes. One per worker, reused from blob to blob. */
export interface Scratch {
  readonly kernel: Kernel | null
  /** The lists the kernel has to look for, as bits of `collectWhat`; null: it is of no use. */
  readonly what: number | null
  readonly runs: Uint32Array
  /** One window, for a text that is looked at as a whole. */
  readonly whole: Uint32Array
  readonly stats: TokenStats
  tokens: TokenCandidate[]
  structures: StructureCandidate[]
  hadCandidates: boolean
  /** Where the candidates stand. */
  readonly places: Places
  /** The text begins as no text of one byte a character does. */
  isBinary: boolean
  /** Where a kernel has the text, until the next one is looked at. */
  text: KernelText | null
  overflow: boolean
  /** Encoded text that was seen to hold something: decoded and scanned after the plain bytes. */
  encoded: EncodedPiece[]
  /** Places whose text is written other than it reads. */
  rewrites: Rewrite[]
  /** For text decoded from this one; made when first needed. */
  inner: Scratch | null
  readonly depth: number
  /** Null: packed data that stands encoded in a text is not looked into. */
  readonly packed: PackedReader | null
  /** Null when no rule has a pattern. */
  readonly matcher: PatternMatcher | null
  readonly makeMatcher: () => PatternMatcher | null
}

/** A piece of base64 whose first bytes are readable text, or packed; without padding. */
export interface EncodedPiece {
  readonly start: number
  readonly end: number
}

const runsCapacity = 4096

/**
 * @param clock limits the time that patterns of users may take; absent: there is no limit
 * @param packed opens gzip and zlib that stand encoded in a text; detection itself knows no packed format
 */
export function createScratch(
  engine: EngineTables,
  kernel: Kernel | null,
  clock?: Clock,
  packed: PackedReader | null = null,
): Scratch {
  const what = kernel === null ? null : prepareKernel(engine, kernel)
  const { patterns } = engine
  return makeScratch(kernel, what, 0, packed, () =>
    patterns === null ? null : new PatternMatcher(patterns, clock),
  )
}

function makeScratch(
  kernel: Kernel | null,
  what: number | null,
  depth: number,
  packed: PackedReader | null,
  makeMatcher: Scratch['makeMatcher'],
): Scratch {
  return {
    kernel,
    what,
    runs: new Uint32Array(runsCapacity * 2),
    whole: new Uint32Array(2),
    stats: createTokenStats(),
    tokens: [],
    structures: [],
    hadCandidates: false,
    places: new Places(),
    isBinary: false,
    text: null,
    overflow: false,
    encoded: [],
    rewrites: [],
    inner: null,
    depth,
    packed,
    matcher: makeMatcher(),
    makeMatcher,
  }
}

export function resetScratch(scratch: Scratch): void {
  scratch.tokens = []
  scratch.structures = []
  scratch.encoded = []
  scratch.rewrites = []
  scratch.hadCandidates = false
  scratch.places.clear()
  scratch.isBinary = false
  scratch.overflow = false
}

/**
 * Remembers that there is a candidate, and where it has to be looked for in what is made from this text.
 *
 * @param reach of the bytes that say what it is (`Places`); default: who knows
 */
export function noteCandidate(
  scratch: Scratch,
  start: number,
  end: number,
  reach: number = anyReach,
): void {
  scratch.hadCandidates = true
  scratch.places.note(start, Math.max(end, start + 1), reach)
}

export function addToken(scratch: Scratch, start: number, end: number, token: number): void {
  noteCandidate(scratch, start, end)
  if (scratch.tokens.length >= limits.maxCandidatesPerBlob) scratch.overflow = true
  else scratch.tokens.push({ start, end, token, decoded: null })
}

/** Scratch for text that was decoded from what `outer` scans; null where decoding has gone deep enough. */
export function innerScratch(outer: Scratch): Scratch | null {
  if (outer.depth >= limits.maxDecodeDepth) return null
  outer.inner ??= makeScratch(null, null, outer.depth + 1, outer.packed, outer.makeMatcher)
  return outer.inner
}

const maxEncodedPieces = 1000

export function addEncoded(scratch: Scratch, start: number, end: number): void {
  noteCandidate(scratch, start, end)
  if (scratch.encoded.length >= maxEncodedPieces) scratch.overflow = true
  else scratch.encoded.push({ start, end })
}

const maxRewrites = 10_000

export function addRewrite(scratch: Scratch, at: number, end: number, kinds: number): void {
  noteCandidate(scratch, at, end)
  if (scratch.rewrites.length >= maxRewrites) scratch.overflow = true
  else scratch.rewrites.push({ at, end, kinds })
}
