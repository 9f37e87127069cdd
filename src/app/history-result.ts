import type { MissingChunk } from '../git/missing-ids.ts'
import { findMissing, joinMissing, skipMissing } from '../git/missing-objects.ts'
import { peelRefs } from '../git/peel-refs.ts'
import { walkRefs, type RefWalks } from '../git/ref-walks.ts'
import type { RefSnapshot } from '../git/refs.ts'
import { readShallow } from '../git/shallow.ts'
import { listWanted } from '../git/wanted.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import { sortFindings } from '../triage/finding.ts'
import { joinNotices } from './allow-reader.ts'
import type { ToKeep } from './cache-keep.ts'
import { keepWantedPaths } from './config-paths.ts'
import { findingsInHistory } from './history-findings.ts'
import { joinGraphs, type JoinedGraph } from './history-objects.ts'
import { type HistoryRoots, rootsOf } from './history-roots.ts'
import type { ScannedHistory } from './history-scan.ts'
import type { HistorySession } from './history-session.ts'
import { ruleInfos } from './rule-infos.ts'
import { type HistorySweep, sweepHistory } from './sweep-history.ts'
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
  const wanted = listWanted(groups, planned.idLength, cache?.wantedBefore)
  // Commits are joined here while the threads read trees.
  const sweeps = groups.length > 0 || mustLookForMissing(session, scanned)
  const [sweep, joined] = await Promise.all([
    scanned.sweep ?? (sweeps ? sweepTrees(session, scanned, wanted.ids) : null),
    joinCommits(session, scanned, sweeps),
  ])
  const { graph, refs, walks, missing } = joined
  const roots = sweep === null ? null : rootsOf(session, joined, sweep)
  if (missing !== null) {
    const inTrees =
      sweep === null || roots === null || scanned.missing !== null
        ? []
        : [sweep.missing, roots.missingRoots]
    const all = joinMissing(planned, [...inTrees, missing])
    skipMissing(all, store, session.repository.partial, coverage)
  }
  const traced: Traced =
    walks === null || roots === null
      ? { graph, provenance: [] }
      : traceHistory({ graph, refs, walks, groups, wanted, ...roots })
  const findings = findingsInHistory(credentials, traced, store)
  const { include = [], exclude = [] } = options
  const wantedFindings = await keepWantedPaths(findings, include, exclude)
  coverage.excluded += wantedFindings.excluded
  const kept =
    cache === null || coverage.interrupted
      ? []
      : cache.save({
          graph,
          added: joined.added,
          tags: joined.tags,
          sightings: scanned.sightings,
          sweep: sweep && roots && toKeep(sweep, roots, wanted.ids),
        })
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

/** Reads all trees, unless a selection did. */
function sweepTrees(
  session: HistorySession,
  scanned: ScannedHistory,
  wanted: Uint8Array<ArrayBuffer>,
): HistorySweep | Promise<HistorySweep> {
  const { swept } = scanned
  if (swept !== undefined && session.cache === null) return swept.sweepFor(wanted)
  const counts = swept === undefined && countsAllTrees(session, scanned)
  return sweepHistory(session, wanted, counts)
}

function toKeep(
  { trees, missing, known }: HistorySweep,
  { held, nodes }: HistoryRoots,
  wanted: Uint8Array,
): ToKeep['sweep'] {
  return { held, nodes, wanted, missing, malformed: trees.malformed, isFull: known === null }
}

interface JoinedCommits extends JoinedGraph {
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
  const joined = scanned.joined ?? joinGraphs(session, graphs)
  const { graph } = joined
  const refs = peelRefs(session.refs, session.store, graph, joined.tags)
  return {
    ...joined,
    refs,
    walks: credentials.length === 0 ? null : walkRefs(graph, refs),
    missing: missingBesideTrees(session, scanned, { ...joined, refs, readsTrees }),
  }
}

/**
 * Git itself sees to it that a complete repository lacks nothing: not worth a fifth of the scan's time. Where trees are
 * read anyway, and for what commits, tags and refs name, it is checked all the same. For a selection it is known.
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

interface Known extends JoinedGraph {
  /** Peeled. */
  readonly refs: RefSnapshot
  /** What commits name is then found among the trees. */
  readonly readsTrees: boolean
}

function missingBesideTrees(
  { repository, planned, cache }: HistorySession,
  { graphs, missing, shard }: ScannedHistory,
  { graph, tags, refs, readsTrees }: Known,
): MissingChunk | null {
  if (shard !== undefined && shard.index > 1) return null
  const isAll = missing === null
  const known = isAll && !readsTrees ? (cache?.missingRoots() ?? null) : null
  const found = findMissing({
    planned,
    graph: isAll ? graph : null,
    commits: isAll && !readsTrees ? graphs.map(({ commits }) => commits) : [],
    shallow: readShallow(repository),
    named: isAll ? tags.map(({ targets }) => targets) : [missing],
    refs: isAll ? refs.refs : [],
  })
  return known === null ? found : joinMissing(planned, [known, found])
}

function brokenRefs({ broken }: RefSnapshot): Notice[] {
  return broken.map(({ name, detail }) => ({ code: 'broken-ref', detail: `${name}: ${detail}` }))
}
