import { placeWords } from '../kernel/layout.ts'
import { isPacked } from '../bytes/base64.ts'
import { isTokenByte } from '../bytes/classes.ts'
import { isSpace, latin1 } from '../bytes/text.ts'
import type { Hit } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import { collect } from './collect.ts'
import type { EngineTables } from './compile.ts'
import { joinEncoded } from './decode/base64-text.ts'
import { mergeHits } from './decode/merge.ts'
import { rewriteTexts } from './decode/rewrite.ts'
import { narrowWide } from './decode/wide.ts'
import type { Decoded } from './decode/decoded.ts'
import { dispatchRun } from './dispatch.ts'
import { blobWordsOf } from './blob-words.ts'
import type { BlobWords } from './blob-words.ts'
import { resolveHits } from './resolve.ts'
import { innerScratch, noteCandidate, resetScratch } from './scratch.ts'
import type { ScanSkip, Scratch } from './scratch.ts'

export interface ScanTarget {
  /** A plain array, or a view into the kernel's memory: then the kernel probes it in place. */
  readonly bytes: Uint8Array
  /** Pairs of half-open ranges around what a delta changed, sorted, disjoint; null: everything. */
  readonly windows: Uint32Array | null
  readonly windowCount: number
  /** Triples: candidates outside of the windows that begin nothing, of what this was made from (`ScanOutcome.places`). */
  readonly moved?: Uint32Array | null
  readonly kind: 'blob' | 'message' | 'tag' | 'file'
  /** Known for files; absent in history, where `judgePath` comes later. */
  readonly pathHint?: string
  /** Part of the same file as the target before: what may be unpacked of encoded data goes on counting. */
  readonly isMember?: boolean
}

export interface ScanOutcome {
  readonly hits: Hit[]
  /** True when the bytes hold anything whose judgement depends on what is around it. */
  readonly hadCandidates: boolean
  /** Where candidates stand: start, end and reach of each, sorted (`Kernel.applyDelta`); null: anywhere. */
  readonly places: Uint32Array | null
  readonly skipped: ScanSkip[]
}

const nothing: ScanOutcome = { hits: [], hadCandidates: false, places: null, skipped: [] }

/** Scans one text. Reuses `scratch`; the outcome is plain data of its own. */
export function scanBytes(
  engine: EngineTables,
  target: ScanTarget,
  scratch: Scratch,
  outerWords?: BlobWords,
): ScanOutcome {
  const { bytes, windows, windowCount, moved } = target
  if (scratch.depth === 0 && target.isMember !== true) scratch.packed?.begin()
  resetScratch(scratch)
  if (windows !== null && moved) noteMoved(scratch, moved)
  collect(engine, bytes, windows, windowCount, scratch)
  // Whatever a delta changed, text in wide characters is looked at as a whole: it has no runs to go by.
  const wide = narrowWide(bytes, scratch)
  if (wide === null && isEmpty(scratch)) {
    if (!scratch.hadCandidates) return nothing
    return { ...nothing, hadCandidates: true, places: placesOf(engine, scratch, false) }
  }
  const texts = [...joinEncoded(bytes, scratch.encoded)].filter(
    (decoded) => !addBareValue(engine, decoded, scratch),
  )
  const blobWords = outerWords ?? blobWordsOf(bytes)
  let hits = resolveHits(engine, bytes, scratch, blobWords)
  hits = mergeHits(hits, scanRewritten(engine, bytes, scratch, blobWords))
  const skipped: ScanSkip[] = []
  if (scratch.overflow) {
    const detail = `more than ${limits.maxCandidatesPerBlob} candidates`
    skipped.push({ reason: 'too-large', detail })
  }
  const timedOut = scratch.matcher?.timedOut ?? 0
  if (timedOut > 0) {
    const detail = `${timedOut} patterns took too long and were given up`
    skipped.push({ reason: 'time-limit', detail })
  }
  let hadCandidates = scratch.hadCandidates
  if (wide !== null) {
    const inner = scanDecoded(engine, wide, scratch)
    hadCandidates ||= inner.hadCandidates
    hits.push(...inner.hits)
    skipped.push(...inner.skipped)
  }
  for (const decoded of texts) {
    const inner = isPacked(decoded.bytes)
      ? scanPacked(engine, decoded, scratch)
      : scanDecoded(engine, decoded, scratch)
    hits.push(...inner.hits)
    skipped.push(...inner.skipped)
  }
  return { hits, hadCandidates, places: placesOf(engine, scratch, wide !== null), skipped }
}

function noteMoved(scratch: Scratch, moved: Uint32Array): void {
  for (let at = 0; at < moved.length; at += placeWords) {
    noteCandidate(scratch, moved[at]!, moved[at + 1]!, moved[at + 2])
  }
}

