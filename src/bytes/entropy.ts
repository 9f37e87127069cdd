/** Shannon entropy of `bytes[start, end)`, in bits per byte: 0 for one byte repeated, at most 8. */
export function entropyOf(bytes: Uint8Array, start: number, end: number): number {
  const counts = new Map<number, number>()
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    counts.set(byte, (counts.get(byte) ?? 0) + 1)
  }
  const length = end - start
  let bits = 0
  for (const count of counts.values()) bits -= (count / length) * Math.log2(count / length)
  return bits
}
