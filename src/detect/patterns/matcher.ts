import { byteClass } from '../../bytes/classes.ts'
import { latin1, lineEnd, lineStart } from '../../bytes/text.ts'
import { limits } from '../../model/limits.ts'
import { MARK } from './compile.ts'
import type { CompiledPattern, PatternTables } from './compile.ts'

/** One match of one pattern: half-open offsets of the whole and of its secret. */
export interface PatternMatch {
  /** Index into `tables.patterns`. */
  readonly pattern: number
  readonly start: number
  readonly end: number
  readonly matchStart: number
  readonly matchEnd: number
}

/** Milliseconds from some fixed moment. The engine has no clock of its own. */
export type Clock = () => number

/** Time one pattern may take on one text, in milliseconds, and on how many texts it may run out of it. */
const maxTime = 2000
const maxTimeouts = 5
/** A segment is run once it is this long, or once it holds this many steps at worst. */
const maxSegment = 16 * 1024
const maxSegmentSteps = 2e7

/** A run shorter than this is in most lines. */
const minNeeds = 12

/**
 * Runs patterns where their literals and runs stand, each in a window of its plan's reach. Windows that touch are one
 * segment, and a segment begins where the last match ended: so the matches are those of one pass of the expression
 * over the whole text (`test/property/patterns.test.ts`), and no byte is looked at for each of many literals.
 */
export class PatternMatcher {
  readonly #tables: PatternTables
  readonly #clock: Clock
  readonly #regexes: readonly RegExp[]
  readonly #timeouts: Uint8Array
  /** Per pattern: end of the last match, and the segment that is waiting to be run. */
  readonly #done: Float64Array
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #triggers: Uint32Array
  readonly #time: Float64Array
  readonly #active: number[] = []
  readonly #isActive: Uint8Array
  #bytes: Uint8Array = new Uint8Array(0)
  matches: PatternMatch[] = []
  hadCandidates = false
  overflow = false
  /** Patterns that were given up on this text. */
  timedOut = 0
  /** Work counter, for tests: bytes given to expressions. */
  bytesRun = 0

  constructor(tables: PatternTables, clock: Clock = () => 0) {
    const count = tables.patterns.length
    this.#tables = tables
    this.#clock = clock
    this.#regexes = tables.patterns.map(({ source, flags }) => new RegExp(source, flags))
    this.#timeouts = new Uint8Array(count)
    this.#isActive = new Uint8Array(count)
    this.#done = new Float64Array(count)
    this.#from = new Float64Array(count)
    this.#to = new Float64Array(count)
    this.#triggers = new Uint32Array(count)
    this.#time = new Float64Array(count)
  }

  begin(bytes: Uint8Array): void {
    this.#bytes = bytes
    for (const index of this.#active) {
      this.#isActive[index] = 0
      this.#done[index] = 0
      this.#to[index] = 0
      this.#triggers[index] = 0
      this.#time[index] = 0
    }
    this.#active.length = 0
    this.matches = []
    this.hadCandidates = false
    this.overflow = false
    this.timedOut = 0
  }

