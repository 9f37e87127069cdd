/**
 * Tree objects (git: `tree-walk.c`): entries `mode SP name NUL id`, mode in octal digits, id raw.
 * Names are bytes: anything but NUL and `/`.
 */
export interface TreeEntry {
  /** File type and permission bits: 0o40000 tree, 0o100644 file, 0o120000 symbolic link, 0o160000 submodule. */
  readonly mode: number
  /** One path element, one character per byte. */
  readonly name: string
  /** Offset of the raw id in the tree's bytes. */
  readonly idAt: number
}

/** @returns the entries up to the first that is malformed; `complete` is false then */
export function parseTree(
  bytes: Uint8Array,
  idLength: number,
): { readonly entries: readonly TreeEntry[]; readonly complete: boolean } {
  const entries: TreeEntry[] = []
  let at = 0
  while (at < bytes.length) {
    let mode = 0
    let gap = at
    while (bytes[gap] !== 0x20) {
      const digit = (bytes[gap] ?? 0) - 0x30
      if (digit < 0 || digit > 7 || gap - at > 6) return { entries, complete: false }
      mode = mode * 8 + digit
      gap++
    }
    const nul = bytes.indexOf(0, gap + 1)
    if (gap === at || nul < 0 || nul + 1 + idLength > bytes.length) {
      return { entries, complete: false }
    }
    entries.push({ mode, name: binaryString(bytes, gap + 1, nul), idAt: nul + 1 })
    at = nul + 1 + idLength
  }
  return { entries, complete: true }
}

export function isTreeMode(mode: number): boolean {
  return (mode & 0o170000) === 0o040000
}

/** One character per byte; the way back is `Buffer.from(text, 'latin1')`. */
function binaryString(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}
