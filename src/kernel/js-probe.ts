const tokenTable = new Uint8Array(256)
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') {
  tokenTable[char.charCodeAt(0)] = 1
}

/** `Kernel.probe` over any bytes. */
export function probe(
  object: Uint8Array,
  from: number,
  to: number,
  minLength: number,
  runs: Uint32Array,
  cap: number,
): number {
  return probeRange(object, from, to, minLength, runs, 0, cap, 0)
}

/** `Kernel.probeWindows` over any bytes; `windows` holds the pairs. */
export function probeWindows(
  object: Uint8Array,
  windows: Uint32Array,
  minLength: number,
  runs: Uint32Array,
  cap: number,
): number {
  let count = 0
  let floor = 0
  for (let i = 0; i + 1 < windows.length && count < cap; i += 2) {
    count = probeRange(object, windows[i]!, windows[i + 1]!, minLength, runs, count, cap, floor)
    if (count > 0) floor = runs[2 * count - 1]!
  }
  return count
}

/**
 * Invariant: the byte before `start` is no token byte (or `start` is the object's first). So when the `minLength`
 * bytes from `start` are all token bytes, a run begins there; else the next one cannot begin before the last
 * byte among them that is none, and everything up to it is skipped: 2 GB/s on source code with 20 bytes.
 */
function probeRange(
  object: Uint8Array,
  fromAt: number,
  toAt: number,
  minLength: number,
  runs: Uint32Array,
  found: number,
  cap: number,
  floor: number,
): number {
  const len = object.length
  const from = Math.max(fromAt, floor, 0)
  const to = Math.min(toAt, len)
  let count = found
  if (from >= to || count >= cap) return count
  let start = from
  if (tokenTable[object[from]!] === 1) {
    while (start > floor && tokenTable[object[start - 1]!] === 1) start--
  }
  while (start < to && start + minLength <= len) {
    let at = start + minLength - 1
    while (at >= start && tokenTable[object[at]!] === 1) at--
    if (at >= start) {
      start = at + 1
      continue
    }
    let end = start + minLength
    while (end < len && tokenTable[object[end]!] === 1) end++
    runs[2 * count] = start
    runs[2 * count + 1] = end
    count++
    if (count === cap) break
    start = end + 1
  }
  return count
}
