import { GrowableBytes } from './growable.ts'
import type { MissingChunk } from './missing-ids.ts'
import { type PlannedIds, visitPlanned } from './planned-ids.ts'
import { recordKinds, type TreeSweepChunk } from './sweep-chunk.ts'
import { type JoinedSweep, joinSweeps } from './sweep-join.ts'
import { word } from './tree-bytes.ts'

/** A sweep of all trees with all their files. */
export interface FilesSweep {
  readonly trees: JoinedSweep
  /** The first 8 bytes of what records name, as two words each, in several lists one after the other. */
  readonly targets: readonly Uint32Array[]
}

/** @param chunks of sweeps whose wanted files were all */
export function joinFiles(chunks: readonly TreeSweepChunk[]): FilesSweep {
  return { trees: joinSweeps(chunks), targets: chunks.map(({ targets }) => targets) }
}

/** Calls `onId` with the first 8 bytes of the id that a record names, for each of `records`, which are sorted by that. */
function eachShortId(
  { targets }: FilesSweep,
  records: Uint32Array,
  onId: (low: number, high: number) => void,
): void {
  let first = 0
  let which = 0
  let last = -1
  for (const record of records.sort()) {
    if (record === last) continue
    last = record
    while (record - first >= targets[which]!.length / 2) first += targets[which++]!.length / 2
    const words = targets[which]!
    const at = (record - first) * 2
    onId(words[at]!, words[at + 1]!)
  }
}

export interface PlacedIds {
  /** Places of what is here: all that begins like an id that was asked for. May repeat. */
  readonly places: readonly number[]
  /** Raw ids of what is not here. May repeat. */
  readonly missing: Uint8Array
}

/**
 * Finds what records name.
 *
 * @param missing what the trees name and is not here
 */
export function placeRecords(
  sweep: FilesSweep,
  records: Uint32Array,
  planned: PlannedIds,
  missing: MissingChunk,
): PlacedIds {
  const places: number[] = []
  const absent = new GrowableBytes(1024)
  const { idLength } = planned
  let missingAt: Map<number, number[]> | null = null
  const id = new Uint8Array(8)
  const words = new DataView(id.buffer)
  eachShortId(sweep, records, (low, high) => {
    words.setUint32(0, low, true)
    words.setUint32(4, high, true)
    if (visitPlanned(planned, id, 0, (place) => places.push(place), id.length) > 0) return
    missingAt ??= indexByWord(missing.ids, idLength)
    for (const at of missingAt.get(low) ?? []) {
      if (word(missing.ids, at + 4) === high) absent.push(missing.ids, at, at + idLength)
    }
  })
  return { places, missing: absent.take() }
}

/**
 * The sweep as it would be if only some files had been wanted; what only begins like one of these is taken for it.
 *
 * @param wanted raw ids; their positions become the targets
 */
export function keepWanted(
  { trees, targets }: FilesSweep,
  wanted: Uint8Array,
  idLength: number,
): JoinedSweep {
  const wantedAt = indexByWord(wanted, idLength)
  const records = trees.records.slice()
  const numbers = trees.targets.slice()
  let record = 0
  for (const words of targets) {
    for (let i = 0; i < words.length; i += 2, record++) {
      if ((records[record]! & 3) !== recordKinds.wanted) continue
      const at = wantedAt.get(words[i]!)?.find((at) => word(wanted, at + 4) === words[i + 1])
      // What nobody wants still stands for what the base has under its name.
      if (at === undefined) records[record]! += recordKinds.gone - recordKinds.wanted
      numbers[record] = at === undefined ? 0 : at / idLength
    }
  }
  return { ...trees, records, targets: numbers }
}

/** Offsets of ids by their first word. */
function indexByWord(ids: Uint8Array, idLength: number): Map<number, number[]> {
  const index = new Map<number, number[]>()
  for (let at = 0; at < ids.length; at += idLength) {
    const key = word(ids, at)
    const known = index.get(key)
    if (known === undefined) index.set(key, [at])
    else known.push(at)
  }
  return index
}
