import type { CommitRef } from '../model/occurrence.ts'
import { type CommitGraph, type CommitIx, commitId } from './commit-graph.ts'
import { isoDate, parseCommit, parsePerson } from './commit.ts'
import type { ObjectStore } from './object-store.ts'

/** A commit as reports name it: id, author's name (never the address) and date. The name is read from the commit again. */
export function readCommitRef(store: ObjectStore, graph: CommitGraph, commit: CommitIx): CommitRef {
  const { idLength, ids, authorTimes, authorZones } = graph
  const id = commitId(graph, commit)
  const date = isoDate(authorTimes[commit]!, authorZones[commit]!)
  const object = store.read(ids.subarray(commit * idLength, (commit + 1) * idLength))
  if (object.status !== 'ok') return { id, author: '', date }
  const parsed = parseCommit(object.bytes, idLength * 2)
  if (parsed === null) return { id, author: '', date }
  return { id, author: parsePerson(object.bytes, parsed.author, parsed.encoding).name, date }
}
