import { latin1, lineEnd, lineStart } from '../bytes/text.ts'
import { readColumn } from './columns.ts'
import { nameField, readField } from './field.ts'
import type { Field } from './field.ts'
import { isListed } from './neighbours.ts'

/** How far around a candidate its context reaches, in bytes. */
const reach = { line: 400, left: 240, near: 600, nearLines: 5 } as const

const nothing = /^[\s"'`\\@]*$/

/** The text around one candidate. Cut from the blob once; only `line` and `near` are in lower case. */
export interface Context {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** The candidate's line before and behind it. */
  readonly left: string
  readonly right: string
  /** The candidate's line without the candidate. */
  readonly line: string
  /** Lines before and behind, and the line itself. */
  readonly near: string
  /** `line` and `near` as they are written. */
  readonly written: { readonly line: string; readonly near: string }
  /** The lines before the candidate's line, nearest last. */
  readonly above: string
  readonly below: string
  readonly field: Field
  /** True when it is an element of a list: of arguments, of the values of a row. */
  readonly isListed: () => boolean
}

/** Offsets: of the lines above, of the candidate's line, and of their ends. */
export interface ContextBounds {
  readonly above: number
  readonly from: number
  readonly to: number
  readonly below: number
}

/** Where the context of a candidate lies; its text and the offsets in it say all of it but the column. */
export function boundsOf(bytes: Uint8Array, start: number, end: number): ContextBounds {
  const from = lineStart(bytes, start, reach.line)
  const to = lineEnd(bytes, end, reach.line)
  return { above: startOfLinesAbove(bytes, from), from, to, below: endOfLinesBelow(bytes, to) }
}

export function readContext(
  bytes: Uint8Array,
  start: number,
  end: number,
  bounds: ContextBounds = boundsOf(bytes, start, end),
): Context {
  const { from, to } = bounds
  const left = latin1(bytes, from, start)
  const right = latin1(bytes, end, to)
  const above = latin1(bytes, bounds.above, from)
  const below = latin1(bytes, to, bounds.below)
  const writtenLine = `${left} ${right}`
  const line = writtenLine.toLowerCase()
  const near = `${above}${writtenLine}${below}`
  let listed: boolean | null = null
  const field = readField(left.slice(-reach.left), above)
  const column = readColumn(bytes, from, { left, right, above })
  return {
    bytes,
    start,
    end,
    left,
    right,
    line,
    near: near.toLowerCase(),
    written: { line: writtenLine, near },
    above,
    below,
    field: column === null ? field : { ...field, ...nameField(column) },
    isListed: () => (listed ??= isListed(nothing.test(left) ? above + left : left, right)),
  }
}

function startOfLinesAbove(bytes: Uint8Array, from: number): number {
  const stop = Math.max(0, from - reach.near)
  let at = from
  for (let lines = 0; lines < reach.nearLines && at > stop; lines++) {
    at = lineStart(bytes, at - 1, at - 1 - stop)
  }
  return at
}

function endOfLinesBelow(bytes: Uint8Array, to: number): number {
  const stop = Math.min(bytes.length, to + reach.near)
  let at = to
  for (let lines = 0; lines < reach.nearLines && at < stop; lines++) {
    at = lineEnd(bytes, at + 1, stop - at - 1)
  }
  return Math.min(at, stop)
}
