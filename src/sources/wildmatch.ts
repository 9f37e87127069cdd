/**
 * Git's glob matcher (`wildmatch.c`), over strings that hold one byte per character, so that `?` is one byte as
 * in git. Result codes prune the search as git's do; beyond `memoAfterSteps` every answer is remembered by
 * (pattern offset, text offset), because nested `**` in a hostile `.gitignore` is exponential otherwise.
 */

/** `*` and `?` stop at `/`, and `**` between slashes crosses them (git's `WM_PATHNAME`). */
export interface WildmatchOptions {
  readonly pathname: boolean
  /** ASCII letters match regardless of case; `pattern` and `text` need not be folded. */
  readonly ignoreCase: boolean
}

const match = 0
const noMatch = 1
const abortAll = -1
const abortToStarStar = -2
type Code = typeof match | typeof noMatch | typeof abortAll | typeof abortToStarStar

const slash = 0x2f
const star = 0x2a
const backslash = 0x5c
const question = 0x3f
const openBracket = 0x5b
const closeBracket = 0x5d
const memoAfterSteps = 512

export function wildmatch(pattern: string, text: string, options: WildmatchOptions): boolean {
  return new Matcher(pattern, text, options).run(0, 0) === match
}

/** True when `code` means something else than itself in a pattern. */
export function isGlobSpecial(code: number): boolean {
  return code === star || code === question || code === openBracket || code === backslash
}

class Matcher {
  readonly #pattern: string
  readonly #text: string
  readonly #pathname: boolean
  readonly #fold: boolean
  #steps = 0
  #memo: Map<number, Code> | null = null

  constructor(pattern: string, text: string, options: WildmatchOptions) {
    this.#pattern = pattern
    this.#text = text
    this.#pathname = options.pathname
    this.#fold = options.ignoreCase
  }

  run(p: number, t: number): Code {
    if (++this.#steps < memoAfterSteps) return this.#match(p, t)
    this.#memo ??= new Map()
    const key = p * (this.#text.length + 1) + t
    const known = this.#memo.get(key)
    if (known !== undefined) return known
    const code = this.#match(p, t)
    this.#memo.set(key, code)
    return code
  }

  /** Character code, folded when asked; 0 behind the end, like the terminator the original relies on. */
  #patternAt(index: number): number {
    return index < this.#pattern.length ? this.#folded(this.#pattern.charCodeAt(index)) : 0
  }

  #textAt(index: number): number {
    return index < this.#text.length ? this.#folded(this.#text.charCodeAt(index)) : 0
  }

