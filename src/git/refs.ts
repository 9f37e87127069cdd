/** What a ref is for, by its name. `reflog` and older `stash` entries are no refs but lead to commits all the same. */
export type RefKind = 'branch' | 'remote' | 'tag' | 'stash' | 'note' | 'head' | 'reflog' | 'other'

export interface Ref {
  /** Full name; control characters possible. Of another worktree: `worktrees/<name>/HEAD`. */
  readonly name: string
  /** Hex id of what it points at. */
  readonly oid: string
  /** For annotated tags: hex id of what the tag (of a tag ...) is of. Unknown until `peelRefs`, unless packed. */
  readonly peeled?: string
  /** Hex ids of the tag objects from `oid` to `peeled`. */
  readonly tags?: readonly string[]
  readonly kind: RefKind
}

export interface BrokenRef {
  readonly name: string
  /** One short clause. */
  readonly detail: string
}

export interface Head {
  /** Null when HEAD is unborn or broken. */
  readonly oid: string | null
  /** The branch HEAD is on; null when detached. */
  readonly ref: string | null
}

/** Everything that keeps objects alive by name. Sorted by name, reflog entries by name and number. */
export interface RefSnapshot {
  readonly refs: readonly Ref[]
  readonly head: Head
  readonly broken: readonly BrokenRef[]
}

/** What a full ref name is for. */
export function kindOfRef(name: string): RefKind {
  if (name.startsWith('refs/heads/')) return 'branch'
  if (name.startsWith('refs/remotes/')) return 'remote'
  if (name.startsWith('refs/tags/')) return 'tag'
  if (name.startsWith('refs/notes/')) return 'note'
  if (name === 'refs/stash') return 'stash'
  if (name === 'HEAD' || name.endsWith('/HEAD')) return 'head'
  return 'other'
}

export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
