import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScanHooks } from './options.ts'

export interface LocalRepository {
  /** Path of the repository itself, or of its clone. */
  readonly path: string
  /** What the user named, without a password that an address may carry. */
  readonly name: string
}

/**
 * Calls `work` with a local repository: an address is cloned bare into a temporary folder first, which is removed
 * afterwards, also when `work` fails.
 *
 * @throws ScanError `clone-failed`, `usage` for an address that is not cloned
 */
export async function withLocalRepository<T>(
  named: string,
  hooks: ScanHooks,
  work: (repository: LocalRepository) => Promise<T>,
): Promise<T> {
  if (!named.includes(':') || existsSync(named)) return work({ path: named, name: named })
  // Loaded only here: no other scan starts git.
  const { cloneBare, isAddress, withoutPassword } = await import('../git/porcelain.ts')
  if (!isAddress(named)) return work({ path: named, name: named })
  const folder = mkdtempSync(join(tmpdir(), 'straykey-'))
  const path = join(folder, 'clone.git')
  try {
    await cloneBare(named, path, {
      ...(hooks.signal ? { signal: hooks.signal } : {}),
      onProgress: (_stage, done) =>
        hooks.onProgress?.({ phase: 'clone', done, total: 100, bytes: 0 }),
    })
    return await work({ path, name: withoutPassword(named) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
