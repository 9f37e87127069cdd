import type { ObjectPlan } from '../git/object-plan.ts'
import type { ObjectStore } from '../git/object-store.ts'
import type { PlannedIds } from '../git/planned-ids.ts'
import type { RefSnapshot } from '../git/refs.ts'
import type { Repository } from '../git/repository.ts'
import type { WorkList } from '../git/work-split.ts'
import type { CoverageLog } from '../model/coverage-log.ts'
import type { Coverage } from '../model/coverage.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { HistoryScanOptions } from './options.ts'
import type { Pool } from './pool.ts'
import type { ScanCache } from './scan-cache.ts'

/** What the steps of one scan of a history share. */
export interface HistorySession {
  readonly repository: Repository
  /** Everything in the object database. */
  readonly plan: ObjectPlan
  /** Made when it is first asked for. */
  readonly planned: PlannedIds
  /** All trees; made when it is first asked for. */
  readonly trees: WorkList
  /** Read before the objects were listed, so that what they name is among them; made sense of when first asked for. */
  readonly refs: RefSnapshot
  readonly store: ObjectStore
  /** What earlier scans leave out; null without one. */
  readonly cache: ScanCache | null
  readonly rules: readonly RuleSpec[]
  readonly pool: Pool
  /** What could not be listed. */
  readonly listed: Coverage
  readonly coverage: CoverageLog
  readonly options: HistoryScanOptions
}
