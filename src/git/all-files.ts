import { GrowableBytes } from './growable.ts'
import type { MissingChunk } from './missing-ids.ts'
import { pathMarks } from './path-scope.ts'
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

/** What records name. */
export interface PlacedIds {
  /** By place: 1 for files that are here, with all that begins like them. */
  readonly places: Uint8Array
  /** Raw ids of what is not here. May repeat. */
  readonly missing: Uint8Array
}

/**
 * Finds what some records name.
 *
 * @param marks of `findAtPaths`
 * @param missing what the trees name and is not here
 */
export function placeRecords(
  { targets }: FilesSweep,
  marks: Uint8Array,
  planned: PlannedIds,
  missing: MissingChunk,
): PlacedIds {
  const { idLength } = planned
  const places = new Uint8Array(planned.places.length)
  const absent = new GrowableBytes(1024)
  let missingAt: Map<number, number[]> | null = null
  const id = new Uint8Array(8)
  const words = new DataView(id.buffer)
  const put = (place: number): void => {
    places[place] = 1
  }
  let record = 0
  for (const list of targets) {
    for (let i = 0; i < list.length; i += 2, record++) {
      if (marks[record] === 0) continue
      const high = list[i + 1]!
      words.setUint32(0, list[i]!, true)
      words.setUint32(4, high, true)
      // What is here and was not read is told where trees are read.
      const visit = marks[record] === pathMarks.file ? put : ignore
      if (visitPlanned(planned, id, 0, visit, id.length) > 0) continue
      missingAt ??= indexByWord(missing.ids, idLength)
      for (const at of missingAt.get(list[i]!) ?? []) {
        if (word(missing.ids, at + 4) === high) absent.push(missing.ids, at, at + idLength)
      }
    }
  }
  return { places, missing: absent.take() }
}

function ignore(): void {}

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
