import type { Hit } from '../model/hit.ts'
import type { LineScanner } from './lines.ts'
import { codeFrame, frameRange, type FrameInput } from './frame.ts'
import {
  findPositions,
  frameInput,
  hiddenValues,
  isPlain,
  maxFrames,
  placeHits,
  placeOf,
  toPlace,
  type Hidden,
  type PartPosition,
  type Place,
} from './place.ts'
import { textEncodingOf, type TextEncodingName } from './text-encoding.ts'

/**
 * A hit's place, or what it is made of, kept from the time its text was at hand. Where only some of many hits are
 * reported, and those are known late, this is less work than making frames for all, and than reading texts again.
 */
export type Excerpt = { readonly place: Place } | PlaceParts

interface PlaceParts {
  /** One for each part. */
  readonly at: readonly PartPosition[]
  /** Null where there is no frame. */
  readonly around: Surroundings | null
}

interface Surroundings {
  /** One character per byte: strings travel between threads more cheaply than many small arrays. */
  readonly text: string
  /** Where it begins in the whole text. */
  readonly offset: number
  /** Offset of the hit's line in the whole text. */
  readonly lineStart: number
  readonly encoding: TextEncodingName
}

/** Of hits with more around them the place itself is made. */
const maxBytes = 4096

/**
 * One excerpt per hit.
 *
 * @param hits all of the text
 * @param scanner over `bytes`, where there is one
 */
export function takeExcerpts(
  bytes: Uint8Array,
  hits: readonly Hit[],
  isGuessable: (rule: string) => boolean,
  scanner: LineScanner | null = null,
): Excerpt[] {
  // Which of more than that have frames, only all of them together tell.
  if (hits.length > maxFrames) return placeHits(bytes, hits, { isGuessable }).map(finished)
  const encoding = textEncodingOf(bytes)
  const positions = findPositions(bytes, hits, encoding, 0, 1, scanner)
  const spans = hits
    .flatMap(({ parts }) => parts.map(({ start, end }) => [start, end] as const))
    .toSorted((a, b) => a[0] - b[0])
  let frames: FrameInput | null = null
  return hits.map((hit) => {
    const at = hit.parts.map((part) => placeOf(part, positions))
    if (!isPlain(hit)) return { at, around: null }
    const { start } = hit.parts[0]
    const { line, lineStart } = positions.get(start) ?? firstPosition
    const range = frameRange(bytes, encoding, start, lineStart, maxBytes)
    const [from, to] = range === null ? [0, bytes.length] : withWholeSpans(range, spans)
    if (to - from <= maxBytes) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
      return { at, around: { text, offset: from, lineStart, encoding } }
    }
    frames ??= frameInput(bytes, encoding, 0, {
      hide: hits,
      values: hiddenValues(hits),
      isGuessable,
    })
    return finished(toPlace(hit, at, codeFrame(frames, start, line, lineStart)))
  })
}

const firstPosition = { line: 1, lineStart: 0 }

function finished(place: Place): Excerpt {
  return { place }
}

/** The range with all of every span that reaches into it: half a secret is masked in another way than a whole one. */
function withWholeSpans(
  range: readonly [from: number, to: number],
  spans: readonly (readonly [start: number, end: number])[],
): readonly [from: number, to: number] {
  let [from, to] = range
  for (let grown = true; grown;) {
    grown = false
    for (const [start, end] of spans) {
      if (start >= to) break
      if (end <= from || (start >= from && end <= to)) continue
      from = Math.min(from, start)
      to = Math.max(to, end)
      grown = true
    }
  }
  return [from, to]
}

/** The place of `hit` as `placeHits` gives it for the whole text. */
export function placeExcerpt(excerpt: Excerpt, hit: Hit, hidden: Hidden): Place {
  if ('place' in excerpt) return excerpt.place
  const { at, around } = excerpt
  if (around === null) return toPlace(hit, at, null)
  const { text, offset, lineStart, encoding } = around
  const bytes = Buffer.from(text, 'latin1')
  const input = frameInput(bytes, encoding, offset, hidden)
  const line = at[0]?.line ?? 1
  return toPlace(hit, at, codeFrame(input, hit.parts[0].start - offset, line, lineStart - offset))
}
