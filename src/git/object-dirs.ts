import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { readText } from './small-files.ts'

/** git follows alternates of alternates this deep (`object-file.c`). */
const maxDepth = 5

/**
 * The object directory and its alternates, recursively, each once (by real path, so that circles end). An alternate
 * that does not exist is left out, as git does.
 *
 * @see git's Documentation/gitrepository-layout.txt, "objects/info/alternates"
 */
export function objectDirectories(objectDir: string): string[] {
  const dirs: string[] = []
  const seen = new Set<string>()
  const add = (dir: string, depth: number): void => {
    const real = directory(dir)
    if (real === null || seen.has(real)) return
    seen.add(real)
    dirs.push(dir)
    if (depth >= maxDepth) return
    for (const line of alternates(join(dir, 'info', 'alternates'))) {
      add(isAbsolute(line) ? resolve(line) : resolve(dir, line), depth + 1)
    }
  }
  add(objectDir, 0)
  return dirs
}

function alternates(path: string): string[] {
  const text = readText(path) ?? ''
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (line.startsWith('"') ? unquotePath(line) : line))
}

/** A path in git's C-style quotes. */
function unquotePath(line: string): string {
  const inner = line.replace(/^"|"$/g, '')
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }
  return inner.replaceAll(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escapes[code] ?? code),
  )
}

function directory(path: string): string | null {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
