import { CoverageLog } from '../model/coverage-log.ts'
import type { Hit } from '../model/hit.ts'
import { limits } from '../model/limits.ts'
import type { Occurrence } from '../model/occurrence.ts'
import { FileReader, type FileWindow } from '../sources/file-reader.ts'
import type { FileItem } from '../sources/work-tree.ts'
import { LineCounter } from '../triage/lines.ts'
import type { Credential } from '../triage/group.ts'
import { placeHits, type Place } from '../triage/place.ts'
import { guessableRules, indexHits, unreadPlaces } from './hit-index.ts'
import type { FileSighting } from './tasks.ts'

/** Occurrences of hits in files. The files are read again for it: only those that hold something. */
export interface FilePlaces {
  occurrences(credential: Credential<FileSighting>): {
    readonly occurrences: readonly Occurrence[]
    readonly occurrenceCount: number
  }
}

export function createFilePlaces(
  files: readonly FileItem[],
  credentials: readonly Credential<FileSighting>[],
): FilePlaces {
  const hits = indexHits(credentials, (object) => object.path ?? '')
  const isGuessable = guessableRules(credentials)
  // What cannot be read a second time was counted the first time.
  const reader = new FileReader(new CoverageLog())
  const places = new Map<Hit, Place>()

  const placeFile = (item: FileItem): void => {
    const all = hits.get(item.path) ?? []
    const lines = new LineCounter()
    reader.read(item, (window) => {
      const { bytes, offset } = window
      const own = all.filter((hit) => isOwn(hit, window))
      const options = { isGuessable, offset, firstLine: lines.line, hide: own }
      const placed = placeHits(bytes, own, options)
      own.forEach((hit, index) => places.set(hit, placed[index]!))
      // The next window begins with this one's last bytes.
      lines.add(bytes.subarray(0, Math.max(0, bytes.length - limits.streamOverlapBytes)))
    })
  }

  const locate = ({ hit, file }: FileSighting): Place => {
    if (!places.has(hit)) placeFile(files[file]!)
    return places.get(hit) ?? unreadPlaces([hit])[0]!
  }

  return {
    occurrences(credential) {
      const listed = credential.sightings.slice(0, limits.maxOccurrencesListed)
      const occurrences = listed.map((sighting): Occurrence => {
        const { object } = sighting
        return {
          kind: 'file',
          path: object.path ?? '',
          ...(object.pathEncoded ? { pathEncoded: true as const } : {}),
          commit: null,
          blob: null,
          ...locate(sighting),
        }
      })
      return { occurrences, occurrenceCount: credential.sightings.length }
    },
  }
}

function isOwn(hit: Hit, { offset, from, until }: FileWindow): boolean {
  const start = hit.parts[0].start - offset
  return start >= from && start < until
}
