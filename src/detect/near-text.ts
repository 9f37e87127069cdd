import { ALNUM_END, byteClass } from '../bytes/classes.ts'
import { latin1 } from '../bytes/text.ts'
import { beginsForeign, holdsForeignNames } from './foreign-names.ts'

/** Small letters and digits. */
const symbols = 36

/** A word as it is looked for in what lies near: small letters and digits, and the pairs of them. */
export interface NearWord {
  readonly text: string
  readonly pairs: readonly number[]
}

export function nearWord(word: string): NearWord {
  const text = word.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const pairs: number[] = []
  for (let at = 1; at < text.length; at++) {
    pairs.push(symbolOf(text.charCodeAt(at - 1)) * symbols + symbolOf(text.charCodeAt(at)))
  }
  return { text, pairs }
}

/** Of a small letter or a digit. */
function symbolOf(byte: number): number {
  return byte >= 0x61 ? byte - 0x61 : byte - 0x30 + 26
}

/**
 * Letters (small) and digits of some ranges, and nothing else: whatever holds a word holds it here too. Which pairs of
 * them there are is noted on the way: dozens of words are asked for, and most have a pair that is not there.
 */
export class NearText {
  #buffer = new Uint8Array(1 << 13)
  #length = 0
  #text: string | null = null
  readonly #seen = new Uint32Array(symbols * symbols)
  #turn = 0

  /**
   * @returns false where names are read across what stands between their parts: a closing tag, the lengths of PHP's
   *   serialised texts; and where names may be written in another script
   */
  read(bytes: Uint8Array, ranges: readonly (readonly [start: number, end: number])[]): boolean {
    let room = 0
    for (const [start, end] of ranges) room += end - start
    if (room > this.#buffer.length) this.#buffer = new Uint8Array(room)
    const buffer = this.#buffer
    const seen = this.#seen
    const turn = ++this.#turn
    let length = 0
    let before = 0
    let isForeign = false
    for (const [start, end] of ranges) {
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!
        const bits = byteClass[byte]!
        if (bits === 0 || bits >= ALNUM_END) {
          if (byte === 0x2f && bytes[at - 1] === 0x3c) return false
          if (byte === 0x3a && bytes[at - 1] === 0x73) return false
          isForeign ||= beginsForeign(byte)
          continue
        }
        const small = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
        const symbol = symbolOf(small)
        seen[before * symbols + symbol] = turn
        before = symbol
        buffer[length++] = small
      }
    }
    this.#length = length
    this.#text = null
    return !isForeign || !ranges.some(([start, end]) => holdsForeignNames(bytes, start, end))
  }

  holds({ text, pairs }: NearWord): boolean {
    const seen = this.#seen
    for (const pair of pairs) if (seen[pair] !== this.#turn) return false
    this.#text ??= latin1(this.#buffer, 0, this.#length)
    return this.#text.includes(text)
  }
}
