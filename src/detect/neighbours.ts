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
