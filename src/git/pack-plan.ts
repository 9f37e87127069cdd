import type { CoverageLog } from '../model/coverage-log.ts'
import type { Repository } from './repository.ts'

/**
 * One pack, listed. Arrays are indexed by object number = position in pack order; all are backed by
 * SharedArrayBuffers, so that a worker gets them without a copy.
 */
export interface PackPlan {
  readonly path: string
  readonly count: number
  readonly idLength: 20 | 32
  /** Raw ids in id order; `idIndex[number]` says which. */
  readonly ids: Uint8Array
  readonly idIndex: Uint32Array
  /** Byte offset of each entry, and as last element the end of the last one. */
  readonly offsets: Float64Array
  /** Type after deltas are resolved: an `ObjectKind`; 0 when it cannot be known (its base is elsewhere or corrupt). */
  readonly kinds: Uint8Array
  /** 1 = an object to show to the visitor; clear it to leave an object out (it still serves as a base). */
  readonly visit: Uint8Array
  /** Inflated size of the entry (of the delta data, for deltas), 0xFFFFFFFF when larger than that. */
  readonly sizes: Uint32Array
  /** Bytes of the entry's header: the zlib stream starts at offset + this. */
  readonly headerLengths: Uint8Array
  /** Object number of the delta base; -1 none, -2 in another pack or missing, -3 corrupt. */
  readonly bases: Int32Array
  /** Children of n: `childList[childStarts[n] .. childStarts[n + 1]]`, the heaviest last. */
  readonly childStarts: Uint32Array
  readonly childList: Uint32Array
  /** Compressed bytes of the object and everything made from it. */
  readonly weights: Float64Array
}

/** Loose objects of all object directories. Ids are raw, one after the other; sorted; each once. */
export interface LoosePlan {
  readonly idLength: 20 | 32
  readonly count: number
  readonly ids: Uint8Array
  /** Index into `repository.objectDirs`. */
  readonly dirs: Uint16Array
  readonly visit: Uint8Array
}

/** Everything in the object database, each id with `visit` set exactly once. Plain data. */
export interface ObjectPlan {
  readonly packs: readonly PackPlan[]
  readonly loose: LoosePlan
}

/** Lists and plans all packs and loose objects; what cannot be listed is skipped in `coverage`. */
export function planObjects(repository: Repository, coverage: CoverageLog): ObjectPlan {
  throw new Error(`not built yet: ${repository.gitDir} ${coverage.bytes}`)
}

/** Raw id (a view) of an object; `pack` is -1 for loose ones. */
export function plannedId(plan: ObjectPlan, pack: number, number: number): Uint8Array {
  if (pack < 0) {
    const { ids, idLength } = plan.loose
    return ids.subarray(number * idLength, (number + 1) * idLength)
  }
  const { ids, idIndex, idLength } = plan.packs[pack]!
  const at = idIndex[number]! * idLength
  return ids.subarray(at, at + idLength)
}
