import type { Hit } from '../model/hit.ts'
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

/** `placeHits` for all hits of one text at once, since each call passes over the bytes. */
export class PlacedText {
  readonly #places = new Map<Hit, Place>()

  constructor(bytes: Uint8Array | null, hits: readonly Hit[], options: PlaceOptions) {
    const places = bytes === null ? unreadPlaces(hits) : placeHits(bytes, hits, options)
    hits.forEach((hit, index) => this.#places.set(hit, places[index]!))
  }

  place(hit: Hit): Place {
    return this.#places.get(hit) ?? unreadPlaces([hit])[0]!
  }
}
