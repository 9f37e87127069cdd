import type { Coverage, SkipReason, Skipped } from './coverage.ts'
import { limits } from './limits.ts'

/** Collects coverage while a scan runs. Worker threads hand over `snapshot()`s, which `add` joins. */
export class CoverageLog {
  commits = 0
  trees = 0
  blobs = 0
  tags = 0
  files = 0
  bytes = 0
  ignored = 0
  excluded = 0
  shallow = false
  partial = false
  interrupted = false
  readonly #skipped: Skipped[] = []
  readonly #skippedCount: Partial<Record<SkipReason, number>> = {}

  skip(reason: SkipReason, what: string, detail: string): void {
    this.#skippedCount[reason] = (this.#skippedCount[reason] ?? 0) + 1
    this.#list({ reason, what, detail })
  }

  add(other: Coverage): void {
    this.commits += other.commits
    this.trees += other.trees
    this.blobs += other.blobs
    this.tags += other.tags
    this.files += other.files
    this.bytes += other.bytes
    this.ignored += other.ignored ?? 0
    this.excluded += other.excluded ?? 0
    this.shallow ||= other.shallow
    this.partial ||= other.partial
    this.interrupted ||= other.interrupted
    for (const [reason, count] of Object.entries(other.skippedCount)) {
      const key = reason as SkipReason
      this.#skippedCount[key] = (this.#skippedCount[key] ?? 0) + count
    }
    for (const item of other.skipped) this.#list(item)
  }

  /** Keeps the first by order, whatever order they come in: threads and shards must list the same ones. */
  #list(item: Skipped): void {
    if (this.#skipped.push(item) < 2 * limits.maxSkippedListed) return
    this.#skipped.sort(bySkip)
    this.#skipped.length = limits.maxSkippedListed
  }

  snapshot(): Coverage {
    return {
      commits: this.commits,
      trees: this.trees,
      blobs: this.blobs,
      tags: this.tags,
      files: this.files,
      bytes: this.bytes,
      ...(this.ignored > 0 && { ignored: this.ignored }),
      ...(this.excluded > 0 && { excluded: this.excluded }),
      skipped: this.#skipped.toSorted(bySkip).slice(0, limits.maxSkippedListed),
      skippedCount: { ...this.#skippedCount },
      shallow: this.shallow,
      partial: this.partial,
      interrupted: this.interrupted,
    }
  }
}

function bySkip(a: Skipped, b: Skipped): number {
  if (a.reason !== b.reason) return a.reason < b.reason ? -1 : 1
  if (a.what !== b.what) return a.what < b.what ? -1 : 1
  return a.detail < b.detail ? -1 : a.detail > b.detail ? 1 : 0
}

/** True when everything that was asked for was looked at. */
export function isComplete(coverage: Coverage): boolean {
  return !coverage.interrupted && Object.keys(coverage.skippedCount).length === 0
}
