import { type FilesSweep, joinFiles, keepWanted, placeRecords } from '../git/all-files.ts'
import type { CommitGraph } from '../git/commit-graph.ts'
import { wordsOf } from '../git/id-index.ts'
import { type MissingChunk, MissingIds } from '../git/missing-ids.ts'
import { findAtPaths, type PathSteps } from '../git/path-scope.ts'
import { findPlanned } from '../git/planned-ids.ts'
import type { JoinedSweep } from '../git/sweep-join.ts'
import { runOptions } from './history-objects.ts'
import type { HistorySession } from './history-session.ts'
import type { HistorySweep } from './sweep-history.ts'
import { chooseSweepThreads, threadMemory } from './threads.ts'

export interface SweptPaths {
  /** By place: 1 for blobs that stand at a path that matches. */
  readonly places: Uint8Array
  /** Raw ids of blobs and trees that belong there and are not here; may repeat. */
  readonly missing: Uint8Array
  /** What a sweep for these blobs would tell; all trees were read already. */
  sweepFor(wanted: Uint8Array): HistorySweep
}

/** Reads all trees once, with all their files, and finds what commits have at some paths. */
export async function sweepPaths(
  session: HistorySession,
  graph: CommitGraph,
  selected: Uint8Array,
  steps: PathSteps,
): Promise<SweptPaths> {
  const { planned } = session
  const { sweep, missing } = await readFiles(session)
  const { trees } = sweep
  const isHere = (id: Uint8Array): boolean => findPlanned(planned, id, 0) >= 0
  const roots = rootsOf(graph, selected, trees, isHere)
  const found = placeRecords(sweep, findAtPaths(trees, roots.read, steps), planned, missing)
  return {
    places: found.places,
    missing: Buffer.concat([...roots.missing, found.missing]),
    sweepFor: (wanted) => ({
      trees: keepWanted(sweep, wanted, planned.idLength),
      missing,
      known: null,
    }),
  }
}

async function readFiles(
  session: HistorySession,
): Promise<{ sweep: FilesSweep; missing: MissingChunk }> {
  const { repository, planned, pool, coverage, options, trees: work } = session
  const maxMemory = threadMemory(pool.threads, options.maxMemory)
  const parts = await pool.run(
    { kind: 'sweep', repository, work, wanted: 'all-files', planned, maxMemory },
    {
      ...runOptions('list', work, options),
      threads: chooseSweepThreads(pool.threads, work.weight),
    },
  )
  const missing = new MissingIds(planned)
  for (const part of parts) {
    coverage.add({ ...part.coverage, commits: 0, trees: 0, blobs: 0, tags: 0, bytes: 0 })
    missing.addAll(part.missing)
  }
  const sweep = joinFiles(parts.flatMap(({ chunks }) => chunks))
  if (sweep.trees.malformed > 0) {
    const detail = 'not well-formed; what stands in them is not selected'
    coverage.skip('corrupt', `${sweep.trees.malformed} trees`, detail)
  }
  return { sweep, missing: missing.finish() }
}

/** The root trees of the selected commits: where they were read, by position; where they are not here, by id. */
function rootsOf(
  { count, trees, idLength }: CommitGraph,
  selected: Uint8Array,
  sweep: JoinedSweep,
  isHere: (id: Uint8Array) => boolean,
): { read: number[]; missing: Uint8Array[] } {
  const read: number[] = []
  const missing: Uint8Array[] = []
  const words = wordsOf(trees)
  for (let i = 0, at = 0; i < count; i++, at += idLength) {
    if (selected[i] !== 1) continue
    const root = sweep.find(words[at / 4]!, words[at / 4 + 1]!)
    const id = trees.subarray(at, at + idLength)
    if (root >= 0) read.push(root)
    else if (!isHere(id)) missing.push(id)
  }
  return { read, missing }
}
