import { isTextByte } from '../../bytes/base64.ts'
import type { Decoded } from './decoded.ts'

/** Without a byte order mark this many characters must look like UTF-16 first. */
const sampleChars = 16
const replacement = 0x1a

/**
 * Text in UTF-16, with or without a byte order mark, as one byte per character; characters above U+00FF become a
 * substitute, which ends a run. Null for everything else: most bytes are dismissed by their first two.
 */
export function narrowUtf16(bytes: Uint8Array): Decoded | null {
  if (bytes.length < sampleChars * 2) return null
  const first = bytes[0]!
  const second = bytes[1]!
  if (first === 0xff && second === 0xfe) return narrow(bytes, 2, 0)
  if (first === 0xfe && second === 0xff) return narrow(bytes, 2, 1)
  if (second === 0 && first !== 0 && looksWide(bytes, 0)) return narrow(bytes, 0, 0)
  if (first === 0 && second !== 0 && looksWide(bytes, 1)) return narrow(bytes, 0, 1)
  return null
}

/** `low` is the place of a character's low byte in its pair. */
function looksWide(bytes: Uint8Array, low: 0 | 1): boolean {
  for (let at = 0; at < sampleChars * 2; at += 2) {
    if (!isTextByte(bytes[at + low]!) || bytes[at + 1 - low] !== 0) return false
  }
  return true
}

function narrow(bytes: Uint8Array, from: number, low: 0 | 1): Decoded {
  const length = (bytes.length - from) >> 1
  const out = new Uint8Array(length)
  for (let index = 0; index < length; index++) {
    const at = from + index * 2
    out[index] = bytes[at + 1 - low] === 0 ? bytes[at + low]! : replacement
  }
  return {
    bytes: out,
    sourceOffset: (offset) => from + offset * 2,
    via: low === 0 ? 'utf-16le' : 'utf-16be',
  }
}
