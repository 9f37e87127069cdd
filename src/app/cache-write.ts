import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '../triage/make-folders.ts'

/** The file of one repository under one set of rules. */
export interface CachePlace {
  readonly dir: string
  /** Begins the names of all caches of the repository. */
  readonly name: string
  readonly file: string
}

/** @param rules `rulesId` */
export function cachePlace(dir: string, repository: string, rules: string): CachePlace {
  const name = createHash('sha256').update(repository).digest('hex').slice(0, 24)
  return { dir, name, file: join(dir, `${name}-${rules}.cache`) }
}

/** A temporary file and a rename, so that a reader finds the old or the new one; caches of other rules go. */
export function writeCache({ dir, name, file }: CachePlace, pieces: readonly Uint8Array[]): void {
  makeFolders(dir, 0o700)
  const temporary = join(dir, `.${name}-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const fd = openSync(temporary, 'wx', 0o600)
    try {
      for (const piece of pieces) writeFileSync(fd, piece)
    } finally {
      closeSync(fd)
    }
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  for (const other of readdirSync(dir)) {
    const isOld = other.startsWith(`${name}-`) && join(dir, other) !== file
    if (isOld) rmSync(join(dir, other), { force: true })
  }
}
