/** A value as Python's `marshal` writes it, as far as it matters: texts, tuples of them, code. */
export type Marshalled =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'list'; readonly items: readonly Marshalled[] }
  | PythonCode
  | { readonly kind: 'other' }

export interface PythonCode {
  readonly kind: 'code'
  /** Half-open offsets of its instructions. */
  readonly start: number
  readonly end: number
  readonly constants: readonly Marshalled[]
  readonly names: readonly Marshalled[]
  /** Local variables. */
  readonly locals: readonly Marshalled[]
}

/** The file is cut, or written by a version that is not known: what was read before still counts. */
export class DamagedMarshal extends Error {}

const other: Marshalled = { kind: 'other' }
const maxDepth = 200
const flagRef = 0x80
/** Python 3.8 counts positional-only arguments too; 3.11 puts local variables of all kinds together. */
const magicOf38 = 3400
const magicOf311 = 3450
const firstOf3 = 3000

/**
 * Reads what `marshal.dump` wrote. Every length is checked against what is there; a reference costs nothing, so that
 * time and memory are linear in the size.
 *
 * @see CPython's Python/marshal.c
 */
export class MarshalReader {
  readonly #bytes: Uint8Array
  readonly #magic: number
  readonly #refs: Marshalled[] = []
  readonly #interned: Marshalled[] = []
  #at: number

  /** @param magic the number of the version that wrote it, e.g. 3531 */
  constructor(bytes: Uint8Array, start: number, magic: number) {
    this.#bytes = bytes
    this.#at = start
    this.#magic = magic
  }

  read(depth = 0): Marshalled {
    if (depth > maxDepth) throw new DamagedMarshal('nested too deep')
    const type = this.#byte()
    const isReferred = (type & flagRef) !== 0 && this.#magic >= firstOf3 && this.#magic < 20_000
    const slot = isReferred ? this.#refs.push(other) - 1 : -1
    const value = this.#value(String.fromCharCode(type & ~flagRef), depth)
    if (value === null) return other
    if (slot >= 0) this.#refs[slot] = value
    return value
  }

  #value(type: string, depth: number): Marshalled | null {
    switch (type) {
      case '0':
      case 'N':
      case 'F':
      case 'T':
      case 'S':
      case '.':
        return other
      case 'i':
        return this.#skip(4)
      case 'I':
      case 'g':
        return this.#skip(8)
      case 'y':
        return this.#skip(16)
      case 'f':
        return this.#skip(this.#byte())
      case 'l':
        return this.#skip(Math.abs(this.#number() | 0) * 2)
      case 'x':
        this.#skip(this.#byte())
        return this.#skip(this.#byte())
      case 's':
      case 'u':
      case 'a':
      case 'A':
        return this.#text(this.#number())
      case 't': {
        const text = this.#text(this.#number())
        if (!this.#isPython3()) this.#interned.push(text)
        return text
      }
      case 'z':
      case 'Z':
        return this.#text(this.#byte())
      case ')':
        return this.#list(this.#byte(), depth)
      case '(':
      case '[':
      case '<':
      case '>':
        return this.#list(this.#number(), depth)
      case '{':
        return this.#dictionary(depth)
      case ':':
        return this.#list(3, depth)
      case 'r':
        return this.#refs[this.#number()] ?? other
      case 'R':
        return this.#interned[this.#number()] ?? other
      case 'c':
        return this.#code(depth)
      default:
        throw new DamagedMarshal('a type that is not known')
    }
  }

  #isPython3(): boolean {
    return this.#magic >= firstOf3 && this.#magic < 20_000
  }

  #byte(): number {
    if (this.#at >= this.#bytes.length) throw new DamagedMarshal('cut')
    return this.#bytes[this.#at++]!
  }

  /** Little-endian, 32 bits. */
  #number(): number {
    return this.#byte() + this.#byte() * 2 ** 8 + this.#byte() * 2 ** 16 + this.#byte() * 2 ** 24
  }

  #skip(length: number): Marshalled {
    if (this.#at + length > this.#bytes.length) throw new DamagedMarshal('cut')
    this.#at += length
    return other
  }

  #text(length: number): Marshalled {
    const start = this.#at
    this.#skip(length)
    return { kind: 'text', start, end: this.#at }
  }

  #list(count: number, depth: number): Marshalled {
    // Each item takes a byte at least.
    if (count > this.#bytes.length - this.#at) throw new DamagedMarshal('cut')
    const items: Marshalled[] = []
    for (let index = 0; index < count; index++) items.push(this.read(depth + 1))
    return { kind: 'list', items }
  }

  #dictionary(depth: number): Marshalled {
    const items: Marshalled[] = []
    while (this.#bytes[this.#at] !== 0x30 /* 0 */) {
      items.push(this.read(depth + 1), this.read(depth + 1))
    }
    this.#at++
    return { kind: 'list', items }
  }

  #code(depth: number): Marshalled {
    const is311 = this.#isPython3() && this.#magic >= magicOf311
    const numbers = !this.#isPython3() ? 4 : is311 ? 5 : this.#magic >= magicOf38 ? 6 : 5
    this.#skip(numbers * 4)
    const next = (): Marshalled => this.read(depth + 1)
    const body = next()
    const constants = itemsOf(next())
    const names = itemsOf(next())
    const locals = itemsOf(next())
    // Kinds of locals; or names of free and of cell variables.
    next()
    if (!is311) next()
    // The file, its name, its full name.
    next()
    next()
    if (is311) next()
    this.#skip(4)
    next()
    if (is311) next()
    const [start, end] = body.kind === 'text' ? [body.start, body.end] : [0, 0]
    return { kind: 'code', start, end, constants, names, locals }
  }
}

function itemsOf(value: Marshalled): readonly Marshalled[] {
  return value.kind === 'list' ? value.items : []
}
