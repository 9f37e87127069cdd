import { type ParsedCommit, parseCommit, parseDate } from './commit.ts'
import { GrowableBytes, GrowableU32 } from './growable.ts'
import { type ObjectFormat, idLength as bytesOfId } from './object-id.ts'

/**
 * Commits as a worker met them: plain arrays, about 90 bytes a commit, to be posted to the main thread (transfer
 * `commitChunkBuffers`). Names are not in here: of the few commits a report names, they are read again.
 */
export interface CommitChunk {
  readonly count: number
  readonly idLength: 20 | 32
  /** Raw ids, one after the other. */
  readonly ids: Uint8Array<ArrayBuffer>
  /** Raw ids of the root trees. */
  readonly trees: Uint8Array<ArrayBuffer>
  /** Raw ids of all parents; those of commit i are number `parentStarts[i] .. parentStarts[i + 1]`. */
  readonly parentIds: Uint8Array<ArrayBuffer>
  readonly parentStarts: Uint32Array<ArrayBuffer>
  /** Seconds since 1970. */
  readonly authorTimes: Float64Array<ArrayBuffer>
  readonly committerTimes: Float64Array<ArrayBuffer>
  /** Minutes east of UTC. */
  readonly authorZones: Int16Array<ArrayBuffer>
}

export interface CommitTable {
  /**
   * Adds the commit whose raw id stands at `ids[idAt]`. The bytes are not kept.
   *
   * @param parsed saves parsing it a second time
   * @returns false when they are no commit
   */
  add(ids: Uint8Array, idAt: number, bytes: Uint8Array, parsed?: ParsedCommit): boolean
  finish(): CommitChunk
}

/** The columns of a chunk while it grows: push to each of them, then `endCommit`. */
export class CommitColumns {
  readonly idLength: 20 | 32
  readonly ids: GrowableBytes = new GrowableBytes()
  readonly trees: GrowableBytes = new GrowableBytes()
  readonly parentIds: GrowableBytes = new GrowableBytes()
  readonly #parentStarts = new GrowableU32()
  readonly #authorTimes: number[] = []
  readonly #committerTimes: number[] = []
  readonly #authorZones: number[] = []

  constructor(idLength: 20 | 32) {
    this.idLength = idLength
    this.#parentStarts.push(0)
  }

  /** Times in seconds since 1970, the zone in minutes east of UTC. */
  endCommit(authorTime: number, authorZone: number, committerTime: number): void {
    this.#parentStarts.push(this.parentIds.length / this.idLength)
    this.#authorTimes.push(authorTime)
    this.#authorZones.push(authorZone)
    this.#committerTimes.push(committerTime)
  }

  finish(): CommitChunk {
    return {
      count: this.#authorTimes.length,
      idLength: this.idLength,
      ids: this.ids.take(),
      trees: this.trees.take(),
      parentIds: this.parentIds.take(),
      parentStarts: this.#parentStarts.take(),
      authorTimes: Float64Array.from(this.#authorTimes),
      committerTimes: Float64Array.from(this.#committerTimes),
      authorZones: Int16Array.from(this.#authorZones),
    }
  }
}

export function createCommitTable(format: ObjectFormat): CommitTable {
  const idLength = bytesOfId(format)
  const hexLength = idLength * 2
  const columns = new CommitColumns(idLength)
  return {
    add(from, idAt, bytes, parsed) {
      const commit = parsed ?? parseCommit(bytes, hexLength)
      if (commit === null) return false
      columns.ids.push(from, idAt, idAt + idLength)
      columns.trees.pushHex(bytes, commit.treeAt, hexLength)
      for (const at of commit.parentsAt) columns.parentIds.pushHex(bytes, at, hexLength)
      const author = dateOf(bytes, commit.author.start, commit.author.end)
      const committer = dateOf(bytes, commit.committer.start, commit.committer.end)
      columns.endCommit(author.time, author.zone, committer.time)
      return true
    },
    finish: () => columns.finish(),
  }
}

/** The buffers to transfer with a chunk. */
export function commitChunkBuffers(chunk: CommitChunk): ArrayBuffer[] {
  return [
    chunk.ids.buffer,
    chunk.trees.buffer,
    chunk.parentIds.buffer,
    chunk.parentStarts.buffer,
    chunk.authorTimes.buffer,
    chunk.committerTimes.buffer,
    chunk.authorZones.buffer,
  ]
}

/** The date stands behind the last `>`, since names and addresses may hold anything. */
function dateOf(bytes: Uint8Array, start: number, end: number): { time: number; zone: number } {
  for (let at = end - 1; at >= start; at--) {
    if (bytes[at] === 0x3e) return parseDate(bytes, at + 1, end)
  }
  return { time: 0, zone: 0 }
}
