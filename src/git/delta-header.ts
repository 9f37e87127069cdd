/**
 * Reads the two sizes a delta begins with, as `[base, result]`; null when they are cut or longer than 2^53.
 *
 * @see git's Documentation/gitformat-pack.txt, "Size encoding"
 */
export function deltaSizes(
  bytes: Uint8Array,
  from: number,
  to: number,
): readonly [base: number, result: number] | null {
  const sizes: [number, number] = [0, 0]
  let at = from
  for (let which = 0; which < 2; which++) {
    let scale = 1
    let byte: number
    do {
      if (at >= to || scale > 2 ** 46) return null
      byte = bytes[at++]!
      sizes[which]! += (byte & 0x7f) * scale
      scale *= 128
    } while (byte >= 0x80)
  }
  return sizes
}
