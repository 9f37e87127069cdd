import { isHexDigit, isTokenByte } from '../../bytes/classes.ts'
import { isSpace, latin1, lineStart } from '../../bytes/text.ts'
import type { Decoded } from './decoded.ts'
import { readKeyList } from './key-list.ts'
import { readPyc } from './pyc.ts'
import {
  BYTES,
  DUMP,
  HEX,
  LISTED,
  MANIFEST,
  PYTHON,
  QUOTED,
  readRegion,
  SQLITE,
} from './regions.ts'
import { readSqlite } from './sqlite.ts'

/** Ways in which source code and data write a text other than it reads; bits, so that they can be told together. */
export const PERCENT = 1
export const ESCAPE = 2
export const SPLIT = 4

/** A place where text is written in such a way. */
export interface Rewrite {
  readonly at: number
  readonly end: number
  readonly kinds: number
}

/** How far around such a place its text is read anew: what a pair and its names need. */
const reach = 1400
/** Bytes of one blob that are read anew; what is beyond is not. */
const maxRewritten = 1 << 20
const maxGap = 200
const substitute = 0x1a

const names: readonly (readonly [number, string])[] = [
  [PERCENT, 'percent'],
  [ESCAPE, 'escaped'],
  [SPLIT, 'split'],
  [QUOTED, 'quoted-printable'],
  [DUMP, 'hex'],
  [BYTES, 'hex'],
  [HEX, 'hex'],
  [MANIFEST, 'base64'],
]
const regionKinds = QUOTED | DUMP | BYTES | HEX | MANIFEST

/** The text around the given places (sorted) as it reads; places near each other share one text. */
export function* rewriteTexts(
  bytes: Uint8Array,
  places: readonly Rewrite[],
  onLimit: () => void,
): Generator<Decoded> {
  for (const { at, kinds } of places) {
    const list = kinds === LISTED ? readKeyList(bytes, at) : null
    if (list !== null) yield list
    if (kinds === SQLITE) yield* readSqlite(bytes, onLimit)
    else if (kinds === PYTHON) yield* readPyc(bytes, onLimit)
  }
  yield* rewriteParts(
    bytes,
    places.filter(({ kinds }) => kinds < SQLITE),
    onLimit,
  )
}

function* rewriteParts(
  bytes: Uint8Array,
  places: readonly Rewrite[],
  onLimit: () => void,
): Generator<Decoded> {
  let total = 0
  for (let index = 0; index < places.length;) {
    const from = Math.max(0, places[index]!.at - reach)
    let to = 0
    let kinds = 0
    const first = index
    while (index < places.length && (to === 0 || places[index]!.at - reach <= to)) {
      to = Math.min(bytes.length, Math.max(to, places[index]!.end + reach))
      kinds |= places[index]!.kinds
      index++
      // A long file of such places is read in pieces.
      if (to - from > maxRewritten >> 2) break
    }
    total += to - from
    if (total > maxRewritten) {
      onLimit()
      return
    }
    const group = places.slice(first, index)
    const rewritten = rewrite(bytes, { from, to, kinds, regions: group.filter(isRegion) })
    if (rewritten !== null) yield rewritten
  }
}

/** A text to be read anew; half-open. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly kinds: number
  /** Sorted. */
  readonly regions: readonly Rewrite[]
}

function isRegion({ kinds }: Rewrite): boolean {
  return (kinds & regionKinds) !== 0
}

/** Bytes at which nothing begins that `gapEnd` or `readCharacter` reads: nearly all. */
const isAsWritten = new Uint8Array(256).fill(1)
for (const char of '%\\"\'`') isAsWritten[char.charCodeAt(0)] = 0

/** Null when it reads as it is written. */
function rewrite(bytes: Uint8Array, { from, to, kinds, regions }: Piece): Decoded | null {
  const out = new Uint8Array(to - from)
  const sources = new Uint32Array(to - from + 1)
  let length = 0
  let region = 0
  const emit = (value: number, source: number): void => {
    sources[length] = source
    out[length++] = value
  }
  for (let at = from; at < to;) {
    while (region < regions.length && regions[region]!.end <= at) region++
    const inside = regions[region]
    if (inside !== undefined && inside.at <= at) {
      readRegion(bytes, at, inside.end, inside.kinds, emit)
      at = inside.end
      continue
    }
    const stop = inside === undefined ? to : Math.min(to, inside.at)
    let written = length
    for (; at < stop && isAsWritten[bytes[at]!] === 1; at++) {
      sources[written] = at
      out[written++] = bytes[at]!
    }
    length = written
    if (at === stop) continue
    const next = (kinds & SPLIT) === 0 ? at : gapEnd(bytes, at, to)
    if (next > at) {
      at = next
      continue
    }
    const { value, size } = readCharacter(bytes, at, to, kinds)
    sources[length] = at
    out[length++] = value
    at += size
  }
  if (length === to - from) return null
  sources[length] = to
  return {
    bytes: out.subarray(0, length),
    sourceOffset: (offset) => sources[Math.min(offset, length)]!,
    via: nameOf(kinds),
  }
}

