import picomatch from 'picomatch'
import { ScanError } from '../model/errors.ts'

/** Tells whether a `/`-separated path, relative to the root of the scan, is wanted. */
export interface PathFilter {
  /** True when the file is to be scanned. */
  file(path: string): boolean
  /** False when nothing below the folder can be wanted. */
  folder(path: string): boolean
}

export type PathPredicate = (path: string) => boolean

/**
 * One predicate from globs that read like `.gitignore` lines: a pattern without a slash matches a file or folder
 * name at any depth, one with a slash starts at the root, a trailing slash means folders only, and a folder stands
 * for everything below it. `*`, `?`, `[...]`, `**` and `{a,b}` work; hidden names are matched like others.
 * There is no `!`: what is excluded stays excluded.
 *
 * @throws ScanError `config` for an empty or negated pattern
 */
export function compileGlobs(globs: readonly string[]): PathPredicate {
  const tests = globs.map(compileGlob)
  if (tests.length === 0) return () => false
  return (path) => {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end)
      if (tests.some((test) => test(folder, true))) return true
    }
    return tests.some((test) => test(path, false))
  }
}

/** A path as another folder's patterns see it; null for one outside of that folder, which they do not speak of. */
export type Rebase = (path: string) => string | null

/** What `--include` and `--exclude` ask for; exclusion wins. No include pattern means every file. */
export function createPathFilter(
  include: readonly string[],
  exclude: readonly string[],
  from: { readonly include: Rebase; readonly exclude: Rebase } = { include: same, exclude: same },
): PathFilter {
  if (include.length === 0 && exclude.length === 0) return { file: () => true, folder: () => true }
  const isIncluded = seenFrom(compileGlobs(include), from.include)
  const isExcluded = seenFrom(compileGlobs(exclude), from.exclude)
  return {
    file: (path) => !isExcluded(path) && (include.length === 0 || isIncluded(path)),
    // A folder is asked for with a name below it, so that the pattern's folder rules apply to itself.
    folder: (path) => !isExcluded(`${path}/`),
  }
}

function same(path: string): string {
  return path
}

function seenFrom(matches: PathPredicate, rebase: Rebase): PathPredicate {
  return (path) => {
    const seen = rebase(path)
    return seen !== null && matches(seen)
  }
}

function compileGlob(glob: string): (path: string, isFolder: boolean) => boolean {
  const { isRooted, onlyFolders, matches } = parseGlob(glob)
  if (isRooted) return (path, isFolder) => (isFolder || !onlyFolders) && matches(path)
  return (path, isFolder) =>
    (isFolder || !onlyFolders) && matches(path.slice(path.lastIndexOf('/') + 1))
}

/** What a pattern means; see `compileGlobs`. */
export interface PathGlob {
  /** It stands for paths from the root of the scan; else for names at any depth. */
  readonly isRooted: boolean
  readonly onlyFolders: boolean
  /** Without slashes around it. */
  readonly pattern: string
  readonly matches: PathPredicate
}

/** @throws ScanError `config` for an empty or negated pattern */
export function parseGlob(glob: string): PathGlob {
  if (glob.startsWith('!')) {
    throw new ScanError(
      'config',
      `The path pattern ${JSON.stringify(glob)} is negated; name what to leave out with exclude, without "!".`,
    )
  }
  const ended = glob.replace(/^\.\//, '').replace(/\/+$/, '')
  const pattern = ended.replace(/^\/+/, '')
  if (pattern === '') {
    throw new ScanError('config', `The path pattern ${JSON.stringify(glob)} is empty; remove it.`)
  }
  refuseSlowGlob(pattern, glob)
  return {
    isRooted: ended.includes('/'),
    onlyFolders: glob.endsWith('/'),
    pattern,
    matches: compilePattern(pattern),
  }
}

export function compilePattern(pattern: string): PathPredicate {
  // `s`: a name may hold a line break, and `**` is written with a dot.
  return picomatch(pattern, { dot: true, nonegate: true, noextglob: true, flags: 's' })
}

const maxStarsInName = 4
const maxDeepStars = 4

/**
 * Each star more multiplies the ways a name can fail to match, and a scanned folder may bring its own patterns:
 * measured, eight stars on a name of 200 characters take 8 s, four a millisecond.
 */
function refuseSlowGlob(pattern: string, glob: string): void {
  const names = pattern.split('/')
  const deep = names.filter((name) => name.includes('**')).length
  const isSlow = (name: string): boolean =>
    name !== '**' && (name.match(/\*+/g)?.length ?? 0) > maxStarsInName
  if (deep <= maxDeepStars && !names.some(isSlow)) return
  throw new ScanError(
    'config',
    `The path pattern ${JSON.stringify(glob.slice(0, 100))} has too many stars; use at most ${maxStarsInName} in a name and ${maxDeepStars} times "**".`,
  )
}
