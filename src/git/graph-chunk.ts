import type { CommitChunk } from './commit-table.ts'
import type { GraphChunk } from './graph-visitor.ts'
import { GrowableBytes, GrowableU32 } from './growable.ts'

/** Joins chunks to one; `isNew` is asked once for each commit and tag, by its raw id, and decides whether it is taken. */
export function concatGraphs(
  chunks: readonly GraphChunk[],
  idLength: 20 | 32,
  isNew: (ids: Uint8Array, at: number) => boolean,
): GraphChunk {
  const ids = new GrowableBytes(1 << 16)
  const trees = new GrowableBytes(1 << 16)
  const parentIds = new GrowableBytes(1 << 16)
  const parentStarts = new GrowableU32()
  const authorTimes: number[] = []
  const committerTimes: number[] = []
  const authorZones: number[] = []
  const tagIds = new GrowableBytes(256)
  const targets = new GrowableBytes(256)
  parentStarts.push(0)
  const takeCommit = (chunk: CommitChunk, i: number): void => {
    ids.push(chunk.ids, i * idLength, (i + 1) * idLength)
    trees.push(chunk.trees, i * idLength, (i + 1) * idLength)
    parentIds.push(
      chunk.parentIds,
      chunk.parentStarts[i]! * idLength,
      chunk.parentStarts[i + 1]! * idLength,
    )
    parentStarts.push(parentIds.length / idLength)
    authorTimes.push(chunk.authorTimes[i]!)
    committerTimes.push(chunk.committerTimes[i]!)
    authorZones.push(chunk.authorZones[i]!)
  }
  for (const { commits, tags } of chunks) {
    for (let i = 0; i < commits.count; i++) {
      if (isNew(commits.ids, i * idLength)) takeCommit(commits, i)
    }
    for (let at = 0; at < tags.ids.length; at += idLength) {
      if (!isNew(tags.ids, at)) continue
      tagIds.push(tags.ids, at, at + idLength)
      targets.push(tags.targets, at, at + idLength)
    }
  }
  return {
    commits: {
      count: authorTimes.length,
      idLength,
      ids: ids.take(),
      trees: trees.take(),
      parentIds: parentIds.take(),
      parentStarts: parentStarts.take(),
      authorTimes: Float64Array.from(authorTimes),
      committerTimes: Float64Array.from(committerTimes),
      authorZones: Int16Array.from(authorZones),
    },
    tags: { ids: tagIds.take(), targets: targets.take() },
  }
}
