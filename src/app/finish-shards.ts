import { existsSync } from 'node:fs'
import { idFromHex } from '../git/object-id.ts'
import { PlannedSet } from '../git/plan-mask.ts'
import { databaseId } from '../git/plan-shard.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Coverage } from '../model/coverage.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { ScanResult, ShardPart } from '../model/result.ts'
import { tellHistory } from './history-result.ts'
import { scanAgain } from './history-scan.ts'
import type { HistoryScanOptions } from './options.ts'
import { rulesId } from './rules-id.ts'
import { withSession } from './scan-history.ts'

type ShardResult = ScanResult & { readonly shard: ShardPart }

/**
 * Checks that shards fit together: all slices of one database, each once, under the same rules.
 *
 * @returns false when the results are no shards
 * @throws ScanError `report` when they are and do not fit
 */
export function areShards(results: readonly ScanResult[]): results is readonly ShardResult[] {
  const shards = results.flatMap(({ shard }) => shard ?? [])
  const [first] = shards
  if (first === undefined) return false
  const fail = (what: string): never => {
    throw new ScanError('report', `These shards cannot be joined: ${what}.`)
  }
  if (shards.length < results.length) fail('some reports are no shards; join shards first')
  for (const { count, database, rules } of shards) {
    if (count !== first.count) fail(`they are slices of ${first.count} and of ${count}`)
    if (database !== first.database) {
      fail('their object databases differ, so that slices may leave gaps; scan one copy')
    }
    if (rules !== first.rules) fail('they were scanned under different rules or versions')
  }
  const indexes = new Set(shards.map(({ index }) => index))
  for (let index = 1; index <= first.count; index++) {
    if (!indexes.has(index)) fail(`shard ${index}/${first.count} is missing`)
  }
  if (shards.length > first.count) fail('one is given twice')
  return true
}

/**
 * Joins shards exactly: what they found is read again in the repository, so that pairs, paths and first commits are
 * those of one scan. What one shard cannot know of the others is in no report, and secrets are not either.
 *
 * @param joined the same results joined without the repository: verdicts are taken from there
 * @returns null when the repository is not here, or is not the one that was scanned: then `joined` is all there is
 */
export async function finishShards(
  results: readonly ScanResult[],
  joined: ScanResult,
  options: HistoryScanOptions,
): Promise<ScanResult | null> {
  if (!areShards(results) || !existsSync(options.repository)) return null
  const [first] = results
  if (first === undefined) return null
  return withSession(options.repository, options, async (session) => {
    const { plan, planned, rules, coverage, repository } = session
    if (databaseId(plan) !== first.shard.database) return null
    if (rulesId(rules) !== first.shard.rules) return null
    const found = new PlannedSet(plan, planned)
    for (const hex of results.flatMap(({ shard }) => shard.objects)) {
      const id = idFromHex(hex)
      if (id?.length === planned.idLength) found.add(id, 0)
    }
    const scanned = await scanAgain(session, (pack, number) => found.has(pack, number))
    const told = await tellHistory(session, first.target.name, scanned)
    const own = coverage.snapshot()
    return {
      ...told,
      coverage: joinCoverage(results, own, repository.partial),
      findings: told.findings.map((finding) => withVerdict(finding, joined)),
    }
  })
}

/**
 * What each shard scanned, and what is missing as seen here: a shard knows of no more than its own commits name. What
 * is wrong with trees was counted by a shard where all of them read the trees.
 */
function joinCoverage(results: readonly ScanResult[], own: Coverage, partial: boolean): Coverage {
  const log = new CoverageLog()
  for (const { coverage } of results) {
    // What patterns leave out is known here.
    log.add({ ...without(coverage, (reason) => reason === 'missing'), excluded: 0 })
  }
  const none = { commits: 0, trees: 0, blobs: 0, tags: 0, files: 0, bytes: 0 }
  log.add({ ...without(own, (reason) => partial && reason !== 'missing'), ...none })
  return log.snapshot()
}

function without(coverage: Coverage, isLeftOut: (reason: string) => boolean): Coverage {
  return {
    ...coverage,
    skipped: coverage.skipped.filter(({ reason }) => !isLeftOut(reason)),
    skippedCount: Object.fromEntries(
      Object.entries(coverage.skippedCount).filter(([reason]) => !isLeftOut(reason)),
    ),
  }
}

function withVerdict(finding: Finding, joined: ScanResult): Finding {
  const verdict = joined.findings.find(({ id }) => id === finding.id)?.verdict
  return verdict === undefined ? finding : { ...finding, verdict }
}
