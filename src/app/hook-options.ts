import type { RuleSpec } from '../model/rule.ts'
import type { findingsOfChanges, FreshSighting } from './hook-findings.ts'
import type { HookRepository } from './hook-repository.ts'
import type { ScanHooks } from './options.ts'

/** What every scan of a change takes. */
export interface ChangeScanOptions extends ScanHooks {
  /** Default: the built-in packs. */
  readonly rules?: readonly RuleSpec[]
  /** Patterns for paths from the root of the repository; text without a path is always looked at. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  /** The repository, where the caller has opened it. */
  readonly opened?: HookRepository
}

/** The patterns as one predicate. What compiles them is loaded only when there are some. */
export async function wantedPaths({
  include = [],
  exclude = [],
}: ChangeScanOptions): Promise<(path: string) => boolean> {
  if (include.length === 0 && exclude.length === 0) return () => true
  const { createPathFilter } = await import('../sources/path-filter.ts')
  const filter = createPathFilter(include, exclude)
  return (path) => filter.file(path)
}

/** Findings of what changes brought. What makes them is loaded only when there is something to tell. */
export async function findingsOf(
  fresh: readonly FreshSighting[],
  rules: readonly RuleSpec[],
  salt: string | null,
): Promise<ReturnType<typeof findingsOfChanges>> {
  if (fresh.length === 0) return { findings: [], notices: [] }
  const module = await import('./hook-findings.ts')
  return module.findingsOfChanges(fresh, rules, salt)
}
