/** Sixty-four bytes of two or three digits with their commas: 99 in 100 random key pairs have more. */
const shortestList = 190
const isListByte = makeTable()

function makeTable(): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of '0123456789, \n\r\t') table[char.charCodeAt(0)] = 1
  return table
}

/**
 * Finds the maximal runs of digits, commas and white space that overlap `[from, to)`, jumping as `probeRuns` does:
 * 190 bytes at a time in text that is none.
 */
export function probeNumbers(
  bytes: Uint8Array,
  from: number,
  to: number,
  found: (start: number, end: number) => void,
): void {
  const { length } = bytes
  // A list is longer than a small window: one that overlaps it holds its first byte or its last.
  if (
    to - from < shortestList &&
    isListByte[bytes[from]!] === 0 &&
    isListByte[bytes[to - 1]!] === 0
  ) {
    return
  }
  let start = from
  while (start > 0 && isListByte[bytes[start - 1]!] !== 0) start--
  let known = start
  while (start < to) {
    const last = start + shortestList - 1
    if (last >= length) return
    let at = last
    while (at >= known && isListByte[bytes[at]!] !== 0) at--
    if (at >= known) {
      start = at + 1
      known = last + 1
      continue
    }
    let end = last + 1
    while (end < length && isListByte[bytes[end]!] !== 0) end++
    if (end > from) found(start, end)
    start = end + 1
    known = start
  }
}
