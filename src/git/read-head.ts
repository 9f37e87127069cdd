import { lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parsePackedRefs, type StoredRef } from './packed-refs.ts'
import { readFileBounded } from './read-regular-file.ts'
import { parseRef } from './ref-files.ts'
import { readRefTables } from './ref-tables.ts'
import type { Repository } from './repository.ts'

const largestRef = 64 * 1024
const largestPacked = 512 * 1024 * 1024
/** git follows as many symbolic refs. */
const longestChain = 5

/**
 * The commit that a ref of this work tree means, by its full name (`HEAD`, `MERGE_HEAD`, `refs/heads/main`), without
 * reading any other ref: `readRefs` reads them all, which a hook has no time for.
 *
 * @returns hex id; null when the ref does not exist or is a symbolic ref to nothing (an unborn branch)
 */
export function readRefId(repository: Repository, name: string): string | null {
  const lookUp =
    repository.refStorage === 'reftable' ? tableLookUp(repository) : fileLookUp(repository)
  let ref = lookUp(name)
  for (let step = 0; ref !== null && step <= longestChain; step++) {
    if ('oid' in ref) return ref.oid
    ref = lookUp(ref.target)
  }
  return null
}

/** Commits that the next commit gets as further parents, as hex ids: `MERGE_HEAD`, one per line. */
export function readMergeHeads(repository: Repository): string[] {
  const text = readText(join(repository.gitDir, 'MERGE_HEAD'), largestRef)
  return (text ?? '').match(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/gm) ?? []
}

type LookUp = (name: string) => StoredRef | null

function fileLookUp({ gitDir, commonDir }: Repository): LookUp {
  return (name) => {
    if (!isPlainName(name)) return null
    const file = join(isOwn(name) ? gitDir : commonDir, name)
    const text = readLink(file) ?? readText(file, largestRef)
    if (text !== null) return parseRef(name, text)
    return name.startsWith('refs/') ? packedRef(commonDir, name) : null
  }
}

function tableLookUp({ gitDir, commonDir }: Repository): LookUp {
  const own = readRefTables(gitDir)
  const shared = gitDir === commonDir ? own : readRefTables(commonDir)
  return (name) => (isOwn(name) ? own : shared).refs.get(name) ?? null
}

/** Looks for one line; the file may list 100,000 refs. */
function packedRef(commonDir: string, name: string): StoredRef | null {
  const text = readText(join(commonDir, 'packed-refs'), largestPacked)
  const at = text?.indexOf(` ${name}\n`) ?? -1
  if (text === null || at < 0) return null
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at + name.length + 2)
  return parsePackedRefs(line).refs[0] ?? null
}

/** git: `is_per_worktree_ref`. */
function isOwn(name: string): boolean {
  return !name.startsWith('refs/') || /^refs\/(?:bisect|worktree|rewritten)\//.test(name)
}

/** A symbolic ref is a stranger's text: it must not lead out of the git directory. */
function isPlainName(name: string): boolean {
  return !name.startsWith('/') && !name.includes('\0') && !name.split(/[/\\]/).includes('..')
}

/** Before 1.0 git made symbolic refs as symbolic links. */
function readLink(file: string): string | null {
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  return isLink ? `ref: ${readlinkSync(file)}` : null
}

function readText(file: string, limit: number): string | null {
  const entry = lstatSync(file, { throwIfNoEntry: false })
  return entry?.isFile() ? (readFileBounded(file, limit)?.toString('utf8') ?? null) : null
}
