/** A typed array that grows by doubling; `take` cuts it to size. */
export class GrowableU32 {
  #items: Uint32Array<ArrayBuffer>
  length = 0

  constructor(capacity: number = 1024) {
    this.#items = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.#items.length) this.#grow()
    this.#items[this.length++] = value
  }

  at(index: number): number {
    return this.#items[index]!
  }

  take(): Uint32Array<ArrayBuffer> {
    return this.#items.slice(0, this.length)
  }

  #grow(): void {
    const wider = new Uint32Array(this.#items.length * 2)
    wider.set(this.#items)
    this.#items = wider
  }
}

export class GrowableBytes {
  #items: Uint8Array<ArrayBuffer>
  length = 0

  constructor(capacity: number = 4096) {
    this.#items = new Uint8Array(capacity)
  }

  /** The bytes so far; valid until the next call that adds some. */
  get bytes(): Uint8Array {
    return this.#items
  }

  push(from: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start)
    const items = this.#items
    let at = this.length
    for (let i = start; i < end; i++) items[at++] = from[i]!
    this.length = at
  }

  /** Adds the bytes written as hex digits at `start`; digits that are none count as 0. */
  pushHex(from: Uint8Array, start: number, hexLength: number): void {
    this.#reserve(hexLength / 2)
    const items = this.#items
    let at = this.length
    for (let i = start; i < start + hexLength; i += 2) {
      items[at++] = (digits[from[i]!]! << 4) | digits[from[i + 1]!]!
    }
    this.length = at
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#items.slice(0, this.length)
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#items.length) return
    const wider = new Uint8Array(Math.max(this.#items.length * 2, this.length + more))
    wider.set(this.#items.subarray(0, this.length))
    this.#items = wider
  }
}

/** Values of hex digits by their byte. */
const digits = Uint8Array.from({ length: 256 }, (_, byte) =>
  Math.max(0, '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase())),
)
