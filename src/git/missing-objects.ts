import { type CommitGraph, commitId } from './commit-graph.ts'
import type { CommitChunk } from './commit-table.ts'
import { listMissing, MissingIds, type MissingChunk } from './missing-ids.ts'
import { idFromHex } from './object-id.ts'
import type { ObjectStore } from './object-store.ts'
import type { PlannedIds } from './planned-ids.ts'
import type { Ref } from './refs.ts'
import type { CoverageLog } from '../model/coverage-log.ts'

export interface MissingInput {
  readonly planned: PlannedIds
  /** Null when nobody asks what commits name. */
  readonly graph: CommitGraph | null
  /** Chunks of the graph whose root trees were not seen to be here before. */
  readonly commits: readonly CommitChunk[]
  /** Commits (hex) whose parents were left out on purpose. */
  readonly shallow: ReadonlySet<string>
  /** Raw ids that something else names, of any kind. */
  readonly named: readonly Uint8Array[]
  readonly refs: readonly Ref[]
}

/**
 * What commits, tags and refs name and is not here, each once. With what trees name (`MissingIds` of their sweep) it is
 * what `git rev-list --objects --all --missing=print` lists, and what only unreachable objects name. Reflogs are not
 * asked, since they outlive their objects as a matter of course, nor are a shallow clone's cut parents missing.
 */
export function findMissing(input: MissingInput): MissingChunk {
  const { planned, commits, graph } = input
  const missing = new MissingIds(planned)
  for (const { trees } of commits) missing.checkAll(trees, 2)
  if (graph !== null) checkParents(graph, input.shallow, missing)
  for (const ids of input.named) missing.checkAll(ids, 0)
  for (const { kind, oid } of input.refs) {
    const id = kind === 'reflog' ? null : idFromHex(oid)
    if (id?.length === planned.idLength) missing.check(id, 0, 0)
  }
  return missing.finish()
}

/** Each id once, and as what the first of the chunks takes it for. */
export function joinMissing(planned: PlannedIds, chunks: readonly MissingChunk[]): MissingChunk {
  const missing = new MissingIds(planned)
  for (const chunk of chunks) missing.addAll(chunk)
  return missing.finish()
}

function checkParents(graph: CommitGraph, shallow: ReadonlySet<string>, missing: MissingIds): void {
  for (const { commit, id } of graph.absent) {
    if (!shallow.has(commitId(graph, commit))) missing.check(id, 0, 1)
  }
}

/** Looking on disk costs a few microseconds each: enough for what came during the scan, not for a blobless clone. */
const maxLookedUp = 1_000

/** Counts what is missing as skipped; what has come since everything was listed is not. */
export function skipMissing(
  chunk: MissingChunk,
  store: ObjectStore,
  partial: boolean,
  coverage: CoverageLog,
): void {
  const why = partial ? 'left out of this partial clone' : 'referenced, but not in the database'
  const missing = listMissing(chunk, store.idLength)
  for (const { id, kind } of missing) {
    const raw = missing.length <= maxLookedUp ? idFromHex(id) : null
    if (raw !== null && store.has(raw)) continue
    coverage.skip('missing', id, `${kind}: ${why}`)
  }
}
