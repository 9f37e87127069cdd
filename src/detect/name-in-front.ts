import { latin1 } from '../bytes/text.ts'
import { nameField, noise } from './field.ts'
import type { Field } from './field.ts'

/** A name further left is cut off where fields are read. */
const reach = 239
/** Longer ones could be values. */
const longestName = 23
/** Names that are kept; then all are forgotten. */
const maxKept = 4096

const fields = new Map<string, Field>()

/**
 * The field of a value whose name stands right in front of it, as in `"name": "` and `name = '`; null where more has to
 * be read to tell: `readField` is asked then. For half of the candidates of a history the few bytes say it.
 *
 * @param from start of the value's line
 */
export function nameInFront(bytes: Uint8Array, from: number, start: number): Field | null {
  const stop = Math.max(from, start - reach)
  let at = start
  if (isQuote(bytes[at - 1])) at--
  while (bytes[at - 1] === 0x20) at--
  const sign = bytes[at - 1]
  if (sign !== 0x3a && sign !== 0x3d) return null
  at--
  // `name := "..."`
  if (sign === 0x3d && bytes[at - 1] === 0x3a) at--
  while (bytes[at - 1] === 0x20) at--
  if (isQuote(bytes[at - 1])) at--
  const begin = wordStart(bytes, at, stop, from)
  if (begin < 0 || at - begin > longestName) return null
  const name = latin1(bytes, begin, at)
  if (noise.has(name.toLowerCase()) || isJoined(bytes, begin, stop, from)) return null
  let field = fields.get(name)
  if (field === undefined) {
    if (fields.size >= maxKept) fields.clear()
    fields.set(name, (field = { ...nameField(name), call: '', position: 0 }))
  }
  return field
}

/** Where the word that ends at `end` begins; -1 when it is none, or no whole one: `a..b`, `1a`. */
function wordStart(bytes: Uint8Array, end: number, stop: number, from: number): number {
  let at = end
  let wasMark = true
  for (; at > stop; at--) {
    const byte = bytes[at - 1]!
    const isMark = byte === 0x2d || byte === 0x2e
    if (!isMark && !isWordByte(byte)) break
    if (isMark && wasMark) return -1
    wasMark = isMark
  }
  if (at >= end || (at === stop && stop !== from)) return -1
  const first = bytes[at]!
  const isLetter = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7a
  return isLetter || first === 0x5f || first === 0x24 ? at : -1
}

/** True when the word could go on to the left: in the words of a phrase, across a tag or the length of a text. */
function isJoined(bytes: Uint8Array, begin: number, stop: number, from: number): boolean {
  if (begin === from) return false
  const before = bytes[begin - 1]!
  if (before === 0x3e || before === 0x3a) return true
  if (before !== 0x20 || begin - 1 === from) return false
  const end = begin - 1
  if (!isWordByte(bytes[end - 1]!)) return bytes[end - 1] === 0x3e
  const start = wordStart(bytes, end, stop, from)
  return start < 0 || !noise.has(latin1(bytes, start, end).toLowerCase())
}

function isQuote(byte: number | undefined): boolean {
  return byte === 0x22 || byte === 0x27 || byte === 0x60
}

/** `\w` and `$`. */
function isWordByte(byte: number): boolean {
  const small = byte | 0x20
  return (
    (small >= 0x61 && small <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x24
  )
}
