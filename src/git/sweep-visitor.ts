import type { Kernel } from '../kernel/kernel.ts'
import { objectKinds } from './object-kind.ts'
import { markObject, type ObjectMarks } from './object-marks.ts'
import { type ObjectPlan, plannedId } from './object-plan.ts'
import type { ObjectVisitor } from './object-visitor.ts'
import type { TreeSweep } from './tree-sweep.ts'

/**
 * Shows the trees of a walk to a sweep. It tells the walker that it has no use for bases, so that it gets the windows
 * a delta changed, and finds the bases in the plan itself.
 */
export function createSweepVisitor(
  sweep: TreeSweep,
  kernel: Kernel,
  plan: ObjectPlan,
  marks?: ObjectMarks,
): ObjectVisitor {
  /** Per pack: what the sweep called each tree; 0 = not seen. */
  const serials: (Uint32Array | undefined)[] = []
  return {
    object(kind, pack, number, ptr, len, windowCount): number {
      if (kind !== objectKinds.tree) return 0
      if (marks !== undefined) markObject(marks, pack, number, kind, len)
      const id = plannedId(plan, pack, number)
      const packPlan = plan.packs[pack]
      if (packPlan === undefined) {
        sweep.visit(id, 0, kernel.bytes, ptr, ptr + len, 0)
        return 0
      }
      serials[pack] ??= new Uint32Array(packPlan.count)
      const known = serials[pack]
      const base = packPlan.bases[number]!
      const against = base < 0 ? 0 : known[base]!
      let from = 0
      let to = len
      let changed: Uint32Array | null = null
      // Windows speak of the base in this pack only where the walker made the object from it.
      if (against > 0 && windowCount >= 0) {
        const windows = kernel.windowsPtr / 4
        changed = kernel.words.subarray(windows, windows + windowCount * 2)
        from = windowCount === 0 ? len : changed[0]!
        to = windowCount === 0 ? 0 : changed[windowCount * 2 - 1]!
      }
      known[number] = sweep.visit(id, 0, kernel.bytes, ptr, ptr + len, against, from, to, changed)
      return 0
    },
  }
}
