import { spawnSync } from 'node:child_process'
import { ScanError } from '../model/errors.ts'
import { assertNoWait } from './config-includes.ts'
import { hardenedArguments, localEnvironment } from './git-environment.ts'
import { idFromHex } from './object-id.ts'
import type { Repository } from './repository.ts'
import type { Removed, TreeChange } from './tree-changes.ts'

const mostOutput = 512 * 1024 * 1024
/** An index of a million files takes seconds. What takes longer waits for something. */
const longestMs = 60_000

export interface CachedDiff {
  readonly changes: readonly TreeChange[]
  readonly removed: readonly Removed[]
  readonly unmerged: ReadonlySet<string>
}

/**
 * Asks git what is staged, for an index that the own reader does not know: one process (some 5 ms).
 *
 * @param base hex id of the commit or tree to compare with
 * @throws ScanError `git-failed`, `unsupported-repository`
 * @see git-diff-index(1), "Raw output format"
 */
export function askCachedDiff(repository: Repository, indexFile: string, base: string): CachedDiff {
  const { gitDir } = repository
  assertNoWait(repository)
  const { stdout, stderr, error, status } = spawnSync(
    'git',
    [
      ...hardenedArguments,
      'diff-index',
      '--cached',
      '--raw',
      '-z',
      '--no-renames',
      '--no-abbrev',
      base,
    ],
    {
      cwd: gitDir,
      env: { ...localEnvironment(gitDir), GIT_INDEX_FILE: indexFile },
      maxBuffer: mostOutput,
      timeout: longestMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  )
  if (error || status !== 0) {
    const said = error?.message ?? stderr.toString('utf8').split('\n')[0]?.slice(0, 200) ?? ''
    throw new ScanError('git-failed', `git cannot say what is staged: ${said}.`)
  }
  return parseRaw(stdout.toString('latin1').split('\0'))
}

function parseRaw(fields: readonly string[]): CachedDiff {
  const changes: TreeChange[] = []
  const removed: Removed[] = []
  const unmerged = new Set<string>()
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [oldMode = '', mode = '', oldHex = '', hex = '', status = ''] =
      fields[at]!.slice(1).split(' ')
    const path = fields[at + 1]!
    const old = idFromHex(oldHex)
    const id = idFromHex(hex)
    if (status === 'U') unmerged.add(path)
    else if (status === 'D' && old)
      removed.push({ path, mode: Number.parseInt(oldMode, 8), id: old })
    else if (id && oldHex !== hex) {
      const olds = old && !/^0+$/.test(oldHex) ? [old] : []
      changes.push({ path, mode: Number.parseInt(mode, 8), id, olds })
    }
  }
  return { changes, removed, unmerged }
}
