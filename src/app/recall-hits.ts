import { objectKinds, type ObjectKind } from '../git/object-kind.ts'
import { BlockHeap } from '../git/block-heap.ts'
import { idToHex } from '../git/object-id.ts'
import { plannedId } from '../git/object-plan.ts'
import { createPackWalker } from '../git/pack-walk.ts'
import type { Repository } from '../git/repository.ts'
import type { WorkList } from '../git/work-split.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Coverage } from '../model/coverage.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { Sighting } from '../triage/group.ts'
import { AllowReader } from './allow-reader.ts'
import { boundedFallback } from './bounded-fallback.ts'
import { ExcerptKeeper } from './excerpt-keeper.ts'
import type { ScanCache } from './scan-cache.ts'
import { threadKernel } from './thread-kernel.ts'

export interface RecallOptions {
  readonly repository: Repository
  /** Objects whose hits the cache knows. */
  readonly work: WorkList
  readonly rules: readonly RuleSpec[]
  readonly cache: ScanCache
  readonly maxMemory: number
}

/** As a thread tells of the objects that it scanned. */
export interface Recalled {
  readonly sightings: readonly Sighting[]
  readonly coverage: Coverage
  readonly notices: readonly Notice[]
}

/**
 * Reads objects whose hits are known, for the secrets in them: nothing is searched for. On hummingbot's repository, where
 * 1,130 objects have some, this takes a tenth of what scanning them takes.
 */
export function recallHits({ repository, work, rules, cache, maxMemory }: RecallOptions): Recalled {
  const kernel = threadKernel()
  const coverage = new CoverageLog()
  const heap = new BlockHeap(kernel)
  const allows = new AllowReader(rules)
  const excerpts = new ExcerptKeeper(rules, kernel)
  const sightings: Sighting[] = []
  const { records } = cache
  const { plan } = work

  const object = (
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
  ): number => {
    const raw = plannedId(plan, pack, number)
    const id = idToHex(raw)
    const bytes = kernel.bytes.subarray(ptr, ptr + len)
    const hits = records.hits(cache.recordOf(raw, 0), bytes)
    const excuses = allows.read(bytes, hits, id)
    const kept = kind === objectKinds.blob ? excerpts.take(bytes, hits) : []
    const seen = { kind: occurrenceOf(kind), id, path: null }
    for (const [i, hit] of hits.entries()) {
      sightings.push({ hit, object: seen, ...excuses[i], ...kept[i] })
    }
    return 0
  }
  const walker = createPackWalker({
    repository,
    work,
    kernel,
    heap,
    coverage,
    maxMemory,
    fallback: boundedFallback(repository),
  })
  try {
    for (const batch of work.batches) walker.walk(batch, { object })
  } finally {
    walker.close()
  }
  return { sightings, coverage: coverage.snapshot(), notices: allows.notices() }
}

function occurrenceOf(kind: ObjectKind): OccurrenceKind {
  if (kind === objectKinds.commit) return 'message'
  return kind === objectKinds.tag ? 'tag' : 'blob'
}
