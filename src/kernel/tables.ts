/** What the loop over pieces looks up; made by the detection engine, laid out for `assembly/tables.ts`. */
export interface KernelTables {
  /** Class bits by byte. */
  readonly classes: Uint8Array
  /** 0 to 63 by byte; -1 for what is neither base64 nor base64url. */
  readonly base64Values: Int8Array
  /** By first letter * 26 + second: 1 for pairs that are frequent in English. */
  readonly commonPairs: Uint8Array
  /** Cut at what is no letter or digit, at what base64url lacks, at what base64 lacks. */
  readonly cuts: readonly [KernelCut, KernelCut, KernelCut]
  readonly tokens: readonly KernelToken[]
  /** In the order in which they are tried; the index of a prefix event. */
  readonly prefixes: readonly KernelPrefix[]
}

export interface KernelCut {
  readonly shortest: number
  readonly longest: number
  readonly lengthClass: Uint16Array
  readonly table: Uint16Array
  readonly lists: readonly (readonly number[])[]
}

export interface KernelToken {
  /** By byte: 1 for members of the alphabet; null where the class bits say it all. */
  readonly members: Uint8Array | null
  readonly test: KernelTest
  /** Lower case ASCII; one of them must stand close to the left. Empty: none is asked for. */
  readonly hints: readonly string[]
  /** What must follow. */
  readonly suffix: string
  /** A labelled digest is none. */
  readonly isNoDigest: boolean
}

export interface KernelTest {
  /** Fewest different bytes and changes between kinds, by length up to 256; longer tokens are held to the last one's. */
  readonly floors: (length: number) => { readonly distinct: number; readonly transitions: number }
  readonly sigmas: number
  readonly pairShare: number
}

export interface KernelPrefix {
  readonly text: string
  /** Bit set of the lengths that the first piece of letters and digits can have; bit 31: 31 and more. */
  readonly pieceLengths: number
  /** Class bits of the body. */
  readonly allowed: number
  readonly members: Uint8Array | null
  readonly minLength: number
  readonly maxLength: number
}

const headerWords = 13
const tokenBytes = 32
/** Token bytes lie between `+` and `z`: prefixes are found by their first two. */
const firstByte = 0x2b
const byteSpan = 80
const maxHintWords = 8
/** A name before a token is at most this long. */
const maxNameBytes = 80

/**
 * The tables as one piece of memory that begins at `base`, with absolute pointers. Null where the kernel cannot hold
 * them: texts that are not ASCII, or too many hints.
 */
