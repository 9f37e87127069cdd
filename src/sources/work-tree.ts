import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { pathName } from '../git/path-name.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import { extendChain, findTop, isIgnored, openIgnoreScope } from './ignore-context.ts'
import type { IgnoreChain, IgnoreScope } from './ignore-context.ts'
import type { Environment } from './git-settings.ts'
import { createPathFilter } from './path-filter.ts'
import type { PathFilter, Rebase } from './path-filter.ts'

/** A regular file to scan. Plain data: travels to worker threads. */
export interface FileItem {
  /** Relative to the root, `/`-separated; absolute for a file outside of it. Percent-encoded when `pathEncoded`. */
  readonly path: string
  readonly pathEncoded?: true
  /** What to open: bytes where the name is not UTF-8. */
  readonly absolute: string | Uint8Array
}

export interface ListFilesOptions {
  /** Folder that relative paths start from and that reported paths are relative to. */
  readonly root: string
  /** Files and folders to look at; empty for the root. Looked at even when ignored. */
  readonly paths: readonly string[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Folders that the patterns start from, absolute; default `root`. */
  readonly includeFrom?: string
  readonly excludeFrom?: string
  readonly respectGitignore: boolean
  /** Where git's user settings are found; default `process.env`. */
  readonly environment?: Environment
}

/**
 * Lists the files to scan, depth first in byte order of names. Ignored files are left out as git leaves them out,
 * but tracked ones stay, and a path that was named is looked at with everything in it. Never enters `.git`, never
 * follows a link except a named one, opens nothing but ignore files. A nested repository is judged by its own rules.
 * What cannot be read is counted in `coverage`.
 *
 * @throws ScanError `no-such-path` when a named path is not there
 */
export function* listFiles(options: ListFilesOptions, coverage: CoverageLog): Generator<FileItem> {
  const root = realPath(options.root, options.root)
  const starts = options.paths.length === 0 ? ['.'] : options.paths
  const named = starts.map((path) => realPath(resolve(root, path), path))
  const walk = new Walk(root, options, coverage)
  // Two named paths may overlap, or be links to one place.
  const seen = new Set<string>()
  for (const path of named) {
    for (const item of walk.start(path)) {
      if (named.length > 1) {
        const key = typeof item.absolute === 'string' ? item.absolute : `\0${item.path}`
        if (seen.has(key)) continue
        seen.add(key)
      }
      yield item
    }
  }
}

/** Gives a path of the walk as a path from another folder; null for one that is not below it. */
function pathsFrom(root: string, folder: string | undefined): Rebase {
  if (folder === undefined || folder === root) return (path) => path
  return (path) => {
    const between = relative(folder, resolve(root, path)).replaceAll('\\', '/')
    if (between === '..' || between.startsWith('../') || isAbsolute(between)) return null
    return path.endsWith('/') ? `${between}/` : between
  }
}

function realPath(path: string, asNamed: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    throw new ScanError(
      'no-such-path',
      `There is no file or folder at ${JSON.stringify(asNamed)}; check the spelling.`,
      { cause: error },
    )
  }
}

/** One folder of the walk. */
interface Folder {
  readonly absolute: string | Buffer
  /** Relative to the root and ending in `/`, or empty; one character per byte. */
  readonly display: string
  readonly rules: Rules | null
}

/** How the ignore rules stand in one folder; null when everything is wanted. */
interface Rules {
  readonly scope: IgnoreScope
  readonly chain: IgnoreChain | null
  /** Relative to the scope's top and ending in `/`, or empty; one character per byte. */
  readonly base: string
  /** Inside an ignored folder: tracked files only. */
  readonly trackedOnly: boolean
}

/** A name as read, with its bytes as characters. */
interface Entry {
  readonly name: string | Buffer
  readonly bytes: string
  readonly dirent: Dirent | Dirent<Buffer>
}

class Walk {
  readonly #root: string
  readonly #options: ListFilesOptions
  readonly #coverage: CoverageLog
  readonly #filter: PathFilter
  readonly #environment: Environment

