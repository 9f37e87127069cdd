import { joinCommitTables } from '../git/commit-graph.ts'
import { openObjectStore } from '../git/object-store.ts'
import { findMissing, skipMissing } from '../git/missing-objects.ts'
import { objectKinds } from '../git/object-kind.ts'
import { planObjects, type ObjectPlan } from '../git/object-plan.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { indexPlan } from '../git/planned-ids.ts'
import { readRefs } from '../git/read-refs.ts'
import { openRepository } from '../git/repository.ts'
import { readShallow } from '../git/shallow.ts'
import { listWanted } from '../git/wanted.ts'
import { splitWork } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/index.ts'
import { groupSightings } from '../triage/group.ts'
import { sortFindings } from '../triage/finding.ts'
import { joinNotices } from './allow-reader.ts'
import { keepWantedPaths } from './config-paths.ts'
import { findingsInHistory } from './history-findings.ts'
import type { HistorySession } from './history-session.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool } from './pool.ts'
import { ruleInfos } from './rule-infos.ts'
import { sweepHistory } from './sweep-history.ts'
import { chooseThreads, threadMemory } from './threads.ts'
import { toGroup, traceHistory, type Traced } from './trace-history.ts'
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
  const coverage = new CoverageLog()
  coverage.shallow = repository.shallow
  coverage.partial = repository.partial
  options.onProgress?.({ phase: 'list', done: 0, total: 0, bytes: 0 })
  const refs = readRefs(repository)
  const plan = planObjects(repository, coverage)
  const weight = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag]).weight
  const session = {
    repository,
    plan,
    planned: indexPlan(plan),
    refs,
    store: openObjectStore(repository),
    rules: options.rules ?? loadBuiltinRules(),
    pool: createPool(chooseThreads(options.jobs, weight)),
    coverage,
    options,
  }
  try {
    return await runSession(session, local.name)
  } finally {
    session.store.close()
    await session.pool.close()
  }
}

async function runSession(session: HistorySession, name: string): Promise<ScanResult> {
  const { repository, plan, planned, store, rules, pool, coverage, options } = session
  const work = splitWork(plan, [objectKinds.blob, objectKinds.commit, objectKinds.tag])
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
  const commits = results.map((result) => result.commits)
  const graph = joinCommitTables(commits)
  const refs = peelRefs(session.refs, store, graph)
  const groups = credentials.map(toGroup)
  const wanted = listWanted(groups, planned.idLength)
  // Git itself sees to it that a complete repository lacks nothing: not worth a fifth of the scan's time. Where trees
  // are read anyway, and for what commits, tags and refs name, it is checked all the same.
  const mustSweep = groups.length > 0 || repository.partial
  const sweep = mustSweep ? await sweepHistory(session, wanted.ids) : null
  const missing = findMissing({
    planned,
    commits,
    shallow: readShallow(repository),
    tagged: results.map((result) => result.tagged),
    refs,
    inTrees: sweep?.missing ?? [],
  })
  skipMissing(missing, store, repository.partial, coverage)
  const traced: Traced =
    sweep === null || groups.length === 0
      ? { graph, provenance: [] }
      : traceHistory({ graph, refs, groups, wanted, trees: sweep.trees })
  return {
    target: {
      kind: 'history',
      name,
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
      refs.broken.map(({ name: ref, detail }) => ({
        code: 'broken-ref',
        detail: `${ref}: ${detail}`,
      })),
    ]),
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
