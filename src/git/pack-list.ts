import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CoverageLog } from '../model/coverage-log.ts'
import { namesIn } from './loose-list.ts'
import { readMultiPackIndex } from './multi-pack-index.ts'
import { MalformedFile, type PackIndex, readPackIndex } from './pack-index.ts'

/** A pack with the ids in it. */
export interface ListedPack {
  readonly path: string
  readonly index: PackIndex
}

/**
 * Finds the packs of all object directories with their indexes. A pack without an index of its own is listed through
 * the multi-pack-index; without either, git does not see it, and it is skipped in `coverage`.
 */
export function listPacks(
  objectDirs: readonly string[],
  idLength: 20 | 32,
  coverage: CoverageLog,
): ListedPack[] {
  const packs: ListedPack[] = []
  for (const dir of objectDirs) {
    const folder = join(dir, 'pack')
    const names = new Set(namesIn(folder, coverage))
    let multi: Map<string, PackIndex> | null = null
    for (const name of names) {
      if (!name.endsWith('.pack')) continue
      const path = join(folder, name)
      const indexName = name.replace(/pack$/, 'idx')
      try {
        if (names.has(indexName)) {
          packs.push({ path, index: readPackIndex(join(folder, indexName), idLength) })
          continue
        }
        multi ??= names.has('multi-pack-index')
          ? readMultiPackIndex(join(folder, 'multi-pack-index'), idLength)
          : new Map<string, PackIndex>()
        const index = multi.get(indexName)
        if (index === undefined)
          throw new MalformedFile('pack has no index (git index-pack makes one)')
        packs.push({ path, index })
      } catch (error) {
        if (!(error instanceof Error)) throw error
        const reason = error instanceof MalformedFile ? 'corrupt' : 'unreadable'
        coverage.skip(reason, path, error.message)
      }
    }
  }
  return packs
}

/** The packs there are now, as one string to compare with. */
export function packNames(objectDirs: readonly string[]): string {
  return joinNames(packPaths(objectDirs))
}

/** What `packNames` gives while these are the packs. */
export function joinNames(paths: readonly string[]): string {
  return paths.toSorted().join('\n')
}

function packPaths(objectDirs: readonly string[]): string[] {
  return objectDirs.flatMap((dir) => {
    try {
      return readdirSync(join(dir, 'pack'))
        .filter((name) => name.endsWith('.pack'))
        .map((name) => join(dir, 'pack', name))
    } catch (error) {
      // Unreadable directories are counted when they are listed.
      if (error instanceof Error && 'code' in error) return []
      throw error
    }
  })
}

/** Bytes of all packs, to choose by before they are listed: what is gone or unreadable counts nothing. */
export function packBytes(objectDirs: readonly string[]): number {
  return packPaths(objectDirs).reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
