/** One file in an archive, as its directory describes it; offsets are half-open in the archive's bytes. */
export interface ArchiveEntry {
  readonly name: string
  readonly start: number
  readonly end: number
  /** Bytes when unpacked, as the archive says. */
  readonly size: number
  readonly method: 'stored' | 'deflate' | 'unknown'
  readonly encrypted: boolean
}

/** The format is broken: what was read before still counts. */
export class DamagedArchive extends Error {}

const decoder = new TextDecoder()
const maxNameBytes = 1024

/** A member's name: UTF-8, cut at 1 KiB; control characters are the reporters' business. */
export function memberName(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, Math.min(end, start + maxNameBytes)))
}
