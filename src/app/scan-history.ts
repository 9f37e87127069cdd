import { realpathSync } from 'node:fs'
import { openObjectStore, type ObjectStore } from '../git/object-store.ts'
import { closePlan, planObjects, type ObjectPlan } from '../git/object-plan.ts'
import { objectKinds } from '../git/object-kind.ts'
import { packBytes } from '../git/pack-list.ts'
import { indexPlan, type PlannedIds } from '../git/planned-ids.ts'
import { holdRefs } from '../git/read-refs.ts'
import type { RefSnapshot } from '../git/refs.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { splitWork, type WorkList } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import { scanAsked } from './history-scan.ts'
import { selectsAll } from './history-selection.ts'
import type { HistorySession } from './history-session.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool, type Pool } from './pool.ts'
import { rulesId } from './rules-id.ts'
import type { ScanCache } from './scan-cache.ts'
import { chooseThreads, isWorthThreads, treeBatchBytes } from './threads.ts'
import { withLocalRepository } from './with-clone.ts'

/**
 * Scans every object of a repository's database: all refs, merges, stashes, reflogs, unreachable objects, commit and
 * tag messages, notes; or the part that is selected.
 *
 * @throws ScanError `no-such-path`, `not-a-repository`, `unsupported-repository`, `clone-failed`, `usage` for a
 *   selection that means nothing here
 */
export function scanHistory(options: HistoryScanOptions): Promise<ScanResult> {
  return withLocalRepository(options.repository, options, ({ path, name }) => {
    // A clone's folder is another one every time.
    const cacheName = path === options.repository ? null : name
    return withSession(
      path,
      { ...options, cacheName, startsThreads: readsMost(options) },
      async (session) => {
        const scanned = await scanAsked(session)
        const { tellHistory } = await import('./history-result.ts')
        return tellHistory(session, name, scanned)
      },
    )
  })
}

export interface SessionOptions extends HistoryScanOptions {
  /** What the cache knows the repository by; null: by its place. */
  readonly cacheName?: string | null
  /** Most objects are going to be read: threads are started before they are listed, where packs are large. */
  readonly startsThreads?: boolean
}

/** What a part has, or a scan before this one left to do, is known only when objects are listed. */
function readsMost(options: HistoryScanOptions): boolean {
  return options.cacheDir === undefined && selectsAll(options)
}

/** Opens the repository at `path` and lists its objects; threads and files are closed when `work` is done. */
export async function withSession<T>(
  path: string,
  options: SessionOptions,
  work: (session: HistorySession) => Promise<T>,
): Promise<T> {
  const repository = openRepository(path)
  const rules = options.rules ?? loadBuiltinRules()
  const pool = createPool(chooseThreads(options.jobs), rules)
  if (options.startsThreads === true && isWorthThreads(packBytes(repository.objectDirs))) {
    pool.start()
  }
  try {
    // Most scans have none.
    const cacheModule = options.cacheDir === undefined ? null : await import('./scan-cache.ts')
    const session = listAll(repository, rules, pool, options, cacheModule?.ScanCache ?? null)
    try {
      return await work(session)
    } finally {
      session.store.close()
      closePlan(session.plan)
    }
  } finally {
    await pool.close()
  }
}

function listAll(
  repository: Repository,
  rules: readonly RuleSpec[],
  pool: Pool,
  options: SessionOptions,
  Cache: typeof ScanCache | null,
): HistorySession {
  const coverage = new CoverageLog()
  coverage.shallow = repository.shallow
  coverage.partial = repository.partial
  options.onProgress?.({ phase: 'list', done: 0, total: 0, bytes: 0 })
  // Before the objects, so that what refs name is among them however much is pushed meanwhile.
  const held = holdRefs(repository)
  let refs: RefSnapshot | null = null
  let store: ObjectStore | null = null
  const listed = new CoverageLog()
  const plan = planObjects(repository, listed, { keepOpen: true })
  let planned: PlannedIds | null = null
  let trees: WorkList | null = null
  const indexed = (): PlannedIds => (planned ??= indexPlan(plan))
  return {
    repository,
    plan,
    get planned() {
      return indexed()
    },
    get trees() {
      trees ??= splitWork(plan, [objectKinds.tree], treeBatchBytes)
      return trees
    },
    get refs() {
      refs ??= held()
      return refs
    },
    get store() {
      store ??= openObjectStore(repository, { plan })
      return store
    },
    cache: Cache && openCache(Cache, options, repository, rules, plan, indexed),
    rules,
    pool,
    listed: listed.snapshot(),
    coverage,
    options,
  }
}

function openCache(
  Cache: typeof ScanCache,
  { cacheDir, cacheName }: SessionOptions,
  opened: Repository,
  rules: readonly RuleSpec[],
  plan: ObjectPlan,
  indexed: () => PlannedIds,
): ScanCache | null {
  if (cacheDir === undefined) return null
  const repository = cacheName ?? realpathSync(opened.commonDir)
  return new Cache({ dir: cacheDir, repository, rules: rulesId(rules), opened }, plan, indexed())
}
