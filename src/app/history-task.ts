import type { Engine, Scratch } from '../detect/index.ts'
import { BlockHeap } from '../git/block-heap.ts'
import type { ByteRange } from '../git/commit.ts'
import { GraphTable } from '../git/graph-visitor.ts'
import { idToHex } from '../git/object-id.ts'
import { objectKinds, type ObjectKind } from '../git/object-kind.ts'
import { plannedId } from '../git/object-plan.ts'
import { markObject } from '../git/object-marks.ts'
import type { ObjectVisitor } from '../git/object-visitor.ts'
import { createPackWalker } from '../git/pack-walk.ts'
import { threadEngine, threadScratch } from './thread-engine.ts'
import { threadKernel } from './thread-kernel.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { placeWords } from '../kernel/layout.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import { limits } from '../model/limits.ts'
import type { OccurrenceKind } from '../model/occurrence.ts'
import { archiveKind, type ArchiveKind } from '../sources/archive/kind.ts'
import type { Sighting } from '../triage/group.ts'
import { AllowReader } from './allow-reader.ts'
import { boundedFallback } from './bounded-fallback.ts'
import { canBeRecalled } from './cache-hits.ts'
import { objectStates } from './cache-objects.ts'
import { forEachItem } from './batches.ts'
import { ExcerptKeeper } from './excerpt-keeper.ts'
import { scanArchive, tooLargeArchive } from './scan-content.ts'
import { addProgress, type SharedControl } from './shared-control.ts'
import { shiftHit } from './shift-hit.ts'
import type { HistoryTask, HistoryTaskResult } from './tasks.ts'

export async function runHistoryTask(
  task: HistoryTask,
  control: SharedControl,
  thread: number,
): Promise<HistoryTaskResult> {
  const { repository, work, maxMemory } = task
  const kernel = threadKernel()
  const coverage = new CoverageLog()
  const graph = new GraphTable(work.plan)
  const heap = new BlockHeap(kernel)
  const visitor = new ScanVisitor(task, kernel, heap, coverage, graph)
  const walker = createPackWalker({
    repository,
    work,
    kernel,
    heap,
    coverage,
    margin: visitor.margin,
    maxMemory,
    fallback: boundedFallback(repository),
  })
  try {
    const finished = await forEachItem(work.batches, control, (batch) => {
      walker.walk(batch, visitor)
      addProgress(control, thread, { weight: batch.weight, ...visitor.progress() })
    })
    if (!finished) coverage.interrupted = true
  } finally {
    walker.close()
  }
  return {
    kind: 'history',
    sightings: visitor.sightings,
    graph: graph.finish(),
    coverage: coverage.snapshot(),
    notices: visitor.allows.notices(),
  }
}

const flagNothing = 0
const flagHadCandidates = 1
/** Between a commit's last header and its message. */
const lineEnds = 2

/** Of an archive of `length` bytes, for its members one by one; larger ones get memory of their own. */
function roomForMembers(length: number): number {
  return Math.min(largestRoom, Math.max(leastRoom, length * limits.maxArchiveRatio)) + 1
}

const leastRoom = 1 << 20
/** Memory of the kernel that was written to once is kept for good. */
const largestRoom = 32 << 20

/** Scans what the walker shows: blobs where a delta changed them, commits and tags in their own words. */
class ScanVisitor implements ObjectVisitor {
  readonly sightings: Sighting[] = []
  readonly allows: AllowReader
  /** What progress knows of. */
  #told = { objects: 0, bytes: 0 }
  readonly #task: HistoryTask
  readonly #kernel: Kernel
  readonly #heap: BlockHeap
  readonly #excerpts: ExcerptKeeper
  readonly #coverage: CoverageLog
  readonly #graph: GraphTable
  readonly #engine: Engine
  readonly #scratch: Scratch
  /** Something about the object in hand is to be told: it must be looked at the next time too. */
  #hasNews = false
  /** All of it are hits that the object itself and their spans tell. */
  #isRecallable = true
  /** Where the blob shown last has candidates. */
  #places: Uint32Array | null = null
  /** Of a commit's or tag's text. */
  #ranges = new Uint32Array(64)

