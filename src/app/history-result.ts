import { joinCommitTables, type CommitGraph } from '../git/commit-graph.ts'
import type { MissingChunk } from '../git/missing-ids.ts'
import { findMissing, joinMissing, skipMissing } from '../git/missing-objects.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { walkRefs, type RefWalks } from '../git/ref-walks.ts'
import type { RefSnapshot } from '../git/refs.ts'
import { findRoots, missingRoots } from '../git/root-trees.ts'
import { readShallow } from '../git/shallow.ts'
import { listWanted } from '../git/wanted.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import { sortFindings } from '../triage/finding.ts'
import { joinNotices } from './allow-reader.ts'
import { keepWantedPaths } from './config-paths.ts'
import { findingsInHistory } from './history-findings.ts'
import type { ScannedHistory } from './history-scan.ts'
import type { HistorySession } from './history-session.ts'
import { ruleInfos } from './rule-infos.ts'
import { sweepHistory } from './sweep-history.ts'
import { toGroup, traceHistory, type Traced } from './trace-history.ts'

/** Finds out where what was found came from, and what is missing. */
export async function tellHistory(
  session: HistorySession,
  name: string,
  scanned: ScannedHistory,
): Promise<ScanResult> {
  const { planned, store, cache, rules, coverage, options } = session
  const { credentials } = scanned
  const groups = credentials.map(toGroup)
  const wanted = listWanted(groups, planned.idLength)
  // Commits are joined here while the threads read trees.
  const sweeps = groups.length > 0 || mustLookForMissing(session, scanned)
  const [sweep, { graph, refs, walks, missing }] = await Promise.all([
    scanned.sweep ??
      (sweeps ? sweepHistory(session, wanted.ids, countsAllTrees(session, scanned)) : null),
    joinCommits(session, scanned, sweeps),
  ])
  const roots = sweep === null ? null : findRoots(graph, sweep.trees)
  if (missing !== null) {
    const inTrees =
      sweep === null || roots === null || scanned.missing !== null
        ? []
        : [sweep.missing, missingRoots(graph, roots, planned)]
    const all = joinMissing(planned, [...inTrees, missing])
    skipMissing(all, store, session.repository.partial, coverage)
  }
  const traced: Traced =
    sweep === null || walks === null || roots === null
      ? { graph, provenance: [] }
      : traceHistory({ graph, refs, walks, groups, wanted, roots, trees: sweep.trees })
  const findings = findingsInHistory(credentials, traced, store)
  const { include = [], exclude = [] } = options
  const wantedFindings = await keepWantedPaths(findings, include, exclude)
  coverage.excluded += wantedFindings.excluded
  const kept =
    cache === null || coverage.interrupted
      ? []
      : cache.save(scanned.graphs, sweep?.known ?? null, sweep?.isFull === true)
  return {
    target: {
      kind: 'history',
      name,
      ...(refs.head.oid === null ? {} : { head: refs.head.oid }),
    },
    coverage: coverage.snapshot(),
    findings: sortFindings(wantedFindings.findings),
    rules: ruleInfos(rules),
    notices: joinNotices([...scanned.notices, brokenRefs(refs), cache?.notices ?? [], kept]),
    ...(scanned.shard === undefined ? {} : { shard: scanned.shard }),
  }
}

interface JoinedCommits {
  readonly graph: CommitGraph
  /** Peeled. */
  readonly refs: RefSnapshot
  /** Null where nothing was found. */
  readonly walks: RefWalks | null
  /** What commits, tags and refs name, or a part lacks; null where another shard tells. */
  readonly missing: MissingChunk | null
}

async function joinCommits(
  session: HistorySession,
  scanned: ScannedHistory,
  readsTrees: boolean,
): Promise<JoinedCommits> {
  const { graphs, credentials } = scanned
  const graph = joinCommitTables(graphs.map((chunk) => chunk.commits))
  const refs = peelRefs(session.refs, session.store, graph)
  return {
    graph,
    refs,
    walks: credentials.length === 0 ? null : walkRefs(graph, refs),
    missing: missingBesideTrees(session, scanned, { graph, refs, readsTrees }),
  }
}

/**
 * Git itself sees to it that a complete repository lacks nothing: not worth a fifth of the scan's time. Where trees are
 * read anyway, and for what commits, tags and refs name, it is checked all the same. For a selection git has told.
 */
function mustLookForMissing(
  { repository }: HistorySession,
  { missing, shard }: ScannedHistory,
): boolean {
  return repository.partial && missing === null && (shard === undefined || shard.index === 1)
}

/** Of several shards, which all read all trees, the first counts what is wrong with them, if all will read them. */
function countsAllTrees({ repository }: HistorySession, { shard }: ScannedHistory): boolean {
  return shard === undefined || (shard.index === 1 && repository.partial)
}

interface Known {
  readonly graph: CommitGraph
  /** Peeled. */
  readonly refs: RefSnapshot
  /** What commits name is then found among the trees. */
  readonly readsTrees: boolean
}

function missingBesideTrees(
  { repository, planned }: HistorySession,
  { graphs, missing, shard }: ScannedHistory,
  { graph, refs, readsTrees }: Known,
): MissingChunk | null {
  if (shard !== undefined && shard.index > 1) return null
  const isAll = missing === null
  return findMissing({
    planned,
    graph: isAll ? graph : null,
    commits: isAll && !readsTrees ? graphs.map(({ commits }) => commits) : [],
    shallow: readShallow(repository),
    named: isAll ? graphs.map(({ tags }) => tags.targets) : [missing],
    refs: isAll ? refs.refs : [],
  })
}

function brokenRefs({ broken }: RefSnapshot): Notice[] {
  return broken.map(({ name, detail }) => ({ code: 'broken-ref', detail: `${name}: ${detail}` }))
}
