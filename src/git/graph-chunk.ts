import { type CommitChunk, CommitColumns } from './commit-table.ts'
import type { GraphChunk } from './graph-visitor.ts'
import { GrowableBytes } from './growable.ts'

/** Joins chunks to one; `isNew` is asked once for each commit and tag, by its raw id, and decides whether it is taken. */
export function concatGraphs(
  chunks: readonly GraphChunk[],
  idLength: 20 | 32,
  isNew: (ids: Uint8Array, at: number) => boolean,
): GraphChunk {
  const columns = new CommitColumns(idLength)
  const tagIds = new GrowableBytes(256)
  const targets = new GrowableBytes(256)
  const takeCommit = (chunk: CommitChunk, i: number): void => {
    const { parentStarts } = chunk
    columns.ids.push(chunk.ids, i * idLength, (i + 1) * idLength)
    columns.trees.push(chunk.trees, i * idLength, (i + 1) * idLength)
    columns.parentIds.push(
      chunk.parentIds,
      parentStarts[i]! * idLength,
      parentStarts[i + 1]! * idLength,
    )
    columns.endCommit(chunk.authorTimes[i]!, chunk.authorZones[i]!, chunk.committerTimes[i]!)
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
    commits: columns.finish(),
    tags: { ids: tagIds.take(), targets: targets.take() },
  }
}
