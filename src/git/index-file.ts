import { ScanError } from '../model/errors.ts'
import { idToHex } from './object-id.ts'

/**
 * The index ("staging area"), versions 2, 3 and 4, read as gitformat-index(5) describes it. Knows the `link`
 * (split index) and `sdir` (sparse index) extensions; other optional extensions are passed over, other required
 * ones refused. No length is believed before it was compared with the bytes that are there.
 */
export interface IndexEntry {
  /** One character per byte, `/`-separated; ends in `/` for a sparse directory. */
  readonly path: string
  /** As in a tree: 0o100644, 0o100755, 0o120000 (link), 0o160000 (submodule), 0o40000 (sparse directory). */
  readonly mode: number
  /** Hex object id. */
  readonly id: string
  /** 0, or 1 base / 2 ours / 3 theirs of an unmerged path. */
  readonly stage: number
  /** The file need not be in the work tree. */
  readonly skipWorktree: boolean
  /** `git add -N`: in the index by name only, `id` is the empty blob. */
  readonly intentToAdd: boolean
}

export interface IndexOptions {
  /** Bytes of an object id: 20 or 32. */
  readonly idLength: 20 | 32
  /** File name for messages. */
  readonly name: string
  /** Reads `sharedindex.<hex>` beside the index; null when it is not there. */
  readonly readShared?: (fileName: string) => Uint8Array | null
}

const headerLength = 12
/** ctime, mtime (8 each), dev, ino, mode, uid, gid, size (4 each); the object id follows. */
const statLength = 40
const modeOffset = 24
const extendedFlag = 0x4000

/**
 * All entries in index order (by path bytes, then stage).
 *
 * @throws ScanError `unsupported-repository` for another version or an unknown required extension, `unreadable`
 *   for bytes that are not an index
 */
export function parseIndex(bytes: Uint8Array, options: IndexOptions): IndexEntry[] {
  const reader = new IndexReader(bytes, options)
  const entries = reader.entries()
  const link = reader.linkExtension()
  return link === null ? entries : mergeShared(entries, link, options)
}

class IndexReader {
  readonly #bytes: Buffer
  readonly #options: IndexOptions
  readonly #version: number
  readonly #count: number
  /** Content ends where the checksum starts. */
  readonly #end: number
  #at = headerLength

