import { existsSync, realpathSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { openRepository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'
import { isInside } from './config-files.ts'

/**
 * `history bot/config.py` would scan the whole repository around it, which is not what was named. The folder one
 * stands in, or one above it, means the repository, as it does for git.
 *
 * @throws ScanError `usage`
 */
export function refusePartOfRepository(named: string): void {
  if (!existsSync(named)) return
  const repository = openedRepository(named)
  if (repository === null) return
  const path = realpathSync(named)
  const { gitDir, commonDir, workTree } = repository
  const homes = [gitDir, commonDir, workTree ?? gitDir].map((folder) => realpathSync(folder))
  if (homes.includes(path) || isInside(path, realpathSync('.'))) return
  const [, , root = ''] = homes
  const isGit = homes.slice(0, 2).some((folder) => isInside(folder, path))
  if (isGit || !isInside(root, path)) return
  const below = relative(root, path).replaceAll('\\', '/')
  const fromHere = relative('', root)
  throw new ScanError(
    'usage',
    `${named} is a part of a repository; 'straykey history ${fromHere === '' ? '.' : fromHere} --path ${below}' scans its history.`,
  )
}

function openedRepository(named: string): ReturnType<typeof openRepository> | null {
  try {
    return openRepository(resolve(named))
  } catch (error) {
    // What is wrong with it the scan itself will say.
    if (error instanceof ScanError) return null
    throw error
  }
}
