import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageLog } from '../model/coverage-log.ts'
import { compareIds, idFromHex } from './object-id.ts'
import { sharedBytes } from './pack-plan.ts'

/** Loose objects of all object directories. Ids are raw, one after the other, sorted, each once. */
export interface LoosePlan {
  readonly idLength: 20 | 32
  readonly count: number
  readonly ids: Uint8Array
  /** Index into `repository.objectDirs` of the first directory that has it. */
  readonly dirs: Uint16Array
  /** 1 = an object to show to the visitor. */
  readonly visit: Uint8Array
}

/** Lists `objects/xx/yyyy...`; other names are not objects (git leaves temporary files there). */
export function listLoose(
  objectDirs: readonly string[],
  idLength: 20 | 32,
  coverage: CoverageLog,
): LoosePlan {
  const found: { readonly id: Uint8Array; readonly dir: number }[] = []
  for (const [dir, path] of objectDirs.entries()) {
    for (const fanOut of namesIn(path, coverage)) {
      if (!/^[0-9a-f]{2}$/.test(fanOut)) continue
      for (const name of namesIn(join(path, fanOut), coverage)) {
        const id = name.length === 2 * idLength - 2 ? idFromHex(fanOut + name) : null
        if (id !== null) found.push({ id, dir })
      }
    }
  }
  found.sort((a, b) => compareIds(a.id, 0, b.id, 0, idLength) || a.dir - b.dir)
  const unique = found.filter(
    ({ id }, i) => i === 0 || compareIds(found[i - 1]!.id, 0, id, 0, idLength) !== 0,
  )
  const ids = sharedBytes(unique.length * idLength)
  const dirs = new Uint16Array(new SharedArrayBuffer(2 * unique.length))
  for (const [n, { id, dir }] of unique.entries()) {
    ids.set(id, n * idLength)
    dirs[n] = dir
  }
  return { idLength, count: unique.length, ids, dirs, visit: sharedBytes(unique.length).fill(1) }
}

/** Names in a directory, sorted; none when there is no such directory. */
export function namesIn(path: string, coverage: CoverageLog): string[] {
  try {
    return readdirSync(path).toSorted()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      coverage.skip('unreadable', path, `directory cannot be read (${String(code)})`)
    }
    return []
  }
}
