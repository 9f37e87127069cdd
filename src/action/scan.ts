import { applyTriage } from '../app/policy.ts'
import { prepareHistory, prepareRange, type FetchAccess } from '../app/prepare-range.ts'
import type { HistoryScanOptions } from '../app/options.ts'
import { scanHistory } from '../app/scan-history.ts'
import { openHookRepository } from '../app/hook-repository.ts'
import { scanPushed } from '../app/scan-pushed.ts'
import type { ScanResult } from '../model/result.ts'
import type { EverythingPlan, RangePlan } from './event.ts'
import type { Policy } from './policy.ts'

/** What will be scanned, with everything that was missing in the clone fetched. */
export type Scope =
  | {
      readonly kind: 'range'
      readonly base: string | null
      readonly head: string
      /** As the event names it: an annotated tag's own id, else that of the head. */
      readonly tip: string
      readonly commits: readonly string[]
      readonly notes: readonly string[]
    }
  | { readonly kind: 'everything'; readonly head: string | null; readonly notes: readonly string[] }

/** @throws ScanError where the clone lacks something that cannot be fetched */
export async function prepareScope(
  plan: RangePlan | EverythingPlan,
  repository: string,
  remote: FetchAccess | null,
): Promise<Scope> {
  if (plan.kind === 'everything') {
    const notes = await prepareHistory(repository, remote)
    return { kind: 'everything', head: plan.head, notes: [...plan.notices, ...notes] }
  }
  const { head, base, commits, notes } = await prepareRange({
    repository,
    remote,
    head: plan.head,
    base: plan.base,
    merge: plan.merge,
    headRef: plan.headRef,
    baseRef: plan.baseRef,
    commits: plan.pull?.commits ?? null,
    baseMayBeGone: plan.trust === 'head',
  })
  return { kind: 'range', base, head, tip: plan.head, commits, notes: [...plan.notices, ...notes] }
}

/** Scans and marks what is known. Findings are never removed. */
export async function scanScope(scope: Scope, root: string, policy: Policy): Promise<ScanResult> {
  const { rules, settings, triage, notices } = policy
  const options = {
    repository: root,
    rules,
    include: settings.include.value,
    exclude: settings.exclude.value,
    salt: triage.salt,
    jobs: settings.jobs.value,
    maxMemory: settings['max-memory'].value,
  }
  const found =
    scope.kind === 'everything' ? await scanHistory(options) : await scanCommits(scope, options)
  const judged = await applyTriage(found, triage)
  return { ...judged, notices: [...notices, ...judged.notices] }
}

/**
 * The commits were listed before, and a clone may stay shallow below them: preparing has made sure that none is
 * missing.
 */
async function scanCommits(
  { base, head, tip, commits }: Extract<Scope, { kind: 'range' }>,
  options: HistoryScanOptions,
): Promise<ScanResult> {
  const range = {
    name: base === null ? head : `${base}..${head}`,
    tips: [tip],
    exclude: base === null ? [] : [base],
    base,
    commits,
  }
  const found = await scanPushed(openHookRepository(options.repository, {}), range, options)
  return { ...found, coverage: { ...found.coverage, shallow: false } }
}
