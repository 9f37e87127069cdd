import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path'
import { isDenied, ScanError } from '../model/errors.ts'
import { closed, isDirectory } from '../git/small-files.ts'
import { readSmallFile } from '../sources/small-file.ts'

/**
 * Reads a file of the scanned repository by its path from the root, `/`-separated; null when there is none. Given
 * from outside when files are to be taken from a commit instead of the disk.
 */
export type ReadFile = (path: string) => Promise<Uint8Array | null> | Uint8Array | null

const maxPolicyFileBytes = 64 * 1024 * 1024

/** Reads from disk, and never what lies outside of the root: a link may point anywhere. */
export function diskReader(root: string): ReadFile {
  return (path) => {
    const file = join(root, path)
    const real = realFile(file)
    if (real === null) return null
    if (!isInside(realpathSync(root), real)) {
      throw new ScanError(
        'config',
        `${file} is a link that leaves the repository; name the file itself.`,
      )
    }
    const bytes = readSmallFile(file, { followLinks: true, maxBytes: maxPolicyFileBytes })
    if (bytes !== null) return bytes
    throw new ScanError('config', `${file} cannot be read; it must be a plain, readable file.`)
  }
}

/** Null when there is no such file: also when a file stands where a folder should be. */
function realFile(file: string): string | null {
  try {
    return realpathSync(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    if (isDenied(error)) throw closed(dirname(file), error)
    throw new ScanError('config', `${file} cannot be read (${code}).`, { cause: error })
  }
}

/**
 * The folder at or above `start` that holds `.git`; null outside of any work tree. One that may not be looked into
 * counts as having none: what is scanned there is told to be unreadable.
 */
export function workTreeRoot(start: string): string | null {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (holdsGit(folder)) return folder
    if (dirname(folder) === folder) return null
  }
}

function holdsGit(folder: string): boolean {
  try {
    return statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    if (isDenied(error)) return false
    throw error
  }
}

/** The deepest folder that holds all of `paths`. */
export function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => {
    const absolute = resolve(path)
    return isDirectory(absolute) ? absolute : dirname(absolute)
  })
  const [first = resolve('.'), ...others] = folders
  let common = first
  for (const folder of others) while (!isInside(common, folder)) common = dirname(common)
  return common
}

/** True for `folder` itself and everything below it; no links are followed. */
export function isInside(folder: string, path: string): boolean {
  const between = relative(folder, path)
  return between !== '..' && !between.startsWith(`..${sep}`) && !isAbsolute(between)
}

/**
 * A path that a file inside the repository names, as a path from the root. A scanned repository may be hostile: what
 * it names has to stay inside and out of `.git`.
 *
 * @param folder of the file that names it, from the root
 * @returns null when it leaves the repository
 */
export function pathFromRoot(folder: string, named: string): string | null {
  if (isAbsolute(named) || named.includes('\\') || named.includes('\0')) return null
  const path = posix.normalize(posix.join(folder, named))
  const leaves = path === '..' || path.startsWith('../') || path === '.'
  const isGits = path.split('/').some((part) => part.toLowerCase() === '.git')
  return leaves || isGits ? null : path
}
