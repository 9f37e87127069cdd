import type { ObjectKind } from './object-kind.ts'

/** What a walk shows objects to. `pack` is an index in the plan, -1 for loose objects; `plannedId` gives the id. */
export interface ObjectVisitor {
  /**
   * One expanded object at `kernel.bytes[ptr .. ptr + len]`, valid during the call only. Must not write there and
   * must not call `kernel.reserve`: what needs memory takes it from the walk's heap and gives it back.
   *
   * @param windowCount -1 = look at all of it; else the number of ranges at `kernel.windowsPtr` that a delta changed:
   *   then places of the base that the delta left as they were stand at `kernel.movedPtr`
   * @param baseFlag what the call for the delta base returned; 0 for an object without one that was shown
   * @returns a flag for what is made from it; when it is not 0, that gets `windowCount` -1, unless there are `places`
   */
  object(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    windowCount: number,
    baseFlag: number,
  ): number
  /**
   * Asked after `object` returned a flag that is not 0: where in that object lies all that has to be looked at again in
   * what is made from it, as sorted triples: start, end, and how far around it stands what it depends on
   * (`Kernel.applyDelta`). Those objects get windows then, which hold these places too where they were not just moved.
   * Null, or no such method: they are looked at as a whole.
   */
  places?(): Uint32Array | null
  /**
   * A piece of a blob too large to hold: `ptr .. ptr + len` are its bytes from `offset`; pieces overlap by
   * `limits.streamOverlapBytes`; `size` is the whole. A damaged blob may end before its last piece. Without this
   * method such blobs are skipped above `limits.maxObjectBytes`.
   */
  chunk?(
    kind: ObjectKind,
    pack: number,
    number: number,
    ptr: number,
    len: number,
    offset: number,
    size: number,
  ): void
}
