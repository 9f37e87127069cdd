import { openObjectStore } from '../git/object-store.ts'
import { objectKinds } from '../git/object-kind.ts'
import { closePlan, planObjects } from '../git/object-plan.ts'
import { indexPlan } from '../git/planned-ids.ts'
import { readRefs } from '../git/read-refs.ts'
import { openRepository } from '../git/repository.ts'
import { splitWork } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/index.ts'
import { tellHistory } from './history-result.ts'
import { scanAsked } from './history-scan.ts'
import type { HistorySession } from './history-session.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool } from './pool.ts'
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
  return withLocalRepository(options.repository, options, ({ path, name }) =>
    withSession(path, options, async (session) =>
      tellHistory(session, name, await scanAsked(session)),
    ),
  )
}

/** Opens the repository at `path` and lists its objects; threads and files are closed when `work` is done. */
export async function withSession<T>(
  path: string,
  options: HistoryScanOptions,
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
  const { weight } = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  const session = {
    repository,
    plan,
    planned: indexPlan(plan),
    refs,
    store: openObjectStore(repository, { plan }),
    rules: options.rules ?? loadBuiltinRules(),
    pool: createPool(chooseThreads(options.jobs, weight)),
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
