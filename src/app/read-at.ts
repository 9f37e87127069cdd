import { parseCommit } from '../git/commit.ts'
import { idFromHex, idToHex } from '../git/object-id.ts'
import { objectKinds } from '../git/object-kind.ts'
import { openObjectStore, type ObjectStore } from '../git/object-store.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { isTreeMode, parseTree } from '../git/tree.ts'

/** What a commit has at a path. */
export type FileAt =
  | { readonly status: 'file'; readonly id: string; readonly bytes: Uint8Array }
  | { readonly status: 'absent' }
  /** A folder, a symbolic link, a submodule, or an object that cannot be read. */
  | { readonly status: 'other'; readonly why: string }

/**
 * Reads files as commits have them, straight from the object database: no work tree, no filter, no link is followed.
 *
 * @throws ScanError when `path` is no repository
 */
export function readFilesAt(path: string, commit: string, files: readonly string[]): FileAt[] {
  const store = openObjectStore(openRepository(path))
  try {
    const root = rootTree(store, commit)
    return files.map((file) => (root === null ? unreadable('the commit') : walk(store, root, file)))
  } finally {
    store.close()
  }
}

/** Parents by the commit object itself, also where the clone is cut there; null when it is not here. */
export function parentsOf(repository: Repository, commit: string): string[] | null {
  const store = openObjectStore(repository)
  try {
    const bytes = read(store, commit, 'commit')
    const parsed = bytes === null ? null : parseCommit(bytes, 2 * store.idLength)
    if (bytes === null || parsed === null) return null
    return parsed.parentsAt.map((at) => hexAt(bytes, at, store))
  } finally {
    store.close()
  }
}

function rootTree(store: ObjectStore, commit: string): string | null {
  const bytes = read(store, commit, 'commit')
  const parsed = bytes === null ? null : parseCommit(bytes, 2 * store.idLength)
  return bytes === null || parsed === null ? null : hexAt(bytes, parsed.treeAt, store)
}

function walk(store: ObjectStore, root: string, file: string): FileAt {
  const names = file.split('/').filter((name) => name !== '' && name !== '.')
  let id = root
  for (const [depth, name] of names.entries()) {
    const tree = read(store, id, 'tree')
    if (tree === null) return unreadable('a folder above it')
    const wanted = Buffer.from(name, 'utf8').toString('latin1')
    const entry = parseTree(tree, store.idLength).entries.find((item) => item.name === wanted)
    if (entry === undefined) return { status: 'absent' }
    id = idToHex(tree, entry.idAt, store.idLength)
    const isLast = depth === names.length - 1
    if (isTreeMode(entry.mode)) {
      if (isLast) return { status: 'other', why: 'it is a folder' }
      continue
    }
    if ((entry.mode & 0o170000) !== 0o100000) {
      return { status: 'other', why: 'it is a symbolic link or a submodule' }
    }
    if (!isLast) return { status: 'absent' }
    const bytes = read(store, id, 'blob')
    return bytes === null ? unreadable('it') : { status: 'file', id, bytes }
  }
  return { status: 'other', why: 'it is a folder' }
}

function unreadable(what: string): FileAt {
  return { status: 'other', why: `${what} cannot be read from the object database` }
}

function read(store: ObjectStore, id: string, kind: 'commit' | 'tree' | 'blob'): Uint8Array | null {
  const raw = idFromHex(id)
  if (raw === null || raw.length !== store.idLength) return null
  const result = store.read(raw)
  return result.status === 'ok' && result.kind === objectKinds[kind] ? result.bytes : null
}

function hexAt(bytes: Uint8Array, at: number, store: ObjectStore): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, 2 * store.idLength).toString('latin1')
}
