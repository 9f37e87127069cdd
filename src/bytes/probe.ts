import { byteClass } from './classes.ts'

/**
 * Finds the maximal runs of token bytes (`[A-Za-z0-9+/=_-]`) of at least `minLength` that overlap `[from, to)`.
 *
 * A run of `minLength` bytes covers every position `start + minLength - 1`, so that byte is looked at first and the
 * search goes backwards from it: the last byte that is no token byte says how far to jump, and in text most jumps
 * skip two thirds of the bytes. Runs are maximal in the whole of `bytes`, not in the window.
 *
 * Writes `(start, end)` pairs to `runs` and returns how many pairs; when that fills `runs`, continue with `from` set
 * to the last pair's end.
 */
export function probeRuns(
  bytes: Uint8Array,
  from: number,
  to: number,
  minLength: number,
  runs: Uint32Array,
): number {
  const length = bytes.length
  const capacity = runs.length >> 1
  let start = from
  while (start > 0 && byteClass[bytes[start - 1]!] !== 0) start--
  // Every byte of [start, known) is a token byte.
  let known = start
  let count = 0
  while (start < to && count < capacity) {
    const last = start + minLength - 1
    if (last >= length) break
    let at = last
    while (at >= known && byteClass[bytes[at]!] !== 0) at--
    if (at >= known) {
      start = at + 1
      known = last + 1
      continue
    }
    let end = last + 1
    while (end < length && byteClass[bytes[end]!] !== 0) end++
    if (end > from) {
      runs[count * 2] = start
      runs[count * 2 + 1] = end
      count++
    }
    start = end + 1
    known = start
  }
  return count
}
