import type { CoverageLog } from '../model/coverage-log.ts'
import type { ObjectKind } from './object-kind.ts'

/** Counts one scanned object of `size` expanded bytes. */
export function countObject(coverage: CoverageLog, kind: ObjectKind, size: number): void {
  if (kind === 3) coverage.blobs++
  else if (kind === 2) coverage.trees++
  else if (kind === 1) coverage.commits++
  else coverage.tags++
  coverage.bytes += size
}
