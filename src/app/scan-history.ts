import { openObjectStore } from '../git/object-store.ts'
import { objectKinds } from '../git/object-kind.ts'
import { planObjects, type ObjectPlan } from '../git/object-plan.ts'
import { readRefs } from '../git/read-refs.ts'
import { openRepository } from '../git/repository.ts'
import { splitWork } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/index.ts'
import { groupSightings } from '../triage/group.ts'
import { sortFindings } from '../triage/finding.ts'
import { joinNotices } from './allow-reader.ts'
import { keepWantedPaths } from './config-paths.ts'
import { findingsInHistory } from './history-findings.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool } from './pool.ts'
import { ruleInfos } from './rule-infos.ts'
import { chooseThreads, threadMemory } from './threads.ts'
import { traceHistory } from './trace-history.ts'
import { withLocalRepository, type LocalRepository } from './with-clone.ts'

/**
 * Scans every object of a repository's database: all refs, merges, stashes, reflogs, unreachable objects, commit and
 * tag messages, notes.
 *
 * @throws ScanError `no-such-path`, `not-a-repository`, `unsupported-repository`, `clone-failed`
 */
export function scanHistory(options: HistoryScanOptions): Promise<ScanResult> {
  return withLocalRepository(options.repository, options, (local) => scanLocal(local, options))
}

async function scanLocal(local: LocalRepository, options: HistoryScanOptions): Promise<ScanResult> {
  const repository = openRepository(local.path)
  const rules = options.rules ?? loadBuiltinRules()
  const coverage = new CoverageLog()
  coverage.shallow = repository.shallow
  coverage.partial = repository.partial
  options.onProgress?.({ phase: 'list', done: 0, total: 0, bytes: 0 })
  const plan = planObjects(repository, coverage)
  const refs = readRefs(repository)
  const work = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
  const pool = createPool(chooseThreads(options.jobs, work.weight))
  const store = openObjectStore(repository)
  try {
    const results = await pool.run(
      {
        kind: 'history',
        repository,
        work,
        rules,
        maxMemory: threadMemory(pool.threads, options.maxMemory),
      },
      { phase: 'scan', total: work.weight, onProgress: options.onProgress, signal: options.signal },
    )
    for (const result of results) coverage.add(result.coverage)
    if (!coverage.interrupted) coverage.trees += countTrees(plan)
    const credentials = groupSightings(
      results.flatMap((result) => result.sightings),
      { rules: new Map(rules.map((rule) => [rule.id, rule])), salt: options.salt ?? null },
    )
    const chunks = results.map((result) => result.commits)
    const traced = await traceHistory({
      repository,
      plan,
      refs,
      store,
      chunks,
      credentials,
      pool,
      coverage,
      hooks: options,
    })
    return {
      target: {
        kind: 'history',
        name: local.name,
        ...(refs.head.oid === null ? {} : { head: refs.head.oid }),
      },
      coverage: coverage.snapshot(),
      findings: sortFindings(
        keepWantedPaths(
          findingsInHistory(credentials, traced, store),
          options.include ?? [],
          options.exclude ?? [],
        ),
      ),
      rules: ruleInfos(rules),
      notices: joinNotices([
        ...results.map((result) => result.notices),
        refs.broken.map(({ name, detail }) => ({
          code: 'broken-ref',
          detail: `${name}: ${detail}`,
        })),
      ]),
    }
  } finally {
    store.close()
    await pool.close()
  }
}

function countTrees(plan: ObjectPlan): number {
  let count = 0
  for (const pack of plan.packs) {
    for (let number = 0; number < pack.count; number++) {
      if (pack.kinds[number] === objectKinds.tree && pack.visit[number] === 1) count++
    }
  }
  return count
}
