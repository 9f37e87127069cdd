/** A small seeded generator: examples are the same on every machine. Not for anything secret. */
export interface Random {
  /** A whole number in [0, below). */
  int(below: number): number
  text(alphabet: string, length: number): string
  bytes(length: number): number[]
}

export function createRandom(seed: string): Random {
  let state = 0x811c9dc5
  for (let at = 0; at < seed.length; at++)
    state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193)
  /** Mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    text: (alphabet, length) => {
      let text = ''
      for (let at = 0; at < length; at++) text += alphabet[int(alphabet.length)] ?? ''
      return text
    },
    bytes: (length) => Array.from({ length }, () => int(256)),
  }
}
