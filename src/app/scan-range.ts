import { openRepository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import { openHookRepository, type Environment } from './hook-repository.ts'
import type { ChangeScanOptions } from './hook-options.ts'
import { scanPushed } from './scan-pushed.ts'

export interface RangeScanOptions extends ChangeScanOptions {
  /** Path of a work tree or bare repository. */
  readonly repository: string
  /** What was there before, as git names commits; null: nothing was. */
  readonly base: string | null
  readonly head: string
  /** Git's variables for hooks. Default: none. */
  readonly env?: Environment
}

/**
 * Scans what a branch adds: every commit that `head` reaches and `base` does not, merges included, each compared with
 * all its parents, with its message; each blob once.
 *
 * @throws ScanError `not-a-repository`, `usage` for a name that means no commit here, `git-failed`
 */
export async function scanRange(options: RangeScanOptions): Promise<ScanResult> {
  const { base, head, repository: path } = options
  const { resolveCommit } = await import('../git/porcelain.ts')
  const opened = openHookRepository(path, options.env ?? {})
  const resolve = async (name: string): Promise<string> => {
    const id = await resolveCommit(openRepository(path), name)
    if (id !== null) return id
    const advice = opened.repository.shallow
      ? 'this clone is shallow: git fetch --unshallow brings what is missing'
      : 'fetch it, or check the name'
    throw new ScanError('usage', `There is no commit ${JSON.stringify(name)} here; ${advice}.`)
  }
  const headId = await resolve(head)
  const baseId = base === null ? null : await resolve(base)
  return await scanPushed(
    opened,
    {
      name: base === null ? head : `${base}..${head}`,
      tips: [headId],
      exclude: baseId === null ? [] : [baseId],
      base: baseId,
    },
    options,
  )
}

/** The two sides of `<base>..<head>`; `base..` means up to HEAD. @throws ScanError `usage` */
export function parseRange(text: string): { base: string; head: string } {
  const match = /^(.+?)\.\.(?!\.)(.*)$/.exec(text)
  if (match?.[1] && !match[1].endsWith('.')) return { base: match[1], head: match[2] || 'HEAD' }
  throw new ScanError(
    'usage',
    `A range is written <base>..<head>, e.g. origin/main..HEAD, not ${JSON.stringify(text)}.`,
  )
}
