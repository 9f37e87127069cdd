import type { RuleSpec } from '../model/rule.ts'
import type { ScanHooks } from './options.ts'

/** What every scan of a change takes. */
export interface ChangeScanOptions extends ScanHooks {
  /** Default: the built-in packs. */
  readonly rules?: readonly RuleSpec[]
  /** Patterns for paths from the root of the repository; text without a path is always looked at. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
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
