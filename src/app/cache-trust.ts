import { realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { parseIndex } from '../git/index-file.ts'
import { readFileBounded } from '../git/read-regular-file.ts'
import type { Repository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'

const largestIndex = 2 ** 31 - 1

/**
 * A cache says where nothing is to be found. One that a repository brings along could hide what leaked there.
 *
 * @throws ScanError `usage` when the file, or what leads to it, is tracked by the repository that is to be scanned
 */
export function refuseTrackedCache(file: string, repository: Repository): void {
  const { workTree } = repository
  if (workTree === null) return
  const top = realOf(workTree)
  const places = [relative(resolve(workTree), resolve(file)), relative(top, realOf(file))]
    .filter((place) => place !== '..' && !place.startsWith(`..${sep}`))
    // Where case does not matter, the other spelling is the same file.
    .map((place) => Buffer.from(place.replaceAll(sep, '/')).toString('latin1').toLowerCase())
  if (places.length === 0) return
  for (const path of trackedPaths(repository)) {
    const tracked = path.toLowerCase().replace(/\/$/, '')
    if (!places.some((place) => place === tracked || place.startsWith(`${tracked}/`))) continue
    throw new ScanError(
      'usage',
      `The cache ${file} comes with the repository that it is for, which could hide secrets so; name a folder outside.`,
    )
  }
}

/** A file that is not there yet, or that nobody can reach, is where it is said to be. */
function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return resolve(path)
  }
}

/** Null when nothing was ever added. */
function readIndex(file: string): Uint8Array | null {
  try {
    return readFileBounded(file, largestIndex)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new ScanError('unreadable', `The index ${file} cannot be read; repair it.`, {
      cause: error,
    })
  }
}

/** Of a submodule, or a link to a folder, its own path. */
function trackedPaths({ gitDir, objectFormat }: Repository): string[] {
  const name = join(gitDir, 'index')
  const read = (file: string): Uint8Array | null => readIndex(join(gitDir, file))
  const bytes = read('index')
  if (bytes === null) return []
  const idLength = objectFormat === 'sha256' ? 32 : 20
  return parseIndex(bytes, { idLength, name, readShared: read }).map(({ path }) => path)
}
