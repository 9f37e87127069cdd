import { findAppendedZip } from './zip-end.ts'

/** Containers that are unpacked, and compressed formats that are only recognised. */
export type ArchiveKind =
  | 'gzip'
  | 'zlib'
  | 'zip'
  | 'tar'
  | 'ar'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | '7z'
  | 'rar'

interface Magic {
  readonly kind: ArchiveKind
  readonly bytes: readonly number[]
}

/** By the first byte. */
const magics: readonly (Magic | undefined)[] = byFirstByte([
  { kind: 'gzip', bytes: [0x1f, 0x8b, 0x08] },
  { kind: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'bzip2', bytes: [0x42, 0x5a, 0x68] },
  { kind: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: 'zstd', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'ar', bytes: [0x21, 0x3c, 0x61, 0x72, 0x63, 0x68, 0x3e, 0x0a] },
  { kind: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'rar', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
])

function byFirstByte(list: readonly Magic[]): readonly (Magic | undefined)[] {
  return Array.from({ length: 256 }, (_, byte) => list.find(({ bytes }) => bytes[0] === byte))
}

/** Where a tar header says `ustar`. */
const ustarAt = 257
const ustar = [0x75, 0x73, 0x74, 0x61, 0x72]
/** The first block of bzip2, behind the level. */
const bzip2Block = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]

/**
 * What the first bytes say, or the last ones, for a zip behind something else; null for everything else, after looking
 * at the first byte, at byte 257 and at the one where the end record of a zip without comment begins. No head tells
 * zlib surely enough.
 */
export function archiveKind(bytes: Uint8Array): ArchiveKind | null {
  const magic = magics[bytes[0] ?? 0]
  if (magic !== undefined && matches(bytes, 0, magic.bytes)) {
    const { kind } = magic
    if (kind !== 'bzip2' || matches(bytes, 4, bzip2Block)) return kind
  }
  if (matches(bytes, ustarAt, ustar)) return 'tar'
  return findAppendedZip(bytes) === null ? null : 'zip'
}

function matches(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false
  return true
}
