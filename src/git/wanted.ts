import { idFromHex } from './object-id.ts'

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

/** The same groups give the same list, so a worker and the main thread agree on indices. */
export function listWanted(groups: readonly WantedGroup[], idLength: 20 | 32): WantedBlobs {
  const groupsByBlob = new Map<string, Set<number>>()
  groups.forEach((group, at) => {
    for (const blob of group.blobs) {
      if (blob.length !== idLength * 2) continue
      const known = groupsByBlob.get(blob)
      if (known) known.add(at)
      else groupsByBlob.set(blob, new Set([at]))
    }
  })
  const hex = [...groupsByBlob.keys()].toSorted()
  const ids = new Uint8Array(hex.length * idLength)
  hex.forEach((blob, i) => {
    const id = idFromHex(blob)
    if (id) ids.set(id, i * idLength)
  })
  return { ids, hex, groups: hex.map((blob) => [...(groupsByBlob.get(blob) ?? [])]) }
}
