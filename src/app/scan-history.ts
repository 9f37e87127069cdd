import { joinCommitTables } from '../git/commit-graph.ts'
import { openObjectStore } from '../git/object-store.ts'
import { findMissing, skipMissing } from '../git/missing-objects.ts'
import type { GraphChunk } from '../git/graph-visitor.ts'
import { objectKinds } from '../git/object-kind.ts'
import { planObjects } from '../git/object-plan.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { indexPlan } from '../git/planned-ids.ts'
import { readRefs } from '../git/read-refs.ts'
import { openRepository } from '../git/repository.ts'
import { readShallow } from '../git/shallow.ts'
import { listWanted } from '../git/wanted.ts'
import { splitWork } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/index.ts'
import { groupSightings, type Credential } from '../triage/group.ts'
import { sortFindings } from '../triage/finding.ts'
import { joinNotices } from './allow-reader.ts'
import { keepWantedPaths } from './config-paths.ts'
import { findingsInHistory } from './history-findings.ts'
import { countTrees, scanObjects } from './history-objects.ts'
import { chooseScope } from './history-scope.ts'
import { resolveSelection } from './history-selection.ts'
import type { HistorySession } from './history-session.ts'
import type { HistoryScanOptions } from './options.ts'
import { createPool } from './pool.ts'
import { ruleInfos } from './rule-infos.ts'
import { sweepHistory } from './sweep-history.ts'
import { chooseThreads } from './threads.ts'
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
  const { repository, planned, store, rules, coverage, options } = session
  const scanned = await scanScope(session)
  const commits = scanned.graphs.map((chunk) => chunk.commits)
  const graph = joinCommitTables(commits)
  const refs = peelRefs(session.refs, store, graph)
  const credentials = scanned.credentials
  const groups = credentials.map(toGroup)
  const wanted = listWanted(groups, planned.idLength)
  // Git itself sees to it that a complete repository lacks nothing: not worth a fifth of the scan's time. Where trees
  // are read anyway, and for what commits, tags and refs name, it is checked all the same.
  const isAll = scanned.missing === null
  const mustSweep = groups.length > 0 || (repository.partial && isAll)
  const sweep = mustSweep ? await sweepHistory(session, wanted.ids) : null
  const missing = findMissing({
    planned,
    commits: isAll ? commits : [],
    shallow: readShallow(repository),
    named:
      scanned.missing === null ? scanned.graphs.map(({ tags }) => tags.targets) : [scanned.missing],
    refs: isAll ? refs.refs : [],
    inTrees: isAll && sweep !== null ? sweep.missing : [],
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
      ...scanned.notices,
      refs.broken.map(({ name: ref, detail }) => ({
        code: 'broken-ref',
        detail: `${ref}: ${detail}`,
      })),
    ]),
  }
}

interface ScannedScope {
  readonly credentials: readonly Credential[]
  readonly graphs: readonly GraphChunk[]
  readonly notices: readonly (readonly Notice[])[]
  /** Where only a part was asked for: raw ids of what belongs to it and is not here. */
  readonly missing: Uint8Array | null
}

/** Scans everything, or what was selected. */
async function scanScope(session: HistorySession): Promise<ScannedScope> {
  const { repository, plan, rules, coverage, options } = session
  const selection = await resolveSelection(options, repository, session.refs)
  const scope = selection === null ? null : await chooseScope(session, selection)
  const scanned = await scanObjects(session, scope?.plan ?? plan)
  for (const part of scanned.coverages) coverage.add(part)
  if (!coverage.interrupted) coverage.trees += countTrees(scope?.plan ?? plan)
  const known = { rules: new Map(rules.map((rule) => [rule.id, rule])), salt: options.salt ?? null }
  if (scope === null || selection === null) {
    const credentials = groupSightings(scanned.sightings, known)
    return { ...scanned, credentials, missing: null }
  }
  // Where a credential came from, and what its partner is, may lie outside: then all of it is read after all.
  const rest = scanned.sightings.length === 0 ? null : await scanObjects(session, scope.rest)
  const inScope = new Set(scanned.sightings.map(({ object }) => object.id))
  const all = groupSightings([...scanned.sightings, ...(rest?.sightings ?? [])], known)
  return {
    credentials: all.filter(({ sightings }) =>
      sightings.some(({ object }) => inScope.has(object.id)),
    ),
    graphs: scope.graphs,
    notices: [...scanned.notices, [{ code: 'selection', detail: selection.text }]],
    missing: scope.missing,
  }
}
