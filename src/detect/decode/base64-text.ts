import { base64IsPacked, decodeBase64 } from '../../bytes/base64.ts'
import { byteClass, EQUALS, DASH_UNDERSCORE } from '../../bytes/classes.ts'
import { isSpace } from '../../bytes/text.ts'
import type { EncodedPiece } from '../scratch.ts'
import type { Decoded } from './decoded.ts'

const maxDecodedBytes = 1 << 20
/** Line break and indentation between two lines of wrapped base64. */
const maxGap = 40

/**
 * Decodes pieces of base64 that were seen to be text or packed. Pieces with nothing but white space between them are lines of
 * one text and are decoded together, up to the short last line.
 */
export function* joinEncoded(
  bytes: Uint8Array,
  pieces: readonly EncodedPiece[],
): Generator<Decoded> {
  let done = 0
  for (const { start, end } of pieces) {
    if (start < done) continue
    const lines = [{ start, end: base64IsPacked(bytes, start) ? urlSafeEnd(bytes, end) : end }]
    for (;;) {
      const next = nextLine(bytes, lines.at(-1)!.end)
      if (next === null) break
      lines.push(next)
    }
    done = lines.at(-1)!.end
    yield decodeLines(bytes, lines)
  }
}

/** Packed data has the other two digits of base64url too: text in base64url mostly lacks them. */
function urlSafeEnd(bytes: Uint8Array, from: number): number {
  let end = from
  while (
    end < bytes.length &&
    (isBase64(bytes[end]!) || byteClass[bytes[end]!] === DASH_UNDERSCORE)
  ) {
    end++
  }
  return end
}

/** The base64 on the next line, when only a line break and white space stand before it. */
function nextLine(bytes: Uint8Array, from: number): EncodedPiece | null {
  let start = from
  let breaks = 0
  while (start < bytes.length && start - from < maxGap && isSpace(bytes[start]!)) {
    if (bytes[start] === 0x0a) breaks++
    start++
  }
  if (breaks !== 1) return null
  let end = start
  while (end < bytes.length && isBase64(bytes[end]!)) end++
  const isWholeLine =
    end === bytes.length || isSpace(bytes[end]!) || byteClass[bytes[end]!] === EQUALS
  return end > start && isWholeLine ? { start, end } : null
}

function isBase64(byte: number): boolean {
  const bits = byteClass[byte]!
  return bits !== 0 && bits < DASH_UNDERSCORE
}

function decodeLines(bytes: Uint8Array, lines: readonly EncodedPiece[]): Decoded {
  const whole = decodeBase64(bytes, lines[0]!.start, lines.at(-1)!.end, maxDecodedBytes)
  return {
    bytes: whole,
    via: 'base64',
    sourceOffset: (offset) => {
      let digits = Math.floor((offset * 4) / 3)
      for (const { start, end } of lines) {
        if (digits <= end - start) return start + digits
        digits -= end - start
      }
      return lines.at(-1)!.end
    },
  }
}
