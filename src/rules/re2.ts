/** An ECMAScript pattern over latin1 text (no `u`), or why there is none. */
export type Translated =
  | { readonly pattern: string; readonly flags: '' | 'i' }
  | { readonly problem: string }

/** What RE2 has and ECMAScript, over bytes, has not. */
class Untranslatable extends Error {}

interface Flags {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
  readonly U: boolean
}

const classEscapes: Readonly<Record<string, string>> = {
  d: '0-9',
  D: String.raw`\x00-/:-\xff`,
  w: String.raw`\w`,
  W: String.raw`\W`,
  s: String.raw`\t\n\f\r `,
  S: String.raw`\x00-\x08\x0b\x0e-\x1f!-\xff`,
}

const posixClasses: Readonly<Record<string, readonly [inside: string, outside: string]>> = {
  alnum: ['0-9A-Za-z', String.raw`\x00-/:-@[-\x60{-\xff`],
  alpha: ['A-Za-z', String.raw`\x00-@[-\x60{-\xff`],
  ascii: [String.raw`\x00-\x7f`, String.raw`\x80-\xff`],
  blank: [String.raw`\t `, String.raw`\x00-\x08\n-\x1f!-\xff`],
  cntrl: [String.raw`\x00-\x1f\x7f`, String.raw` -~\x80-\xff`],
  digit: ['0-9', String.raw`\x00-/:-\xff`],
  graph: ['!-~', String.raw`\x00- \x7f-\xff`],
  lower: ['a-z', String.raw`\x00-\x60{-\xff`],
  print: [' -~', String.raw`\x00-\x1f\x7f-\xff`],
  punct: [String.raw`!-/:-@\[-\x60{-~`, String.raw`\x00- 0-9A-Za-z\x7f-\xff`],
  space: [String.raw`\t-\r `, String.raw`\x00-\x08\x0e-\x1f!-\xff`],
  upper: ['A-Z', String.raw`\x00-@[-\xff`],
  word: [String.raw`\w`, String.raw`\W`],
  xdigit: ['0-9A-Fa-f', String.raw`\x00-/:-@G-\x60g-\xff`],
}

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }

