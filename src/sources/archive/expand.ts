import type { SkipReason } from '../../model/coverage.ts'
import { limits } from '../../model/limits.ts'
import { readAr } from './ar.ts'
import { archiveKind, type ArchiveKind } from './kind.ts'
import { DamagedArchive, type ArchiveEntry } from './member.ts'
import { readTar } from './tar.ts'
import { threadUnpacker, type PackedFormat, type Unpacker } from './unpack.ts'
import { readZip } from './zip.ts'
import { findAppendedZip } from './zip-end.ts'

/** A file that was unpacked. */
export interface Member {
  /** Good during the visit only: the memory is used again. */
  readonly bytes: Uint8Array
  /** How it was reached, outermost first: `['gzip', 'tar:conf/.env']`. */
  readonly via: readonly string[]
  /** Where its packed form stands in the outermost bytes, half-open. */
  readonly start: number
  readonly end: number
  /** True when the outermost bytes hold it as it is, from `start` on. */
  readonly isPlain: boolean
}

/** Sizes, open to tests. */
export type ArchiveLimits = Pick<
  typeof limits,
  | 'maxArchiveMembers'
  | 'maxArchiveBytes'
  | 'maxArchiveMemberBytes'
  | 'maxArchiveDepth'
  | 'maxArchiveRatio'
>

export interface ExpandOutcome {
  /** What was not looked at; each reason once. */
  readonly skipped: readonly { readonly reason: SkipReason; readonly detail: string }[]
  /** False when the archive could not be read to its end: its raw bytes may hold more. */
  readonly complete: boolean
  /** Work counters, for tests: members shown, bytes that came out of inflate. */
  readonly members: number
  readonly inflated: number
}

type EntryKind = 'tar' | 'ar' | 'zip'

const readers: Readonly<Record<EntryKind, (bytes: Uint8Array) => Iterable<ArchiveEntry>>> = {
  tar: readTar,
  ar: readAr,
  zip: readZip,
}

/** Unpacking less than this is never held to the ratio. */
const freeBytes = 1 << 20

const unsupported: ReadonlySet<ArchiveKind> = new Set(['bzip2', 'xz', 'zstd', '7z', 'rar'])

/**
 * Unpacks an archive with all that is nested in it (gzip, zlib, zip and its families, tar, ar) and shows each file once. A bomb
 * ends at the limits: `members`, bytes in all and of each member, depth, ratio.
 *
 * @param kind what `archiveKind` said of `bytes`
 * @param room where the bytes of members may lie, in place of memory of their own: the kernel's, so that nothing is
 *   copied there
 * @param level as of `threadUnpacker`
 */
export function expandArchive(
  bytes: Uint8Array,
  kind: ArchiveKind,
  visit: (member: Member) => void,
  bounds: ArchiveLimits = limits,
  room: Uint8Array | null = null,
  level = 0,
): ExpandOutcome {
  const unpacker = threadUnpacker(level)
  const walk = new Expansion(visit, bounds, unpacker, room)
  try {
    walk.open(kind, { bytes, via: [], start: 0, end: bytes.length, isPlain: true }, 1)
  } finally {
    unpacker.release()
  }
  return walk.outcome()
}

class Expansion {
  readonly #visit: (member: Member) => void
  readonly #bounds: ArchiveLimits
  readonly #unpacker: Unpacker
  readonly #room: Uint8Array | null
  readonly #skipped = new Map<string, { reason: SkipReason; what: string; count: number }>()
  #members = 0
  #inflated = 0
  #complete = true

  constructor(
    visit: (member: Member) => void,
    bounds: ArchiveLimits,
    unpacker: Unpacker,
    room: Uint8Array | null,
  ) {
    this.#visit = visit
    this.#bounds = bounds
    this.#unpacker = unpacker
    this.#room = room
  }

  outcome(): ExpandOutcome {
    const skipped = [...this.#skipped.values()].map(({ reason, what, count }) => {
      return { reason, detail: count === 1 ? what : `${what} (${count} times)` }
    })
    return { skipped, complete: this.#complete, members: this.#members, inflated: this.#inflated }
  }

  open(kind: ArchiveKind, outer: Member, depth: number): void {
    if (unsupported.has(kind)) {
      this.#skip('unsupported', `${kind} is not unpacked`)
    } else if (depth > this.#bounds.maxArchiveDepth) {
      this.#skip('archive-limit', `archives more than ${this.#bounds.maxArchiveDepth} deep`)
    } else if (kind === 'gzip' || kind === 'zlib') this.#stream(kind, outer, depth)
    else {
      const list = kind === 'tar' || kind === 'ar' ? kind : 'zip'
      if (list === 'zip') this.#before(outer)
      this.#entries(list, outer, depth)
    }
  }

