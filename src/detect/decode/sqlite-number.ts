/** Big-endian; what lies beyond the end reads as nought. */
export function readNumber(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let index = 0; index < length; index++) value = value * 256 + (bytes[at + index] ?? 0)
  return value
}

/** Null when it is cut, or larger than any length can be. */
export function readVarint(
  bytes: Uint8Array,
  at: number,
  end: number,
): { value: number; next: number } | null {
  let value = 0
  for (let index = 0; index < 9; index++) {
    if (at + index >= end) return null
    const byte = bytes[at + index]!
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f)
    if (index === 8 || byte < 0x80) return { value, next: at + index + 1 }
  }
  return null
}