function nameOf(kinds: number): string {
  const list = names.flatMap(([kind, name]) => ((kinds & kind) === 0 ? [] : [name]))
  return [...new Set(list)].join('+')
}

const single: Readonly<Record<string, number>> = {
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  '"': 0x22,
  "'": 0x27,
  '/': 0x2f,
  '\\': 0x5c,
}

/** One character of text, and how many bytes it is written with. */
function readCharacter(
  bytes: Uint8Array,
  at: number,
  to: number,
  kinds: number,
): { value: number; size: number } {
  const byte = bytes[at]!
  if (byte === 0x25 /* % */ && (kinds & PERCENT) !== 0) {
    const value = hexNumber(bytes, at + 1, to, 2)
    if (value >= 0) return { value, size: 3 }
  }
  if (byte === 0x5c /* \ */ && (kinds & ESCAPE) !== 0 && at + 1 < to) {
    const letter = bytes[at + 1]!
    const digits = letter === 0x78 /* x */ ? 2 : letter === 0x75 /* u */ ? 4 : 0
    const value = digits === 0 ? -1 : hexNumber(bytes, at + 2, to, digits)
    if (value >= 0) return { value: value < 256 ? value : substitute, size: 2 + digits }
    const plain = single[String.fromCharCode(letter)]
    if (plain !== undefined) return { value: plain, size: 2 }
  }
  return { value: byte, size: 1 }
}

/** -1 when the digits are not there. */
function hexNumber(bytes: Uint8Array, at: number, to: number, digits: number): number {
  if (at + digits > to) return -1
  let value = 0
  for (let i = at; i < at + digits; i++) {
    const byte = bytes[i]!
    if (!isHexDigit(byte)) return -1
    value = value * 16 + (byte < 0x3a ? byte - 0x30 : (byte | 0x20) - 0x57)
  }
  return value
}

/**
 * Where the next piece of a split literal begins, when one piece ends at `at`: its quote, then nothing but white
 * space, `+`, `.`, `&`, `_` and `\`, then a quote, maybe with a prefix letter; or a line continued by `\`. Otherwise `at`.
 */
function gapEnd(bytes: Uint8Array, at: number, limit: number): number {
  const byte = bytes[at]!
  if (byte !== 0x5c && !isQuote(byte)) return at
  if (at === 0 || !isTokenByte(bytes[at - 1]!)) return at
  const to = Math.min(limit, at + maxGap)
  let next = at + 1
  if (byte === 0x5c) {
    if (bytes[next] === 0x0d) next++
    if (bytes[next] !== 0x0a) return at
    next++
    // Behind a line that is empty nothing goes on.
    while (next < to && isSpace(bytes[next]!) && bytes[next] !== 0x0a) next++
  } else {
    while (next < to && (isSpace(bytes[next]!) || isJoiner(bytes[next]!))) next++
    // b"..", u"..", L"..", @"..": a prefix belongs to the literal behind it.
    if (next + 1 < to && isPrefix(bytes[next]!) && isQuote(bytes[next + 1]!)) next++
    if (next >= to || !isQuote(bytes[next]!)) return at
    next++
  }
  if (next >= to || !isTokenByte(bytes[next]!)) return at
  return byte !== 0x5c && isArgument(bytes, at, next) ? at : next
}

/**
 * Whether a quoted piece is no further piece of the literal that ends at `at`, but the next argument of a command: an
 * address, or whatever blanks part from it in a line of a shell.
 *
 * @param next behind the quote of the piece
 */
function isArgument(bytes: Uint8Array, at: number, next: number): boolean {
  if (/^(?:https?|wss?):\/\//i.test(latin1(bytes, next, next + longestScheme))) return true
  for (let i = at + 1; i < next - 1; i++) if (bytes[i] !== 0x20 && bytes[i] !== 0x09) return false
  return command.test(latin1(bytes, lineStart(bytes, at, maxLine), at))
}

const longestScheme = 8
const maxLine = 200
const command = /\b(?:curl|wget|https?)[ \t]+[^=\s]|[ \t]-(?:H|-header)[ =]/

export function isQuote(byte: number): boolean {
  return byte === 0x22 || byte === 0x27 || byte === 0x60
}

/** `+` `.` `&` and `\`, by which languages join literals; Basic writes `& _` at the end of a line. */
export function isJoiner(byte: number): boolean {
  return byte === 0x2b || byte === 0x2e || byte === 0x26 || byte === 0x5c || byte === 0x5f
}

const prefixes = new Set(Array.from('bBuUrRfFL@', (char) => char.charCodeAt(0)))

function isPrefix(byte: number): boolean {
  return prefixes.has(byte)
}
