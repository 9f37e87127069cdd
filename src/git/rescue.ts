import type { CoverageLog } from '../model/coverage-log.ts'
import { objectKinds } from './object-kind.ts'
import { plannedHex, plannedId } from './object-plan.ts'
import type { ReadResult } from './read-result.ts'
import type { Failure } from './walk-context.ts'
import type { WorkList } from './work-split.ts'

/** Second chances for what a walk cannot expand: other copies of the object, then the caller's fallback. */
export class Rescue {
  readonly #work: WorkList
  readonly #coverage: CoverageLog
  readonly #read: (id: Uint8Array) => ReadResult

  constructor(work: WorkList, coverage: CoverageLog, read: (id: Uint8Array) => ReadResult) {
    this.#work = work
    this.#coverage = coverage
    this.#read = read
  }

  byId(id: Uint8Array): ReadResult {
    return this.#read(id)
  }

  byNumber(pack: number, number: number): ReadResult {
    return this.#read(plannedId(this.#work.plan, pack, number))
  }

  /**
   * Counts an object as skipped; an object that only serves as a base is not missed. Where its kind cannot be known,
   * every walk meets it: the one over blobs counts it.
   */
  skip(pack: number, number: number, failure: Failure): void {
    const { plan, kindMask } = this.#work
    const { visit, kinds } = pack < 0 ? { visit: null, kinds: null } : plan.packs[pack]!
    const kind = kinds?.[number] ?? 0
    if (visit?.[number] === 0) return
    if ((kindMask & (1 << (kind === 0 ? objectKinds.blob : kind))) === 0) return
    this.#coverage.skip(failure.reason, plannedHex(plan, pack, number), failure.detail)
  }
}
