import type { PathSteps } from '../git/path-scope.ts'
import type { Ref, RefSnapshot } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { CommitSelection } from '../git/selection.ts'
import { ScanError } from '../model/errors.ts'
import { wildmatch } from '../sources/wildmatch.ts'
import { parseSince } from './since.ts'

/** Which part of a history is to be scanned. What is given is joined by "and"; names in one list by "or". */
export interface HistorySelection {
  /** A date, or a commit: what it has is left out. */
  readonly since?: string
  /** Names of branches, local or of a remote. */
  readonly branches?: readonly string[]
  /** Patterns for full names of refs; `refs/` in front may be left out. */
  readonly refs?: readonly string[]
  /** Leaves out what only reflogs or nothing reaches. */
  readonly reachableOnly?: boolean
  /** Patterns for paths, read as in `.gitignore`. Messages, which have no path, are then left out. */
  readonly paths?: readonly string[]
}

export interface ResolvedSelection {
  readonly commits: CommitSelection
  readonly path: SelectedPaths | null
  /** For people. */
  readonly text: string
}

export interface SelectedPaths {
  readonly matches: (path: string) => boolean
  /** The same, folder by folder. */
  readonly steps: PathSteps
}

export function selectsAll(selection: HistorySelection): boolean {
  const { since, branches = [], refs = [], reachableOnly = false, paths = [] } = selection
  return since === undefined && !reachableOnly && [...branches, ...refs, ...paths].length === 0
}

/** @throws ScanError `usage` for a ref, date or commit that is not there */
export async function resolveSelection(
  selection: HistorySelection,
  repository: Repository,
  snapshot: RefSnapshot,
): Promise<ResolvedSelection> {
  const { since, branches = [], refs = [], reachableOnly = false, paths = [] } = selection
  const names = refs.length + branches.length
  const known = snapshot.refs.filter((ref) => ref.kind !== 'reflog')
  const chosen = new Set([
    ...branches.flatMap((branch) => findBranch(branch, known)),
    ...refs.flatMap((pattern) => findRefs(pattern, known)),
  ])
  const text = [
    ...(since === undefined ? [] : [`since ${since}`]),
    ...branches.map((branch) => `branch ${branch}`),
    ...refs.map((pattern) => `refs ${pattern}`),
    ...(reachableOnly ? ['reachable only'] : []),
    ...paths.map((pattern) => `path ${pattern}`),
  ].join(', ')
  return {
    commits: {
      ...(names > 0 ? { refs: (name: string) => chosen.has(name) } : {}),
      ...(reachableOnly ? { reachableOnly } : {}),
      ...(since === undefined ? {} : await resolveSince(since, repository)),
    },
    path: paths.length === 0 ? null : await compilePaths(paths),
    text,
  }
}

/** What compiles patterns, and what asks git below, is loaded only for a selection that needs it. */
async function compilePaths(paths: readonly string[]): Promise<SelectedPaths> {
  const { compileGlobs } = await import('../sources/path-filter.ts')
  const { compileSteps } = await import('../sources/path-steps.ts')
  return { matches: compileGlobs(paths), steps: compileSteps(paths) }
}

function findBranch(name: string, refs: readonly Ref[]): string[] {
  const candidates = [name, `refs/heads/${name}`, `refs/remotes/${name}`]
  for (const candidate of candidates) {
    const found = refs.find(
      (ref) => ref.name === candidate && (ref.kind === 'branch' || ref.kind === 'remote'),
    )
    if (found !== undefined) return [found.name]
  }
  const branches = refs.filter((ref) => ref.kind === 'branch')
  throw new ScanError('usage', `There is no branch ${JSON.stringify(name)}; ${some(branches)}.`)
}

/** As git's `--glob`: a pattern without a wildcard stands for everything below it too. */
function findRefs(pattern: string, refs: readonly Ref[]): string[] {
  const options = { pathname: false, ignoreCase: false }
  const patterns = [pattern, `refs/${pattern}`].flatMap((item) => [
    item,
    ...(/[*?[]/.test(item) ? [] : [`${item.replace(/\/$/, '')}/*`]),
  ])
  const found = refs.filter((ref) => {
    const name = ref.name.replace(/@\{\d+\}$/, '')
    return patterns.some((item) => wildmatch(item, name, options))
  })
  if (found.length > 0) return found.map((ref) => ref.name)
  throw new ScanError('usage', `No ref is like ${JSON.stringify(pattern)}; ${some(refs)}.`)
}

const maxNamed = 5

function some(refs: readonly Ref[]): string {
  if (refs.length === 0) return 'there is none at all'
  const more = refs.length > maxNamed ? ', ...' : ''
  const names = refs.slice(0, maxNamed).map(({ name }) => JSON.stringify(name).slice(1, -1))
  return `there are ${names.join(', ')}${more}`
}

async function resolveSince(since: string, repository: Repository): Promise<CommitSelection> {
  const time = parseSince(since, Math.floor(Date.now() / 1000))
  if (time !== null) return { sinceTime: time }
  const { resolveCommit } = await import('../git/porcelain.ts')
  const commit = await resolveCommit(repository, since)
  if (commit !== null) return { sinceCommit: commit }
  throw new ScanError(
    'usage',
    `${JSON.stringify(since)} is neither a commit here nor a date; write 2024-01-31 or "3 weeks ago".`,
  )
}
