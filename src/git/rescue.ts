import type { CoverageLog } from '../model/coverage-log.ts'
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

  /** Counts an object as skipped; an object that only serves as a base is not missed. */
  skip(pack: number, number: number, failure: Failure): void {
    const { plan, kindMask } = this.#work
    if (pack >= 0) {
      const { visit, kinds } = plan.packs[pack]!
      if (visit[number] === 0 || ((kindMask | 1) & (1 << kinds[number]!)) === 0) return
    }
    this.#coverage.skip(failure.reason, plannedHex(plan, pack, number), failure.detail)
  }
}