  #stream(kind: 'gzip' | 'zlib', outer: Member, depth: number): void {
    // A whole gzip says at its end how much its last member holds.
    const size = kind === 'gzip' ? gzipSize(outer.bytes) : 0
    const bytes = this.#inflate(outer.bytes, kind, size, depth)
    if (bytes === null) return
    if (size > bytes.length) this.#skip('corrupt', 'gzip: cut short')
    this.#show({ ...outer, bytes, via: [...outer.via, kind], isPlain: false }, depth)
  }

  /** Shows the script or program that a zip stands behind; it may end anywhere in front of the directory. */
  #before(outer: Member): void {
    if (archiveKind(outer.bytes.subarray(0, 4)) === 'zip') return
    const own = findAppendedZip(outer.bytes)
    if (own === null) return
    const bytes = outer.bytes.subarray(0, own.shift > 0 ? own.shift : own.offset)
    this.#visit({ ...outer, bytes, end: outer.isPlain ? outer.start + bytes.length : outer.end })
  }

  #entries(kind: EntryKind, outer: Member, depth: number): void {
    let stored = 0
    try {
      for (const entry of readers[kind](outer.bytes)) {
        if (this.#members >= this.#bounds.maxArchiveMembers) {
          this.#skip('archive-limit', `more than ${this.#bounds.maxArchiveMembers} members`)
          return
        }
        if (entry.method === 'stored') stored += entry.end - entry.start
        if (stored > outer.bytes.length) {
          this.#skip('archive-limit', 'members that lie in each other')
          return
        }
        this.#members++
        this.#entry(kind, entry, outer, depth)
      }
    } catch (error) {
      if (!(error instanceof DamagedArchive)) throw error
      this.#skip('corrupt', `${kind}: ${error.message}`)
    }
  }

  #entry(kind: EntryKind, entry: ArchiveEntry, outer: Member, depth: number): void {
    if (entry.encrypted) {
      this.#skip('encrypted-archive', 'a member is encrypted')
      return
    }
    if (entry.method === 'unknown') {
      this.#skip('unsupported', 'a member is packed in a way that is not known')
      return
    }
    const packed = outer.bytes.subarray(entry.start, entry.end)
    const bytes =
      entry.method === 'stored' ? packed : this.#inflate(packed, 'raw', entry.size, depth)
    if (bytes === null) return
    const place = depth === 1 ? entry : outer
    const isPlain = outer.isPlain && entry.method === 'stored'
    const via = [...outer.via, `${kind}:${entry.name}`]
    // A file inside a plain archive inside a plain archive still stands where it stands.
    const base = depth > 1 && isPlain ? outer.start : 0
    const start = isPlain ? base + entry.start : place.start
    const end = isPlain ? base + entry.end : place.end
    this.#show({ bytes, via, start, end, isPlain }, depth)
  }

  #show(member: Member, depth: number): void {
    const kind = archiveKind(member.bytes)
    if (kind === null) this.#visit(member)
    else this.open(kind, member, depth + 1)
  }

  #inflate(
    packed: Uint8Array,
    format: PackedFormat,
    size: number,
    depth: number,
  ): Uint8Array | null {
    const { maxArchiveBytes, maxArchiveMemberBytes, maxArchiveRatio } = this.#bounds
    const left = maxArchiveBytes - this.#inflated
    if (left <= 0) {
      this.#skip('archive-limit', `unpacks to more than ${maxArchiveBytes} bytes`)
      return null
    }
    const allowed = Math.min(
      maxArchiveMemberBytes,
      Math.max(freeBytes, packed.length * maxArchiveRatio),
      left,
    )
    // What is unpacked of a member must not take its place.
    const room = depth === 1 ? this.#room : null
    const bytes = this.#unpacker.unpack(format, packed, allowed, size, depth, room)
    if (bytes === 'damaged') {
      this.#skip('corrupt', 'packed data is damaged')
      return null
    }
    if (bytes === 'too-large') {
      // It was unpacked up to the limit before it was given up.
      this.#inflated += allowed
      this.#skip('archive-limit', `unpacks to more than ${allowed} bytes`)
      return null
    }
    this.#inflated += bytes.length
    return bytes
  }

  #skip(reason: SkipReason, what: string): void {
    if (reason === 'corrupt') this.#complete = false
    const known = this.#skipped.get(`${reason} ${what}`)
    if (known === undefined) this.#skipped.set(`${reason} ${what}`, { reason, what, count: 1 })
    else known.count++
  }
}

/** Size modulo 4 GiB of what the last gzip member holds (RFC 1952, ISIZE): a hint, nothing more. */
function gzipSize(bytes: Uint8Array): number {
  const at = bytes.length - 4
  if (at < 0) return 0
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true)
}
