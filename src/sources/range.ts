import { type ByteRange, isoDate, parseCommit, parsePerson } from '../git/commit.ts'
import { idFromHex } from '../git/object-id.ts'
import { objectKinds } from '../git/object-kind.ts'
import type { ObjectStore } from '../git/object-store.ts'
import { parseTag } from '../git/tag.ts'
import { TreeComparer, type Removed, type TreeChange } from '../git/tree-changes.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { CommitRef } from '../model/occurrence.ts'

/** What one commit brings. */
export interface CommitChanges {
  readonly ref: CommitRef
  readonly bytes: Uint8Array
  /** The commit's own words in `bytes`. */
  readonly text: readonly ByteRange[]
  /** Files that none of its parents has at that path. */
  readonly changes: readonly TreeChange[]
  /** Files that it removed, cut at `limit`. */
  removedFiles(limit: number): Removed[]
}

/** Reads commits and compares each with all of its parents. */
export class CommitReader {
  readonly #store: ObjectStore
  readonly #coverage: CoverageLog
  readonly #comparer: TreeComparer
  readonly #trees = new Map<string, Uint8Array | null>()
  /** Stands in for a parent that is not in the clone. */
  readonly #base: Uint8Array | null

  /** @param base hex id of the commit that the range starts behind; null when there is none */
  constructor(store: ObjectStore, coverage: CoverageLog, base: string | null) {
    this.#store = store
    this.#coverage = coverage
    this.#comparer = new TreeComparer(store, coverage)
    this.#base = base === null ? null : this.#treeOf(base)
  }

  /** Null, with a gap in the coverage, when the commit cannot be read. */
  read(id: string): CommitChanges | null {
    const bytes = this.#bytes(id)
    const hexLength = this.#store.idLength * 2
    const parsed = bytes === null ? null : parseCommit(bytes, hexLength)
    if (bytes === null || parsed === null) {
      if (bytes !== null) this.#coverage.skip('corrupt', id, 'not a well-formed commit')
      return null
    }
    this.#coverage.commits++
    const hexAt = (at: number): string => hexOf(bytes, at, hexLength)
    const tree = idFromHex(hexAt(parsed.treeAt))
    const parents = parsed.parentsAt.flatMap((at) => this.#parentTree(id, hexAt(at)) ?? [])
    const root = { name: '', mode: 0o040000, id: tree }
    const { changes, removed } = this.#comparer.compare(root, parents)
    const { name, time, zone } = parsePerson(bytes, parsed.author, parsed.encoding)
    return {
      ref: { id, author: name, date: isoDate(time, zone) },
      bytes,
      text: parsed.text,
      changes,
      removedFiles: (limit) =>
        removed.flatMap((entry) => this.#comparer.files(entry, limit)).slice(0, limit),
    }
  }

  #parentTree(child: string, parent: string): Uint8Array | null {
    const known = this.#trees.get(parent)
    const tree = known === undefined ? this.#treeOf(parent) : known
    this.#trees.set(parent, tree)
    if (tree !== null) return tree
    const advice = 'git fetch --unshallow brings it'
    this.#coverage.skip('missing', child, `its parent ${parent} is not in this clone; ${advice}`)
    return this.#base
  }

  #treeOf(commit: string): Uint8Array | null {
    const id = idFromHex(commit)
    const object = id === null ? null : this.#store.read(id)
    if (object?.status !== 'ok' || object.kind !== objectKinds.commit) return null
    const hexLength = this.#store.idLength * 2
    const parsed = parseCommit(object.bytes, hexLength)
    return parsed === null ? null : idFromHex(hexOf(object.bytes, parsed.treeAt, hexLength))
  }

  #bytes(id: string): Uint8Array | null {
    const raw = idFromHex(id)
    const object = raw === null ? null : this.#store.read(raw)
    if (object?.status === 'ok' && object.kind === objectKinds.commit) return object.bytes
    const reason = object === null || object.status === 'ok' ? 'corrupt' : object.status
    this.#coverage.skip(reason, id, 'the commit cannot be read')
    return null
  }
}

/** A tag object on the way to what a ref is of. */
export interface TagText {
  readonly id: string
  readonly bytes: Uint8Array
  readonly text: readonly ByteRange[]
}

export interface Peeled {
  readonly id: string
  readonly kind: 'commit' | 'tree' | 'blob'
  readonly tags: readonly TagText[]
}

const longestChain = 100

/** Follows annotated tags. Null, with a gap in the coverage, when something on the way cannot be read. */
export function peelTip(tip: string, store: ObjectStore, coverage: CoverageLog): Peeled | null {
  const tags: TagText[] = []
  let id = tip
  while (tags.length < longestChain) {
    const raw = idFromHex(id)
    const object = raw === null ? null : store.read(raw)
    if (object?.status !== 'ok') {
      coverage.skip(object?.status ?? 'corrupt', id, 'the object that is pushed cannot be read')
      return null
    }
    if (object.kind !== objectKinds.tag) {
      const isCommit = object.kind === objectKinds.commit
      const kind = isCommit ? 'commit' : object.kind === objectKinds.tree ? 'tree' : 'blob'
      return { id, kind, tags }
    }
    const parsed = parseTag(object.bytes, store.idLength * 2)
    if (parsed === null) break
    tags.push({ id, bytes: object.bytes, text: parsed.text })
    id = hexOf(object.bytes, parsed.objectAt, store.idLength * 2)
  }
  coverage.skip('corrupt', tip, 'not a well-formed tag')
  return null
}

/** Files of a tree that no commit holds. */
export function filesOfTree(
  id: string,
  store: ObjectStore,
  coverage: CoverageLog,
): readonly TreeChange[] {
  const root = { name: '', mode: 0o040000, id: idFromHex(id) }
  return new TreeComparer(store, coverage).compare(root, []).changes
}

function hexOf(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('latin1')
}