  constructor(root: string, options: ListFilesOptions, coverage: CoverageLog) {
    this.#root = root
    this.#options = options
    this.#coverage = coverage
    this.#filter = createPathFilter(options.include, options.exclude, {
      include: pathsFrom(root, options.includeFrom),
      exclude: pathsFrom(root, options.excludeFrom),
    })
    this.#environment = options.environment ?? process.env
  }

  /** @param path a real path */
  *start(path: string): Generator<FileItem> {
    const status = lstatSync(path, { throwIfNoEntry: false })
    const display = displayPath(this.#root, path)
    if (status?.isDirectory() === true) {
      if (display !== '' && !this.#isWanted(display, true)) return
      const prefix = display === '' ? '' : `${toBytes(display)}/`
      yield* this.#walk({ absolute: path, display: prefix, rules: this.#rulesAt(path) })
    } else if (status?.isFile() === true) {
      if (this.#isWanted(display, false)) yield { path: display, absolute: path }
    } else if (status === undefined) {
      this.#coverage.skip('vanished', display, 'gone before it was read')
    } else {
      this.#coverage.skip('unsupported', display, 'not a regular file; pipe its content into "-"')
    }
  }

  /** Rules for a named folder; null, so that everything in it is wanted, when it is itself ignored. */
  #rulesAt(folder: string): Rules | null {
    if (!this.#options.respectGitignore) return null
    const top = findTop(folder) ?? folder
    const scope = openIgnoreScope(top, this.#environment, this.#coverage)
    const below = toBytes(slashed(relative(top, folder)))
    let chain: IgnoreChain | null = null
    let base = ''
    for (const name of below === '' ? [] : below.split('/')) {
      if (name === '.git') return null
      chain = extendChain(scope, chain, join(top, fromBytes(base), '.gitignore'), base)
      if (isIgnored(scope, chain, base + name, true)) return null
      base += `${name}/`
    }
    return { scope, chain, base, trackedOnly: false }
  }

  *#walk(first: Folder): Generator<FileItem> {
    const pending: (Folder | FileItem)[] = [first]
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!('display' in next)) {
        yield next
        continue
      }
      const entries = this.#read(next)
      const rules = this.#enter(next, entries)
      // Last name first: the end of the list is taken next.
      for (let i = entries.length - 1; i >= 0; i--) {
        const entry = entries[i]
        const found = entry === undefined ? null : this.#judge(next, rules, entry)
        if (found !== null) pending.push(found)
      }
    }
  }

  /** The rules inside `folder`: with its `.gitignore`, or new ones where a repository of its own starts. */
  #enter(folder: Folder, entries: readonly Entry[]): Rules | null {
    const { rules } = folder
    if (rules === null) return null
    const isNested = rules.base !== '' && entries.some((entry) => entry.bytes === '.git')
    if (
      isNested &&
      typeof folder.absolute === 'string' &&
      findTop(folder.absolute) === folder.absolute
    ) {
      const scope = openIgnoreScope(folder.absolute, this.#environment, this.#coverage)
      return this.#withIgnoreFile(
        { scope, chain: null, base: '', trackedOnly: false },
        folder,
        entries,
      )
    }
    return this.#withIgnoreFile(rules, folder, entries)
  }

  #withIgnoreFile(rules: Rules, folder: Folder, entries: readonly Entry[]): Rules {
    const file = entries.find((entry) => entry.bytes === '.gitignore' && entry.dirent.isFile())
    if (file === undefined || rules.trackedOnly) return rules
    const path = child(folder.absolute, file.name)
    return { ...rules, chain: extendChain(rules.scope, rules.chain, path, rules.base) }
  }

  #judge(folder: Folder, rules: Rules | null, entry: Entry): Folder | FileItem | null {
    const { dirent, bytes } = entry
    if (bytes === '.git') return null
    const isFolder = dirent.isDirectory()
    if (!isFolder && !dirent.isFile()) return null
    const display = folder.display + bytes
    const below = isFolder ? this.#rulesBelow(rules, bytes) : rules
    const name = isAscii(display) ? null : pathName(display)
    const shown = name?.path ?? display
    if (below === undefined || (!isFolder && !isWanted(rules, bytes))) {
      if (isFolder ? this.#filter.folder(shown) : this.#filter.file(shown)) this.#coverage.ignored++
      return null
    }
    if (isFolder) {
      if (!this.#isWanted(shown, true)) return null
      return { absolute: child(folder.absolute, entry.name), display: `${display}/`, rules: below }
    }
    if (!this.#isWanted(shown, false)) return null
    const absolute = child(folder.absolute, entry.name)
    return name?.encoded === true
      ? { path: shown, pathEncoded: true, absolute }
      : { path: shown, absolute }
  }

  #isWanted(path: string, isFolder: boolean): boolean {
    const isWanted = isFolder ? this.#filter.folder(path) : this.#filter.file(path)
    if (!isWanted) this.#coverage.excluded++
    return isWanted
  }

  /** Undefined when there is nothing to look for in the folder. */
  #rulesBelow(rules: Rules | null, name: string): Rules | null | undefined {
    if (rules === null) return null
    const path = rules.base + name
    const ignored = rules.trackedOnly || isIgnored(rules.scope, rules.chain, path, true)
    if (ignored && !rules.scope.tracked.hasBelow(path)) return undefined
    return { ...rules, base: `${path}/`, trackedOnly: ignored }
  }

  /** Entries in byte order, folders as if their name ended in `/`, as git sorts them. */
  #read(folder: Folder): Entry[] {
    try {
      return readEntries(folder.absolute).toSorted(byName)
    } catch (error) {
      const name = pathName(folder.display)
      const code = errorCode(error)
      if (code === 'ENOENT')
        this.#coverage.skip('vanished', name.path, 'folder gone before it was read')
      else this.#coverage.skip('unreadable', name.path || '.', `folder cannot be listed (${code})`)
      return []
    }
  }
}

