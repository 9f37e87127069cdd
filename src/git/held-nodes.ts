export interface HeldEntry {
  readonly name: number
  /** A node; 0 for a blob. */
  readonly node: number
  /** The wanted blob; -1 for a node. */
  readonly wanted: number
}

const fewEntries = 32

/**
 * Numbers lists of entries, equal lists alike, whatever the order of their entries. There are as many lists as trees that
 * hold something, and few different ones: as texts in a map they took a tenth of what follows a sweep.
 */
export class NodeTable {
  /** By node, in order and each once; node 0 has none. */
  readonly entries: (readonly HeldEntry[])[]
  /** Three words each: name, node, wanted. */
  #list = new Int32Array(64 * 3)
  #count = 0
  /** The lists of all nodes, one after the other, and the hash of each. */
  #known = new Int32Array(1024)
  readonly #starts: number[]
  readonly #hashes: number[]
  #slots = new Int32Array(256)
  /** The first node that is found again. */
  readonly #first: number

  /** @param known nodes that are there already; lists equal to theirs get a node of their own */
  constructor(known: readonly (readonly HeldEntry[])[] = [[]]) {
    this.entries = [...known]
    this.#first = known.length
    this.#starts = Array.from({ length: known.length + 1 }, () => 0)
    this.#hashes = known.map(() => 0)
  }

  begin(): void {
    this.#count = 0
  }

  add(name: number, node: number, wanted: number): void {
    const at = this.#count++ * 3
    if (at === this.#list.length) this.#list = wider(this.#list)
    this.#list[at] = name
    this.#list[at + 1] = node
    this.#list[at + 2] = wanted
  }

  /** @returns the node of the entries since `begin` */
  end(): number {
    if (this.#count === 0) return 0
    this.#sort()
    const length = this.#count * 3
    let hash = length
    for (let i = 0; i < length; i++)
      hash = Math.imul(hash ^ this.#list[i]!, 0x9e3779b1) ^ (hash >>> 15)
    const slot = this.#slotOf(hash, length)
    return this.#slots[slot] === 0 ? this.#addNode(hash, slot) : this.#slots[slot]!
  }

  /** The slot of the node with this list, or the free one where it belongs. */
  #slotOf(hash: number, length: number): number {
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 16)) & mask
    for (let node = this.#slots[slot]!; node !== 0; node = this.#slots[slot]!) {
      if (this.#hashes[node] === hash && this.#isList(node, length)) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  #isList(node: number, length: number): boolean {
    const start = this.#starts[node]!
    if (this.#starts[node + 1]! - start !== length) return false
    for (let i = 0; i < length; i++) if (this.#known[start + i] !== this.#list[i]) return false
    return true
  }

  #addNode(hash: number, slot: number): number {
    const node = this.entries.length
    const start = this.#starts[node]!
    const list = this.#list.subarray(0, this.#count * 3)
    while (start + list.length > this.#known.length) this.#known = wider(this.#known)
    this.#known.set(list, start)
    this.#starts.push(start + list.length)
    this.#hashes.push(hash)
    this.entries.push(listEntries(list))
    this.#slots[slot] = node
    if ((node - this.#first) * 2 > this.#slots.length) this.#rehash()
    return node
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4)
    const mask = this.#slots.length - 1
    for (let node = this.#first; node < this.entries.length; node++) {
      const hash = this.#hashes[node]!
      let slot = (hash ^ (hash >>> 16)) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = node
    }
  }

  /** In order, each once. Most lists have one or two entries. */
  #sort(): void {
    const list = this.#list
    if (this.#count > fewEntries) {
      const sorted = listEntries(list.subarray(0, this.#count * 3)).toSorted(
        (a, b) => a.name - b.name || a.node - b.node || a.wanted - b.wanted,
      )
      sorted.forEach(({ name, node, wanted }, i) => list.set([name, node, wanted], i * 3))
    }
    let kept = 0
    for (let i = 0; i < this.#count * 3; i += 3) {
      const [name, node, wanted] = [list[i]!, list[i + 1]!, list[i + 2]!]
      let at = kept * 3
      let order = 1
      while (at > 0) {
        order = name - list[at - 3]! || node - list[at - 2]! || wanted - list[at - 1]!
        if (order >= 0) break
        at -= 3
      }
      if (order === 0 && at > 0) continue
      if (at < kept * 3) list.copyWithin(at + 3, at, kept * 3)
      list[at] = name
      list[at + 1] = node
      list[at + 2] = wanted
      kept++
    }
    this.#count = kept
  }
}

function listEntries(list: Int32Array): HeldEntry[] {
  const entries: HeldEntry[] = []
  for (let i = 0; i < list.length; i += 3) {
    entries.push({ name: list[i]!, node: list[i + 1]!, wanted: list[i + 2]! })
  }
  return entries
}

function wider(items: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(items.length * 2)
  grown.set(items)
  return grown
}
