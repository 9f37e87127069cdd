import type { ByteRange } from '../git/commit.ts'
import { idFromHex, idToHex } from '../git/object-id.ts'
import type { ObjectStore } from '../git/object-store.ts'
import { pathName } from '../git/path-name.ts'
import { submoduleMode, type TreeChange } from '../git/tree-changes.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { CommitRef } from '../model/occurrence.ts'
import type { RuleSpec } from '../model/rule.ts'
import { CommitReader, filesOfTree, type CommitChanges, type Peeled } from '../sources/range.ts'
import type { FoundText, FreshSighting } from './hook-findings.ts'
import { blobObject, HookScanner } from './hook-scanner.ts'
import type { ScanHooks } from './options.ts'

export interface CommitScan {
  readonly store: ObjectStore
  readonly coverage: CoverageLog
  readonly rules: readonly RuleSpec[]
  /** Hex ids, parents before children. */
  readonly commits: readonly string[]
  /** Hex id of the commit that stands in for parents a shallow clone lacks; null when there is none. */
  readonly base: string | null
  /** Tags among what is looked at, and what they are of where that is no commit. */
  readonly tips: readonly Peeled[]
  /** By path; what it refuses is not looked at. */
  readonly wants: (path: string) => boolean
  readonly hooks: ScanHooks
}

const turnMs = 40
/** Where a file that is new may have been moved from; more than this is no rename but a purge. */
const maxRenameSources = 500

/** Scans what commits bring, each blob once, and says which commit brought which secret. */
export async function scanCommits(scan: CommitScan): Promise<readonly FreshSighting[]> {
  const work = new CommitWork(scan)
  const reader = new CommitReader(scan.store, scan.coverage, scan.base)
  const { onProgress, signal } = scan.hooks
  const total = scan.commits.length
  let turnEnds = performance.now() + turnMs
  for (const [done, id] of scan.commits.entries()) {
    if (signal?.aborted === true) {
      scan.coverage.interrupted = true
      break
    }
    const commit = reader.read(id)
    if (commit !== null) work.commit(commit)
    if (performance.now() < turnEnds) continue
    onProgress?.({ phase: 'scan', done, total, bytes: scan.coverage.bytes })
    // Lets the event loop turn: Ctrl-C is heard, a bar is drawn.
    await new Promise((resolve) => setImmediate(resolve))
    turnEnds = performance.now() + turnMs
  }
  for (const tip of scan.tips) work.tip(tip)
  return work.fresh
}

class CommitWork {
  readonly fresh: FreshSighting[] = []
  readonly #scan: CommitScan
  readonly #scanner: HookScanner
  readonly #excluded = new Set<string>()
  /** Blobs that were scanned; null: nothing in them. */
  readonly #blobs = new Map<string, FoundText | null>()

  constructor(scan: CommitScan) {
    this.#scan = scan
    this.#scanner = new HookScanner(scan.rules)
  }

  commit(commit: CommitChanges): void {
    this.#words('message', commit.ref.id, commit.bytes, commit.text, commit.ref)
    let removed: Uint8Array[] | null = null
    const renamedFrom = (): Uint8Array[] =>
      (removed ??= commit.removedFiles(maxRenameSources).map((file) => file.id))
    for (const change of commit.changes) this.#file(change, commit.ref, renamedFrom)
  }

  /** What a ref is of when that is no commit, and the tags on the way. */
  tip({ id, kind, tags }: Peeled): void {
    const { store, coverage } = this.#scan
    for (const tag of tags) {
      coverage.tags++
      this.#words('tag', tag.id, tag.bytes, tag.text, null)
    }
    if (kind === 'commit') return
    const raw = idFromHex(id)
    const lone = raw === null ? [] : [{ path: '', mode: 0o100644, id: raw, olds: [] }]
    const files = kind === 'blob' ? lone : filesOfTree(id, store, coverage)
    for (const file of files) this.#file(file, null, () => [])
  }

  #file(change: TreeChange, commit: CommitRef | null, renamedFrom: () => Uint8Array[]): void {
    if (change.mode === submoduleMode || !this.#isWanted(change.path)) return
    const id = idToHex(change.id)
    const text = this.#blob(change, id)
    const bytes = text?.read()
    if (!text || !bytes) return
    const olds = change.olds.length > 0 ? change.olds : renamedFrom()
    const object = blobObject('blob', id, change.path)
    const hits = this.#scanner.newHits(text.hits, bytes, olds, this.#scan.store)
    for (const hit of hits) this.fresh.push({ hit, object, text, commit })
  }

  #isWanted(name: string): boolean {
    const { path } = pathName(name)
    // What a ref is of has no path.
    if (path === '' || this.#scan.wants(path)) return true
    if (!this.#excluded.has(path)) this.#scan.coverage.excluded++
    this.#excluded.add(path)
    return false
  }

  #blob(change: TreeChange, id: string): FoundText | null {
    const known = this.#blobs.get(id)
    if (known !== undefined) return known
    const found = this.#scanBlob(change, id)
    this.#blobs.set(id, found)
    return found
  }

  #scanBlob({ path, id: raw }: TreeChange, id: string): FoundText | null {
    const { store, coverage } = this.#scan
    const object = store.read(raw)
    if (object.status !== 'ok') {
      const detail = 'detail' in object ? object.detail : 'not in this clone'
      coverage.skip(object.status, `${pathName(path).path} (${id})`, detail)
      return null
    }
    coverage.blobs++
    coverage.bytes += object.bytes.length
    const { hits, skipped } = this.#scanner.scan(object.bytes, 'blob')
    const what = path === '' ? id : `${pathName(path).path} (${id})`
    for (const { reason, detail } of skipped) coverage.skip(reason, what, detail)
    if (hits.length === 0) return null
    return { hits, read: () => bytesOf(store, raw) }
  }

  #words(
    kind: 'message' | 'tag',
    id: string,
    bytes: Uint8Array,
    ranges: readonly ByteRange[],
    commit: CommitRef | null,
  ): void {
    const { hits, skipped } = this.#scanner.scan(bytes, kind, ranges)
    this.#scan.coverage.bytes += bytes.length
    for (const { reason, detail } of skipped) this.#scan.coverage.skip(reason, id, detail)
    if (hits.length === 0) return
    const text = { hits, read: () => bytes }
    const object = { kind, id, path: null }
    for (const hit of hits) this.fresh.push({ hit, object, text, commit })
  }
}

function bytesOf(store: ObjectStore, id: Uint8Array): Uint8Array | null {
  const object = store.read(id)
  return object.status === 'ok' ? object.bytes : null
}
