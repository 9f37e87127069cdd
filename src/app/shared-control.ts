/**
 * What the threads of one run share: a stop flag, the number of the next batch, and how far each has come.
 * Batches are handed out by one atomic counter, so that all threads stay busy to the end.
 */
export interface SharedControl {
  /** [stop flag, next batch] */
  readonly words: Int32Array<SharedArrayBuffer>
  /** Two per thread, written by that thread only: objects done, bytes done. */
  readonly progress: Float64Array<SharedArrayBuffer>
}

export function createSharedControl(threads: number): SharedControl {
  return {
    words: new Int32Array(new SharedArrayBuffer(8)),
    progress: new Float64Array(new SharedArrayBuffer(threads * 16)),
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

export function addProgress(
  control: SharedControl,
  thread: number,
  objects: number,
  bytes: number,
): void {
  control.progress[thread * 2] = control.progress[thread * 2]! + objects
  control.progress[thread * 2 + 1] = control.progress[thread * 2 + 1]! + bytes
}

export function sumProgress(control: SharedControl): { objects: number; bytes: number } {
  let objects = 0
  let bytes = 0
  for (let at = 0; at < control.progress.length; at += 2) {
    objects += control.progress[at]!
    bytes += control.progress[at + 1]!
  }
  return { objects, bytes }
}
