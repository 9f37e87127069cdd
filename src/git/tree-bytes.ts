const longestMode = 7

/** 0xff in each of the first 0, 1, 2 or 3 bytes of a word. */
const before = [0, 0xff, 0xffff, 0xffffff] as const

/**
 * First NUL in [start, end), or -1. Looks at four bytes at a time: the lowest bit set in `zeros` belongs to the
 * first byte that is 0. Measured on git's own trees (5.8 GB): 2.6 s byte by byte, 1.5 s so.
 */
export function findNul(words: Uint32Array, start: number, end: number): number {
  let at = start >> 2
  const last = (end - 1) >> 2
  let value = words[at]! | before[start & 3]!
  let zeros = (value - 0x01010101) & ~value & 0x80808080
  while (zeros === 0) {
    if (++at > last) return -1
    value = words[at]!
    zeros = (value - 0x01010101) & ~value & 0x80808080
  }
  return at * 4 + ((31 - Math.clz32(zeros & -zeros)) >> 3)
}

/** Offset behind the space that ends the mode; -1 when it is no mode. Old tools wrote `040000` and `100664`. */
export function afterMode(bytes: Uint8Array, start: number, end: number): number {
  const stop = Math.min(start + longestMode, end)
  for (let at = start; at < stop; at++) {
    const byte = bytes[at]!
    if (byte === 0x20) return at === start ? -1 : at + 1
    if (byte < 0x30 || byte > 0x37) return -1
  }
  return -1
}

export function isTree(bytes: Uint8Array, start: number, end: number): boolean {
  return (modeAt(bytes, start, end) & 0o170000) === 0o040000
}

/** A submodule's commit is in another repository. */
export function isSubmodule(bytes: Uint8Array, start: number, end: number): boolean {
  return (modeAt(bytes, start, end) & 0o170000) === 0o160000
}

/** Whether the entry with its name at `nameAt` is a file or a link; what else is no tree git takes for a submodule. */
export function isFileEntry(bytes: Uint8Array, nameAt: number): boolean {
  if (nameAt < 7) return false
  const type = modeAt(bytes, nameAt - 7, nameAt - 1) & 0o170000
  return type === 0o100000 || type === 0o120000
}

function modeAt(bytes: Uint8Array, start: number, end: number): number {
  let mode = 0
  for (let at = start; at < end; at++) mode = mode * 8 + bytes[at]! - 0x30
  return mode
}

export function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
  )
}

export function widened(items: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(items.length * 2)
  wider.set(items)
  return wider
}
