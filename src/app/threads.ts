import { availableParallelism } from 'node:os'

const mebibyte = 1024 * 1024

/** Below this a thread costs more to start than it saves; measured in docs/performance.md. */
const bytesWorthAThread = 4 * mebibyte

/** What all threads together may hold in expanded objects, MiB. */
const expandedMebibytes = 192

/** One thread per processor, or as told. */
export function chooseThreads(jobs: number | undefined): number {
  return jobs ?? availableParallelism()
}

/** `weight` is compressed bytes. */
export function isWorthThreads(weight: number): boolean {
  return weight >= bytesWorthAThread
}

/** Soft cap on expanded objects for one of `threads`, bytes. `maxMemory` is MiB for all of them. */
export function threadMemory(threads: number, maxMemory: number = expandedMebibytes): number {
  return Math.floor((maxMemory * mebibyte) / threads)
}

/** Below this many files one thread is done before a second has started. */
const filesWorthAThread = 400

export function chooseFileThreads(jobs: number | undefined, files: number): number {
  const wanted = jobs ?? availableParallelism()
  return files < filesWorthAThread ? 1 : wanted
}

/** 1 MiB of trees takes 15 ms; a thread's tables and its cold code take twice that. */
const treeBytesWorthAThread = 4 * mebibyte

/** Compressed bytes of a batch of trees: 4 ms, so that threads end together. */
export const treeBatchBytes: number = mebibyte / 4

/** `weight` is compressed bytes of trees. */
export function chooseSweepThreads(threads: number, weight: number): number {
  return Math.min(threads, Math.max(1, Math.ceil(weight / treeBytesWorthAThread)))
}
