import type { GraphChunk } from '../git/graph-visitor.ts'
import type { ObjectPlan } from '../git/object-plan.ts'
import { maskPlan } from '../git/plan-mask.ts'
import { databaseId, shardPlan, type Shard } from '../git/plan-shard.ts'
import { wantedIds } from '../git/wanted.ts'
import { ScanError } from '../model/errors.ts'
import type { Notice, ShardPart } from '../model/result.ts'
import { groupSightings, type Credential, type Sighting } from '../triage/group.ts'
import { countTrees, type JoinedGraph, readGraph, scanObjects } from './history-objects.ts'
import { resolveSelection, selectsAll, type ResolvedSelection } from './history-selection.ts'
import type { HistorySession } from './history-session.ts'
import { rulesId } from './rules-id.ts'
import type { HistorySweep } from './sweep-history.ts'
import type { SweptPaths } from './sweep-paths.ts'

/** What a scan found before anybody asks where it came from. */
export interface ScannedHistory {
  readonly credentials: readonly Credential[]
  /** All of this scan, those that belong to no credential asked for included. */
  readonly sightings: readonly Sighting[]
  /** All commits and tags that the cache does not know, also those that were not scanned: see `joinGraphs`. */
  readonly graphs: readonly GraphChunk[]
  /** Where graphs were joined already. */
  readonly joined?: JoinedGraph
  readonly notices: readonly (readonly Notice[])[]
  /** Where only a part was asked for: raw ids of what belongs to it and is not here. */
  readonly missing: Uint8Array | null
  readonly shard?: ShardPart
  /** Where trees are read already: for the blobs of all credentials. */
  readonly sweep?: Promise<HistorySweep>
  /** Where they were read for a selection. */
  readonly swept?: SweptPaths
}

/** Scans everything, or the part that is asked for. */
export async function scanAsked(session: HistorySession): Promise<ScannedHistory> {
  const { options, repository } = session
  const selection = selectsAll(options)
    ? null
    : await resolveSelection(options, repository, session.refs)
  if (options.shard !== undefined) {
    if (selection === null) return scanShard(session, options.shard)
    throw new ScanError(
      'usage',
      '--shard cuts everything there is: leave it out, or what selects a part (--path, --since, --branch, --refs, --reachable-only).',
    )
  }
  return selection === null ? scanEverything(session) : scanSelected(session, selection)
}

async function scanEverything(session: HistorySession): Promise<ScannedHistory> {
  const { cache, plan } = session
  const scanned = await scanAndCount(session, plan)
  // Threads go on to the trees while all else is done here.
  const started = cache === null ? await startSweep(session, scanned.sightings) : {}
  const credentials = group(session, scanned.sightings)
  if (cache === null) return { ...scanned, credentials, missing: null, ...started }
  const graphs = [...scanned.graphs, ...(await readGraph(session, cache.maskUnread(plan)))]
  return { ...scanned, graphs, credentials, missing: null }
}

/** When it returns, threads have been asked; nothing where nobody would ask. */
async function startSweep(
  session: HistorySession,
  sightings: readonly Sighting[],
): Promise<Pick<ScannedHistory, 'sweep'>> {
  if (sightings.length === 0 && !session.repository.partial) return {}
  const { sweepHistory } = await import('./sweep-history.ts')
  const blobs = sightings.flatMap(({ object: { kind, id } }) => (kind === 'blob' && id) || [])
  const sweep = sweepHistory(session, wantedIds(blobs, session.plan.idLength), true)
  // It is waited for later: if something fails before, nobody hears that it fails too.
  sweep.catch(() => null)
  return { sweep }
}

/** The findings of a selection are findings of the whole history, each with its whole story. */
async function scanSelected(
  session: HistorySession,
  selection: ResolvedSelection,
): Promise<ScannedHistory> {
  const { chooseScope } = await import('./history-scope.ts')
  const scope = await chooseScope(session, selection)
  const scanned = await scanAndCount(session, scope.plan)
  // Where a credential came from, and what its partner is, may lie outside: then all of it is read after all.
  const rest = scanned.sightings.length === 0 ? null : await scanObjects(session, scope.rest)
  const inScope = new Set(scanned.sightings.map(({ object }) => object.id))
  const all = group(session, [...scanned.sightings, ...(rest?.sightings ?? [])])
  return {
    sightings: [...scanned.sightings, ...(rest?.sightings ?? [])],
    credentials: all.filter(({ sightings }) =>
      sightings.some(({ object }) => inScope.has(object.id)),
    ),
    graphs: scope.graphs,
    joined: scope.joined,
    notices: [...scanned.notices, [{ code: 'selection', detail: selection.text }]],
    missing: scope.missing,
    ...(scope.swept === null ? {} : { swept: scope.swept }),
  }
}

async function scanShard(session: HistorySession, shard: Shard): Promise<ScannedHistory> {
  const { plan, rules } = session
  const mine = shardPlan(plan, shard)
  const scanned = await scanAndCount(session, mine)
  const read = session.cache === null ? mine : session.cache.maskNew(mine)
  const others = unscanned(plan, read)
  const graphs = [...scanned.graphs, ...(await readGraph(session, others))]
  return {
    sightings: scanned.sightings,
    credentials: group(session, scanned.sightings),
    graphs,
    notices: scanned.notices,
    missing: null,
    shard: {
      ...shard,
      database: databaseId(plan),
      rules: rulesId(rules),
      objects: objectsOf(scanned.sightings),
    },
  }
}

/** What shards found, seen together: `objects` (hex) are read again, and nothing is counted. */
export async function scanAgain(
  session: HistorySession,
  isWanted: (pack: number, number: number) => boolean,
): Promise<ScannedHistory> {
  const { plan } = session
  const mine = maskPlan(plan, isWanted)
  const scanned = await scanObjects(session, mine)
  const rest = unscanned(plan, session.cache === null ? mine : session.cache.maskNew(mine))
  const graphs = [...scanned.graphs, ...(await readGraph(session, rest))]
  return { ...scanned, graphs, credentials: group(session, scanned.sightings), missing: null }
}

/** What `plan` visits and `scanned` does not. */
function unscanned(plan: ObjectPlan, scanned: ObjectPlan): ObjectPlan {
  return maskPlan(plan, (pack, n) => (scanned.packs[pack] ?? scanned.loose).visit[n] === 0)
}

async function scanAndCount(
  session: HistorySession,
  plan: HistorySession['plan'],
): ReturnType<typeof scanObjects> {
  const { cache, coverage, listed, options } = session
  // What could not be listed is in no slice: the first shard tells it.
  if (options.shard === undefined || options.shard.index === 1) coverage.add(listed)
  const scanning = scanObjects(session, plan)
  // While threads scan: nothing but reading trees is to come right after it.
  const trees = countTrees(plan)
  const scanned = await scanning
  for (const part of scanned.coverages) coverage.add(part)
  cache?.countClean(plan, coverage)
  if (!coverage.interrupted) coverage.trees += trees
  return scanned
}

function group({ rules, options }: HistorySession, sightings: readonly Sighting[]): Credential[] {
  return groupSightings(sightings, {
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    salt: options.salt ?? null,
  })
}

function objectsOf(sightings: readonly Sighting[]): string[] {
  return [...new Set(sightings.flatMap(({ object: { id } }) => id ?? []))].toSorted()
}