function isWanted(rules: Rules | null, name: string): boolean {
  if (rules === null) return true
  const path = rules.base + name
  if (rules.trackedOnly) return rules.scope.tracked.has(path)
  return !isIgnored(rules.scope, rules.chain, path, false) || rules.scope.tracked.has(path)
}

function readEntries(absolute: string | Buffer): Entry[] {
  if (typeof absolute === 'string') {
    const dirents = readdirSync(absolute, { withFileTypes: true })
    // A name that is not UTF-8 comes with replacement characters: read those folders again as bytes.
    if (!dirents.some((dirent) => dirent.name.includes('\ufffd'))) {
      return dirents.map((dirent) => ({ name: dirent.name, bytes: toBytes(dirent.name), dirent }))
    }
  }
  const dirents = readdirSync(absolute, { withFileTypes: true, encoding: 'buffer' })
  return dirents.map((dirent) => ({
    name: dirent.name,
    bytes: dirent.name.toString('latin1'),
    dirent,
  }))
}

function byName(a: Entry, b: Entry): number {
  const left = a.dirent.isDirectory() ? `${a.bytes}/` : a.bytes
  const right = b.dirent.isDirectory() ? `${b.bytes}/` : b.bytes
  return left < right ? -1 : left > right ? 1 : 0
}

/** Text as long as every part of the path is text. */
function child(folder: string | Buffer, name: string | Buffer): string | Buffer {
  const text = typeof name === 'string' ? name : utf8OrNull(name)
  if (typeof folder === 'string' && text !== null) {
    return folder.endsWith(sep) ? folder + text : folder + sep + text
  }
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), Buffer.from(name)])
}

function utf8OrNull(name: Buffer): string | null {
  const text = name.toString('utf8')
  return Buffer.from(text, 'utf8').equals(name) ? text : null
}

function displayPath(root: string, path: string): string {
  const below = relative(root, path)
  const isOutside = below === '..' || below.startsWith(`..${sep}`) || below === path
  return slashed(isOutside ? path : below)
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}

const ascii = /^[\0-\x7f]*$/

function isAscii(text: string): boolean {
  return ascii.test(text)
}

function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
}

function fromBytes(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8')
}

function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
