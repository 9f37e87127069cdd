import type { ObjectPlan } from './object-plan.ts'

/** What threads noted about planned objects. Shared memory; each object is written by one thread only. */
export interface ObjectMarks {
  /** Per pack, and as last the loose ones: the kind of an object that was read, or what else a caller notes; 0 = not noted. */
  readonly kinds: readonly Uint8Array[]
  /** Expanded bytes, 0xFFFFFFFF when more. */
  readonly sizes: readonly Uint32Array[]
}

export function createMarks({ packs, loose }: ObjectPlan): ObjectMarks {
  const counts = [...packs.map(({ count }) => count), loose.count]
  return {
    kinds: counts.map((count) => new Uint8Array(new SharedArrayBuffer(count))),
    sizes: counts.map((count) => new Uint32Array(new SharedArrayBuffer(4 * count))),
  }
}

/** `pack` is -1 for loose objects. */
export function markObject(
  marks: ObjectMarks,
  pack: number,
  number: number,
  kind: number,
  size: number,
): void {
  const list = pack < 0 ? marks.kinds.length - 1 : pack
  marks.kinds[list]![number] = kind
  marks.sizes[list]![number] = Math.min(size, 0xffffffff)
}
