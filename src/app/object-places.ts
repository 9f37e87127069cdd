import { idFromHex } from '../git/object-id.ts'
import type { ObjectStore } from '../git/object-store.ts'
import type { Hit } from '../model/hit.ts'
import type { Credential } from '../triage/group.ts'
import type { Place } from '../triage/place.ts'
import { guessableRules, indexHits, PlacedText } from './hit-index.ts'

/** Line, column and frame of hits in objects of a repository, which are read again for it. */
export interface ObjectPlaces {
  /** `object` is a hex id. */
  locate(object: string, hit: Hit): Place
}

const keptTexts = 2_000

export function createObjectPlaces(
  store: ObjectStore,
  credentials: readonly Credential[],
): ObjectPlaces {
  const hits = indexHits(credentials, (object) => object.id ?? '')
  const isGuessable = guessableRules(credentials)
  const texts = new Map<string, PlacedText>()
  return {
    locate(object, hit) {
      let text = texts.get(object)
      if (text === undefined) {
        text = new PlacedText(readBytes(store, object), hits.get(object) ?? [hit], { isGuessable })
        if (texts.size < keptTexts) texts.set(object, text)
      }
      return text.place(hit)
    },
  }
}

function readBytes(store: ObjectStore, object: string): Uint8Array | null {
  const id = idFromHex(object)
  const read = id === null ? null : store.read(id)
  return read?.status === 'ok' ? read.bytes : null
}
