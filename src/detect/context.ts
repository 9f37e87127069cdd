import { latin1, lineEnd, lineStart } from '../bytes/text.ts'
import { isBare } from './bare.ts'
import { readColumn } from './columns.ts'
import { nameField, readField } from './field.ts'
import type { Field } from './field.ts'
import { inEnglish } from './foreign-names.ts'
import { isListed } from './neighbours.ts'
import { hasOwnAddress } from './own-address.ts'

/** How far around a candidate its context reaches, in bytes. */
const reach = { line: 400, left: 240, near: 600, nearLines: 5 } as const

const nothing = /^[\s"'`\\@]*$/

/**
 * The text around one candidate. Cut from the blob when first asked for: of most candidates the name they are given
 * says enough. Only `line` and `near` are in lower case; names in other scripts are in English.
 */
export class Context {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** The candidate's line before and behind it. */
  readonly left: string
  readonly right: string
  readonly #bounds: ContextBounds
  #line: string | null = null
  #near: string | null = null
  #written: Context['written'] | null = null
  #above: string | null = null
  #below: string | null = null
  #field: Field | null = null
  #isListed: boolean | null = null
  #isBare: boolean | null = null
  #hasOwnAddress: boolean | null = null
  #column: string | null | undefined = undefined

  constructor(bytes: Uint8Array, start: number, end: number, bounds: ContextBounds) {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.left = inEnglish(latin1(bytes, bounds.from, start))
    this.right = inEnglish(latin1(bytes, end, bounds.to))
    this.#bounds = bounds
  }

  /** The candidate's line without the candidate. */
  get line(): string {
    return (this.#line ??= this.written.line.toLowerCase())
  }

  /** Lines before and behind, and the line itself. */
  get near(): string {
    return (this.#near ??= this.written.near.toLowerCase())
  }

  /** `line` and `near` as they are written. */
  get written(): { readonly line: string; readonly near: string } {
    if (this.#written === null) {
      const line = `${this.left} ${this.right}`
      this.#written = { line, near: `${this.above}${line}${this.below}` }
    }
    return this.#written
  }

  /** The lines before the candidate's line, nearest last. */
  get above(): string {
    return (this.#above ??= inEnglish(latin1(this.bytes, this.#bounds.above, this.#bounds.from)))
  }

  get below(): string {
    return (this.#below ??= inEnglish(latin1(this.bytes, this.#bounds.to, this.#bounds.below)))
  }

  get field(): Field {
    if (this.#field === null) {
      const field = readField(this.left.slice(-reach.left), this.above)
      const { column } = this
      this.#field = column === null ? field : { ...field, ...nameField(column) }
    }
    return this.#field
  }

  /** The name of the column of a table that it stands in. */
  get column(): string | null {
    if (this.#column === undefined) {
      const { left, right, above } = this
      this.#column = readColumn(this.bytes, this.#bounds.from, { left, right, above })
    }
    return this.#column
  }

  /** True when it is an element of a list: of arguments, of the values of a row. */
  get isListed(): boolean {
    const { left, right } = this
    return (this.#isListed ??=
      isListed(nothing.test(left) ? this.above + left : left, right) || this.isBare)
  }

  /** True when it stands among nothing but values like it. */
  get isBare(): boolean {
    const { left, right } = this
    return (this.#isBare ??= isBare(left, right) && isBare(this.above, this.below))
  }

  /** True when it is the private key of an address next to it. */
  get hasOwnAddress(): boolean {
    return (this.#hasOwnAddress ??= hasOwnAddress(this.bytes, this.start, this.end))
  }
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
  return new Context(bytes, start, end, bounds)
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
