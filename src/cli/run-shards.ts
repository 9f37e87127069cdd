import { placeOfRepository, prepareScan } from '../app/config-prepare.ts'
import { areShards, finishShards } from '../app/finish-shards.ts'
import { applyTriage } from '../app/policy.ts'
import { addAddresses } from '../app/wallet-addresses.ts'
import type { ScanResult } from '../model/result.ts'
import { givenSettings, type CommonArguments, type PathArguments } from './common-options.ts'

/** What joining shards takes besides their reports. */
export interface ShardArguments
  extends PathArguments, Pick<CommonArguments, 'config' | 'baseline' | 'rules'> {
  readonly repo: string | undefined
}

/**
 * Where the results are shards of one database and the repository is here, their findings as one scan would tell
 * them, under the same configuration and baseline.
 *
 * @throws ScanError `report` for shards that do not fit together
 */
export async function joinShards(
  results: readonly ScanResult[],
  joined: ScanResult,
  args: ShardArguments,
): Promise<ScanResult> {
  const [first] = results
  if (first === undefined || !areShards(results)) return joined
  const repository = args.repo ?? first.target.name
  const place = placeOfRepository(repository)
  const { settings, rules, triage } = await prepareScan({
    place,
    given: givenSettings(args),
    config: args.config,
  })
  const finished = await finishShards(results, joined, {
    repository,
    rules,
    include: settings.include.value,
    exclude: settings.exclude.value,
    jobs: settings.jobs.value,
    maxMemory: settings['max-memory'].value,
    salt: triage.salt,
  })
  if (finished !== null) return addAddresses(await applyTriage(finished, triage))
  const detail =
    'joined from reports alone: the scanned repository is not here as it was, or the rules differ; name it with --repo'
  return { ...joined, notices: [...joined.notices, { code: 'shards', detail }] }
}
