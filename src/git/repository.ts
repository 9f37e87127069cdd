import type { ObjectFormat } from './object-id.ts'

/** Where a repository keeps its things. Plain data: travels to worker threads. All paths are absolute. */
export interface Repository {
  /** This work tree's own git directory (HEAD, index, per-worktree refs and logs). */
  readonly gitDir: string
  /** The directory shared by all worktrees (refs, packed-refs, objects, config); `gitDir` when there is one. */
  readonly commonDir: string
  /** Null for a bare repository. */
  readonly workTree: string | null
  readonly objectFormat: ObjectFormat
  readonly refStorage: 'files' | 'reftable'
  /** The own object directory first, then alternates, each once. */
  readonly objectDirs: readonly string[]
  /** History is cut: `shallow` names boundary commits. */
  readonly shallow: boolean
  /** Objects may be missing on purpose: promisor packs or the partial-clone extension. */
  readonly partial: boolean
}

/**
 * Opens the repository at or above `path` without running git: work tree, bare (also without config), `.git` file,
 * linked worktree, submodule.
 *
 * @throws ScanError `no-such-path`, `not-a-repository`, `unsupported-repository` (an extension this reader does not know)
 */
export function openRepository(path: string): Repository {
  throw new Error(`not built yet: ${path}`)
}
