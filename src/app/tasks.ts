import type { GraphChunk } from '../git/graph-visitor.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import type { ObjectMarks } from '../git/object-marks.ts'
import type { PlannedIds } from '../git/planned-ids.ts'
import type { Repository } from '../git/repository.ts'
import type { TreeSweepChunk } from '../git/sweep-chunk.ts'
import type { SweepWanted } from '../git/wanted-files.ts'
import type { WorkList } from '../git/work-split.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { FileItem } from '../sources/work-tree.ts'
import type { Sighting } from '../triage/group.ts'
import { runFileTask } from './file-task.ts'
import { runGraphTask } from './graph-task.ts'
import { runHistoryTask } from './history-task.ts'
import type { SharedControl } from './shared-control.ts'
import { runSweepTask } from './sweep-task.ts'

/** Scan blobs and read commits and tags of a repository. */
export interface HistoryTask {
  readonly kind: 'history'
  readonly repository: Repository
  readonly work: WorkList
  readonly rules: readonly RuleSpec[]
  /** Where objects are noted in which there was nothing to tell. */
  readonly marks?: ObjectMarks
  /** Soft cap on expanded objects held by one thread, bytes. */
  readonly maxMemory: number
}

export interface HistoryTaskResult {
  readonly kind: 'history'
  readonly sightings: readonly Sighting[]
  readonly graph: GraphChunk
  readonly coverage: Coverage
  /** About allow comments that are written wrong. */
  readonly notices: readonly Notice[]
}

/** Read commits and tags without looking into them. */
export interface GraphTask {
  readonly kind: 'graph'
  readonly repository: Repository
  readonly work: WorkList
  readonly maxMemory: number
}

export interface GraphTaskResult {
  readonly kind: 'graph'
  readonly graph: GraphChunk
}

/** Look through all trees for wanted blobs, and for objects that are not here. */
export interface SweepTask {
  readonly kind: 'sweep'
  readonly repository: Repository
  readonly work: WorkList
  /** Raw ids of the wanted blobs; or all files are wanted. */
  readonly wanted: SweepWanted
  /** Everything that is here. */
  readonly planned: PlannedIds
  /** Where trees are noted that were read. */
  readonly marks?: ObjectMarks
  readonly maxMemory: number
}

export interface SweepTaskResult {
  readonly kind: 'sweep'
  readonly chunks: readonly TreeSweepChunk[]
  readonly missing: MissingChunk
  readonly coverage: Coverage
}

/** Scan files; batch n is `files[n * batchFiles .. (n + 1) * batchFiles]`. */
export interface FileTask {
  readonly kind: 'files'
  readonly files: readonly FileItem[]
  readonly batchFiles: number
  readonly rules: readonly RuleSpec[]
}

export interface FileTaskResult {
  readonly kind: 'files'
  readonly sightings: readonly FileSighting[]
  readonly coverage: Coverage
  readonly notices: readonly Notice[]
}

/** A sighting with the number of its file in the task. */
export interface FileSighting extends Sighting {
  readonly file: number
}

export type Task = HistoryTask | GraphTask | SweepTask | FileTask
export type TaskResult = HistoryTaskResult | GraphTaskResult | SweepTaskResult | FileTaskResult

/** Runs one task in the calling thread, batch after batch, until the shared counter is used up or a stop is asked for. */
export function runTask(task: Task, control: SharedControl, thread: number): Promise<TaskResult> {
  switch (task.kind) {
    case 'history':
      return runHistoryTask(task, control, thread)
    case 'graph':
      return runGraphTask(task, control, thread)
    case 'sweep':
      return runSweepTask(task, control, thread)
    case 'files':
      return runFileTask(task, control, thread)
    default:
      return task satisfies never
  }
}
