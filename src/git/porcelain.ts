import { resolve } from 'node:path'
import { type SimpleGit, type SimpleGitOptions, simpleGit } from 'simple-git'
import { ScanError } from '../model/errors.ts'
import { assertNoWait } from './config-includes.ts'
import {
  cloneEnvironment,
  type FetchAccess,
  fetchEnvironment,
  hardenedConfig,
  hardenedFetchConfig,
  localEnvironment,
} from './git-environment.ts'
import type { Repository } from './repository.ts'

/** The few questions that git answers best. Content never passes through here: this hands out strings. */

/** @returns hex id of the commit that `name` means (any revision git knows); null when it means none */
export async function resolveCommit(repository: Repository, name: string): Promise<string | null> {
  const git = localGit(repository)
  return await idOrNull(
    git.raw('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`),
  )
}

/** @returns hex id of the best common ancestor; null when the two share no history */
export async function mergeBase(
  repository: Repository,
  one: string,
  other: string,
): Promise<string | null> {
  for (const id of [one, other]) {
    if (!/^[0-9a-f]{40,64}$/.test(id)) throw new TypeError('mergeBase takes full object ids')
  }
  return await idOrNull(localGit(repository).raw('merge-base', one, other))
}

/** @returns hex ids of the commits that `head` reaches and `base` does not, in this clone; all of `head`'s without `base` */
export async function listRange(
  repository: Repository,
  base: string | null,
  head: string,
): Promise<string[]> {
  const args = ['rev-list', head, ...(base === null ? [] : [`^${base}`]), '--']
  const git = localGit(repository)
  try {
    const answer = await git.raw(args)
    return answer === '' ? [] : answer.split('\n')
  } catch (error) {
    throw failed(error)
  }
}

/** How much history a fetch brings: as much as the clone has, so many commits, so many more, or all. */
export type FetchDepth =
  | { readonly kind: 'as-is' }
  | { readonly kind: 'depth' | 'deepen'; readonly commits: number }
  | { readonly kind: 'unshallow' }

/**
 * Fetches objects into the clone; no ref changes but those that `wants` names as `source:target`.
 *
 * @param wants object ids, ref names or refspecs
 * @throws ScanError `git-failed`
 */
export async function fetchInto(
  repository: Repository,
  access: FetchAccess,
  wants: readonly string[],
  depth: FetchDepth = { kind: 'as-is' },
): Promise<void> {
  const depths = {
    'as-is': () => [],
    depth: (commits: number) => [`--depth=${commits}`],
    deepen: (commits: number) => [`--deepen=${commits}`],
    unshallow: () => ['--unshallow'],
  }
  const args = [
    'fetch',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--upload-pack=git-upload-pack',
    '--quiet',
    ...depths[depth.kind]('commits' in depth ? depth.commits : 0),
    '--end-of-options',
    access.url,
    ...wants,
  ]
  await askServer(repository, access, args)
}

/** @returns hex id of the ref on the server; null when it has none of that name */
export async function remoteRef(
  repository: Repository,
  access: FetchAccess,
  ref: string,
): Promise<string | null> {
  const args = ['ls-remote', '--upload-pack=git-upload-pack', '--quiet', '--end-of-options']
  const answer = await askServer(repository, access, [...args, access.url, ref])
  const line = answer.split('\n').find((text) => text.endsWith(`\t${ref}`))
  return line === undefined ? null : (/^[0-9a-f]{40,64}/.exec(line)?.[0] ?? null)
}

/** A git or a server that says nothing for so long will not answer any more. */
const silenceMs = 180_000

async function askServer(
  repository: Repository,
  access: FetchAccess,
  args: string[],
): Promise<string> {
  assertNoWait(repository)
  const git = gitIn(repository.gitDir, fetchEnvironment(repository.gitDir, access), {
    config: [...hardenedConfig, ...hardenedFetchConfig],
    timeout: { block: silenceMs },
  })
  try {
    return await git.raw(args)
  } catch (error) {
    const said = firstLine(error).slice(0, 300)
    throw new ScanError('git-failed', `git ${args[0]} from ${withoutPassword(access.url)}: ${said}`)
  }
}

export interface CloneOptions {
  readonly signal?: AbortSignal
  /** Percent of the current stage. */
  readonly onProgress?: (stage: string, percent: number) => void
}

/**
 * Clones everything the remote shows (all refs, pull requests and notes too) into `dir`, bare.
 *
 * @throws ScanError `usage` for an address that is not https, ssh or a path; `clone-failed`
 */
export async function cloneBare(
  url: string,
  dir: string,
  options: CloneOptions = {},
): Promise<void> {
  assertCloneable(url)
  const { signal, onProgress } = options
  const git = gitIn(process.cwd(), cloneEnvironment(), {
    ...(signal ? { abort: signal } : {}),
    ...(onProgress ? { progress: ({ stage, progress }) => onProgress(stage, progress) } : {}),
  })
  const source = isAddress(url) ? url : resolve(url)
  try {
    // An empty template: no hooks, no files of the user's.
    await git.raw([
      'clone',
      '--mirror',
      '--no-local',
      '--template=',
      ...(onProgress ? ['--progress'] : []),
      '--',
      source,
      dir,
    ])
  } catch (error) {
    throw new ScanError(
      'clone-failed',
      `Cannot clone ${withoutPassword(url)}: ${firstLine(error)}; check the address and that git can log in there without asking.`,
    )
  }
}

/** True for `scheme://...` and `user@host:path`; false for what can only be a path. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[^/\\:]+@[^/\\:]+:(?!:)/.test(text)
}

/** `ext::` and its like run programs; `http` and `git` can be listened to and changed on the way. */
function assertCloneable(url: string): void {
  const refuse = (why: string): ScanError =>
    new ScanError('usage', `Cannot clone ${withoutPassword(url)}: ${why}.`)
  if (url === '' || url.startsWith('-')) throw refuse('that is no address')
  if (/^[a-z0-9+.-]*::/i.test(url)) throw refuse('transport helpers (`name::address`) are not used')
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase()
  if (scheme !== undefined && !['https', 'ssh', 'file'].includes(scheme)) {
    throw refuse(`${scheme}:// is not used; https://, ssh:// and paths are`)
  }
}

/** Addresses may carry a token, and this is printed. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
}

/** @throws ScanError `unsupported-repository` where git would wait for ever */
function localGit(repository: Repository): SimpleGit {
  assertNoWait(repository)
  return gitIn(repository.gitDir, localEnvironment(repository.gitDir), {
    timeout: { block: silenceMs },
  })
}

function gitIn(
  baseDir: string,
  env: Record<string, string>,
  options: Partial<SimpleGitOptions>,
): SimpleGit {
  return simpleGit({
    baseDir,
    trimmed: true,
    config: [...hardenedConfig],
    ...options,
    // simple-git guards against callers who set these from strangers' input; here they are constants that switch off.
    allowEnvironment: Object.keys(env).filter((name) => name.startsWith('GIT_')),
    unsafe: {
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafePager: true,
      allowUnsafeDiffExternal: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeTemplateDir: true,
      allowUnsafeAskPass: true,
      allowUnsafeConfigEnvCount: true,
      allowUnsafeCredentialHelper: true,
      allowUnsafeGitProxy: true,
      allowUnsafePack: true,
      allowUnsafeSshCommand: true,
    },
  }).env(env)
}

/** These commands say "none" by exit code 1 and no output. */
async function idOrNull(asked: PromiseLike<string>): Promise<string | null> {
  let answer: string
  try {
    answer = await asked
  } catch (error) {
    const said = firstLine(error)
    if (said === '' || /unknown revision|Needed a single revision|bad object/i.test(said)) {
      return null
    }
    throw failed(error)
  }
  const id = answer.split('\n')[0] ?? ''
  return /^[0-9a-f]{40,64}$/.test(id) ? id : null
}

function failed(error: unknown): ScanError {
  const advice = 'check the repository with git fsck'
  return new ScanError('git-failed', `git failed: ${firstLine(error)}; ${advice}.`)
}

function firstLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const lines = error.message.split('\n').map((line) => line.trim())
  const said = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines[0] ?? ''
  return withoutPassword(said.replace(/^(?:fatal|error): /, '').replace(/\.$/, ''))
}