  #folded(code: number): number {
    return this.#fold && code >= 0x41 && code <= 0x5a ? code | 0x20 : code
  }

  #match(start: number, from: number): Code {
    let p = start
    let t = from
    for (let code = this.#patternAt(p); code !== 0; code = this.#patternAt(++p), t++) {
      const byte = this.#textAt(t)
      if (byte === 0 && code !== star) return abortAll
      if (code === star) {
        const next = this.#matchStar(start, p, t)
        if (next.code !== null) return next.code
        p = next.pattern
        t = next.text
      } else if (code === question) {
        if (this.#pathname && byte === slash) return noMatch
      } else if (code === openBracket) {
        const set = matchSet(this.#pattern, p, byte, this.#fold)
        if (set === null) return abortAll
        if (!set.matched || (this.#pathname && byte === slash)) return noMatch
        p = set.end
      } else {
        const literal = code === backslash ? this.#patternAt(++p) : code
        if (byte !== literal) return noMatch
      }
    }
    return t < this.#text.length ? noMatch : match
  }

  /** Everything a run of `*` decides; without a code, matching goes on behind the given offsets. */
  #matchStar(
    start: number,
    at: number,
    from: number,
  ): { code: Code | null; pattern: number; text: number } {
    let p = at + 1
    let t = from
    let crossesSlash = !this.#pathname
    if (this.#patternAt(p) === star) {
      while (this.#patternAt(p) === star) p++
      if (this.#pathname && this.#isWholeComponent(start, at, p)) {
        if (this.#patternAt(p) === slash && this.run(p + 1, t) === match) return done(match)
        crossesSlash = true
      }
    }
    const next = this.#patternAt(p)
    if (next === 0) {
      const open = !crossesSlash && this.#text.includes('/', t)
      return done(open ? abortToStarStar : match)
    }
    if (!crossesSlash && next === slash) {
      const at = this.#text.indexOf('/', t)
      return at === -1 ? done(abortAll) : { code: null, pattern: p, text: at }
    }
    const stop = crossesSlash ? 0 : slash
    for (; t < this.#text.length; t++) {
      let byte = this.#textAt(t)
      if (!isGlobSpecial(next)) {
        while (byte !== 0 && byte !== next && byte !== stop) byte = this.#textAt(++t)
        if (byte !== next) return done(crossesSlash ? abortAll : abortToStarStar)
      }
      const code = this.run(p, t)
      if (code !== noMatch) {
        if (!crossesSlash || code !== abortToStarStar) return done(code)
      } else if (!crossesSlash && byte === slash) {
        return done(abortToStarStar)
      }
    }
    return done(abortAll)
  }

  #isWholeComponent(start: number, at: number, end: number): boolean {
    if (at > start && this.#patternAt(at - 1) !== slash) return false
    const next = this.#patternAt(end)
    if (next === 0 || next === slash) return true
    return next === backslash && this.#patternAt(end + 1) === slash
  }
}

function done(code: Code): { code: Code; pattern: number; text: number } {
  return { code, pattern: 0, text: 0 }
}

/** Judges one bracket expression at `open`; null when it never closes or names an unknown class. */
function matchSet(
  pattern: string,
  open: number,
  byte: number,
  fold: boolean,
): { matched: boolean; end: number } | null {
  let p = open + 1
  const negated = pattern[p] === '!' || pattern[p] === '^'
  if (negated) p++
  let matched = false
  let previous = 0
  // The first character is a member even when it is `]`.
  do {
    let code = codeAt(pattern, p)
    if (code === 0) return null
    if (code === backslash) {
      code = codeAt(pattern, ++p)
      if (code === 0) return null
      matched ||= byte === code
    } else if (isRange(pattern, p, previous)) {
      let last = codeAt(pattern, ++p)
      if (last === backslash) last = codeAt(pattern, ++p)
      if (last === 0) return null
      matched ||= inRange(byte, previous, last, fold)
      code = 0
    } else if (code === openBracket && pattern[p + 1] === ':') {
      const close = pattern.indexOf(']', p + 2)
      if (close === -1) return null
      if (close > p + 2 && pattern[close - 1] === ':') {
        const member = inClass(pattern.slice(p + 2, close - 1), byte, fold)
        if (member === null) return null
        matched ||= member
        p = close
        code = 0
      } else {
        matched ||= byte === openBracket
      }
    } else {
      matched ||= byte === code
    }
    previous = code
    p++
  } while (codeAt(pattern, p) !== closeBracket)
  return { matched: matched !== negated, end: p }
}

function isRange(pattern: string, p: number, previous: number): boolean {
  return (
    pattern[p] === '-' &&
    previous !== 0 &&
    p + 1 < pattern.length &&
    pattern.charCodeAt(p + 1) !== closeBracket
  )
}

function inRange(byte: number, first: number, last: number, fold: boolean): boolean {
  if (byte >= first && byte <= last) return true
  const upper = byte - 0x20
  return fold && byte >= 0x61 && byte <= 0x7a && upper >= first && upper <= last
}

function codeAt(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // oxlint-disable-next-line no-control-regex
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
}

function inClass(name: string, byte: number, fold: boolean): boolean | null {
  const members = Object.hasOwn(classes, name) ? classes[name] : undefined
  if (members === undefined) return null
  const character = String.fromCharCode(byte)
  return members.test(character) || (fold && name === 'upper' && /[a-z]/.test(character))
}