  constructor(bytes: Uint8Array, options: IndexOptions) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#options = options
    this.#end = bytes.length - options.idLength
    if (this.#end < headerLength || this.#bytes.toString('latin1', 0, 4) !== 'DIRC') {
      throw this.#broken('does not start like an index')
    }
    this.#version = this.#bytes.readUInt32BE(4)
    this.#count = this.#bytes.readUInt32BE(8)
    if (this.#version < 2 || this.#version > 4) {
      throw new ScanError(
        'unsupported-repository',
        `${options.name} has index version ${this.#version}; straykey reads versions 2 to 4.`,
      )
    }
  }

  entries(): IndexEntry[] {
    const entries: IndexEntry[] = []
    const fixedLength = statLength + this.#options.idLength + 2
    if (this.#count > (this.#end - headerLength) / fixedLength) {
      throw this.#broken(`claims ${this.#count} entries, more than fit`)
    }
    let previous = ''
    for (let i = 0; i < this.#count; i++) {
      const start = this.#at
      if (start + fixedLength > this.#end) throw this.#broken('ends within an entry')
      const flags = this.#bytes.readUInt16BE(start + fixedLength - 2)
      let nameStart = start + fixedLength
      let extended = 0
      if ((flags & extendedFlag) !== 0 && this.#version >= 3) {
        if (nameStart + 2 > this.#end) throw this.#broken('ends within an entry')
        extended = this.#bytes.readUInt16BE(nameStart)
        nameStart += 2
      }
      const path =
        this.#version === 4
          ? this.#compressedPath(nameStart, previous)
          : this.#paddedPath(start, nameStart)
      previous = path
      entries.push({
        path,
        mode: this.#bytes.readUInt32BE(start + modeOffset),
        id: idToHex(this.#bytes, start + statLength, this.#options.idLength),
        stage: (flags >> 12) & 3,
        skipWorktree: (extended & 0x4000) !== 0,
        intentToAdd: (extended & 0x2000) !== 0,
      })
    }
    return entries
  }

  /** Body of the `link` extension; null when the index is whole. Call after `entries`. */
  linkExtension(): Buffer | null {
    let link: Buffer | null = null
    while (this.#at + 8 <= this.#end) {
      const signature = this.#bytes.toString('latin1', this.#at, this.#at + 4)
      const length = this.#bytes.readUInt32BE(this.#at + 4)
      const body = this.#at + 8
      if (length > this.#end - body) throw this.#broken('has an extension that is cut off')
      if (signature === 'link') link = this.#bytes.subarray(body, body + length)
      else if (signature !== 'sdir' && !/^[A-Z]/.test(signature)) {
        throw new ScanError(
          'unsupported-repository',
          `${this.#options.name} needs the index extension ${JSON.stringify(signature)}, which straykey does not know.`,
        )
      }
      this.#at = body + length
    }
    return link
  }

  /** Versions 2 and 3: the name ends in NUL, the entry is padded with NULs to a multiple of 8 bytes. */
  #paddedPath(start: number, nameStart: number): string {
    const nul = this.#bytes.indexOf(0, nameStart)
    if (nul === -1 || nul >= this.#end) throw this.#broken('has a path without an end')
    this.#at = start + ((nul - start + 8) & ~7)
    return this.#bytes.toString('latin1', nameStart, nul)
  }

  /** Version 4: how many bytes to drop from the previous path, then what to add. */
  #compressedPath(nameStart: number, previous: string): string {
    let at = nameStart
    let drop = 0
    for (let byte = 0x80; byte & 0x80; at++) {
      if (at >= this.#end || drop > 0xff_ffff) throw this.#broken('has a path without an end')
      // Git's offset encoding: each continuation adds one, so that no number has two forms.
      if (at > nameStart) drop++
      byte = this.#bytes.readUInt8(at)
      drop = drop * 128 + (byte & 0x7f)
    }
    const nul = this.#bytes.indexOf(0, at)
    if (nul === -1 || nul >= this.#end) throw this.#broken('has a path without an end')
    if (drop > previous.length) throw this.#broken('drops more of a path than there is')
    this.#at = nul + 1
    return previous.slice(0, previous.length - drop) + this.#bytes.toString('latin1', at, nul)
  }

  #broken(what: string): ScanError {
    return brokenIndex(this.#options.name, what)
  }
}

function brokenIndex(name: string, what: string): ScanError {
  return new ScanError(
    'unreadable',
    `${name} ${what}; run 'git status' there to see whether git can read it.`,
  )
}

/**
 * Split index: the shared file holds most entries; bitmaps say which of them this file deletes and which it
 * replaces (its own nameless entries, in order); entries with a name are additions.
 */
function mergeShared(own: IndexEntry[], link: Buffer, options: IndexOptions): IndexEntry[] {
  const { idLength, name } = options
  if (link.length < idLength) throw brokenIndex(name, 'has a link extension that is cut off')
  const id = idToHex(link, 0, idLength)
  if (/^0+$/.test(id)) return own
  const shared = options.readShared?.(`sharedindex.${id}`) ?? null
  if (shared === null) throw brokenIndex(name, `needs sharedindex.${id}, which is not there`)
  const base = new IndexReader(shared, { idLength, name: `sharedindex.${id}` }).entries()

  const deleted = new Set<number>()
  const replaced: number[] = []
  if (link.length > idLength) {
    const next = readBitmap(link, idLength, name, base.length, (bit) => deleted.add(bit))
    readBitmap(link, next, name, base.length, (bit) => replaced.push(bit))
  }
  const replacements = own.filter((entry) => entry.path === '')
  const merged: IndexEntry[] = own.filter((entry) => entry.path !== '')
  const substitute = new Map<number, IndexEntry>()
  for (const [i, bit] of replaced.entries()) {
    const entry = replacements[i]
    if (entry !== undefined) substitute.set(bit, entry)
  }
  for (const [i, entry] of base.entries()) {
    if (deleted.has(i)) continue
    const changed = substitute.get(i)
    merged.push(changed === undefined ? entry : { ...changed, path: entry.path })
  }
  return merged.toSorted((a, b) =>
    a.path === b.path ? a.stage - b.stage : a.path < b.path ? -1 : 1,
  )
}

/**
 * An EWAH bitmap as in gitformat-index(5): bit count, word count, 64-bit words (run-length markers and
 * literals), position of the last marker. Calls `visit` for each set bit below `limit`, returns the offset behind.
 */
function readBitmap(
  bytes: Buffer,
  offset: number,
  name: string,
  limit: number,
  visit: (bit: number) => void,
): number {
  if (offset + 8 > bytes.length) throw brokenIndex(name, 'has a bitmap that is cut off')
  const words = bytes.readUInt32BE(offset + 4)
  const start = offset + 8
  const end = start + words * 8
  if (end + 4 > bytes.length) throw brokenIndex(name, 'has a bitmap that is cut off')
  let bit = 0
  for (let at = start; at < end;) {
    // Marker: bit 0 the repeated bit, 32 bits how many words of it, 31 bits how many literal words follow.
    const marker = bytes.readBigUInt64BE(at)
    at += 8
    const runBits = Number((marker >> 1n) & 0xffff_ffffn) * 64
    if ((marker & 1n) === 1n) {
      for (let i = bit; i < Math.min(bit + runBits, limit); i++) visit(i)
    }
    bit += runBits
    for (let literals = marker >> 33n; literals > 0n && at < end; literals--, at += 8, bit += 64) {
      const word = bytes.readBigUInt64BE(at)
      for (let i = 0; i < 64; i++) {
        if (((word >> BigInt(i)) & 1n) === 1n && bit + i < limit) visit(bit + i)
      }
    }
  }
  return end + 4
}
