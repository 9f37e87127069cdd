import { isTextByte } from '../../bytes/base64.ts'
import type { Decoded } from './decoded.ts'
import type { Scratch } from '../scratch.ts'
import { collectWide } from './wide-parts.ts'

/** Without a byte order mark this many characters must look like text in wide characters first. */
const sampleChars = 16
const substitute = 0x1a

/**
 * Text in UTF-16 or UTF-32, with or without a byte order mark, as one byte per character; characters above U+00FF
 * become a substitute, which ends a run. Of a binary file, the pieces of it in UTF-16, wherever they begin. Null for
 * everything else: most bytes are dismissed by their first four.
 *
 * @param scratch what `collect` saw of these bytes
 */
export function narrowWide(
  bytes: Uint8Array,
  { isBinary, text }: Pick<Scratch, 'isBinary' | 'text'>,
): Decoded | null {
  if (bytes.length < sampleChars * 2) return null
  return narrowWhole(bytes) ?? (isBinary ? collectWide(bytes, text) : null)
}

function narrowWhole(bytes: Uint8Array): Decoded | null {
  const first = bytes[0]!
  const second = bytes[1]!
  const third = bytes[2]!
  const fourth = bytes[3]!
  if (first === 0xff && second === 0xfe) {
    return third === 0 && fourth === 0 ? narrow(bytes, 4, 4, 0) : narrow(bytes, 2, 2, 0)
  }
  if (first === 0xfe && second === 0xff) return narrow(bytes, 2, 2, 1)
  if (first === 0 && second === 0) {
    if (third === 0xfe && fourth === 0xff) return narrow(bytes, 4, 4, 3)
    return third === 0 && looksWide(bytes, 4, 3) ? narrow(bytes, 0, 4, 3) : null
  }
  if (first === 0) return looksWide(bytes, 2, 1) ? narrow(bytes, 0, 2, 1) : null
  if (second !== 0) return null
  if (third === 0) return looksWide(bytes, 4, 0) ? narrow(bytes, 0, 4, 0) : null
  return looksWide(bytes, 2, 0) ? narrow(bytes, 0, 2, 0) : null
}

/** `low` is the place of a character's low byte among its `size` bytes. */
function looksWide(bytes: Uint8Array, size: 2 | 4, low: number): boolean {
  const end = sampleChars * size
  if (bytes.length < end) return false
  for (let at = 0; at < end; at += size) {
    for (let i = 0; i < size; i++) {
      if (i === low ? !isTextByte(bytes[at + i]!) : bytes[at + i] !== 0) return false
    }
  }
  return true
}

function narrow(bytes: Uint8Array, from: number, size: 2 | 4, low: number): Decoded {
  const length = Math.floor((bytes.length - from) / size)
  const out = new Uint8Array(length)
  for (let index = 0; index < length; index++) {
    const at = from + index * size
    let high = 0
    for (let i = 0; i < size; i++) if (i !== low) high |= bytes[at + i]!
    out[index] = high === 0 ? bytes[at + low]! : substitute
  }
  return {
    bytes: out,
    sourceOffset: (offset) => from + offset * size,
    via: `utf-${size * 8}${low === 0 ? 'le' : 'be'}`,
  }
}
