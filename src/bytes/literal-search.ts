/**
 * Looks for many short texts at once (Wu and Manber 1994, with blocks of two bytes): the two bytes at the end of a
 * window of the shortest text's length say how far the window can be moved. Letters are compared without case first;
 * a text that minds its case is compared again exactly.
 */
export interface LiteralSet {
  readonly literals: readonly LiteralText[]
  readonly shortest: number
  /** How far to move, by folded block; 0: the window may end one of the texts' heads. */
  readonly shift: Uint8Array
  /** Literal indexes by the block that ends their head. */
  readonly byBlock: ReadonlyMap<number, readonly number[]>
}

export interface LiteralText {
  readonly text: string
  readonly ignoreCase: boolean
}

const fold = makeFold()

function makeFold(): Uint8Array {
  const table = new Uint8Array(256)
  for (let byte = 0; byte < 256; byte++)
    table[byte] = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  return table
}

const blockMask = 0x3fff

/** Folded text seldom uses the top bit: 14 bits hold both bytes well enough, and the table stays in the L1 cache. */
function blockOf(first: number, second: number): number {
  return ((fold[first]! << 7) ^ fold[second]!) & blockMask
}

/** Null when there is nothing to look for. Every text must be at least two bytes long. */
export function compileLiterals(literals: readonly LiteralText[]): LiteralSet | null {
  if (literals.length === 0) return null
  const shortest = Math.min(255, ...literals.map((literal) => literal.text.length))
  if (shortest < 2) throw new RangeError('a literal needs at least two bytes')
  const shift = new Uint8Array(blockMask + 1).fill(shortest - 1)
  const byBlock = new Map<number, number[]>()
  for (const [index, { text }] of literals.entries()) {
    for (let at = 1; at < shortest; at++) {
      const block = blockOf(text.charCodeAt(at - 1), text.charCodeAt(at))
      const distance = shortest - 1 - at
      if (distance < shift[block]!) shift[block] = distance
      if (distance > 0) continue
      const list = byBlock.get(block)
      if (list) list.push(index)
      else byBlock.set(block, [index])
    }
  }
  return { literals, shortest, shift, byBlock }
}

/** Calls `found(offset, literal index)` for every occurrence inside `[from, to)`, in order of offset. */
export function findLiterals(
  set: LiteralSet,
  bytes: Uint8Array,
  from: number,
  to: number,
  found: (offset: number, literal: number) => void,
): void {
  const { shift, shortest } = set
  let at = from + shortest - 1
  while (at < to) {
    const block = ((fold[bytes[at - 1]!]! << 7) ^ fold[bytes[at]!]!) & blockMask
    const move = shift[block]!
    if (move !== 0) {
      at += move
      continue
    }
    const start = at - shortest + 1
    for (const index of set.byBlock.get(block) ?? []) {
      if (matchesAt(set.literals[index]!, bytes, start, to)) found(start, index)
    }
    at++
  }
}

function matchesAt(literal: LiteralText, bytes: Uint8Array, start: number, to: number): boolean {
  const { text, ignoreCase } = literal
  if (start + text.length > to) return false
  for (let at = 0; at < text.length; at++) {
    const wanted = text.charCodeAt(at)
    const byte = bytes[start + at]!
    if (byte !== wanted && !(ignoreCase && fold[byte] === fold[wanted])) return false
  }
  return true
}
