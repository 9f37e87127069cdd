import { ScanError } from '../model/errors.ts'
import { parseIndex, type IndexOptions } from './index-file.ts'
import { idFromHex } from './object-id.ts'

/**
 * The index as a comparison with a tree needs it: entries are hopped over until they are asked for, and the `TREE`
 * extension (cache tree) says which directories are, as they stand, which tree object. A hook sees an index that git
 * has just written with a whole cache tree, so that nearly all directories are passed over by one comparison of ids.
 *
 * @see git's gitformat-index(5); `parseIndex` is the reader for whole entries
 */
export interface IndexView {
  readonly count: number
  /** One character per byte. */
  path(entry: number): string
  mode(entry: number): number
  /** Raw id, a view into the index's bytes. */
  id(entry: number): Uint8Array
  stage(entry: number): number
  /** `git add -N`: no part of the next commit. */
  isIntentToAdd(entry: number): boolean
  /** What the root directory is as a tree; null when the index has no cache tree. */
  readonly root: CachedTree | null
}

export interface CachedTree {
  readonly name: string
  /** Entries below it; -1 when something there changed since and the tree is not known. */
  readonly count: number
  /** Raw id; null when `count` is -1. */
  readonly id: Uint8Array | null
  readonly subtrees: ReadonlyMap<string, CachedTree>
}

const headerLength = 12
const statLength = 40
const modeOffset = 24
/** A path has at most 4,096 bytes, so that no directory lies deeper. */
const deepest = 2048

/** @throws ScanError `unreadable` or `unsupported-repository`, as `parseIndex` */
export function viewIndex(bytes: Uint8Array, options: IndexOptions): IndexView {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const view = new View(content, options.idLength, options.name)
  return view.isSplit ? viewSplit(bytes, options) : view
}

/** A split index (`link` extension) is put together whole; it has no cache tree that is worth the trouble. */
function viewSplit(bytes: Uint8Array, options: IndexOptions): IndexView {
  const entries = parseIndex(bytes, options)
  return {
    count: entries.length,
    path: (entry) => entries[entry]!.path,
    mode: (entry) => entries[entry]!.mode,
    id: (entry) => idFromHex(entries[entry]!.id)!,
    stage: (entry) => entries[entry]!.stage,
    isIntentToAdd: (entry) => entries[entry]!.intentToAdd,
    root: null,
  }
}

class View implements IndexView {
  readonly count: number
  root: CachedTree | null = null
  isSplit = false
  readonly #bytes: Buffer
  readonly #idLength: number
  readonly #name: string
  readonly #end: number
  readonly #version: number
  readonly #starts: Uint32Array
  /** Version 4 cuts what a path shares with the one before, so that its paths are put together on the way. */
  readonly #paths: string[] = []

  constructor(bytes: Buffer, idLength: 20 | 32, name: string) {
    this.#bytes = bytes
    this.#idLength = idLength
    this.#name = name
    this.#end = bytes.length - idLength
    if (this.#end < headerLength || bytes.toString('latin1', 0, 4) !== 'DIRC') {
      throw this.#broken('does not start like an index')
    }
    this.#version = bytes.readUInt32BE(4)
    if (this.#version < 2 || this.#version > 4) {
      throw this.#unsupported(`has the index version ${this.#version}`)
    }
    this.count = bytes.readUInt32BE(8)
    if (this.count > (this.#end - headerLength) / (statLength + idLength + 2)) {
      throw this.#broken(`claims ${this.count} entries, more than fit`)
    }
    this.#starts = new Uint32Array(this.count)
    this.#readExtensions(this.#hop())
  }

  path(entry: number): string {
    if (this.#version === 4) return this.#paths[entry]!
    const at = this.#nameAt(this.#starts[entry]!)
    return this.#bytes.toString('latin1', at, this.#bytes.indexOf(0, at))
  }

  mode(entry: number): number {
    return this.#bytes.readUInt32BE(this.#starts[entry]! + modeOffset)
  }

  id(entry: number): Uint8Array {
    const at = this.#starts[entry]! + statLength
    return this.#bytes.subarray(at, at + this.#idLength)
  }

  stage(entry: number): number {
    return (this.#flags(this.#starts[entry]!) >> 12) & 3
  }

  isIntentToAdd(entry: number): boolean {
    const start = this.#starts[entry]!
    return (
      this.#isExtended(start) && (this.#bytes.readUInt16BE(this.#nameAt(start) - 2) & 0x2000) !== 0
    )
  }

  #flags(start: number): number {
    return this.#bytes.readUInt16BE(start + statLength + this.#idLength)
  }

  #isExtended(start: number): boolean {
    return this.#version >= 3 && (this.#flags(start) & 0x4000) !== 0
  }

  #nameAt(start: number): number {
    return start + statLength + this.#idLength + (this.#isExtended(start) ? 4 : 2)
  }

