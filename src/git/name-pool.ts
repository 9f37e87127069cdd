import { GrowableBytes, GrowableU32 } from './growable.ts'

/** Byte strings by number, each once. Numbers start at 0 in the order of first sight. */
export class NamePool {
  readonly #bytes = new GrowableBytes()
  readonly #starts = new GrowableU32()
  #slots = new Int32Array(1024).fill(-1)

  constructor() {
    this.#starts.push(0)
  }

  get size(): number {
    return this.#starts.length - 1
  }

  /** Number of the name at [start, end), which is added when it is new. */
  intern(from: Uint8Array, start: number, end: number): number {
    const slot = this.#find(from, start, end)
    const known = this.#slots[slot]!
    if (known >= 0) return known
    const name = this.size
    this.#bytes.push(from, start, end)
    this.#starts.push(this.#bytes.length)
    this.#slots[slot] = name
    if (this.size * 2 > this.#slots.length) this.#rehash()
    return name
  }

  equals(name: number, from: Uint8Array, start: number, end: number): boolean {
    const own = this.#starts.at(name)
    if (this.#starts.at(name + 1) - own !== end - start) return false
    const bytes = this.#bytes.bytes
    for (let i = 0; i < end - start; i++) {
      if (bytes[own + i] !== from[start + i]) return false
    }
    return true
  }

  take(): { bytes: Uint8Array<ArrayBuffer>; starts: Uint32Array<ArrayBuffer> } {
    return { bytes: this.#bytes.take(), starts: this.#starts.take() }
  }

  /** The slot that holds the name, or the free one where it belongs. */
  #find(from: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1
    let slot = hash(from, start, end) & mask
    while (this.#slots[slot]! >= 0 && !this.equals(this.#slots[slot]!, from, start, end)) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  #rehash(): void {
    const bytes = this.#bytes.bytes
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1)
    for (let name = 0; name < this.size; name++) {
      this.#slots[this.#find(bytes, this.#starts.at(name), this.#starts.at(name + 1))] = name
    }
  }
}

/** FNV-1a with a last mix, since only low bits are used. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let i = start; i < end; i++) value = Math.imul(value ^ bytes[i]!, 0x01000193)
  return (value ^ (value >>> 15)) >>> 0
}
