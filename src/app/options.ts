import type { Shard } from '../git/plan-shard.ts'
import type { OnProgress } from '../model/progress.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { HistorySelection } from './history-selection.ts'

/** What whoever starts a scan may listen to and steer. */
export interface ScanHooks {
  readonly onProgress?: OnProgress
  /** Aborting ends the scan early; what was found so far is returned with `coverage.interrupted`. */
  readonly signal?: AbortSignal
  /** Number of worker threads; 1 scans in the calling thread. Default: one per processor. */
  readonly jobs?: number
  /** MiB that expanded objects may take in all threads together; a scan of history only. Default 192. */
  readonly maxMemory?: number
  /** The baseline's salt, for fingerprints of guessable secrets. Without it they are named after their place. */
  readonly salt?: string | null
}

export interface FileScanOptions extends ScanHooks {
  readonly paths: readonly string[]
  /** Folder that relative paths start from. Default: the current one. */
  readonly root?: string
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  /** Folders that the patterns start from, absolute. Default: `root`. */
  readonly includeFrom?: string
  readonly excludeFrom?: string
  /** Default true. */
  readonly respectGitignore?: boolean
  /** Default: the built-in packs. */
  readonly rules?: readonly RuleSpec[]
}

export interface HistoryScanOptions extends ScanHooks, HistorySelection {
  /** Path of a work tree or bare repository, or a URL. */
  readonly repository: string
  /** Patterns for paths in the tree, from the root of the repository; text without a path is always looked at. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly rules?: readonly RuleSpec[]
  /** Scans one slice of the object database; `finishShards` joins them. Not together with a selection. */
  readonly shard?: Shard
  /** Folder where scans remember in which objects there was nothing to tell. Default: they do not. */
  readonly cacheDir?: string
}