/** There is nothing to judge: most candidates begin nothing, or are refused as soon as they are read closely. */
function isEmpty({ tokens, structures, encoded, rewrites, matcher, overflow }: Scratch): boolean {
  if (tokens.length + structures.length + encoded.length + rewrites.length > 0) return false
  return !overflow && (matcher === null || matcher.matches.length + matcher.timedOut === 0)
}

/** Where candidates stand; what patterns, wide characters or too many of them tell is told of the whole. */
function placesOf(engine: EngineTables, scratch: Scratch, isWide: boolean): Uint32Array | null {
  if (engine.patterns !== null || isWide || scratch.overflow) return null
  return scratch.places.finish()
}

/**
 * Encoded text that is one value and nothing else, as in the `data` of a Kubernetes secret: its name stands in front
 * of the encoded form, so the value is judged there, like any other.
 */
function addBareValue(engine: EngineTables, decoded: Decoded, outer: Scratch): boolean {
  const { bytes, sourceOffset } = decoded
  let end = bytes.length
  while (end > 0 && isSpace(bytes[end - 1]!)) end--
  for (let at = 0; at < end; at++) if (!isTokenByte(bytes[at]!)) return false
  const scratch = innerScratch(outer)
  if (scratch === null) return false
  resetScratch(scratch)
  dispatchRun(engine, scratch, bytes, 0, end)
  for (const token of scratch.tokens) {
    if (token.start !== 0 || token.end !== end) return false
    const place = { start: sourceOffset(0), end: sourceOffset(bytes.length) }
    outer.tokens.push({ ...place, token: token.token, decoded: latin1(bytes, 0, end) })
  }
  return scratch.encoded.length === 0
}

/** What stands in text that is escaped, percent-encoded or split, read as it is meant. */
function scanRewritten(
  engine: EngineTables,
  bytes: Uint8Array,
  outer: Scratch,
  blobWords: BlobWords,
): Hit[] {
  if (outer.rewrites.length === 0 || outer.depth >= limits.maxDecodeDepth) return []
  const places = outer.rewrites.toSorted((a, b) => a.at - b.at)
  const onLimit = (): void => {
    outer.overflow = true
  }
  return [...rewriteTexts(bytes, places, onLimit)].flatMap(
    // What cannot be decoded further was told of where it stands.
    (text) => scanDecoded(engine, text, outer, blobWords).hits,
  )
}

/** Scans decoded text and places its hits where the encoded text stands. */
function scanDecoded(
  engine: EngineTables,
  decoded: Decoded,
  outer: Scratch,
  outerWords?: BlobWords,
): ScanOutcome {
  const scratch = innerScratch(outer)
  if (scratch === null) return tooDeep()
  const { bytes, sourceOffset, via } = decoded
  const target = { bytes, windows: null, windowCount: 0, kind: 'blob' } as const
  const outcome = scanBytes(engine, target, scratch, outerWords)
  const hits = outcome.hits.map((hit): Hit => {
    const [first, ...rest] = hit.parts.map((part) => {
      return { ...part, start: sourceOffset(part.start), end: sourceOffset(part.end) }
    })
    return { ...hit, parts: [first!, ...rest], via: [via, ...hit.via] }
  })
  return { ...outcome, hits }
}

/** Scans what packed data unpacks to. Its hits stand where the whole of it stands. */
function scanPacked(engine: EngineTables, decoded: Decoded, outer: Scratch): ScanOutcome {
  const scratch = innerScratch(outer)
  if (outer.packed === null) return nothing
  if (scratch === null) return tooDeep()
  const { bytes, sourceOffset, via } = decoded
  const hits: Hit[] = []
  const skipped: ScanSkip[] = []
  const place = { start: sourceOffset(0), end: sourceOffset(bytes.length) }
  const told = outer.packed.open(bytes, outer.depth, (member, reached) => {
    const target = { bytes: member, windows: null, windowCount: 0, kind: 'blob' } as const
    const outcome = scanBytes(engine, target, scratch)
    skipped.push(...outcome.skipped)
    for (const hit of outcome.hits) {
      const [first, ...rest] = hit.parts.map((part) => ({ ...part, ...place }))
      hits.push({ ...hit, parts: [first!, ...rest], via: [via, ...reached, ...hit.via] })
    }
  })
  skipped.push(...told)
  return { hits, hadCandidates: true, places: null, skipped }
}

function tooDeep(): ScanOutcome {
  const detail = `encoded more than ${limits.maxDecodeDepth} times`
  const skipped: ScanSkip[] = [{ reason: 'archive-limit', detail }]
  return { hits: [], hadCandidates: true, places: null, skipped }
}
