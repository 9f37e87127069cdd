import { lstatSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { makeFolders } from '../triage/make-folders.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Lets Node keep compiled code between runs (Node >= 22.1): a commit hook starts a fifth faster. Whoever can write
 * there can run code as the user, so the folder is the user's own cache, writable by nobody else, and never inside a
 * repository. Where that does not hold there is no cache.
 *
 * @see https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
 */
export function useCompileCache(env: Environment): void {
  // Set by whoever wants it elsewhere, or not at all: then Node itself has decided.
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return
  // Types and Node 20 do not have it.
  const { enableCompileCache } = process.getBuiltinModule('node:module') as {
    enableCompileCache?: (dir: string) => unknown
  }
  if (enableCompileCache === undefined) return
  const folder = cacheFolder(env)
  if (folder !== null && isTrusted(folder)) enableCompileCache(folder)
}

function cacheFolder(env: Environment): string | null {
  const base =
    process.platform === 'win32'
      ? env['LOCALAPPDATA']
      : env['XDG_CACHE_HOME'] || (env['HOME'] ? join(env['HOME'], '.cache') : undefined)
  return base && isAbsolute(base) ? join(base, 'straykey') : null
}

function isTrusted(folder: string): boolean {
  try {
    if (!lstatSync(dirname(folder), { throwIfNoEntry: false })) return false
    makeFolders(folder, 0o700)
    if (!isOwn(folder) || !isOwn(dirname(folder))) return false
    for (let at = folder; ; at = dirname(at)) {
      if (statSync(join(at, '.git'), { throwIfNoEntry: false })) return false
      if (dirname(at) === at) return true
    }
  } catch (error) {
    // Read-only, somebody else's, a file: then without.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** A folder (no link) that belongs to this user and that nobody else may write to. */
function isOwn(folder: string): boolean {
  const entry = lstatSync(folder)
  if (!entry.isDirectory()) return false
  const user = process.getuid?.()
  return user === undefined || (entry.uid === user && (entry.mode & 0o022) === 0)
}
