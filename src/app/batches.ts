import { mustStop, takeBatch, type SharedControl } from './shared-control.ts'

const turnMs = 40

/**
 * Takes batches until they are used up or a stop is asked for, and lets the event loop turn now and then, so that a
 * scan in the main thread still hears Ctrl-C and draws its bar. Returns false when it was stopped.
 */
export async function forEachBatch(
  count: number,
  control: SharedControl,
  work: (batch: number) => void,
): Promise<boolean> {
  let turnEnds = performance.now() + turnMs
  for (let batch = takeBatch(control); batch < count; batch = takeBatch(control)) {
    if (mustStop(control)) return false
    work(batch)
    if (performance.now() < turnEnds) continue
    await new Promise((resolve) => setImmediate(resolve))
    turnEnds = performance.now() + turnMs
  }
  return true
}

/** As `forEachBatch`, over a list of batches. */
export function forEachItem<T>(
  items: readonly T[],
  control: SharedControl,
  work: (item: T) => void,
): Promise<boolean> {
  return forEachBatch(items.length, control, (number) => {
    const item = items[number]
    if (item !== undefined) work(item)
  })
}
