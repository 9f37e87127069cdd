import { readRefId } from '../git/read-head.ts'
import { ScanError } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import { openHookRepository, type Environment, type HookRepository } from './hook-repository.ts'
import type { ChangeScanOptions } from './hook-options.ts'
import { scanPushed } from './scan-pushed.ts'

export interface PushScanOptions extends ChangeScanOptions {
  /** What git writes to the hook: one ref a line. */
  readonly stdin: string
  readonly cwd?: string
  readonly env?: Environment
}

const idPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const isZero = (id: string): boolean => /^0+$/.test(id)

/**
 * Scans the commits a push sends that the remote does not have: by what its refs point at, and by what is known of it
 * from earlier fetches.
 *
 * @param remote its name, or its address where it has none
 * @throws ScanError `usage` for input that is not git's
 * @see githooks(5), "pre-push": `<local ref> <local id> <remote ref> <remote id>`
 */
export async function scanPush(remote: string, options: PushScanOptions): Promise<ScanResult> {
  const env = options.env ?? process.env
  const updates = readUpdates(options.stdin, 4, 'pre-push').map(([, local = '', , known = '']) => {
    return { id: local, known }
  })
  const opened = options.opened ?? openHookRepository(options.cwd ?? process.cwd(), env)
  if (updates.length === 0) updates.push(...updatesOfPreCommit(opened, env))
  const name = remote || (env['PRE_COMMIT_REMOTE_NAME'] ?? '')
  const isName = /^[\w][\w./-]*$/.test(name)
  return await scanPushed(
    opened,
    {
      name: `the push to ${name === '' ? 'the remote' : withoutPassword(name)}`,
      tips: tipsOf(updates.map(({ id }) => id)),
      exclude: tipsOf(updates.map(({ known }) => known)),
      base: null,
      ...(isName ? { known: { remote: name } } : {}),
    },
    options,
  )
}

/**
 * Scans what a push brings to a server, before any ref changes: objects are in quarantine still.
 *
 * @throws ScanError `usage` for input that is not git's
 * @see githooks(5), "pre-receive": `<old id> <new id> <ref>`
 */
export async function scanReceived(options: PushScanOptions): Promise<ScanResult> {
  const updates = readUpdates(options.stdin, 3, 'pre-receive')
  return await scanPushed(
    options.opened ?? openHookRepository(options.cwd ?? process.cwd(), options.env ?? process.env),
    {
      name: 'the push',
      tips: tipsOf(updates.map(([, id = '']) => id)),
      exclude: [],
      known: 'all-refs',
      base: null,
    },
    options,
  )
}

interface Update {
  readonly id: string
  readonly known: string
}

/**
 * pre-commit (https://pre-commit.com) keeps stdin to itself. It names the commit of one ref in the environment, but
 * only the branch where everything of it is new.
 */
function updatesOfPreCommit({ repository }: HookRepository, env: Environment): Update[] {
  const to = env['PRE_COMMIT_TO_REF'] ?? ''
  if (idPattern.test(to)) return [{ id: to, known: env['PRE_COMMIT_FROM_REF'] ?? '' }]
  if (env['PRE_COMMIT'] === undefined) return []
  const name = env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD'
  const id = idPattern.test(name) ? name : readRefId(repository, name)
  if (id !== null) return [{ id, known: '' }]
  throw new ScanError(
    'usage',
    `pre-commit does not say which commits are pushed: ${JSON.stringify(name)} is no ref here.`,
  )
}

function readUpdates(stdin: string, fields: number, hook: string): string[][] {
  const updates = stdin
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(' '))
  if (updates.every((update) => update.length >= fields && idPattern.test(update[1] ?? ''))) {
    return updates
  }
  throw new ScanError(
    'usage',
    `${hook} reads what git writes to that hook: ${fields} words a line.`,
  )
}

/** Each once; a deleted ref has no id. */
function tipsOf(ids: readonly string[]): string[] {
  return [...new Set(ids)].filter((id) => idPattern.test(id) && !isZero(id))
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
}
