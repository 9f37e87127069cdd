/**
 * What the threads of one run share: a stop flag, the number of the next batch, and how far each has come.
 * Batches are handed out by one atomic counter, so that all threads stay busy to the end.
 */
export interface SharedControl {
  /** [stop flag, next batch] */
  readonly words: Int32Array<SharedArrayBuffer>
  /** Three per thread, written by that thread only: weight, objects and bytes done. */
  readonly progress: Float64Array<SharedArrayBuffer>
}

export function createSharedControl(threads: number): SharedControl {
  return {
    words: new Int32Array(new SharedArrayBuffer(8)),
    progress: new Float64Array(new SharedArrayBuffer(threads * 24)),
  }
}

export function requestStop(control: SharedControl): void {
  Atomics.store(control.words, 0, 1)
}

export function mustStop(control: SharedControl): boolean {
  return Atomics.load(control.words, 0) === 1
}

/** The number of the next batch for the calling thread. */
export function takeBatch(control: SharedControl): number {
  return Atomics.add(control.words, 1, 1)
}

/** What a thread has done since it last told. */
export interface ProgressStep {
  /** In whatever the total is counted. */
  readonly weight: number
  readonly objects: number
  /** Expanded bytes. Default 0. */
  readonly bytes?: number
}

export function addProgress(
  { progress }: SharedControl,
  thread: number,
  { weight, objects, bytes = 0 }: ProgressStep,
): void {
  const at = thread * 3
  for (const [i, more] of [weight, objects, bytes].entries()) {
    progress[at + i] = (progress[at + i] ?? 0) + more
  }
}

export function sumProgress({ progress }: SharedControl): Required<ProgressStep> {
  const sums = [0, 0, 0]
  for (const [i, value] of progress.entries()) sums[i % 3] = (sums[i % 3] ?? 0) + value
  const [weight = 0, objects = 0, bytes = 0] = sums
  return { weight, objects, bytes }
}
