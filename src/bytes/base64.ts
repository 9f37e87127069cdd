const values = makeValues()

function makeValues(): Int8Array {
  const table = new Int8Array(256).fill(-1)
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let value = 0; value < digits.length; value++) table[digits.charCodeAt(value)] = value
  table['-'.charCodeAt(0)] = 62
  table['_'.charCodeAt(0)] = 63
  return table
}

/**
 * Decodes base64 or base64url; bytes outside both alphabets (line breaks, padding) are left out.
 *
 * @returns the decoded bytes, at most `maxBytes`
 * @see RFC 4648, sections 4 and 5
 */
export function decodeBase64(
  bytes: Uint8Array,
  start: number,
  end: number,
  maxBytes: number,
): Uint8Array {
  const out = new Uint8Array(Math.min(maxBytes, Math.floor(((end - start) * 3) / 4)))
  let length = 0
  let group = 0
  let bits = 0
  for (let at = start; at < end && length < out.length; at++) {
    const value = values[bytes[at]!]!
    if (value < 0) continue
    group = ((group << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    out[length++] = (group >> bits) & 0xff
  }
  return out.subarray(0, length)
}

/** True for bytes of readable text: printable ASCII, tab, line feed, carriage return. */
export function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09
}

const textSample = 24

/** True when the first bytes that base64 `[start, end)` stands for are readable text: by chance, one in a million. */
export function base64IsText(bytes: Uint8Array, start: number, end: number): boolean {
  let group = 0
  let bits = 0
  const stop = Math.min(end, start + textSample)
  if (stop - start < 16) return false
  for (let at = start; at < stop; at++) {
    const value = values[bytes[at]!]!
    if (value < 0) return false
    group = ((group << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    if (!isTextByte((group >> bits) & 0xff)) return false
  }
  return true
}
