import { base64Values as values } from './base64-values.ts'
import { latin1 } from './text.ts'

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
/** Digits of base64 that a byte order mark makes: of UTF-8 and of UTF-16, little and big. */
const markDigits = ['77u/', '//4', '/v8']

/**
 * True when the first bytes that base64 `[start, end)` stands for are readable text, by chance one in a million: one
 * byte a character or two, with a byte order mark or without.
 */
export function base64IsText(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = Math.min(end, start + textSample)
  if (stop - start < 16) return false
  // A mark is no text: whatever begins with one of its digits is looked at more closely.
  const first = bytes[start]!
  if (first === 0x37 || first === 0x2f) return markedIsText(bytes, start, stop)
  return isTextFrom(bytes, start, stop, 0)
}

function markedIsText(bytes: Uint8Array, start: number, stop: number): boolean {
  for (const [index, mark] of markDigits.entries()) {
    if (!startsWith(bytes, start, mark)) continue
    return isTextFrom(bytes, start, stop, index === 0 ? 3 : 2)
  }
  return isTextFrom(bytes, start, stop, 0)
}

function startsWith(bytes: Uint8Array, start: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[start + at] !== text.charCodeAt(at)) return false
  }
  return true
}

/** What base64 of gzip begins with, and of zlib at each of its levels: 24 bits of gzip's head, 16 of zlib's. */
const packedDigits = /^(?:H4sI|eA[EFGH]|eF[4567]|eJ[wxyz]|eN[opqr])/

/** True when base64 at `start`, of four digits at least, stands for packed data: zlib by chance one in 2^16. */
export function base64IsPacked(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start]!
  if (first !== 0x48 && first !== 0x65) return false
  return packedDigits.test(latin1(bytes, start, start + 4))
}

/** True when bytes begin as gzip or zlib (RFC 1952 section 2.3.1, RFC 1950 section 2.2; no preset dictionary). */
export function isPacked(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes
  if (first === 0x1f) return second === 0x8b && third === 0x08
  if (first !== 0x78 || ((first << 8) | second) % 31 !== 0 || (second & 0x20) !== 0) return false
  // One of the levels reads `x^`.
  return second !== 0x5e || !bytes.subarray(0, textSample).every(isTextByte)
}

/** `skipped` decoded bytes are not looked at. Every second byte may be nought, if the others are text. */
function isTextFrom(bytes: Uint8Array, start: number, stop: number, skipped: number): boolean {
  let group = 0
  let bits = 0
  let count = -skipped
  // Whether the bytes at even and at odd places are noughts: 0 unknown, 1 text, 2 nought.
  let even = 0
  let odd = 0
  for (let at = start; at < stop; at++) {
    const value = values[bytes[at]!]!
    if (value < 0) return false
    group = ((group << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    if (count++ < 0) continue
    const byte = (group >> bits) & 0xff
    const kind = isTextByte(byte) ? 1 : byte === 0 ? 2 : 3
    if (kind === 3) return false
    if ((count & 1) === 1) {
      if (even !== 0 && even !== kind) return false
      even = kind
    } else {
      if (odd !== 0 && odd !== kind) return false
      odd = kind
    }
  }
  return even !== odd || even === 1
}