  /** The `literal`-th text stands at `at`. In order of `at`. */
  literal(literal: number, at: number): void {
    const length = this.#tables.literals!.texts[literal]!.text.length
    for (const index of this.#tables.literalPatterns[literal]!) {
      if (this.#isFollowed(index, at + length)) this.#trigger(index, at, at)
    }
  }

  /** Whether what must come behind a literal does. */
  #isFollowed(index: number, from: number): boolean {
    const { follow, plan } = this.#tables.patterns[index]!
    if (follow === null) return true
    const to = Math.min(this.#bytes.length, from + plan.follow!.within + 1)
    for (let at = from; at < to; at++) {
      const bits = follow[this.#bytes[at]!]!
      if ((bits & MARK) !== 0) return true
      if (bits === 0) return false
    }
    return false
  }

  /** A maximal run of token bytes. In order. */
  run(start: number, end: number): void {
    for (const index of this.#tables.runPatterns) {
      if (end - start >= this.#tables.patterns[index]!.plan.run) this.#trigger(index, start, end)
    }
  }

  /** Patterns that ride on nothing look at all of a window. */
  window(from: number, to: number): void {
    for (const index of this.#tables.everywhere) {
      for (let at = from; at < to; at += maxSegment >> 1) {
        const { right } = this.#tables.patterns[index]!.plan
        this.#extend(index, at, Math.min(to, at + (maxSegment >> 1) + right))
        this.#flush(index)
      }
    }
  }

  finish(): void {
    for (const index of this.#active) this.#flush(index)
    this.matches.sort((a, b) => a.start - b.start || a.pattern - b.pattern)
  }

  #trigger(index: number, start: number, end: number): void {
    const { plan, sticky } = this.#tables.patterns[index]!
    if (sticky) this.hadCandidates = true
    let from = Math.max(0, start - plan.left)
    let to = Math.min(this.#bytes.length, end + plan.right)
    if (!plan.acrossLines) {
      from = lineStart(this.#bytes, start, start - from)
      to = lineEnd(this.#bytes, end, to - end)
    }
    this.#extend(index, from, to)
  }

  #extend(index: number, from: number, to: number): void {
    const { steps, unbounded } = this.#tables.patterns[index]!.plan
    const waiting = this.#triggers[index]!
    if (waiting > 0) {
      // Where a match without bound is cut must not depend on which other literals are near.
      const isFull =
        unbounded ||
        this.#to[index]! - this.#from[index]! > maxSegment ||
        waiting * steps > maxSegmentSteps
      // Texts come nearly in order: one that lies before the segment belongs to it.
      if (from < this.#from[index]! || (from <= this.#to[index]! && !isFull)) {
        this.#from[index] = Math.min(this.#from[index]!, from)
        this.#to[index] = Math.max(this.#to[index]!, to)
        this.#triggers[index] = waiting + 1
        return
      }
      this.#flush(index)
    } else if (this.#isActive[index] === 0) {
      this.#isActive[index] = 1
      this.#active.push(index)
    }
    this.#from[index] = from
    this.#to[index] = to
    this.#triggers[index] = 1
  }

  #flush(index: number): void {
    if (this.#triggers[index] === 0) return
    const pattern = this.#tables.patterns[index]!
    this.#triggers[index] = 0
    const { needs } = pattern.plan
    if (needs >= minNeeds && !hasRun(this.#bytes, this.#from[index]!, this.#to[index]!, needs))
      return
    if (this.#time[index]! > maxTime || this.#timeouts[index]! >= maxTimeouts) return
    const began = this.#clock()
    this.#runOn(index, pattern, Math.max(this.#from[index]!, this.#done[index]!), this.#to[index]!)
    this.#time[index]! += this.#clock() - began
    if (this.#time[index]! <= maxTime) return
    this.#timeouts[index]!++
    this.timedOut++
    this.hadCandidates = true
  }

  /** Where a match begins when its pattern's lead is added to it. */
  #leadStart({ plan: { lead } }: CompiledPattern, at: number, floor: number): number {
    if (lead === null) return at
    const stop = Math.max(floor, at - lead.max)
    let start = at
    while (start > stop && isIn(lead.bytes, this.#bytes[start - 1]!)) start--
    return start
  }

  #runOn(index: number, pattern: CompiledPattern, from: number, to: number): void {
    const { ahead, behind, left, right, unbounded } = pattern.plan
    if (from >= to) return
    const bytes = this.#bytes
    const textStart = Math.max(0, from - behind)
    const text = latin1(bytes, textStart, Math.min(bytes.length, to + ahead))
    const regex = this.#regexes[index]!
    regex.lastIndex = from - textStart
    this.bytesRun += text.length
    for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
      const bodyStart = textStart + match.index
      const matchEnd = bodyStart + match[0].length
      const matchStart = this.#leadStart(pattern, bodyStart, this.#done[index]!)
      // It reaches beyond the window, so it holds a later literal, whose window shows all of it.
      if (bodyStart >= to || (matchEnd > to && !unbounded)) return
      // A longer one would be seen or not, as the windows of a delta happen to lie.
      if (unbounded && matchEnd - bodyStart > left + right) {
        this.#done[index] = matchEnd
        continue
      }
      this.hadCandidates = true
      if (this.matches.length >= limits.maxCandidatesPerBlob) {
        this.overflow = true
        return
      }
      const [start, end] = secretOf(match, pattern.shape.group)
      this.matches.push({
        pattern: index,
        start: textStart + start,
        end: textStart + end,
        matchStart,
        matchEnd,
      })
      this.#done[index] = matchEnd
    }
  }
}

function isIn(set: string, byte: number): boolean {
  return set.includes(String.fromCharCode(byte))
}

/** True when `[from, to)` holds so many token bytes in a row; looks at every `length`-th byte and back from it. */
function hasRun(bytes: Uint8Array, from: number, to: number, length: number): boolean {
  for (let last = from + length - 1; last < to;) {
    let at = last
    while (at > last - length && byteClass[bytes[at]!] !== 0) at--
    if (at === last - length) return true
    last = at + length
  }
  return false
}

function secretOf(match: RegExpExecArray, group: number | null): readonly [number, number] {
  const { indices } = match
  const whole: readonly [number, number] = [match.index, match.index + match[0].length]
  if (indices === undefined) return whole
  if (group !== null) return indices[group] ?? whole
  const named = indices.groups?.['secret']
  if (named !== undefined) return named
  // A group that took no part has no place; its type says that it has.
  const first = (indices as readonly (readonly [number, number] | undefined)[])
    .slice(1)
    .find((place) => place !== undefined && place[1] > place[0])
  return first ?? whole
}
