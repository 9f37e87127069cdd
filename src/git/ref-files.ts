import { type Dirent, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { type StoredRef, parsePackedRefs } from './packed-refs.ts'
import { type ReflogEntry, parseReflog } from './reflog.ts'
import { readFileBounded } from './read-regular-file.ts'
import type { BrokenRef } from './refs.ts'

/** What one directory of the `files` backend holds. */
export interface StoredRefs {
  readonly refs: Map<string, StoredRef>
  readonly logs: Map<string, readonly ReflogEntry[]>
  readonly broken: BrokenRef[]
}

/** Deeper folders, longer ref files and logs than git ever makes are somebody's trap. */
const deepest = 32
const largestRef = 64 * 1024
const largestPacked = 512 * 1024 * 1024
const largestLog = 64 * 1024 * 1024

/** Names in the git directory itself that lead to commits though no ref does. */
const pseudoRefs =
  /^(?:ORIG_HEAD|FETCH_HEAD|MERGE_HEAD|CHERRY_PICK_HEAD|REVERT_HEAD|REBASE_HEAD|BISECT_HEAD|AUTO_MERGE)$/

/**
 * Reads `packed-refs`, everything under `refs/`, `HEAD` and its like, and all logs of one git directory.
 *
 * @returns what makes sense of it, which takes longer: packed refs may be thousands
 */
export function holdRefFiles(dir: string): () => StoredRefs {
  const found: StoredRefs = { refs: new Map(), logs: new Map(), broken: [] }
  const packed = readText(join(dir, 'packed-refs'), largestPacked, found, 'packed-refs')
  walkFiles(dir, 'refs', 0, found, (name, entry) => readRef(dir, name, entry, found))
  readRef(dir, 'HEAD', null, found)
  for (const entry of list(dir, '', found)) {
    if (entry.isFile() && pseudoRefs.test(entry.name)) readPseudoRef(dir, entry.name, found)
  }
  walkFiles(dir, 'logs', 0, found, (name) => {
    const text = readText(join(dir, name), largestLog, found, name)
    if (text === null) return
    const { entries, bad } = parseReflog(text)
    found.logs.set(name.slice('logs/'.length), entries)
    if (bad > 0) found.broken.push({ name, detail: `${bad} lines of the log cannot be read` })
  })
  return () => (packed === null ? found : withPacked(found, packed))
}

/** A loose ref wins over a packed one. */
function withPacked(loose: StoredRefs, packed: string): StoredRefs {
  const { refs, bad } = parsePackedRefs(packed)
  const all = new Map(refs.map((ref) => [ref.name, ref]))
  for (const [name, ref] of loose.refs) all.set(name, ref)
  const broken = bad.map((name) => ({ name, detail: 'no ref: a line of packed-refs' }))
  return { ...loose, refs: all, broken: [...broken, ...loose.broken] }
}

/** `worktrees/<name>` folders. */
export function listWorktrees(commonDir: string): string[] {
  const broken: StoredRefs = { refs: new Map(), logs: new Map(), broken: [] }
  return list(commonDir, 'worktrees', broken)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
}

function readRef(dir: string, name: string, entry: Dirent | null, found: StoredRefs): void {
  // A lock, or what a crash left: git does not take such names for refs either.
  if (name.endsWith('.lock')) return
  const text = entry?.isSymbolicLink()
    ? `ref: ${readlinkSync(join(dir, name))}`
    : readText(join(dir, name), largestRef, found, name)
  if (text === null) return
  const ref = parseRef(name, text)
  if (ref === null) found.broken.push({ name, detail: 'holds neither an object id nor a ref' })
  else found.refs.set(name, ref)
}

export function parseRef(name: string, text: string): StoredRef | null {
  const symbolic = /^ref:\s*(\S[^\n]*)/.exec(text)
  if (symbolic) return { name, target: symbolic[1]!.trimEnd() }
  const id = /^([0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])/.exec(text)
  return id ? { name, oid: id[1]! } : null
}

/** FETCH_HEAD and MERGE_HEAD hold several. Kept as log entries, since nothing of theirs keeps objects alive. */
function readPseudoRef(dir: string, name: string, found: StoredRefs): void {
  const text = readText(join(dir, name), largestPacked, found, name)
  if (text === null) return
  const ids = [...text.matchAll(/^([0-9a-f]{40}|[0-9a-f]{64})\b/gm)].map((match) => match[1]!)
  found.logs.set(
    name,
    [...new Set(ids)].map((oid, number) => ({ number, oid })),
  )
}

function walkFiles(
  dir: string,
  folder: string,
  depth: number,
  found: StoredRefs,
  onFile: (name: string, entry: Dirent) => void,
): void {
  if (depth > deepest) {
    found.broken.push({ name: folder, detail: 'folders nest too deeply to be refs' })
    return
  }
  for (const entry of list(dir, folder, found)) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) walkFiles(dir, name, depth + 1, found, onFile)
    else if (entry.isFile() || entry.isSymbolicLink()) onFile(name, entry)
  }
}

function list(dir: string, folder: string, found: StoredRefs): Dirent[] {
  try {
    return readdirSync(join(dir, folder), { withFileTypes: true })
  } catch (error) {
    if (!isMissing(error)) found.broken.push({ name: folder, detail: reason(error) })
    return []
  }
}

function readText(path: string, limit: number, found: StoredRefs, name: string): string | null {
  try {
    const bytes = readFileBounded(path, limit)
    if (bytes !== null) return bytes.toString('utf8')
    found.broken.push({ name, detail: `is not a file of at most ${limit} bytes` })
  } catch (error) {
    if (!isMissing(error)) found.broken.push({ name, detail: reason(error) })
  }
  return null
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && /^(?:ENOENT|ENOTDIR)$/.test(String(error.code))
  )
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error
    ? `cannot be read: ${String(error.code)}`
    : 'cannot be read'
}
