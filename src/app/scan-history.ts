import { realpathSync } from 'node:fs'
import { openObjectStore } from '../git/object-store.ts'
import { closePlan, planObjects, type ObjectPlan } from '../git/object-plan.ts'
import { indexPlan, type PlannedIds } from '../git/planned-ids.ts'
import { readRefs } from '../git/read-refs.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules } from '../rules/index.ts'
import { tellHistory } from './history-result.ts'
import { scanAsked } from './history-scan.ts'
import type { HistorySession } from './history-session.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool } from './pool.ts'
import { rulesId } from './rules-id.ts'
import { ScanCache } from './scan-cache.ts'
import { chooseThreads } from './threads.ts'
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
    return withSession(path, { ...options, cacheName }, async (session) =>
      tellHistory(session, name, await scanAsked(session)),
    )
  })
}

export interface SessionOptions extends HistoryScanOptions {
  /** What the cache knows the repository by; null: by its place. */
  readonly cacheName?: string | null
}

/** Opens the repository at `path` and lists its objects; threads and files are closed when `work` is done. */
export async function withSession<T>(
  path: string,
  options: SessionOptions,
  work: (session: HistorySession) => Promise<T>,
): Promise<T> {
  const repository = openRepository(path)
  const coverage = new CoverageLog()
  coverage.shallow = repository.shallow
  coverage.partial = repository.partial
  options.onProgress?.({ phase: 'list', done: 0, total: 0, bytes: 0 })
  // Before the objects, so that what refs name is among them however much is pushed meanwhile.
  const refs = readRefs(repository)
  const listed = new CoverageLog()
  const plan = planObjects(repository, listed, { keepOpen: true })
  const planned = indexPlan(plan)
  const rules = options.rules ?? loadBuiltinRules()
  const session = {
    repository,
    plan,
    planned,
    refs,
    store: openObjectStore(repository, { plan }),
    cache: openCache(options, repository, rules, plan, planned),
    rules,
    pool: createPool(chooseThreads(options.jobs)),
    listed: listed.snapshot(),
    coverage,
    options,
  }
  try {
    return await work(session)
  } finally {
    session.store.close()
    await session.pool.close()
    closePlan(plan)
  }
}

function openCache(
  { cacheDir, cacheName }: SessionOptions,
  { commonDir }: Repository,
  rules: readonly RuleSpec[],
  plan: ObjectPlan,
  planned: PlannedIds,
): ScanCache | null {
  if (cacheDir === undefined) return null
  const repository = cacheName ?? realpathSync(commonDir)
  return new ScanCache({ dir: cacheDir, repository, rules: rulesId(rules) }, plan, planned)
}
