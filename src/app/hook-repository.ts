import { statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { objectDirectories } from '../git/object-dirs.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'

/** Variables that git sets for its hooks; pass `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface HookRepository {
  readonly repository: Repository
  /** Absolute; it need not exist. */
  readonly indexFile: string
  /** For git processes on this repository: where objects are that are not yet accepted. */
  readonly gitEnvironment: Readonly<Record<string, string>>
}

/**
 * The repository that git runs a hook for, or that stands around `cwd`. Honours GIT_DIR, GIT_INDEX_FILE (a temporary
 * index during `git commit -a` and `git commit <path>`), and, in `pre-receive`, the quarantine: GIT_OBJECT_DIRECTORY
 * with GIT_ALTERNATE_OBJECT_DIRECTORIES.
 *
 * @throws ScanError `not-a-repository`, `unsupported-repository`
 * @see githooks(5), git-receive-pack(1) "Quarantine Environment"
 */
export function openHookRepository(cwd: string, env: Environment): HookRepository {
  const found = openAround(cwd, env)
  const gitEnvironment: Record<string, string> = {}
  const extra: string[] = []
  const objects = env['GIT_OBJECT_DIRECTORY']
  if (objects) {
    extra.push(...objectDirectories(resolve(cwd, objects)))
    gitEnvironment['GIT_OBJECT_DIRECTORY'] = resolve(cwd, objects)
  }
  const alternates = splitPaths(env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] ?? '')
  for (const path of alternates) extra.push(...objectDirectories(resolve(cwd, path)))
  if (alternates.length > 0) {
    gitEnvironment['GIT_ALTERNATE_OBJECT_DIRECTORIES'] = alternates
      .map((path) => JSON.stringify(resolve(cwd, path)))
      .join(delimiter)
  }
  const objectDirs = [...new Set([...extra, ...found.objectDirs])]
  const workTree = env['GIT_WORK_TREE']
  const repository = {
    ...found,
    objectDirs,
    workTree: workTree ? resolve(cwd, workTree) : found.workTree,
  }
  const indexFile = env['GIT_INDEX_FILE']
  return {
    repository,
    indexFile: indexFile ? resolve(cwd, indexFile) : join(found.gitDir, 'index'),
    gitEnvironment,
  }
}

function openAround(cwd: string, env: Environment): Repository {
  const gitDir = env['GIT_DIR']
  if (!gitDir) return openRepository(cwd)
  const named = resolve(cwd, gitDir)
  const found = openRepository(named)
  const isFile = statSync(named).isFile()
  // `openRepository` looks further up; what GIT_DIR names is meant to be it.
  if (isFile || found.gitDir === named || found.workTree === named) return found
  throw new ScanError('not-a-repository', `GIT_DIR names ${named}, which is no git directory.`)
}

/** Separated as in PATH; a path with the separator in it stands in quotes. */
function splitPaths(text: string): string[] {
  const paths = text.match(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[^${delimiter}]+`, 'g')) ?? []
  return paths.map((path) =>
    path.startsWith('"') ? path.slice(1, -1).replaceAll(/\\(.)/g, '$1') : path,
  )
}
