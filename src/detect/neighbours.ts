import { latin1 } from '../bytes/text.ts'

/** What may stand between a value and the separator: the end of a literal and what it is made into. */
const closing = String.raw`[\\"'${'`'})\]\s]{0,24}(?:\.[a-z_A-Z]{2,16}\([^()]{0,12}\)[\s)]{0,12}){0,2}`
/** What may stand between the separator and a value: the start of a literal and what wraps it. */
const opening = String.raw`[\s\\(&@]{0,80}(?:(?:new\s|[A-Z][\w:.]{0,30}\(|(?:std::)?string\(|b(?:ytes)?\(?)\s{0,8}){0,2}[frbuRBN@]{0,2}[\\"'${'`'}]{0,3}`
const separator = String.raw`[,;|\t]`
const between = new RegExp(`^${closing}${separator}${opening}$`)
const ahead = new RegExp(`${separator}${opening}$`)
const behind = new RegExp(`^${closing}${separator}`)
const valueAhead = new RegExp(`([\\w+/=-]{8,200})${closing}${separator}${opening}$`)
const valueBehind = new RegExp(`^${closing}${separator}${opening}([\\w+/=-]{8,200})`)
const reach = 240
const maxGap = 120

/** True when a value is an element of a list that has others: of the arguments of a call, of the values of a row. */
export function isListed(left: string, right: string): boolean {
  return behind.test(right.slice(0, reach)) || ahead.test(left.slice(-reach))
}

/**
 * False when `isListed` is, by the bytes next to a value alone: behind what closes a text no separator stands, and in
 * front of what opens it neither a separator nor a function.
 *
 * @param above start of the lines above
 */
export function mayBeListed(bytes: Uint8Array, above: number, start: number, end: number): boolean {
  let at = end
  while (isClosing(bytes[at]) && bytes[at] !== 0x09) at++
  if (isSeparator(bytes[at]) || bytes[at] === 0x2e) return true
  at = start
  for (let marks = 0; marks < 3 && isMark(bytes[at - 1]); marks++) at--
  for (let letters = 0; letters < 2 && isPrefix(bytes[at - 1]); letters++) at--
  for (; at > above; at--) {
    const byte = bytes[at - 1]!
    if (isSeparator(byte) || isCallEnd(byte)) return true
    if (!isSpaceByte(byte) && byte !== 0x5c && byte !== 0x26 && byte !== 0x40) return false
  }
  return false
}

/** Comma, semicolon, bar, tab. */
function isSeparator(byte: number | undefined): boolean {
  return byte === 0x2c || byte === 0x3b || byte === 0x7c || byte === 0x09
}

/** `(`, and the last letters of `new`, `b` and `bytes`. */
function isCallEnd(byte: number): boolean {
  return byte === 0x28 || byte === 0x77 || byte === 0x62 || byte === 0x73
}

/** Backslash, quotes, brace. */
function isMark(byte: number | undefined): boolean {
  return byte === 0x5c || byte === 0x22 || byte === 0x27 || byte === 0x60 || byte === 0x7d
}

/** `r"`, `b'`, `@"`. */
function isPrefix(byte: number | undefined): boolean {
  return byte !== undefined && prefixes.has(byte)
}

const prefixes = new Set(Array.from('frbuRBN@', (char) => char.charCodeAt(0)))

function isClosing(byte: number | undefined): boolean {
  if (byte === undefined) return false
  return isMark(byte) || byte === 0x29 || byte === 0x5d || isSpaceByte(byte)
}

/** `\s` among bytes. */
function isSpaceByte(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0xa0
}

/** Half-open offsets. */
interface Span {
  readonly start: number
  readonly end: number
}

/**
 * True when two values stand next to each other in one list, and neither has another value of its length on its other
 * side: lists of hashes are no credentials. Two of one length in hexadecimal have to be the first arguments of a call.
 */
export function areNeighbours(bytes: Uint8Array, first: Span, second: Span): boolean {
  const gap = second.start - first.end
  if (gap < 1 || gap > maxGap || !between.test(latin1(bytes, first.end, second.start))) return false
  const lengths = [first.end - first.start, second.end - second.start]
  const left = latin1(bytes, Math.max(0, first.start - reach), first.start)
  if (isHashPair(bytes, first, second) && !firstArgument.test(left)) return false
  const before = valueAhead.exec(left)?.[1]
  const after = valueBehind.exec(latin1(bytes, second.end, second.end + reach))?.[1]
  return ![before, after].some((text) => text !== undefined && lengths.includes(text.length))
}

const hexOnly = /^[0-9a-f]+$/
const firstArgument = /[({][\s"'`\\]{0,40}$/

function isHashPair(bytes: Uint8Array, first: Span, second: Span): boolean {
  if (first.end - first.start !== second.end - second.start) return false
  return [first, second].every(({ start, end }) => hexOnly.test(latin1(bytes, start, end)))
}
