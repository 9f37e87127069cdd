import { join } from 'node:path'
import type { StoredRef } from './packed-refs.ts'
import { holdRefFiles, listWorktrees, type StoredRefs } from './ref-files.ts'
import { readRefTables } from './ref-tables.ts'
import { type BrokenRef, type Head, type Ref, type RefSnapshot, byName, kindOfRef } from './refs.ts'
import type { Repository } from './repository.ts'

/** git follows as many symbolic refs. */
const longestChain = 5

/**
 * Reads every ref of the repository without running git: loose, packed or in tables, symbolic ones followed, HEAD of
 * every worktree, and every reflog entry. Never throws for what it finds: broken refs are named.
 */
export function readRefs(repository: Repository): RefSnapshot {
  return holdRefs(repository)()
}

/** As `readRefs`: all is read now, and made sense of when the snapshot is asked for. */
export function holdRefs({ gitDir, commonDir, refStorage }: Repository): () => RefSnapshot {
  const hold = refStorage === 'reftable' ? holdRefTables : holdRefFiles
  const shared = hold(commonDir)
  const worktrees = listWorktrees(commonDir).map((name) => {
    const dir = join(commonDir, 'worktrees', name)
    return { name, isOwn: dir === gitDir, stored: hold(dir) }
  })
  return () =>
    snapshot(
      shared(),
      worktrees.map(({ stored, ...worktree }) => ({ ...worktree, stored: stored() })),
      gitDir !== commonDir,
    )
}

/** Tables are understood as they are read. */
function holdRefTables(dir: string): () => StoredRefs {
  const found = readRefTables(dir)
  return () => found
}

interface Worktree {
  readonly name: string
  /** The one that was opened. */
  readonly isOwn: boolean
  readonly stored: StoredRefs
}

function snapshot(
  shared: StoredRefs,
  worktrees: readonly Worktree[],
  linked: boolean,
): RefSnapshot {
  const refs: Ref[] = []
  const broken: BrokenRef[] = []

  const add = (stored: StoredRefs, prefix: string): void => {
    const lookUp = (name: string): StoredRef | undefined =>
      (isPerWorktree(name) ? stored : shared).refs.get(name)
    for (const ref of stored.refs.values()) {
      // Another worktree's folder may hold leftovers; only what belongs to a worktree counts there.
      if (stored !== shared && !isPerWorktree(ref.name)) continue
      const end = follow(ref, lookUp)
      const name = isPerWorktree(ref.name) ? prefix + ref.name : ref.name
      if (end === null) {
        if (ref.name !== 'HEAD') broken.push({ name, detail: 'is a symbolic ref to nothing' })
      } else refs.push({ name, ...end, kind: kindOfRef(name) })
    }
    for (const [name, entries] of stored.logs) {
      const kind = name === 'refs/stash' ? 'stash' : 'reflog'
      const full = isPerWorktree(name) ? prefix + name : name
      for (const { number, oid } of entries) {
        // The newest stash is what refs/stash itself points at.
        if (kind === 'stash' && number === 0) continue
        refs.push({ name: `${full}@{${number}}`, oid, kind })
      }
    }
    for (const item of stored.broken) broken.push({ ...item, name: prefix + item.name })
  }

  add(shared, linked ? 'main-worktree/' : '')
  let own = shared
  for (const { name, isOwn, stored } of worktrees) {
    if (isOwn) own = stored
    add(stored, isOwn ? '' : `worktrees/${name}/`)
  }
  const head = headOf(own, shared)
  return { refs: refs.toSorted(byName), head, broken: broken.toSorted(byName) }
}

function headOf(own: StoredRefs, shared: StoredRefs): Head {
  const stored = own.refs.get('HEAD')
  if (stored === undefined) return { oid: null, ref: null }
  const end = follow(stored, (name) => (isPerWorktree(name) ? own : shared).refs.get(name))
  return { oid: end?.oid ?? null, ref: 'target' in stored ? stored.target : null }
}

function follow(
  start: StoredRef,
  lookUp: (name: string) => StoredRef | undefined,
): { oid: string; peeled?: string } | null {
  let ref: StoredRef | undefined = start
  for (let step = 0; ref !== undefined && step <= longestChain; step++) {
    if ('oid' in ref) {
      return ref.peeled === undefined ? { oid: ref.oid } : { oid: ref.oid, peeled: ref.peeled }
    }
    ref = lookUp(ref.target)
  }
  return null
}

/** git: `is_per_worktree_ref`; everything under refs/ but these is shared. */
function isPerWorktree(name: string): boolean {
  return !name.startsWith('refs/') || /^refs\/(?:bisect|worktree|rewritten)\//.test(name)
}
