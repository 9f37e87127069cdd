import { idFromHex, idToHex } from './object-id.ts'

/** The objects that one credential was found in. Ids are hex. */
export interface WantedGroup {
  readonly group: number
  readonly blobs: readonly string[]
  /** Commits whose own text holds it. */
  readonly commits?: readonly string[]
  /** Annotated tags whose own text holds it. */
  readonly tags?: readonly string[]
}

/** Every wanted blob once; its position is the wanted index that sweeps and held trees speak of. */
export interface WantedBlobs {
  /** Raw ids, one after the other: what `createTreeSweep` takes. */
  readonly ids: Uint8Array<ArrayBuffer>
  readonly hex: readonly string[]
  /** Positions in `groups` of the groups that want the blob. */
  readonly groups: readonly (readonly number[])[]
}

/**
 * The same groups give the same list, so a worker and the main thread agree on indices.
 *
 * @param others raw ids of blobs that are in the list although no group wants them
 */
export function listWanted(
  groups: readonly WantedGroup[],
  idLength: 20 | 32,
  others: Uint8Array = new Uint8Array(0),
): WantedBlobs {
  const groupsByBlob = new Map<string, Set<number>>()
  groups.forEach((group, at) => {
    for (const blob of group.blobs) {
      if (blob.length !== idLength * 2) continue
      const known = groupsByBlob.get(blob)
      if (known) known.add(at)
      else groupsByBlob.set(blob, new Set([at]))
    }
  })
  for (let at = 0; at < others.length; at += idLength) {
    const blob = idToHex(others, at, idLength)
    if (!groupsByBlob.has(blob)) groupsByBlob.set(blob, new Set())
  }
  const { hex, ids } = sortedIds(groupsByBlob.keys(), idLength)
  return { ids, hex, groups: hex.map((blob) => [...(groupsByBlob.get(blob) ?? [])]) }
}

/** The ids that `listWanted` gives, before anything is grouped. @param blobs hex ids, each any number of times */
export function wantedIds(blobs: Iterable<string>, idLength: 20 | 32): Uint8Array<ArrayBuffer> {
  const all = new Set<string>()
  for (const blob of blobs) if (blob.length === idLength * 2) all.add(blob)
  return sortedIds(all, idLength).ids
}

function sortedIds(
  blobs: Iterable<string>,
  idLength: 20 | 32,
): { readonly hex: readonly string[]; readonly ids: Uint8Array<ArrayBuffer> } {
  const hex = [...blobs].toSorted()
  const ids = new Uint8Array(hex.length * idLength)
  hex.forEach((blob, i) => {
    const id = idFromHex(blob)
    if (id) ids.set(id, i * idLength)
  })
  return { hex, ids }
}
