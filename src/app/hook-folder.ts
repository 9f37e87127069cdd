import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { refuseClosed } from '../git/small-files.ts'
import { isDenied, ScanError } from '../model/errors.ts'

/** These questions take milliseconds; what takes longer waits for something. */
const longestMs = 20_000

export interface HookFolder {
  /** Where git looks for hooks, absolute; it need not exist. */
  readonly path: string
  /** Root of the work tree, or the git directory of a bare repository. */
  readonly root: string
  /** `core.hooksPath` leads out of the repository: other repositories may use the same folder. */
  readonly isShared: boolean
}

/**
 * Asks git where hooks belong: it knows core.hooksPath from all of its configuration, and worktrees.
 *
 * @throws ScanError `not-a-repository`, `git-failed`
 */
export function findHookFolder(cwd: string): HookFolder {
  const hooks = resolve(cwd, ask(cwd, ['rev-parse', '--git-path', 'hooks']))
  const common = resolve(cwd, ask(cwd, ['rev-parse', '--git-common-dir']))
  const isBare = ask(cwd, ['rev-parse', '--is-bare-repository']) === 'true'
  const root = isBare ? common : resolve(cwd, ask(cwd, ['rev-parse', '--show-toplevel']))
  const isShared = !isInside(root, hooks) && !isInside(common, hooks)
  return { path: hooks, root, isShared }
}

function ask(cwd: string, args: readonly string[]): string {
  const { stdout, stderr, error, status } = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    timeout: longestMs,
    killSignal: 'SIGKILL',
  })
  if (error) {
    if (isDenied(error)) refuseClosed(cwd)
    throw new ScanError('git-failed', `git cannot be started (${error.message}); is it installed?`)
  }
  if (status === 0) return stdout.replace(/\r?\n$/, '')
  if (/not a git repository/i.test(stderr)) {
    throw new ScanError('not-a-repository', `${cwd} is not inside a git repository.`)
  }
  if (/dubious ownership/i.test(stderr)) {
    const folder = /in repository at '(.+)'/.exec(stderr)?.[1] ?? cwd
    throw new ScanError(
      'git-failed',
      `${folder} belongs to another user, so git leaves it alone; run this as that user, or trust it: git config --global --add safe.directory '${folder}'.`,
    )
  }
  const said = stderr.split('\n', 1)[0] ?? ''
  throw new ScanError('git-failed', `git ${args.join(' ')} failed: ${said}`)
}

function isInside(folder: string, path: string): boolean {
  const way = relative(real(folder), real(path))
  return !way.startsWith('..') && !isAbsolute(way)
}

/** The real path of what exists, with the rest behind it. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const parent = resolve(path, '..')
    return parent === path ? path : resolve(real(parent), relative(parent, path))
  }
}
