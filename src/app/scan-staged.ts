import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { openLightStore } from '../git/light-store.ts'
import { idToHex } from '../git/object-id.ts'
import { isFinal, type ObjectStore, type ReadResult } from '../git/object-store.ts'
import { pathName } from '../git/path-name.ts'
import type { Repository } from '../git/repository.ts'
import { submoduleMode, type TreeChange } from '../git/tree-changes.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import { listStaged, type Staged } from '../sources/staged.ts'
import type { FreshSighting } from './hook-findings.ts'
import { findingsOf, wantedPaths, type ChangeScanOptions } from './hook-options.ts'
import { openHookRepository, type Environment } from './hook-repository.ts'
import { blobObject, HookScanner } from './hook-scanner.ts'
import { ruleInfos } from './rule-infos.ts'

export interface StagedScanOptions extends ChangeScanOptions {
  /** Where git runs the hook, or any folder of the work tree. Default: the current one. */
  readonly cwd?: string
  /** Git's variables for hooks. Default: this process's. */
  readonly env?: Environment
  /** Called once, when this will take longer than most commits. */
  readonly onMuch?: () => void
}

/** Bytes of an index of 5,000 files, and of 30 source files. */
const muchIndex = 512 * 1024
const muchContent = 256 * 1024

/**
 * Scans what the next commit would add: files of the index that differ from HEAD (and, in a merge, from the other
 * side), whole for context; a finding is new when the change brought its secret. The work tree is not looked at.
 * Starts no process unless an object or the index needs git to be read.
 *
 * @throws ScanError `not-a-repository`, `unsupported-repository`, `unreadable`
 */
export async function scanStaged(options: StagedScanOptions = {}): Promise<ScanResult> {
  const cwd = options.cwd ?? process.cwd()
  const env = options.env ?? process.env
  const { repository, indexFile } = options.opened ?? openHookRepository(cwd, env)
  const wants = await wantedPaths(options)
  const rules = options.rules ?? loadBuiltinRules()
  const coverage = new CoverageLog()
  const work = new Work(options.onMuch)
  const store = openLightStore(repository)
  try {
    work.add((statSync(indexFile, { throwIfNoEntry: false })?.size ?? 0) / muchIndex)
    const staged = await listStaged(repository, indexFile, store, coverage, mergedHeads(env))
    const context = { repository, store, rules, coverage, wants, work }
    const { fresh, notices: told } = await scanChanges(staged, context)
    const { findings, notices } = await findingsOf(fresh, rules, options.salt ?? null)
    return {
      target: {
        kind: 'staged',
        name: basename(repository.workTree ?? repository.gitDir),
        ...(staged.head === null ? {} : { head: staged.head }),
      },
      coverage: coverage.snapshot(),
      findings,
      get rules() {
        return ruleInfos(rules)
      },
      notices: [...notices, ...told],
    }
  } finally {
    store.close()
  }
}

/** Adds up work; 1 is what most commits stay below. */
class Work {
  #sum = 0
  #onMuch: (() => void) | null

  constructor(onMuch: (() => void) | undefined) {
    this.#onMuch = onMuch ?? null
  }

  add(amount: number): void {
    this.#sum += amount
    if (this.#sum < 1) return
    this.#onMuch?.()
    this.#onMuch = null
  }
}

/** For `pre-merge-commit` git has not written MERGE_HEAD yet; it names the commits in GITHEAD_<id> (`builtin/merge.c`). */
function mergedHeads(env: Environment): string[] {
  return Object.keys(env).flatMap((name) => {
    return /^GITHEAD_([0-9a-f]{40}|[0-9a-f]{64})$/.exec(name)?.[1] ?? []
  })
}

interface StagedContext {
  readonly repository: Repository
  readonly store: ObjectStore
  readonly rules: readonly RuleSpec[]
  readonly coverage: CoverageLog
  readonly wants: (path: string) => boolean
  readonly work: Work
}

/** Where a file that is new may have been moved from; more than this is no rename but a purge. */
const maxRenameSources = 500

async function scanChanges(
  staged: Staged,
  { repository, store, rules, coverage, wants, work }: StagedContext,
): Promise<{ fresh: FreshSighting[]; notices: Notice[] }> {
  const files = staged.changes.filter(({ mode }) => mode !== submoduleMode)
  const changes = files.filter(({ path }) => wants(pathName(path).path))
  coverage.excluded += files.length - changes.length
  const fresh: FreshSighting[] = []
  if (changes.length === 0) return { fresh, notices: [] }
  const scanner = new HookScanner(rules)
  let knownBefore = 0
  let removed: Uint8Array[] | null = null
  for await (const [change, object] of readChanges(changes, store, repository)) {
    const id = idToHex(change.id)
    if (object.status !== 'ok') {
      const detail = 'detail' in object ? object.detail : 'the staged content is not in this clone'
      coverage.skip(object.status, pathName(change.path).path, detail)
      continue
    }
    const { bytes } = object
    coverage.files++
    coverage.bytes += bytes.length
    work.add(bytes.length / muchContent)
    const outcome = scanner.scan(bytes, 'blob')
    for (const { reason, detail } of outcome.skipped) {
      coverage.skip(reason, pathName(change.path).path, detail)
    }
    if (outcome.hits.length === 0) continue
    if (change.olds.length === 0) {
      removed ??= staged.removedFiles(maxRenameSources).map((file) => file.id)
    }
    const olds = change.olds.length > 0 ? change.olds : (removed ?? [])
    const hits = scanner.newHits(outcome.hits, bytes, olds, store)
    knownBefore += outcome.hits.length - hits.length
    if (hits.length === 0) continue
    const text = { hits: outcome.hits, read: () => bytes }
    const place = blobObject('index', id, change.path)
    for (const hit of hits) fresh.push({ hit, object: place, text, commit: null })
  }
  const before =
    knownBefore === 0 ? [] : [{ code: 'already-committed', detail: String(knownBefore) }]
  return { fresh, notices: before }
}

/**
 * What the own reader cannot read is asked of git, all of it in one go, at the end; but not where git would go round
 * for ever, or hand out only a part.
 */
async function* readChanges(
  changes: readonly TreeChange[],
  store: ObjectStore,
  repository: Repository,
): AsyncGenerator<[TreeChange, ReadResult]> {
  const failed: TreeChange[] = []
  for (const change of changes) {
    const object = store.read(change.id)
    if (object.status === 'ok' || object.status === 'too-large' || isFinal(object)) {
      yield [change, object]
    } else failed.push(change)
  }
  if (failed.length === 0) return
  const { readWithGit } = await import('../git/cat-file.ts')
  const rescued = readWithGit(
    repository,
    failed.map((change) => change.id),
  )
  for (const [index, change] of failed.entries()) {
    yield [change, rescued[index] ?? { status: 'missing' }]
  }
}
