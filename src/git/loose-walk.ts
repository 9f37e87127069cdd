import { shouldStream, streamObject } from './blob-stream.ts'
import { countObject } from './count-object.ts'
import { openLoose, readLoose } from './loose-object.ts'
import { loosePath } from './loose-path.ts'
import { objectKinds } from './object-kind.ts'
import { plannedHex } from './object-plan.ts'
import type { ReadResult } from './read-result.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import { PackFile } from './pack-file.ts'
import type { Repository } from './repository.ts'
import type { WalkContext } from './walk-context.ts'
import type { Batch } from './work-split.ts'

/** Shows the loose objects of a batch; what cannot be read is looked for elsewhere, then skipped. */
export function walkLoose(
  context: WalkContext,
  repository: Repository,
  { from, to }: Batch,
  visitor: ObjectVisitor,
): void {
  const { plan } = context.work
  for (let n = from; n < to; n++) {
    if (plan.loose.visit[n] === 0) continue
    const dir = repository.objectDirs[plan.loose.dirs[n]!]!
    let result = readOrStream(context, loosePath(dir, plannedHex(plan, -1, n)), n, visitor)
    if (result === 'shown') continue
    if (result.status !== 'ok') {
      const other = context.rescue.byNumber(-1, n)
      if (other.status === 'ok') result = other
    }
    if (result.status === 'ok') show(context, n, result, visitor)
    else if (result.status === 'missing') {
      context.rescue.skip(-1, n, { reason: 'vanished', detail: 'gone since it was listed' })
    } else context.rescue.skip(-1, n, { reason: result.status, detail: result.detail })
  }
}

function readOrStream(
  context: WalkContext,
  path: string,
  n: number,
  visitor: ObjectVisitor,
): ReadResult | 'shown' {
  const { inflater, maxObjectBytes, work } = context
  let file: PackFile
  try {
    file = new PackFile(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT') return { status: 'missing' }
    return { status: 'unreadable', detail: `file cannot be opened (${String(error.code)})` }
  }
  try {
    const opened = inflater.canStream ? openLoose(inflater, file) : null
    if (opened !== null && shouldStream(context, visitor, opened.header.kind, opened.header.size)) {
      const { kind, size } = opened.header
      if ((work.kindMask & (1 << kind)) === 0) return 'shown'
      // The header's read went into the content: start again and step over it.
      const reader = opened.restart()
      const failure = streamObject(context, reader, visitor, kind, -1, n, size)
      return failure === null ? 'shown' : { status: 'corrupt', detail: failure.detail }
    }
    return readLoose(inflater, file, maxObjectBytes)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return { status: 'unreadable', detail: `file cannot be read (${String(error.code)})` }
  } finally {
    file.close()
  }
}

function show(
  { heap, kernel, work, coverage, rescue }: WalkContext,
  n: number,
  { kind, bytes }: Extract<ReadResult, { status: 'ok' }>,
  visitor: ObjectVisitor,
): void {
  if ((work.kindMask & (1 << kind)) === 0) {
    // Packs tell their trees when they are listed; a loose object's kind is known only now.
    if (kind === objectKinds.tree) coverage.trees++
    return
  }
  heap.freeAll()
  const ptr = heap.allocate(bytes.length)
  if (ptr < 0) {
    rescue.skip(-1, n, { reason: 'too-large', detail: 'no memory for the object' })
    return
  }
  kernel.bytes.set(bytes, ptr)
  countObject(coverage, kind, bytes.length)
  visitor.object(kind, -1, n, ptr, bytes.length, -1, 0)
  heap.free(ptr)
}
