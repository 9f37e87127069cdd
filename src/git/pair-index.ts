/** Numbers pairs of words in the order in which they are added first. */
export class PairIndex {
  #pairs = new Int32Array(2048)
  #slots = new Int32Array(2048).fill(-1)
  size = 0

  /** The number of a pair; `size` before the call when it is new. */
  add(first: number, second: number): number {
    const slot = this.#slotOf(first, second)
    const known = this.#slots[slot]!
    if (known >= 0) return known
    const number = this.size++
    if (number * 2 === this.#pairs.length) {
      const wider = new Int32Array(number * 4)
      wider.set(this.#pairs)
      this.#pairs = wider
    }
    this.#pairs[number * 2] = first
    this.#pairs[number * 2 + 1] = second
    this.#slots[slot] = number
    if (this.size * 2 > this.#slots.length) this.#rehash()
    return number
  }

  /** The number of a pair; -1 when it was not added. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)]!
  }

  /** The slot that holds the pair, or the free one where it belongs. */
  #slotOf(first: number, second: number): number {
    const mask = this.#slots.length - 1
    const hash = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b)
    let slot = (hash ^ (hash >>> 15)) & mask
    for (let at = this.#slots[slot]!; at >= 0; at = this.#slots[slot]!) {
      if (this.#pairs[at * 2] === first && this.#pairs[at * 2 + 1] === second) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1)
    for (let at = 0; at < this.size; at++) {
      this.#slots[this.#slotOf(this.#pairs[at * 2]!, this.#pairs[at * 2 + 1]!)] = at
    }
  }
}
