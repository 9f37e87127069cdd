import { ALNUM_END, byteClass } from '../bytes/classes.ts'
import { latin1, normalise } from '../bytes/text.ts'
import { nearFlags, nearPlaces, nearSymbol } from '../kernel/near.ts'
import { headerEnd } from './columns.ts'
import { beginsForeign, holdsForeignNames } from './foreign-names.ts'
import { boundsOf } from './context.ts'
import type { ContextBounds } from './context.ts'
import type { KernelText } from './kernel-text.ts'

/** Where a word has to stand; see `nearPlaces`. */
export type NearPlace = keyof typeof nearPlaces

/** Words of which one is looked for in one place. */
export interface NearWords {
  readonly place: NearPlace
  readonly texts: readonly string[]
  /** Made when they are looked for. */
  words: readonly NearWord[] | null
  /** What was last found, and when. */
  turn: number
  isThere: boolean
}

/** Letters and digits as symbols, and the pairs of them. */
interface NearWord {
  readonly text: string
  readonly pairs: readonly number[]
}

/** By place and words: many rules ask for the same. */
const known = new Map<string, NearWords>()

export function nearWords(place: NearPlace, words: readonly string[]): NearWords {
  const key = `${place} ${words.join(' ')}`
  let made = known.get(key)
  if (made === undefined) {
    made = { place, texts: words, words: null, turn: 0, isThere: false }
    known.set(key, made)
  }
  return made
}

function nearWord(word: string): NearWord {
  const plain = normalise(word)
  const symbols = Array.from(plain, (_, at) => nearSymbol(plain.charCodeAt(at)))
  const pairs = symbols.slice(1).map((symbol, at) => (symbols[at]! << 6) | symbol)
  return { text: String.fromCharCode(...symbols), pairs }
}

/** Of all that were read. */
let turns = 0
/** Behind the ten facts of the kernel, nothing else is kept of a text. */
const roomForSymbols = 4096
const roomForPairs = 64 * 64

/**
 * Letters and digits near a candidate (`kernel/near.ts`), in which words are looked for before any text is made: dozens of
 * words are asked for, and most have a pair of letters that is not there.
 */
export class NearText implements ContextBounds {
  above = 0
  from = 0
  to = 0
  below = 0
  /** End of the first line of the text; 0 when the candidate stands in it. */
  head = 0
  /** `nearFlags`. */
  flags = 0
  #line = 0
  #names = 0
  #lineEnd = 0
  #length = 0
  #turn = 0
  #source: KernelText | null = null
  #bytes: Uint8Array = new Uint8Array()
  #start = 0
  #end = 0
  #text: string | null = null
  /** Where letters, digits and pairs are: in a kernel's memory or in a piece of our own. */
  #memory: Uint8Array
  #symbolsAt = 0
  #pairsAt = roomForSymbols
  readonly #own = new Uint8Array(roomForSymbols + roomForPairs)

  constructor() {
    this.#memory = this.#own
  }

  /** @param text where a kernel has the bytes; null: plain code reads them */
  find(text: KernelText | null, bytes: Uint8Array, start: number, end: number): void {
    this.#turn = ++turns
    this.#text = null
    this.#source = text?.kernel.near ? text : null
    this.#bytes = bytes
    this.#start = start
    this.#end = end
    if (this.#source === null) {
      Object.assign(this, boundsOf(bytes, start, end))
      this.head = headerEnd(bytes, this.from)
      return
    }
    const { kernel, ptr, length } = this.#source
    const near = kernel.near!
    near.findLines(ptr, length, start, end)
    const { words } = kernel
    const facts = near.nearFacts() >>> 2
    this.above = words[facts]!
    this.from = words[facts + 1]!
    this.to = words[facts + 2]!
    this.below = words[facts + 3]!
    this.head = words[facts + 4]!
  }

