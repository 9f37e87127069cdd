import { idFromHex } from '../git/object-id.ts'
import { openObjectStore, type ObjectStore } from '../git/object-store.ts'
import { askCommits, type CommitQuestion } from '../git/rev-list.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Notice, ScanResult } from '../model/result.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import { peelTip } from '../sources/range.ts'
import { scanCommits } from './hook-commits.ts'
import type { HookRepository } from './hook-repository.ts'
import { findingsOf, wantedPaths, type ChangeScanOptions } from './hook-options.ts'
import { ruleInfos } from './rule-infos.ts'

/** Commits that are new to whoever receives them. */
export interface PushedRange {
  /** What the report calls it. */
  readonly name: string
  /** Hex ids, of commits or of annotated tags. */
  readonly tips: readonly string[]
  /** Hex ids of commits that are known already. Those that are not here are left out and told of. */
  readonly exclude: readonly string[]
  readonly known?: CommitQuestion['known']
  /** The commit to compare with where a shallow clone lacks a parent; hex id. */
  readonly base: string | null
  /** The commits, where the caller has listed them: hex ids, in any order. */
  readonly commits?: readonly string[]
}

/**
 * Scans commits that are about to become public: for a range, `pre-push` and `pre-receive`.
 *
 * @throws ScanError `git-failed`
 */
export async function scanPushed(
  { repository, gitEnvironment }: HookRepository,
  range: PushedRange,
  options: ChangeScanOptions,
): Promise<ScanResult> {
  const rules = options.rules ?? loadBuiltinRules()
  const coverage = new CoverageLog()
  coverage.shallow = repository.shallow
  coverage.partial = repository.partial
  const wants = await wantedPaths(options)
  const store = openObjectStore(repository, { coverage })
  try {
    const notices: Notice[] = []
    const tips = range.tips.flatMap((tip) => peelTip(tip, store, coverage) ?? [])
    const commits =
      range.commits ??
      askCommits(repository, {
        tips: tips.filter((tip) => tip.kind === 'commit').map((tip) => tip.id),
        exclude: present(range.exclude, store, notices),
        environment: gitEnvironment,
        ...(range.known === undefined ? {} : { known: range.known }),
      })
    if (commits.length === 0) {
      notices.push({ code: 'empty-range', detail: `${range.name} holds no commit` })
    }
    const { base } = range
    const scan = { store, coverage, rules, commits, base, tips, wants, hooks: options }
    const fresh = await scanCommits(scan)
    const { findings, notices: told } = await findingsOf(fresh, rules, options.salt ?? null)
    const head = tips.find((tip) => tip.kind === 'commit')
    return {
      target: { kind: 'range', name: range.name, ...(head === undefined ? {} : { head: head.id }) },
      coverage: coverage.snapshot(),
      findings,
      get rules() {
        return ruleInfos(rules)
      },
      notices: [...notices, ...told],
    }
  } finally {
    store.close()
  }
}

/** A remote may have commits that this clone never fetched: nothing here comes from them. */
function present(ids: readonly string[], store: ObjectStore, notices: Notice[]): string[] {
  return ids.filter((id) => {
    const raw = idFromHex(id)
    if (raw !== null && store.has(raw)) return true
    notices.push({
      code: 'unknown-base',
      detail: `${id} is not in this clone, so commits it already has may be looked at again`,
    })
    return false
  })
}
