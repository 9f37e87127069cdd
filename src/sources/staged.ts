import { parseCommit } from '../git/commit.ts'
import { idFromHex, idToHex } from '../git/object-id.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectStore } from '../git/object-store.ts'
import { readMergeHeads, readRefId } from '../git/read-head.ts'
import type { Repository } from '../git/repository.ts'
import { emptyTrees, TreeComparer, type Removed, type TreeChange } from '../git/tree-changes.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import { openStagedIndex } from './staged-index.ts'

/** What the next commit would add: files of the index that none of its parents has at that path. */
export interface Staged {
  /** HEAD's commit; null on an unborn branch. */
  readonly head: string | null
  readonly changes: readonly TreeChange[]
  /** Files that the next commit no longer has, cut at `limit`: where a renamed file came from. */
  removedFiles(limit: number): Removed[]
}

/**
 * Compares the index with HEAD, and with the other side while a merge is going on. Runs no git, unless the index is
 * of a kind that this reader does not know: then one. The work tree is not looked at.
 *
 * @param indexFile absolute
 * @param merging hex ids of commits that a merge brings and that MERGE_HEAD does not name yet
 */
export async function listStaged(
  repository: Repository,
  indexFile: string,
  store: ObjectStore,
  coverage: CoverageLog,
  merging: readonly string[] = [],
): Promise<Staged> {
  const head = readRefId(repository, 'HEAD')
  const others = new Set([...readMergeHeads(repository), ...merging])
  const parents = head === null ? [] : [head, ...others]
  const trees = parents.flatMap((commit) => treeOf(store, commit, coverage) ?? [])
  const comparer = new TreeComparer(store, coverage)
  const compared = await compare(comparer, indexFile, trees, repository, store)
  for (const path of [...compared.unmerged].toSorted()) {
    coverage.skip('unsupported', path, 'has a merge conflict; resolve it and stage the result')
  }
  return {
    head,
    changes: compared.changes,
    removedFiles: (limit) =>
      compared.removed.flatMap((entry) => comparer.files(entry, limit)).slice(0, limit),
  }
}

interface Compared {
  readonly changes: readonly TreeChange[]
  readonly removed: readonly Removed[]
  readonly unmerged: ReadonlySet<string>
}

async function compare(
  comparer: TreeComparer,
  indexFile: string,
  trees: readonly Uint8Array[],
  repository: Repository,
  store: ObjectStore,
): Promise<Compared> {
  try {
    const index = openStagedIndex(indexFile, store.idLength)
    const { changes, removed } = comparer.compare(index.root, trees)
    return { changes, removed, unmerged: index.unmerged }
  } catch (error) {
    if (!(error instanceof ScanError) || error.code !== 'unsupported-repository') throw error
    const [first] = trees
    const base = first === undefined ? emptyTrees[store.idLength] : idToHex(first)
    // Starting a process costs even those who never do: what does it is loaded here.
    const { askCachedDiff } = await import('../git/cached-diff.ts')
    return askCachedDiff(repository, indexFile, base)
  }
}

/** Raw id of a commit's tree; null (and a gap in the coverage) when the commit cannot be read. */
function treeOf(store: ObjectStore, commit: string, coverage: CoverageLog): Uint8Array | null {
  const id = idFromHex(commit)
  const object = id === null ? null : store.read(id)
  if (object?.status === 'ok' && object.kind === objectKinds.commit) {
    const parsed = parseCommit(object.bytes, store.idLength * 2)
    if (parsed !== null) {
      const hex = object.bytes.subarray(parsed.treeAt, parsed.treeAt + store.idLength * 2)
      return idFromHex(Buffer.from(hex).toString('latin1'))
    }
  }
  coverage.skip(
    object?.status === 'missing' ? 'missing' : 'corrupt',
    commit,
    'commit cannot be read',
  )
  return null
}