  /**
   * Finds where each entry starts; returns where the extensions do. Every entry is passed over and few are asked for:
   * read in place, each costs 5,000 instructions less than by way of the methods above, while nothing is optimised.
   */
  #hop(): number {
    if (this.#version === 4) return this.#hopCut()
    const bytes = this.#bytes
    const extended = this.#version === 3 ? 0x40 : 0
    const flagsOffset = statLength + this.#idLength
    const last = this.#end - flagsOffset - 4
    const starts = this.#starts
    let at = headerLength
    for (let i = 0; i < starts.length; i++) {
      if (at > last) throw this.#broken('ends within an entry')
      starts[i] = at
      const flags = bytes[at + flagsOffset]!
      const nameAt = at + flagsOffset + ((flags & extended) === 0 ? 2 : 4)
      const short = ((flags & 0xf) << 8) | bytes[at + flagsOffset + 1]!
      const nul = short < 0xfff && bytes[nameAt + short] === 0 ? nameAt + short : this.#nul(nameAt)
      if (nul >= this.#end) throw this.#broken('has a path without an end')
      at += (nul - at + 8) & ~7
    }
    return at
  }

  /** The same where each path is cut by what it shares with the one before. */
  #hopCut(): number {
    let at = headerLength
    let previous = ''
    for (let i = 0; i < this.count; i++) {
      if (at + statLength + this.#idLength + 4 > this.#end) {
        throw this.#broken('ends within an entry')
      }
      this.#starts[i] = at
      const { suffixAt, drop } = this.#prefix(this.#nameAt(at))
      const nul = this.#nul(suffixAt)
      if (drop > previous.length) throw this.#broken('drops more of a path than there is')
      const kept = previous.slice(0, previous.length - drop)
      previous = kept + this.#bytes.toString('latin1', suffixAt, nul)
      this.#paths.push(previous)
      at = nul + 1
    }
    return at
  }

  #nul(from: number): number {
    const nul = this.#bytes.indexOf(0, from)
    if (nul < 0 || nul >= this.#end) throw this.#broken('has a path without an end')
    return nul
  }

  /** Git's offset encoding: each continuation adds one, so that no number has two forms. */
  #prefix(from: number): { suffixAt: number; drop: number } {
    let at = from
    let drop = 0
    for (let byte = 0x80; byte & 0x80; at++) {
      if (at >= this.#end || drop > 0xff_ffff) throw this.#broken('has a path without an end')
      if (at > from) drop++
      byte = this.#bytes[at]!
      drop = drop * 128 + (byte & 0x7f)
    }
    return { suffixAt: at, drop }
  }

  #readExtensions(start: number): void {
    let at = start
    while (at + 8 <= this.#end) {
      const signature = this.#bytes.toString('latin1', at, at + 4)
      const body = at + 8
      const end = body + this.#bytes.readUInt32BE(at + 4)
      if (end > this.#end) throw this.#broken('has an extension that is cut off')
      if (signature === 'TREE') {
        const reader = new TreeReader(this.#bytes.subarray(body, end), this.#idLength)
        this.root = reader.read(0)
      } else if (signature === 'link') this.isSplit = true
      else if (signature !== 'sdir' && !/^[A-Z]/.test(signature)) {
        throw this.#unsupported(`needs the index extension ${JSON.stringify(signature)}`)
      }
      at = end
    }
  }

  #broken(what: string): ScanError {
    const advice = "run 'git status' there to see whether git can read it"
    return new ScanError('unreadable', `${this.#name} ${what}; ${advice}.`)
  }

  #unsupported(what: string): ScanError {
    const problem = `${this.#name} ${what}, which straykey does not know`
    return new ScanError('unsupported-repository', `${problem}.`)
  }
}

/** `name NUL count SP subtrees LF id`, a directory before its subdirectories. */
class TreeReader {
  readonly #bytes: Buffer
  readonly #idLength: number
  #at = 0

  constructor(bytes: Buffer, idLength: number) {
    this.#bytes = bytes
    this.#idLength = idLength
  }

  /** Null for anything malformed: the cache only saves work. */
  read(depth: number): CachedTree | null {
    const nul = this.#bytes.indexOf(0, this.#at)
    const lf = nul < 0 ? -1 : this.#bytes.indexOf(0x0a, nul)
    if (lf < 0 || lf - nul > 32 || depth > deepest) return null
    const name = this.#bytes.toString('latin1', this.#at, nul)
    const numbers = /^(-1|\d+) (\d+)$/.exec(this.#bytes.toString('latin1', nul + 1, lf))
    if (numbers === null) return null
    const count = Number(numbers[1])
    this.#at = lf + 1
    let id: Uint8Array | null = null
    if (count >= 0) {
      if (this.#at + this.#idLength > this.#bytes.length) return null
      id = this.#bytes.subarray(this.#at, this.#at + this.#idLength)
      this.#at += this.#idLength
    }
    const subtrees = new Map<string, CachedTree>()
    for (let left = Number(numbers[2]); left > 0; left--) {
      const subtree = this.read(depth + 1)
      if (subtree === null) return null
      subtrees.set(subtree.name, subtree)
    }
    return { name, count, id, subtrees }
  }
}