  constructor(
    task: HistoryTask,
    kernel: Kernel,
    heap: BlockHeap,
    coverage: CoverageLog,
    graph: GraphTable,
  ) {
    this.#task = task
    this.allows = new AllowReader(task.rules)
    this.#excerpts = new ExcerptKeeper(task.rules, kernel)
    this.#kernel = kernel
    this.#heap = heap
    this.#coverage = coverage
    this.#graph = graph
    this.#engine = threadEngine(task.rules)
    this.#scratch = threadScratch(task.rules)
  }

  /** What was scanned since the last call. */
  progress(): { objects: number; bytes: number } {
    const { commits, blobs, tags, bytes } = this.#coverage
    const now = { objects: commits + blobs + tags, bytes }
    const before = this.#told
    this.#told = now
    return { objects: now.objects - before.objects, bytes: now.bytes - before.bytes }
  }

  /** How far around a change the rules have to see. */
  get margin(): number {
    return this.#engine.margin
  }

  object(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    windowCount: number,
  ): number {
    this.#hasNews = false
    this.#isRecallable = true
    const bytes = this.#kernel.bytes.subarray(ptr, ptr + len)
    const flag = this.#look(kind, pack, number, bytes, windowCount)
    if (!this.#hasNews) this.#mark(kind, pack, number, len)
    else if (this.#isRecallable) this.#mark(kind | objectStates.recalled, pack, number, len)
    return flag
  }

  places(): Uint32Array | null {
    return this.#places
  }

  #look(
    kind: ObjectKind,
    pack: number,
    number: number,
    bytes: Uint8Array,
    windowCount: number,
  ): number {
    if (kind === objectKinds.blob) return this.#blob(pack, number, bytes, windowCount)
    if (kind === objectKinds.commit) this.#commit(pack, number, bytes)
    if (kind === objectKinds.tag) {
      const tag = this.#graph.tag(pack, number, bytes)
      this.#text('tag', pack, number, bytes, tag?.text)
    }
    return flagNothing
  }

  #mark(kind: number, pack: number, number: number, size: number): void {
    const { marks } = this.#task
    if (marks !== undefined) markObject(marks, pack, number, kind, size)
  }

  chunk(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    offset: number,
    size: number,
  ): void {
    if (kind !== objectKinds.blob) return
    if (offset === 0) this.#hasNews = false
    const bytes = this.#kernel.bytes.subarray(ptr, ptr + len)
    const outcome = this.#engine.scan(
      { bytes, windows: null, windowCount: 0, kind: 'blob' },
      this.#scratch,
    )
    this.#keep('blob', pack, number, bytes, outcome, offset, false)
    const packed = tooLargeArchive(bytes, offset, offset + len === size)
    if (packed !== null) {
      this.#hasNews = true
      this.#coverage.skip(packed.reason, this.#hexId(pack, number), packed.detail)
    }
    if (!this.#hasNews && offset + len === size) this.#mark(kind, pack, number, size)
  }

