import { spawnSync } from 'node:child_process'
import { ScanError } from '../model/errors.ts'
import { assertNoWait } from './config-includes.ts'
import { hardenedArguments, localEnvironment } from './git-environment.ts'
import type { Repository } from './repository.ts'

export interface CommitQuestion {
  /** Hex ids of commits: what they reach is asked for. */
  readonly tips: readonly string[]
  /** Hex ids of commits that are here: what they reach is left out. */
  readonly exclude: readonly string[]
  /** Also left out is what is already known: to a remote by its name, or to any ref. */
  readonly known?: { readonly remote: string } | 'all-refs'
  /** Object directories of a quarantine. */
  readonly environment?: Readonly<Record<string, string>>
}

const mostOutput = 2 ** 31 - 1
/** A million commits without a commit graph take half a minute. What takes longer waits for something. */
const longestMs = 300_000

/**
 * Asks git which commits a range holds: one process, since it has the commit graph and gets dates that lie right.
 *
 * @returns hex ids, parents before children
 * @throws ScanError `git-failed`, `unsupported-repository`
 */
export function askCommits(
  repository: Repository,
  question: CommitQuestion,
  timeoutMs: number = longestMs,
): string[] {
  if (question.tips.length === 0) return []
  assertNoWait(repository)
  const { gitDir } = repository
  const known =
    question.known === undefined
      ? []
      : question.known === 'all-refs'
        ? ['--not', '--all']
        : ['--not', `--remotes=${question.known.remote}`]
  const lines = [...question.tips, ...question.exclude.map((id) => `^${id}`)]
  const { stdout, stderr, error, status } = spawnSync(
    'git',
    [...hardenedArguments, 'rev-list', '--topo-order', '--reverse', '--stdin', ...known],
    {
      cwd: gitDir,
      env: { ...localEnvironment(gitDir), ...question.environment },
      input: `${lines.join('\n')}\n`,
      maxBuffer: mostOutput,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  )
  if (error || status !== 0) {
    const said = error?.message ?? stderr.toString('utf8').split('\n')[0]?.slice(0, 200) ?? ''
    const advice = 'check the repository with git fsck'
    throw new ScanError('git-failed', `git cannot list the commits: ${said}; ${advice}.`)
  }
  return stdout.toString('latin1').split('\n').filter(Boolean)
}
