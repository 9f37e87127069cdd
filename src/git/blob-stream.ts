import { limits } from '../model/limits.ts'
import { countObject } from './count-object.ts'
import type { ObjectKind } from './object-kind.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import type { PieceReader } from './piece-reader.ts'
import { type Failure, failures, type WalkContext } from './walk-context.ts'

/** True when a blob of `size` bytes without descendants should go to `visitor.chunk` instead of into memory. */
export function shouldStream(
  { inflater }: WalkContext,
  visitor: ObjectVisitor,
  kind: number,
  size: number,
): boolean {
  return (
    kind === 3 &&
    size > limits.streamAboveBytes &&
    visitor.chunk !== undefined &&
    inflater.canStream
  )
}

/** Shows an object in overlapping pieces as it is inflated; null when all went well. */
export function streamObject(
  context: WalkContext,
  reader: PieceReader,
  visitor: ObjectVisitor,
  kind: ObjectKind,
  pack: number,
  number: number,
  size: number,
): Failure | null {
  const { heap, kernel, coverage } = context
  const room = limits.streamWindowBytes
  const overlap = limits.streamOverlapBytes
  const ptr = heap.allocate(room)
  if (ptr < 0) return failures.memory
  try {
    let offset = 0
    let kept = 0
    for (;;) {
      const wanted = Math.min(room - kept, size - offset - kept)
      if (reader.readInto(kernel.bytes, ptr + kept, wanted) !== wanted) return failures.stream
      const length = kept + wanted
      visitor.chunk?.(kind, pack, number, ptr, length, offset, size)
      if (offset + length === size) break
      kernel.bytes.copyWithin(ptr, ptr + length - overlap, ptr + length)
      offset += length - overlap
      kept = overlap
    }
    if (!reader.finish()) return failures.stream
    countObject(coverage, kind, size)
    return null
  } finally {
    heap.free(ptr)
  }
}
