import { indexIds } from './id-index.ts'
import { isFileEntry, word } from './tree-bytes.ts'

/** Raw ids of blobs, one after the other, whose positions are the targets; or the files of all trees. */
export type SweepWanted = Uint8Array | 'all-files'

/** Which entries of trees, besides subtrees, a sweep keeps. */
export interface WantedFiles {
  /** 8 KiB with a bit for each beginning of two bytes that a wanted id has. */
  readonly filter: Uint8Array
  readonly isEmpty: boolean
  readonly isAll: boolean
  /** Target of the entry with a name at `nameAt` and an id at `idAt`; -1 when it is not wanted. */
  find(bytes: Uint8Array, nameAt: number, idAt: number): number
  /** The target's second word. */
  detail(bytes: Uint8Array, idAt: number): number
}

export function wantFiles(wanted: SweepWanted, idLength: 20 | 32): WantedFiles {
  return wanted === 'all-files' ? allFiles : wantListed(wanted, idLength)
}

function wantListed(wanted: Uint8Array, idLength: 20 | 32): WantedFiles {
  const index = indexIds(wanted, wanted.length / idLength, idLength)
  const filter = new Uint8Array(65536 / 8)
  for (let at = 0; at < wanted.length; at += idLength) {
    const key = wanted[at]! | (wanted[at + 1]! << 8)
    filter[key >> 3]! |= 1 << (key & 7)
  }
  return {
    filter,
    isEmpty: wanted.length === 0,
    isAll: false,
    find: (bytes, _, idAt) => index.find(bytes, idAt),
    detail: () => 0,
  }
}

/** Targets are the first 8 bytes of ids: seven million on git's own repository, and few are ever looked up. */
const allFiles: WantedFiles = {
  filter: new Uint8Array(65536 / 8).fill(0xff),
  isEmpty: false,
  isAll: true,
  // Submodules' commits are in another repository.
  find: (bytes, nameAt, idAt) => (isFileEntry(bytes, nameAt) ? word(bytes, idAt) : -1),
  detail: (bytes, idAt) => word(bytes, idAt + 4),
}
