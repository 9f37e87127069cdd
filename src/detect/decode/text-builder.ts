import type { Decoded } from './decoded.ts'

const firstSize = 4096

/** Gathers text from pieces of the scanned bytes and from what is written between them, each byte with its source. */
export class TextBuilder {
  #bytes: Uint8Array = new Uint8Array(firstSize)
  #sources: Uint32Array = new Uint32Array(firstSize)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Copies `[from, to)` of `bytes`. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from)
    for (let at = from; at < to; at++) this.#add(bytes[at]!, at)
  }

  /** Writes a text of ASCII characters that stands nowhere; `source` is where the piece before it ends. */
  write(text: string, source: number): void {
    this.#reserve(text.length)
    for (let at = 0; at < text.length; at++) this.#add(text.charCodeAt(at) & 0x7f, source)
  }

  byte(byte: number, source: number): void {
    this.#reserve(1)
    this.#add(byte, source)
  }

  /** What was gathered; the builder is empty afterwards. `end` is where the last of it ends. */
  take(via: string, end: number): Decoded {
    const bytes = this.#bytes.slice(0, this.#length)
    const sources = this.#sources.slice(0, this.#length)
    this.#length = 0
    return {
      bytes,
      sourceOffset: (offset) => (offset < sources.length ? sources[offset]! : end),
      via,
    }
  }

  #add(byte: number, source: number): void {
    this.#bytes[this.#length] = byte
    this.#sources[this.#length++] = source
  }

  #reserve(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    const size = Math.max(needed, this.#bytes.length * 2)
    const bytes = new Uint8Array(size)
    bytes.set(this.#bytes)
    this.#bytes = bytes
    const sources = new Uint32Array(size)
    sources.set(this.#sources)
    this.#sources = sources
  }
}