export function tableImage(tables: KernelTables, base: number): Uint8Array | null {
  const hints = [...new Set(tables.tokens.flatMap((token) => token.hints))]
  const hintWords = Math.ceil(hints.length / 32)
  const texts = [...hints, ...tables.tokens.map(({ suffix }) => suffix)]
  if (hintWords > maxHintWords || !texts.every(isPlain)) return null
  if (!tables.prefixes.every(({ text }) => text.length >= 2 && isPlain(text))) return null
  const image = new ImageWriter(base)
  const header = image.reserve(headerWords * 4)
  const members = memoize((table: Uint8Array) => image.bytes(table))
  const tests = memoize((test: KernelTest) => writeTest(image, test))
  const masks = memoize((key: string) => {
    const mask = new Uint32Array(hintWords)
    for (const hint of key.split('\0')) {
      const index = hints.indexOf(hint)
      mask[index >> 5]! |= 1 << (index & 31)
    }
    return image.words([...mask])
  })
  const suffixes = memoize((text: string) => image.text(text))
  const tokens = tables.tokens.map((token) => [
    token.members === null ? 0 : members(token.members),
    tests(token.test),
    token.hints.length === 0 ? 0 : masks(token.hints.join('\0')),
    token.suffix === '' ? 0 : suffixes(token.suffix),
    Number(token.isNoDigest),
  ])
  const tokensAt = image.reserve(tokens.length * tokenBytes)
  for (const [index, token] of tokens.entries()) image.set(tokensAt + index * tokenBytes, token)
  image.set(header, [
    image.bytes(tables.classes),
    image.bytes(new Uint8Array(tables.base64Values.buffer, tables.base64Values.byteOffset, 256)),
    image.bytes(tables.commonPairs),
    ...tables.cuts.map((cut) => writeCut(image, cut)),
    tokensAt,
    ...writeHints(image, hints),
    hintWords,
    image.reserve(hintWords * 4),
    // With room for the byte behind.
    image.reserve(maxNameBytes + 8),
    writePrefixes(image, tables.prefixes, members),
  ])
  return image.done()
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function memoize<K>(make: (key: K) => number): (key: K) => number {
  const made = new Map<K, number>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

function writeTest(image: ImageWriter, test: KernelTest): number {
  const floors = Array.from({ length: 257 }, (_, length) => test.floors(length))
  return image.bytes(
    new Uint8Array(Float64Array.of(test.pairShare, test.sigmas + 0.5).buffer),
    new Uint8Array(Uint16Array.from(floors, ({ distinct }) => distinct).buffer),
    new Uint8Array(Uint16Array.from(floors, ({ transitions }) => transitions).buffer),
  )
}

function writeCut(image: ImageWriter, cut: KernelCut): number {
  const lists = cut.lists.map((list) => image.words([list.length, ...list]))
  return image.words([
    cut.shortest,
    cut.longest,
    image.bytes(bytesOf(cut.lengthClass)),
    image.bytes(bytesOf(cut.table)),
    image.words(lists),
  ])
}

function bytesOf(units: Uint16Array): Uint8Array {
  return new Uint8Array(units.buffer, units.byteOffset, units.byteLength)
}

const hintSlots = 4096

/** As `hintChainAt` of assembly/tables.ts: one slot, or for a hint of one byte those of all bytes behind it. */
function hintSlotsOf(hint: string): number[] {
  const first = hint.charCodeAt(0) << 5
  const seconds =
    hint.length > 1 ? [hint.charCodeAt(1)] : Array.from({ length: 256 }, (_, byte) => byte)
  return seconds.map((second) => (first ^ second) % hintSlots)
}

/** Hints by their first two bytes, and their texts. */
function writeHints(image: ImageWriter, hints: readonly string[]): [number, number] {
  const chains = new Map<number, number[]>()
  for (const [index, hint] of hints.entries()) {
    for (const slot of hintSlotsOf(hint)) {
      const chain = chains.get(slot)
      if (chain) chain.push(index)
      else chains.set(slot, [index])
    }
  }
  const heads = Array.from({ length: hintSlots }, (_, slot) => {
    const chain = chains.get(slot)
    return chain === undefined ? 0 : image.words([chain.length, ...chain])
  })
  const texts = hints.flatMap((hint) => [hint.length, image.text(hint) + 4])
  return [image.words(heads), image.words(texts)]
}

function writePrefixes(
  image: ImageWriter,
  prefixes: readonly KernelPrefix[],
  members: (table: Uint8Array) => number,
): number {
  if (prefixes.length === 0) return 0
  const buckets = new Map<number, number[]>()
  for (const [index, { text }] of prefixes.entries()) {
    const key = (text.charCodeAt(0) - firstByte) * byteSpan + text.charCodeAt(1) - firstByte
    const bucket = buckets.get(key)
    if (bucket) bucket.push(index)
    else buckets.set(key, [index])
  }
  const heads = Array.from({ length: byteSpan * byteSpan }, () => 0)
  for (const [key, bucket] of buckets) {
    const entries = bucket.map((index) => {
      const { text, allowed, members: table, minLength, maxLength } = prefixes[index]!
      const at = image.text(text) + 4
      const made = table === null ? 0 : members(table)
      return [at, text.length, allowed, made, minLength, maxLength, index, 0]
    })
    const lengths = bucket.reduce((bits, index) => bits | prefixes[index]!.pieceLengths, 0)
    heads[key] = image.words([lengths >>> 0, bucket.length, ...entries.flat()])
  }
  return image.words(heads)
}

/** Appends to one piece of memory, everything at a multiple of 8. */
class ImageWriter {
  readonly #base: number
  #memory = new Uint8Array(1 << 16)
  #used = 0

  constructor(base: number) {
    this.#base = base
  }

  /** @returns the absolute pointer of `length` bytes of zero */
  reserve(length: number): number {
    const at = (this.#used + 7) & ~7
    this.#used = at + length
    while (this.#used > this.#memory.length) {
      const grown = new Uint8Array(this.#memory.length * 2)
      grown.set(this.#memory)
      this.#memory = grown
    }
    return this.#base + at
  }

  bytes(...parts: readonly Uint8Array[]): number {
    const ptr = this.reserve(parts.reduce((sum, part) => sum + part.length, 0))
    let at = ptr - this.#base
    for (const part of parts) {
      this.#memory.set(part, at)
      at += part.length
    }
    return ptr
  }

  words(values: readonly number[]): number {
    const ptr = this.reserve(values.length * 4)
    this.set(ptr, values)
    return ptr
  }

  /** Its length as u32, then its bytes. */
  text(text: string): number {
    const ptr = this.reserve(4 + text.length)
    this.set(ptr, [text.length])
    for (let at = 0; at < text.length; at++) {
      this.#memory[ptr - this.#base + 4 + at] = text.charCodeAt(at)
    }
    return ptr
  }

  set(ptr: number, values: readonly number[]): void {
    new Uint32Array(this.#memory.buffer, ptr - this.#base, values.length).set(values)
  }

  done(): Uint8Array {
    return this.#memory.subarray(0, this.#used)
  }
}