  #blob(pack: number, number: number, bytes: Uint8Array, windowCount: number): number {
    const packed = archiveKind(bytes)
    if (packed !== null) return this.#archive(packed, pack, number, bytes)
    const windows = windowCount < 0 ? null : this.#windows(windowCount)
    const moved = windowCount < 0 ? null : this.#moved()
    const target = { bytes, windows, windowCount, moved, kind: 'blob' as const }
    const outcome = this.#engine.scan(target, this.#scratch)
    if (!outcome.hadCandidates) return flagNothing
    this.#places = outcome.places
    this.#keep('blob', pack, number, bytes, outcome)
    return flagHadCandidates
  }

  /** Its members are unpacked into the kernel's memory, where they are scanned. */
  #archive(
    kind: ArchiveKind,
    pack: number,
    number: number,
    { byteOffset: ptr, length }: Uint8Array,
  ): number {
    const size = roomForMembers(length)
    const room = this.#kernel.kind === 'wasm' ? this.#heap.allocate(size) : -1
    try {
      // Only now: memory that grew has another buffer.
      const memory = this.#kernel.bytes
      const bytes = memory.subarray(ptr, ptr + length)
      const target = { bytes, windows: null, windowCount: 0, kind: 'blob' as const }
      const unpackTo = room < 0 ? null : memory.subarray(room, room + size)
      const outcome = scanArchive(this.#engine, kind, target, this.#scratch, unpackTo)
      this.#places = outcome.places
      this.#keep('blob', pack, number, bytes, outcome)
      return flagHadCandidates
    } finally {
      if (room >= 0) this.#heap.free(room)
    }
  }

  #windows(count: number): Uint32Array {
    const at = this.#kernel.windowsPtr / 4
    return this.#kernel.words.subarray(at, at + count * 2)
  }

  /** Places of the base that the delta only moved. */
  #moved(): Uint32Array | null {
    const { words, movedPtr } = this.#kernel
    const at = movedPtr / 4
    const count = words[at]!
    return count === 0 ? null : words.subarray(at + 1, at + 1 + count * placeWords)
  }

  #commit(pack: number, number: number, bytes: Uint8Array): void {
    const commit = this.#graph.commit(pack, number, bytes)
    if (commit === null) {
      this.#hasNews = true
      this.#isRecallable = false
      const id = this.#hexId(pack, number)
      this.#coverage.skip('corrupt', id, 'not a well-formed commit; read as plain text')
    }
    this.#text('message', pack, number, bytes, commit?.text)
  }

  /** Only the given ranges of the text are looked at; all of it when it could not be parsed. */
  #text(
    kind: 'message' | 'tag',
    pack: number,
    number: number,
    bytes: Uint8Array,
    ranges: readonly ByteRange[] | undefined,
  ): void {
    const windowCount = ranges === undefined ? 0 : this.#join(ranges)
    const windows = ranges === undefined ? null : this.#ranges
    const outcome = this.#engine.scan({ bytes, windows, windowCount, kind }, this.#scratch)
    this.#keep(kind, pack, number, bytes, outcome)
  }

  /** Puts ranges into `#ranges`, and says how many: those that only line ends part are one. */
  #join(ranges: readonly ByteRange[]): number {
    if (ranges.length * 2 > this.#ranges.length) this.#ranges = new Uint32Array(ranges.length * 4)
    const list = this.#ranges
    let at = 0
    for (const { start, end } of ranges) {
      if (at === 0 || start > list[at - 1]! + lineEnds) {
        list[at] = start
        at += 2
      }
      list[at - 1] = end
    }
    return at / 2
  }

  #keep(
    kind: OccurrenceKind,
    pack: number,
    number: number,
    bytes: Uint8Array,
    outcome: ReturnType<Engine['scan']>,
    offset = 0,
    isWhole = true,
  ): void {
    if (outcome.hits.length === 0 && outcome.skipped.length === 0) return
    this.#hasNews = true
    this.#isRecallable &&=
      this.#task.marks !== undefined &&
      outcome.skipped.length === 0 &&
      outcome.hits.every((hit) => canBeRecalled(hit, bytes))
    const id = this.#hexId(pack, number)
    const object = { kind, id, path: null }
    const hits = outcome.hits.map((hit) => shiftHit(hit, offset))
    const excuses = this.allows.read(bytes, hits, id, offset)
    // Lines of messages count from behind the headers: those are read again.
    const kept = isWhole && kind === 'blob' ? this.#excerpts.take(bytes, hits) : []
    hits.forEach((hit, index) =>
      this.sightings.push({ hit, object, ...excuses[index], ...kept[index] }),
    )
    for (const { reason, detail } of outcome.skipped) this.#coverage.skip(reason, id, detail)
  }

  #hexId(pack: number, number: number): string {
    return idToHex(plannedId(this.#task.work.plan, pack, number))
  }
}
