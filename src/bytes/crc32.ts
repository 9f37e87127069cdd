/** Made when first needed. */
let table: Uint32Array | null = null

function makeTable(): Uint32Array {
  const out = new Uint32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ 0xedb88320
    out[byte] = sum >>> 0
  }
  return out
}

/** CRC-32 as in zip and PNG (ISO 3309), of `bytes[start, end)`. */
function crc32(bytes: Uint8Array, start: number, end: number): number {
  table ??= makeTable()
  let sum = 0xffffffff
  for (let at = start; at < end; at++) sum = table[(sum ^ bytes[at]!) & 0xff]! ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A checksum as GitHub and npm write it at the end of a token: six digits of base 62. */
export function crc32Base62(bytes: Uint8Array, start: number, end: number): string {
  let left = crc32(bytes, start, end)
  let text = ''
  for (let digit = 0; digit < 6; digit++) {
    text = digits[left % 62]! + text
    left = Math.floor(left / 62)
  }
  return text
}
