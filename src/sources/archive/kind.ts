/** Containers that are unpacked, and compressed formats that are only recognised. */
export type ArchiveKind = 'gzip' | 'zip' | 'tar' | 'bzip2' | 'xz' | 'zstd' | '7z' | 'rar'

const magics: Readonly<Record<number, readonly [ArchiveKind, ...number[]]>> = {
  0x1f: ['gzip', 0x1f, 0x8b, 0x08],
  0x50: ['zip', 0x50, 0x4b, 0x03, 0x04],
  0x42: ['bzip2', 0x42, 0x5a, 0x68],
  0xfd: ['xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  0x28: ['zstd', 0x28, 0xb5, 0x2f, 0xfd],
  0x37: ['7z', 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  0x52: ['rar', 0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
}

/** Where a tar header says `ustar`. */
const ustarAt = 257
const ustar = [0x75, 0x73, 0x74, 0x61, 0x72]
/** The first block of bzip2, behind the level. */
const bzip2Block = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]

/** What the first bytes say; null for everything else, after looking at one byte and at byte 257. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | null {
  const magic = magics[bytes[0] ?? 0]
  if (magic !== undefined) {
    const [kind, ...wanted] = magic
    if (matches(bytes, 0, wanted) && (kind !== 'bzip2' || matches(bytes, 4, bzip2Block)))
      return kind
  }
  return bytes[ustarAt] === ustar[0] && matches(bytes, ustarAt, ustar) ? 'tar' : null
}

function matches(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte)
}
