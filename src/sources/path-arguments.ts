import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ScanError } from '../model/errors.ts'

const globCharacters = /[*?[\]{}]/

/**
 * Path arguments with globs expanded as a shell would have done: for quoted globs, and for shells that leave them
 * alone. What exists under its literal name stays as it is; hidden names match, `.git` does not.
 *
 * @throws ScanError `no-such-path` for a glob that matches nothing
 */
export async function expandPathArguments(
  paths: readonly string[],
  root: string,
): Promise<string[]> {
  const expanded: string[] = []
  for (const path of paths) {
    if (!globCharacters.test(path) || existsSync(resolve(root, path))) expanded.push(path)
    else expanded.push(...(await expandGlob(path, root)))
  }
  return [...new Set(expanded)]
}

async function expandGlob(glob: string, root: string): Promise<string[]> {
  // Loaded only here: its start-up costs as much as the rest of a small scan.
  const { default: fastGlob } = await import('fast-glob')
  const found = await fastGlob.glob(glob, {
    cwd: root,
    dot: true,
    onlyFiles: false,
    followSymbolicLinks: false,
    suppressErrors: true,
    ignore: ['**/.git', '**/.git/**'],
  })
  if (found.length > 0) return found.toSorted()
  throw new ScanError(
    'no-such-path',
    `No file or folder matches ${JSON.stringify(glob)}; check the pattern.`,
  )
}
