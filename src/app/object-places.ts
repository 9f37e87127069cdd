import { idFromHex } from '../git/object-id.ts'
import type { ObjectStore } from '../git/object-store.ts'
import { placeExcerpt } from '../triage/excerpt.ts'
import type { Credential, Sighting } from '../triage/group.ts'
import { hiddenValues, type Hidden, type Place } from '../triage/place.ts'
import { guessableRules, indexHits, messageStart, PlacedText } from './hit-index.ts'

/** Line, column and frame of hits in objects of a repository. */
export interface ObjectPlaces {
  /** `object` is a hex id. Its text is read again only where no excerpt was kept. */
  locate(object: string, sighting: Sighting): Place
}

const keptTexts = 2_000

export function createObjectPlaces(
  store: ObjectStore,
  credentials: readonly Credential[],
): ObjectPlaces {
  const hits = indexHits(credentials, (object) => object.id ?? '')
  const isGuessable = guessableRules(credentials)
  const texts = new Map<string, PlacedText>()
  const hidden = new Map<string, Hidden>()

  const hiddenIn = (object: string): Hidden => {
    let known = hidden.get(object)
    if (known === undefined) {
      const hide = hits.get(object) ?? []
      known = { hide, values: hiddenValues(hide), isGuessable }
      hidden.set(object, known)
    }
    return known
  }
  return {
    locate(object, { hit, excerpt, object: { kind } }) {
      if (excerpt !== undefined) return placeExcerpt(excerpt, hit, hiddenIn(object))
      let text = texts.get(object)
      if (text === undefined) {
        const bytes = readBytes(store, object)
        const messageAt = messageStart(bytes, { kind, id: object })
        text = new PlacedText(bytes, hits.get(object) ?? [hit], { isGuessable }, messageAt)
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
