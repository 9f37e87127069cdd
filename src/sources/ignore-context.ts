import { lstatSync, type Stats } from 'node:fs'
import { dirname, isAbsolute, join, parse, resolve } from 'node:path'
import { parseIndex } from '../git/index-file.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import { decidingPattern, parseIgnoreList } from './gitignore.ts'
import type { IgnoreList } from './gitignore.ts'
import { readIgnoreSettings } from './git-settings.ts'
import type { Environment } from './git-settings.ts'
import { readSmallFile } from './small-file.ts'

/** An index of a million entries has some 100 MB. */
const maxIndexBytes = 512 * 1024 * 1024

/**
 * What decides about ignored files in one work tree: the lists above all folders and what is tracked. Outside a
 * repository there are no such lists and nothing is tracked; `.gitignore` files count all the same.
 */
export interface IgnoreScope {
  /** Absolute path of the top folder; patterns and tracked paths are relative to it. */
  readonly top: string
  readonly ignoreCase: boolean
  /** `.git/info/exclude`, then the user's file: asked in this order after every `.gitignore`. */
  readonly global: readonly IgnoreList[]
  readonly tracked: TrackedPaths
}

/** Chain of `.gitignore` files, deepest first. */
export interface IgnoreChain {
  readonly list: IgnoreList
  readonly above: IgnoreChain | null
}

/** The index as a set of paths (one character per byte), read when first asked. */
export class TrackedPaths {
  readonly #read: () => readonly string[]
  #sorted: readonly string[] | null = null
  #all: ReadonlySet<string> | null = null

  constructor(read: () => readonly string[]) {
    this.#read = read
  }

  has(path: string): boolean {
    this.#all ??= new Set(this.#paths())
    return this.#all.has(path)
  }

  /** True when `folder` is a submodule or holds a tracked path. */
  hasBelow(folder: string): boolean {
    const paths = this.#paths()
    const prefix = `${folder}/`
    const at = lowerBound(paths, prefix)
    return paths[at]?.startsWith(prefix) === true || this.has(folder)
  }

  #paths(): readonly string[] {
    this.#sorted ??= this.#read()
    return this.#sorted
  }
}

function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** The top of the work tree that `folder` stands in; null outside of git. */
export function findTop(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (gitDirOf(at) !== null) return at
    if (at === parse(at).root) return null
  }
}

/** The git directory of the work tree whose top is `folder`; null when it is not a top. */
function gitDirOf(folder: string): string | null {
  const dotGit = join(folder, '.git')
  const status = lstatOrNull(dotGit)
  if (status === null) return null
  if (!status.isFile()) return isGitDir(dotGit) ? dotGit : null
  const target = /^gitdir: (.+?)\s*$/s.exec(
    readSmallFile(dotGit, { followLinks: false })?.toString() ?? '',
  )?.[1]
  if (target === undefined) return null
  const gitDir = resolve(folder, target)
  return isGitDir(gitDir) ? gitDir : null
}

function isGitDir(path: string): boolean {
  return lstatOrNull(join(path, 'HEAD')) !== null
}

/** Null also for what may not be looked at: listing it says so. */
function lstatOrNull(path: string): Stats | null {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

function commonDirOf(gitDir: string): string {
  const named = readSmallFile(join(gitDir, 'commondir'), { followLinks: true })?.toString().trim()
  if (named === undefined || named === '') return gitDir
  return isAbsolute(named) ? named : join(gitDir, named)
}

/** @param top an absolute path: what `findTop` gave, or any folder outside of git */
export function openIgnoreScope(
  top: string,
  environment: Environment,
  coverage: CoverageLog,
): IgnoreScope {
  const gitDir = gitDirOf(top)
  if (gitDir === null) {
    return { top, ignoreCase: false, global: [], tracked: new TrackedPaths(() => []) }
  }
  const commonDir = commonDirOf(gitDir)
  const { ignoreCase, excludesFile } = readIgnoreSettings(gitDir, commonDir, top, environment)
  const files = [
    join(commonDir, 'info', 'exclude'),
    ...(excludesFile === null ? [] : [excludesFile]),
  ]
  const global: IgnoreList[] = []
  for (const file of files) {
    const content = readSmallFile(file, { followLinks: true })
    if (content !== null) global.push(parseIgnoreList(content.toString('latin1'), '', ignoreCase))
  }
  return { top, ignoreCase, global, tracked: new TrackedPaths(() => readTracked(gitDir, coverage)) }
}

/** Sorted by bytes. An index that cannot be read is counted: tracked files may hide behind ignore rules then. */
function readTracked(gitDir: string, coverage: CoverageLog): string[] {
  const name = join(gitDir, 'index')
  const bytes = readSmallFile(name, { followLinks: true, maxBytes: maxIndexBytes })
  if (bytes === null) return []
  const readShared = (file: string): Uint8Array | null =>
    readSmallFile(join(gitDir, file), { followLinks: true, maxBytes: maxIndexBytes })
  try {
    const idLength = idLengthOf(gitDir)
    return parseIndex(bytes, { idLength, name, readShared }).map((entry) => entry.path)
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    coverage.skip('corrupt', name, error.message)
    return []
  }
}

function idLengthOf(gitDir: string): 20 | 32 {
  const config = readSmallFile(join(commonDirOf(gitDir), 'config'), { followLinks: true })
  const isSha256 = /^\s*objectformat\s*=\s*"?sha256"?/im.test(config?.toString() ?? '')
  return isSha256 ? 32 : 20
}

/**
 * Whether git would ignore `path`, without regard to what is tracked: `.gitignore` files from the deepest up, then
 * the lists of the scope; the first list with a matching pattern decides.
 *
 * @param path one character per byte, relative to the top
 */
export function isIgnored(
  scope: IgnoreScope,
  chain: IgnoreChain | null,
  path: string,
  isFolder: boolean,
): boolean {
  const nameStart = path.lastIndexOf('/') + 1
  for (let link = chain; link !== null; link = link.above) {
    const pattern = decidingPattern(link.list, path, nameStart, isFolder)
    if (pattern !== null) return !pattern.negated
  }
  for (const list of scope.global) {
    const pattern = decidingPattern(list, path, nameStart, isFolder)
    if (pattern !== null) return !pattern.negated
  }
  return false
}

/** The chain with the `.gitignore` of one more folder, if there is one that git would read (a link is not). */
export function extendChain(
  scope: IgnoreScope,
  chain: IgnoreChain | null,
  file: string | Buffer,
  base: string,
): IgnoreChain | null {
  const content = readSmallFile(file, { followLinks: false })
  if (content === null || content.length === 0) return chain
  return { list: parseIgnoreList(content.toString('latin1'), base, scope.ignoreCase), above: chain }
}
