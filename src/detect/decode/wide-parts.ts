import { isTextByte } from '../../bytes/base64.ts'
import type { KernelText } from '../kernel-text.ts'
import type { Decoded } from './decoded.ts'

const minChars = 20
const least = minChars * 2
/** Every stretch of `minChars` characters covers such a place and the one behind it. */
const stride = minChars * 2 - 2
const lineFeed = 0x0a

/**
 * The stretches of text in UTF-16 inside of a binary file (a program, a registry hive, a document), at even and at odd
 * offsets, each on a line of its own; null where there is none. One look every 38 bytes.
 */
export function collectWide(bytes: Uint8Array, text: KernelText | null): Decoded | null {
  const parts: { start: number; end: number }[] = []
  let total = 0
  for (let at = stride; at + 1 < bytes.length;) {
    const next = text?.kernel.nextWide(text.ptr, text.length, at, stride, least) ?? at
    if (next < 0) break
    at = next
    const part = stretchAround(bytes, at)
    if (part === null) {
      at += stride
      continue
    }
    if (part.end - part.start >= least) {
      parts.push(part)
      total += ((part.end - part.start) >> 1) + 1
    }
    at = Math.max(part.end, at) + stride
  }
  return parts.length === 0 ? null : joinParts(bytes, parts, total)
}

/** The text around a place, as pairs of a character and nought in either order; null when there is none. */
function stretchAround(bytes: Uint8Array, at: number): { start: number; end: number } | null {
  const isFirst = isWide(bytes, at)
  if (!isFirst && !isWide(bytes, at + 1)) return null
  // Offsets of characters; the noughts stand behind them, or in front of them at the other end.
  const char = isFirst ? at : at + 1
  let start = char
  while (start - 2 >= 0 && isTextByte(bytes[start - 2]!) && bytes[start - 1] === 0) start -= 2
  let end = char + 2
  while (end < bytes.length && isTextByte(bytes[end]!) && bytes[end - 1] === 0) end += 2
  return { start, end: Math.min(end, bytes.length) }
}

function isWide(bytes: Uint8Array, at: number): boolean {
  return isTextByte(bytes[at] ?? 0) && (bytes[at + 1] === 0 || bytes[at - 1] === 0)
}

function joinParts(
  bytes: Uint8Array,
  parts: readonly { start: number; end: number }[],
  total: number,
): Decoded {
  const out = new Uint8Array(total)
  const sources = new Uint32Array(total + 1)
  let length = 0
  for (const { start, end } of parts) {
    for (let at = start; at < end; at += 2) {
      sources[length] = at
      out[length++] = bytes[at]!
    }
    sources[length] = end
    out[length++] = lineFeed
  }
  sources[length] = bytes.length
  return {
    bytes: out.subarray(0, length),
    sourceOffset: (offset) => sources[Math.min(offset, length)]!,
    via: 'utf-16',
  }
}
