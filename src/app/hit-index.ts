import type { Hit } from '../model/hit.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Credential } from '../triage/group.ts'
import { placeHits, type Place, type PlaceOptions } from '../triage/place.ts'

/** All hits of each scanned object, by a key of the caller's: frames hide the secrets of every finding. */
export type HitIndex = ReadonlyMap<string, readonly Hit[]>

export function indexHits(
  credentials: readonly Credential[],
  keyOf: (object: { readonly id: string | null; readonly path: string | null }) => string,
): HitIndex {
  const index = new Map<string, Hit[]>()
  for (const { sightings } of credentials) {
    for (const { hit, object } of sightings) {
      const key = keyOf(object)
      const known = index.get(key)
      if (known === undefined) index.set(key, [hit])
      else known.push(hit)
    }
  }
  return index
}

/** Which rules hide their secrets altogether. */
export function guessableRules(credentials: readonly Credential[]): (rule: string) => boolean {
  const guessable = new Set<string>()
  for (const { parts } of credentials) {
    for (const { rule } of parts) if (rule.guessable) guessable.add(rule.id)
  }
  return (rule) => guessable.has(rule)
}

/** Places of hits whose text cannot be read again: the span is all that is known. */
export function unreadPlaces(hits: readonly Hit[]): Place[] {
  return hits.map(({ parts: [first] }) => ({
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    span: [first.start, first.end] as const,
  }))
}

/**
 * Where the message of a commit or tag begins, behind its headers; 0 for any other text.
 *
 * @param object the one that `bytes` are of; without an id they are a message alone
 */
export function messageStart(
  bytes: Uint8Array | null,
  { kind, id }: { readonly kind: OccurrenceKind; readonly id: string | null },
): number {
  if (bytes === null || id === null || (kind !== 'message' && kind !== 'tag')) return 0
  const gap = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('\n\n')
  return gap < 0 ? 0 : gap + 2
}

/** `placeHits` for all hits of one text at once, since each call passes over the bytes. */
export class PlacedText {
  readonly #places = new Map<Hit, Place>()

  /** @param messageAt lines count from here; those of what stands before it, from the beginning */
  constructor(
    bytes: Uint8Array | null,
    hits: readonly Hit[],
    options: PlaceOptions,
    messageAt: number = 0,
  ) {
    const headers = hits.filter(({ parts: [first] }) => first.start < messageAt)
    const others = headers.length === 0 ? hits : hits.filter((hit) => !headers.includes(hit))
    for (const [offset, group] of [
      [0, headers],
      [messageAt, others],
    ] as const) {
      if (group.length === 0) continue
      const placed =
        bytes === null
          ? unreadPlaces(group)
          : placeHits(bytes.subarray(offset), group, { ...options, hide: hits, offset })
      group.forEach((hit, index) => this.#places.set(hit, placed[index]!))
    }
  }

  place(hit: Hit): Place {
    return this.#places.get(hit) ?? unreadPlaces([hit])[0]!
  }
}