  /** Reads the lines that were found; asked for only where no judgement is known. */
  read(): void {
    if (this.#source === null) {
      this.#readPlain(this.#bytes, this.#start, this.#end)
      return
    }
    const { kernel, ptr } = this.#source
    const near = kernel.near!
    near.readNear(ptr, this.#start, this.#end)
    const { words } = kernel
    const facts = near.nearFacts() >>> 2
    this.#line = words[facts + 5]!
    this.#names = words[facts + 6]!
    this.#lineEnd = words[facts + 7]!
    this.#length = words[facts + 8]!
    this.flags = words[facts + 9]!
    this.#memory = kernel.bytes
    this.#symbolsAt = near.nearSymbols()
    this.#pairsAt = near.nearPairs()
  }

  #readPlain(bytes: Uint8Array, start: number, end: number): void {
    this.#memory = this.#own
    this.#symbolsAt = 0
    this.#pairsAt = roomForSymbols
    this.#own.fill(0, roomForSymbols)
    const { above, from, to, below } = this
    this.flags = 0
    this.#length = 0
    const { names, line, near, left } = nearPlaces
    let last = this.#add(bytes, 0, this.head, 0, names | near)
    this.flags &= ~nearFlags.isNoList
    last = this.#add(bytes, above, from, last, names | near)
    this.flags &= ~nearFlags.hasBar
    this.#line = this.#length
    last = this.#add(bytes, from, start, last, names | line | near | left)
    this.#names = this.#length
    last = this.#add(bytes, end, to, last, line | near)
    this.#lineEnd = this.#length
    this.#add(bytes, to, below, last, near)
  }

  /** @returns the last symbol */
  #add(bytes: Uint8Array, start: number, end: number, before: number, place: number): number {
    const memory = this.#own
    let last = before
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!
      const bits = byteClass[byte]!
      if (bits === 0 || bits >= ALNUM_END) {
        if (beginsForeign(byte)) this.flags |= nearFlags.isForeign
        if (listBytes[byte] === 0) this.flags |= nearFlags.isNoList
        if ((place & nearPlaces.names) !== 0) this.flags |= flagsAt(bytes, at)
        continue
      }
      const small = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      const symbol = nearSymbol(small)
      memory[roomForSymbols + ((last << 6) | symbol)]! |= place
      last = symbol
      memory[this.#length++] = symbol
    }
    return last
  }

  /** True where names may be written in another script, in which no words are looked for. */
  get isForeign(): boolean {
    if ((this.flags & nearFlags.isForeign) === 0) return false
    return (
      holdsForeignNames(this.#bytes, 0, this.head) ||
      holdsForeignNames(this.#bytes, this.above, this.below)
    )
  }

  /** True when one of the words stands there, however it is written and whatever it is a part of. */
  holds(wanted: NearWords): boolean {
    if (wanted.turn !== this.#turn) {
      wanted.turn = this.#turn
      wanted.isThere = this.#search(wanted)
    }
    return wanted.isThere
  }

  #search(wanted: NearWords): boolean {
    const { place } = wanted
    const words = (wanted.words ??= wanted.texts.map(nearWord))
    const memory = this.#memory
    const bit = nearPlaces[place]
    const base = this.#pairsAt
    for (const { text, pairs } of words) {
      let isWhole = true
      for (const pair of pairs) {
        if ((memory[base + pair]! & bit) === 0) {
          isWhole = false
          break
        }
      }
      if (isWhole && this.#holdsText(place, text)) return true
    }
    return false
  }

  #holdsText(place: NearPlace, wanted: string): boolean {
    this.#text ??= latin1(this.#memory, this.#symbolsAt, this.#symbolsAt + this.#length)
    const isInLine = place === 'line' || place === 'left'
    const at = this.#text.indexOf(wanted, isInLine ? this.#line : 0)
    if (at < 0) return false
    if (place === 'near') return true
    return at + wanted.length <= (place === 'line' ? this.#lineEnd : this.#names)
  }
}

/** Besides letters and digits: what `bare.ts` takes for parts of a list. */
const listBytes = new Uint8Array(256)
for (const char of '\t\n\v\f\r "\'+,-./;=[]_`\u00A0') listBytes[char.charCodeAt(0)] = 1

function flagsAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]
  if (byte === 0x7c) return nearFlags.hasBar
  if (byte === 0x2f) return bytes[at - 1] === 0x3c ? nearFlags.joinsNames : 0
  if (byte !== 0x3a || bytes[at - 1] !== 0x73) return 0
  const next = bytes[at + 1] ?? 0
  return next >= 0x30 && next <= 0x39 ? nearFlags.joinsNames : 0
}