/**
 * Translates a pattern of RE2 (Go's `regexp`) to ECMAScript. Inline and scoped flags, POSIX classes, `\A`, `\z`,
 * `\Q..\E` and named groups are translated; characters above U+007F stand for their UTF-8 bytes. `.`, `$` and `\s`
 * keep RE2's meaning, which is not ECMAScript's.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function translateRe2(source: string): Translated {
  try {
    const plain = new Translator(source, false)
    const pattern = plain.run()
    // Letters under (?i) and letters outside of it: ECMAScript's flag holds for all, so each is spelt out.
    if (!plain.foldedLetters) return checked(pattern, '')
    if (!plain.exactLetters) return checked(pattern, 'i')
    return checked(new Translator(source, true).run(), '')
  } catch (error) {
    if (!(error instanceof Untranslatable)) throw error
    return { problem: error.message }
  }
}

function checked(pattern: string, flags: '' | 'i'): Translated {
  try {
    RegExp(pattern, flags)
    return { pattern, flags }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'no regular expression' }
  }
}

class Translator {
  foldedLetters = false
  exactLetters = false
  readonly #source: string
  readonly #spell: boolean
  #at = 0

  constructor(source: string, spell: boolean) {
    this.#source = source
    this.#spell = spell
  }

  run(): string {
    const text = this.#alternatives({ i: false, m: false, s: false, U: false })
    if (this.#at < this.#source.length) throw new Untranslatable('a ) closes nothing')
    return text
  }

  /** Up to the end of the group; flags set inside hold to there. */
  #alternatives(given: Flags): string {
    let flags = given
    let out = ''
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      const start = this.#at
      const char = this.#source[this.#at++] ?? ''
      if (char === '|') out += '|'
      else if (char === '(') {
        const opened = this.#group(flags)
        if ('flags' in opened) flags = opened.flags
        else out += opened.text
      } else if (isQuantifier(this.#source, start)) out += this.#quantifier(start, flags)
      else out += this.#atom(char, flags)
    }
    return out
  }

  #group(flags: Flags): { text: string } | { flags: Flags } {
    let open = '('
    let inner = flags
    if (this.#source[this.#at] === '?') {
      const head = /^\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?([:)]))/.exec(
        this.#source.slice(this.#at, this.#at + 80),
      )
      if (head === null) {
        throw new Untranslatable(`(${this.#source.slice(this.#at, this.#at + 4)} is not RE2`)
      }
      this.#at += head[0].length
      if (head[1] === undefined) {
        inner = withFlags(flags, head[2] ?? '', head[3] ?? '')
        if (head[4] === ')') return { flags: inner }
        open = '(?:'
      } else if (head[1] === 'secret') open = '(?<secret>'
    }
    const text = this.#alternatives(inner)
    if (this.#source[this.#at] !== ')') throw new Untranslatable('a group is not closed')
    this.#at++
    return { text: `${open}${text})` }
  }

  #quantifier(start: number, { U }: Flags): string {
    const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})(\??)/.exec(this.#source.slice(start, start + 20))
    const text = found?.[0] ?? ''
    this.#at = start + text.length
    if (!U) return text
    return found?.[1] === '' ? `${text}?` : text.slice(0, -1)
  }

  #atom(char: string, flags: Flags): string {
    switch (char) {
      case '.':
        return flags.s ? '[^]' : String.raw`[^\n]`
      case '^':
        return flags.m ? String.raw`(?<![^\n])` : '(?<![^])'
      case '$':
        return flags.m ? String.raw`(?![^\n])` : '(?![^])'
      case '[':
        return this.#class(flags)
      case '\\':
        return this.#escape(flags)
      default:
        return this.#character(this.#codePoint(char), flags)
    }
  }

  #escape(flags: Flags): string {
    const char = this.#source[this.#at++]
    if (char === undefined) throw new Untranslatable(String.raw`it ends with \ `)
    if (char === 'A') return '(?<![^])'
    if (char === 'z') return '(?![^])'
    if (char === 'b' || char === 'B') return `\\${char}`
    if (char === 'Q') return this.#quoted(flags)
    const inside = classEscapes[char]
    if (inside !== undefined) return `[${inside}]`
    return this.#character(this.#escaped(char), flags)
  }

  #quoted(flags: Flags): string {
    const found = this.#source.indexOf(String.raw`\E`, this.#at)
    const end = found < 0 ? this.#source.length : found
    const text = this.#source.slice(this.#at, end)
    this.#at = found < 0 ? end : end + 2
    return Array.from(text, (char) => this.#character(char.codePointAt(0) ?? 0, flags)).join('')
  }

  /** Code point of what follows a backslash, inside a class or outside. */
  #escaped(char: string): number {
    const control = controls[char]
    if (control !== undefined) return control
    if (char === 'x') {
      const digits = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(
        this.#source.slice(this.#at, this.#at + 8),
      )
      if (digits === null) throw new Untranslatable(String.raw`\x needs two digits`)
      this.#at += digits[0].length
      return Number.parseInt(digits[1] ?? digits[2] ?? '0', 16)
    }
    if (char === '0') {
      const digits = /^[0-7]{0,2}/.exec(this.#source.slice(this.#at))?.[0] ?? ''
      this.#at += digits.length
      return Number.parseInt(`0${digits}`, 8)
    }
    if (/[1-9]/.test(char)) throw new Untranslatable(`RE2 has no back-reference \\${char}`)
    if (/[pP]/.test(char)) throw new Untranslatable(`the Unicode class \\${char} is not known`)
    if (/[A-Za-z]/.test(char)) throw new Untranslatable(`\\${char} is not RE2`)
    return this.#codePoint(char)
  }

  #codePoint(first: string): number {
    const code = this.#source.codePointAt(this.#at - first.length) ?? 0
    if (code > 0xffff) this.#at++
    return code
  }

  #character(code: number, { i }: Flags): string {
    if (code > 0x7f) return `(?:${utf8(code)})`
    const char = String.fromCharCode(code)
    if (!/[A-Za-z]/.test(char)) return plainCharacter(code)
    this.#sawLetters(i)
    return i && this.#spell ? `[${char.toLowerCase()}${char.toUpperCase()}]` : char
  }

  #sawLetters(i: boolean): void {
    if (i) this.foldedLetters = true
    else this.exactLetters = true
  }

  #class({ i }: Flags): string {
    const isNegated = this.#source[this.#at] === '^'
    if (isNegated) this.#at++
    let out = ''
    for (let first = true; ; first = false) {
      const char = this.#source[this.#at]
      if (char === undefined) throw new Untranslatable('a class is not closed')
      this.#at++
      if (char === ']' && !first) break
      const named = char === '[' ? this.#posix() : null
      if (named !== null) out += named
      else out += this.#classItem(char, i)
    }
    return `[${isNegated ? '^' : ''}${out}]`
  }

  #posix(): string | null {
    const found = /^:(\^?)([a-z]+):\]/.exec(this.#source.slice(this.#at, this.#at + 12))
    if (found === null) return null
    const known = posixClasses[found[2] ?? '']
    if (known === undefined) throw new Untranslatable(`[:${found[2]}:] is not known`)
    this.#at += found[0].length
    return known[found[1] === '' ? 0 : 1]
  }

  #classItem(first: string, i: boolean): string {
    if (first === '\\') {
      const set = classEscapes[this.#source[this.#at] ?? '']
      if (set !== undefined) {
        this.#at++
        return set
      }
    }
    const low = this.#classCode(first)
    let high = low
    const next = this.#source[this.#at + 1]
    if (this.#source[this.#at] === '-' && next !== ']' && next !== undefined) {
      this.#at += 2
      high = this.#classCode(next)
      if (high < low) throw new Untranslatable('a range of a class runs backwards')
    }
    if (low > 0x7f) throw new Untranslatable('a class holds characters beyond ASCII')
    // Runes above ASCII are more bytes than one: any of them is taken for any other.
    high = high > 0x7f ? 0xff : high
    const range = (from: number, to: number): string => {
      return from === to ? classCharacter(from) : `${classCharacter(from)}-${classCharacter(to)}`
    }
    let out = range(low, high)
    for (const [from, to, shift] of [
      [0x41, 0x5a, 0x20],
      [0x61, 0x7a, -0x20],
    ] as const) {
      const a = Math.max(low, from)
      const b = Math.min(high, to)
      if (a > b) continue
      this.#sawLetters(i)
      if (i && this.#spell) out += range(a + shift, b + shift)
    }
    return out
  }

  #classCode(char: string): number {
    return char === '\\' ? this.#escaped(this.#source[this.#at++] ?? '') : this.#codePoint(char)
  }
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const set = { ...flags } as Record<string, boolean>
  for (const flag of on) set[flag] = true
  for (const flag of off) set[flag] = false
  return set as unknown as Flags
}

function isQuantifier(source: string, at: number): boolean {
  const char = source[at]
  if (char === '*' || char === '+' || char === '?') return true
  return char === '{' && /^\{\d+(?:,\d*)?\}/.test(source.slice(at, at + 20))
}

function hex(byte: number): string {
  return String.raw`\x${byte.toString(16).padStart(2, '0')}`
}

function utf8(code: number): string {
  const bytes = new TextEncoder().encode(String.fromCodePoint(code))
  return Array.from(bytes, hex).join('')
}

function plainCharacter(code: number): string {
  const char = String.fromCharCode(code)
  if (code < 0x20 || code === 0x7f) return hex(code)
  return /[$()*+.?[\\\]^{|}/]/.test(char) ? `\\${char}` : char
}

function classCharacter(code: number): string {
  const char = String.fromCharCode(code)
  if (code < 0x20 || code > 0x7e) return hex(code)
  return /[\\\]^-]/.test(char) ? `\\${char}` : char
}
