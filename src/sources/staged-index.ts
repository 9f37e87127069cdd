import { dirname, join } from 'node:path'
import { viewIndex, type CachedTree, type IndexView } from '../git/index-view.ts'
import { readFileBounded } from '../git/read-regular-file.ts'
import type { DirEntry } from '../git/tree-changes.ts'
import { ScanError } from '../model/errors.ts'

/** An index of ten million files has 1 GiB. */
const largestIndex = 2 ** 31 - 1
const treeMode = 0o040000

export interface StagedIndex {
  /** The tree that the next commit would have, as far as it is known. */
  readonly root: DirEntry
  /** Paths with a merge conflict; filled while `root` is walked. */
  readonly unmerged: ReadonlySet<string>
}

/**
 * Opens the index for a comparison with trees.
 *
 * @throws ScanError `unreadable` or `unsupported-repository` for what is no index, or one this reader does not know
 */
export function openStagedIndex(file: string, idLength: 20 | 32): StagedIndex {
  const unmerged = new Set<string>()
  const bytes = readIndexFile(file)
  if (bytes === null) return { root: emptyRoot, unmerged }
  const view = viewIndex(bytes, {
    idLength,
    name: file,
    readShared: (name) => readIndexFile(join(dirname(file), name)),
  })
  const list = (): Iterable<DirEntry> =>
    listFolder({ view, unmerged }, 0, view.count, '', view.root)
  const id = view.root?.count === view.count ? view.root.id : null
  return { root: { name: '', mode: treeMode, id, list }, unmerged }
}

const emptyRoot: DirEntry = { name: '', mode: treeMode, id: null, list: () => [] }

/** Null when there is none: nothing was ever added. */
function readIndexFile(file: string): Buffer | null {
  try {
    const bytes = readFileBounded(file, largestIndex)
    if (bytes !== null) return bytes
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT') return null
    const why = String(error.code)
    throw new ScanError('unreadable', `The index ${file} cannot be read (${why}); repair it.`, {
      cause: error,
    })
  }
  const what = `is no regular file of at most ${largestIndex} bytes`
  throw new ScanError('unreadable', `The index ${file} ${what}; remove it and run "git reset".`)
}

interface Walk {
  readonly view: IndexView
  readonly unmerged: Set<string>
}

/** Names in one folder: entries `[from, to)`, which all start with `prefix`. */
function* listFolder(
  walk: Walk,
  from: number,
  to: number,
  prefix: string,
  cached: CachedTree | null,
): Generator<DirEntry> {
  const { view, unmerged } = walk
  let at = from
  while (at < to) {
    const path = view.path(at)
    const slash = path.indexOf('/', prefix.length)
    if (slash >= 0 && slash < path.length - 1) {
      const name = path.slice(prefix.length, slash)
      const folder = path.slice(0, slash + 1)
      const subtree = cached?.subtrees.get(name) ?? null
      const end = endOfFolder(view, at, to, folder, subtree)
      const start = at
      const list = (): Iterable<DirEntry> => listFolder(walk, start, end, folder, subtree)
      const isKnown = subtree !== null && subtree.count === end - start
      yield { name, mode: treeMode, id: isKnown ? subtree.id : null, list }
      at = end
      continue
    }
    if (view.stage(at) !== 0) unmerged.add(path)
    else if (!view.isIntentToAdd(at)) {
      // A sparse directory ends in a slash and names its tree.
      const name = path.slice(prefix.length, slash < 0 ? undefined : slash)
      yield { name, mode: view.mode(at), id: view.id(at) }
    }
    at++
  }
}

/** Where a folder's entries end. The cache tree is believed only where the paths bear it out. */
function endOfFolder(
  view: IndexView,
  from: number,
  to: number,
  folder: string,
  cached: CachedTree | null,
): number {
  const isInside = (entry: number): boolean => view.path(entry).startsWith(folder)
  if (cached !== null && cached.count > 0) {
    const end = from + cached.count
    if (end <= to && isInside(end - 1) && (end === to || !isInside(end))) return end
  }
  let end = from + 1
  while (end < to && isInside(end)) end++
  return end
}
