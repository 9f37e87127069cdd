import type { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import { idToHex } from './object-id.ts'
import { objectKinds } from './object-kind.ts'
import type { ObjectStore } from './object-store.ts'
import { isTreeMode, parseTree } from './tree.ts'

/** One name in a directory, of a tree object or of the index. */
export interface DirEntry {
  /** One character per byte. */
  readonly name: string
  readonly mode: number
  /** Raw id; null for a directory of the index whose tree is not known. */
  readonly id: Uint8Array | null
  /** For such a directory: what is in it. */
  readonly list?: () => Iterable<DirEntry>
}

/** A file that the compared tree has and none of its parents has at that path. */
export interface TreeChange {
  /** One character per byte. */
  readonly path: string
  readonly mode: number
  /** Raw id. */
  readonly id: Uint8Array
  /** What the parents have at the path, where they have a file; raw ids. */
  readonly olds: readonly Uint8Array[]
}

/** What a parent has where the compared tree has nothing: a file, or a whole directory. */
export interface Removed {
  readonly path: string
  readonly mode: number
  readonly id: Uint8Array
}

export interface TreeChanges {
  readonly changes: readonly TreeChange[]
  readonly removed: readonly Removed[]
}

/** Names looked at in one comparison; only trees built to explode have more. */
const maxEntries = 3_000_000

/** Compares trees with their parents. One for many comparisons: it keeps parsed trees for the next one. */
export class TreeComparer {
  readonly #store: Pick<ObjectStore, 'read' | 'idLength'>
  readonly #coverage: CoverageLog
  readonly #trees = new Map<string, readonly DirEntry[]>()
  #left = maxEntries
  #changes: TreeChange[] = []
  #removed: Removed[] = []

  constructor(store: Pick<ObjectStore, 'read' | 'idLength'>, coverage: CoverageLog) {
    this.#store = store
    this.#coverage = coverage
  }

  /**
   * @param root the compared tree; its name and mode do not matter
   * @param parents raw ids of trees; none: everything is a change
   */
  compare(root: DirEntry, parents: readonly Uint8Array[]): TreeChanges {
    this.#left = maxEntries
    this.#changes = []
    this.#removed = []
    this.#walk(root, parents, '')
    return { changes: this.#changes, removed: this.#removed }
  }

  /** Every file below a removed entry, cut at `limit`. */
  files(removed: Removed, limit: number): Removed[] {
    if (!isTreeMode(removed.mode)) return [removed]
    const found: Removed[] = []
    for (const entry of this.#read(removed.id)) {
      if (found.length >= limit || removed.path.length > limits.maxPathBytes) break
      if (entry.id === null) continue
      const child = { path: `${removed.path}/${entry.name}`, mode: entry.mode, id: entry.id }
      for (const file of this.files(child, limit - found.length)) found.push(file)
    }
    return found
  }

  #walk(dir: DirEntry, parents: readonly Uint8Array[], prefix: string): void {
    // Equal to one parent: nothing in here is new to it.
    if (dir.id !== null && parents.some((parent) => sameId(parent, dir.id!))) return
    const sides = parents.map((id) => new Map(this.#read(id).map((entry) => [entry.name, entry])))
    const names = new Set<string>()
    for (const entry of dir.list?.() ?? this.#read(dir.id!)) {
      names.add(entry.name)
      if (--this.#left < 0 || prefix.length + entry.name.length > limits.maxPathBytes) {
        const what = this.#left < 0 ? 'more names in its trees than are looked at' : 'path too long'
        this.#coverage.skip('too-large', prefix, what)
        return
      }
      const olds = sides.flatMap((side) => side.get(entry.name) ?? [])
      if (isTreeMode(entry.mode)) this.#walk(entry, idsOf(olds, true), `${prefix}${entry.name}/`)
      else this.#file(entry, olds, prefix)
    }
    for (const side of sides) {
      for (const { name, mode, id } of side.values()) {
        if (!names.has(name) && id !== null) {
          this.#removed.push({ path: prefix + name, mode, id })
        }
      }
    }
  }

  #file(entry: DirEntry, olds: readonly DirEntry[], prefix: string): void {
    const { id, mode } = entry
    if (id === null) return
    const oldIds = idsOf(olds, false)
    if (oldIds.some((old) => sameId(old, id))) return
    this.#changes.push({ path: prefix + entry.name, mode, id, olds: oldIds })
  }

  #read(id: Uint8Array): readonly DirEntry[] {
    const hex = idToHex(id)
    const known = this.#trees.get(hex)
    if (known !== undefined) return known
    const entries = this.#parse(id, hex)
    if (this.#trees.size >= keptTrees) this.#trees.clear()
    this.#trees.set(hex, entries)
    return entries
  }

  #parse(id: Uint8Array, hex: string): readonly DirEntry[] {
    const { idLength } = this.#store
    if (hex === emptyTrees[idLength]) return []
    const object = this.#store.read(id)
    if (object.status !== 'ok') {
      const detail = 'detail' in object ? object.detail : 'tree is not in this clone'
      this.#coverage.skip(object.status, hex, detail)
      return []
    }
    const { entries, complete } = parseTree(object.bytes, idLength)
    if (!complete || object.kind !== objectKinds.tree) {
      this.#coverage.skip('corrupt', hex, 'tree cannot be read to its end')
    }
    return entries.map(({ name, mode, idAt }) => {
      return { name, mode, id: object.bytes.subarray(idAt, idAt + idLength) }
    })
  }
}

const keptTrees = 20_000

/** git knows these without storing them. */
export const emptyTrees: Readonly<Record<20 | 32, string>> = {
  20: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  32: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
}

/** Submodules point at commits of another repository: they are neither file nor directory here. */
export const submoduleMode = 0o160000

function idsOf(entries: readonly DirEntry[], trees: boolean): Uint8Array[] {
  const ids: Uint8Array[] = []
  for (const { mode, id } of entries) {
    if (id !== null && isTreeMode(mode) === trees && mode !== submoduleMode) ids.push(id)
  }
  return ids
}

function sameId(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
