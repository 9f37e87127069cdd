import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isDenied, ScanError } from '../model/errors.ts'
import { isTrue, parseConfig } from './config-file.ts'
import { objectDirectories } from './object-dirs.ts'
import type { ObjectFormat } from './object-id.ts'
import { isDirectory, isFile, readText, refuseClosed } from './small-files.ts'

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

/** Extensions that change nothing for a reader, or that this one handles. */
const knownExtensions = new Set([
  'noop',
  'noop-v1',
  'objectformat',
  'compatobjectformat',
  'refstorage',
  'partialclone',
  'preciousobjects',
  'worktreeconfig',
  'relativeworktrees',
])

/**
 * Opens the repository at or above `path` without running git: work tree, bare (also without config), `.git` file,
 * linked worktree, submodule.
 *
 * @throws ScanError `no-such-path`, `unreadable`, `not-a-repository`, `unsupported-repository` (a format this reader does not know)
 * @see git's Documentation/gitrepository-layout.txt
 */
export function openRepository(path: string): Repository {
  const start = resolve(path)
  refuseClosed(start)
  if (!existsSync(start)) {
    throw new ScanError(
      'no-such-path',
      `There is no ${start}; name a folder inside a git repository.`,
    )
  }
  for (let dir = isDirectory(start) ? start : dirname(start); ; dir = dirname(dir)) {
    const found = repositoryAt(dir)
    if (found !== null) return found
    if (dirname(dir) === dir) break
  }
  throw new ScanError(
    'not-a-repository',
    `${start} is not inside a git repository; name a work tree or a bare repository.`,
  )
}

function repositoryAt(dir: string): Repository | null {
  const dotGit = join(dir, '.git')
  const pointed = gitDirFile(dotGit) ?? dotGit
  if (isGitDir(pointed)) return describe(pointed, dir)
  if (isGitDir(dir)) return describe(dir, null)
  refuseClosed(pointed)
  return null
}

/** Where a `.git` file (worktree, submodule) points; null when there is none. */
function gitDirFile(path: string): string | null {
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(readText(path) ?? '')?.[1]
  return target === undefined ? null : resolve(dirname(path), target)
}

/** As git's `is_git_directory`: HEAD, and objects and refs there or in the common directory. */
function isGitDir(dir: string): boolean {
  if (!isFile(join(dir, 'HEAD'))) return false
  const common = commonDirOf(dir)
  return isDirectory(join(common, 'objects')) && isDirectory(join(common, 'refs'))
}

function commonDirOf(gitDir: string): string {
  const pointer = readText(join(gitDir, 'commondir'))
  return pointer === null ? gitDir : resolve(gitDir, pointer.trimEnd())
}

function describe(gitDir: string, workTreeAbove: string | null): Repository {
  const commonDir = commonDirOf(gitDir)
  const config = parseConfig(readText(join(commonDir, 'config')) ?? '')
  const version = config.get('core.repositoryformatversion') ?? '0'
  if (version !== '0' && version !== '1') refuse(gitDir, `format version ${version}`)
  if (version === '1') {
    for (const key of config.keys()) {
      const extension = /^extensions\.(.+)$/.exec(key)?.[1]
      if (extension !== undefined && !knownExtensions.has(extension)) {
        refuse(gitDir, `the extension ${extension}`)
      }
    }
  }
  const objectFormat = config.get('extensions.objectformat') ?? 'sha1'
  if (objectFormat !== 'sha1' && objectFormat !== 'sha256') {
    refuse(gitDir, `the object format ${objectFormat}`)
  }
  const refStorage = config.get('extensions.refstorage') ?? 'files'
  if (refStorage !== 'files' && refStorage !== 'reftable') {
    refuse(gitDir, `the ref storage ${refStorage}`)
  }
  const objectDirs = objectDirectories(join(commonDir, 'objects'))
  return {
    gitDir,
    commonDir,
    workTree: isTrue(config.get('core.bare')) ? null : workTreeOf(gitDir, workTreeAbove, config),
    objectFormat,
    refStorage,
    objectDirs,
    shallow: (readText(join(commonDir, 'shallow')) ?? '') !== '',
    partial: config.has('extensions.partialclone') || objectDirs.some(hasPromisor),
  }
}

function workTreeOf(
  gitDir: string,
  above: string | null,
  config: ReadonlyMap<string, string>,
): string | null {
  if (above !== null) return above
  // Opened inside the git directory: a linked worktree's says where its `.git` file is, a submodule's has the path.
  const back = readText(join(gitDir, 'gitdir'))
  if (back !== null) return dirname(resolve(gitDir, back.trimEnd()))
  const configured = config.get('core.worktree')
  if (configured !== undefined) return resolve(gitDir, configured)
  return config.has('core.bare') && gitDir.endsWith(`.git`) ? dirname(gitDir) : null
}

function refuse(gitDir: string, what: string): never {
  throw new ScanError(
    'unsupported-repository',
    `The repository ${gitDir} uses ${JSON.stringify(what).slice(1, -1)}, which is not supported.`,
  )
}

function hasPromisor(objectDir: string): boolean {
  const folder = join(objectDir, 'pack')
  try {
    return isDirectory(folder) && readdirSync(folder).some((name) => name.endsWith('.promisor'))
  } catch (error) {
    // Who lists the packs says so, and goes on with what can be read.
    if (isDenied(error)) return false
    throw error
  }
}
