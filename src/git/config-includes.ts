import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ScanError } from '../model/errors.ts'
import { configEntries } from './config-file.ts'
import type { Repository } from './repository.ts'
import { readText } from './small-files.ts'

/** As git's own limit (`config.c`, MAX_INCLUDE_DEPTH). */
const maxDepth = 10

/**
 * Call it before git is run on a repository: git reads its configuration and all that this includes, cannot be told
 * not to, and waits for ever where one of the files is a FIFO.
 *
 * @throws ScanError `unsupported-repository` that names the file
 */
export function assertNoWait(repository: Repository): void {
  const { commonDir, gitDir } = repository
  const seen = new Set<string>()
  visit(join(commonDir, 'config'), 0, seen)
  visit(join(gitDir, 'config.worktree'), 0, seen)
}

/** Conditions (`includeIf`) are taken to hold. */
function visit(file: string, depth: number, seen: Set<string>): void {
  if (depth > maxDepth || seen.has(file)) return
  seen.add(file)
  if (isEndless(file)) {
    throw new ScanError(
      'unsupported-repository',
      `git would wait for ever for ${file}, which the repository's configuration names and which is no file; take that line out.`,
    )
  }
  for (const [key, value] of configEntries(readText(file) ?? '')) {
    if (!/^include(?:if\..*)?\.path$/s.test(key) || value === '') continue
    const path = value.replace(/^~(?=\/)/, homedir())
    visit(resolve(dirname(file), path), depth + 1, seen)
  }
}

/** A FIFO, a socket or a device; not a folder, which git refuses by itself. */
function isEndless(file: string): boolean {
  try {
    const entry = statSync(file)
    return !entry.isFile() && !entry.isDirectory()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
