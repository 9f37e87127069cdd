/**
 * A record of a tree (`tree`, `goneTree`) stands for the base's tree of that name, another for the base's blob: a name
 * may be that of one of each.
 */
export const recordKinds = { gone: 0, tree: 1, wanted: 2, goneTree: 3 } as const

export function isTreeRecord(record: number): boolean {
  return (record & 1) === 1
}

/** Plain data; transfer `sweepChunkBuffers`. */
export interface TreeSweepChunk {
  /** Number of trees. */
  readonly count: number
  /** Two words per tree: the first 8 bytes of its id, little-endian. */
  readonly ids: Uint32Array<ArrayBuffer>
  /** Position of the tree it is recorded against, plus 1; 0 = none. */
  readonly bases: Uint32Array<ArrayBuffer>
  /** Records of tree i: `recordStarts[i] .. recordStarts[i + 1]`. */
  readonly recordStarts: Uint32Array<ArrayBuffer>
  /** Name times 4 plus record kind. */
  readonly records: Uint32Array<ArrayBuffer>
  /** Two words per record: a tree's id, or (wanted index, 0). */
  readonly targets: Uint32Array<ArrayBuffer>
  /** Path elements: name i is `names[nameStarts[i] .. nameStarts[i + 1]]`. */
  readonly names: Uint8Array<ArrayBuffer>
  readonly nameStarts: Uint32Array<ArrayBuffer>
  /** Trees whose entries could not all be read. */
  readonly malformed: number
}

/** The buffers to transfer with a chunk. */
export function sweepChunkBuffers(chunk: TreeSweepChunk): ArrayBuffer[] {
  return [
    chunk.ids.buffer,
    chunk.bases.buffer,
    chunk.recordStarts.buffer,
    chunk.records.buffer,
    chunk.targets.buffer,
    chunk.names.buffer,
    chunk.nameStarts.buffer,
  ]
}
