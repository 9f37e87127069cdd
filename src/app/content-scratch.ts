import { createScratch, type PackedReader, type ScanSkip, type Scratch } from '../detect/index.ts'
import type { Engine } from '../detect/index.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { limits } from '../model/limits.ts'
import { expandArchive } from '../sources/archive/expand.ts'
import { archiveKind } from '../sources/archive/kind.ts'

/** Scratch for texts of any content: gzip and zlib that stand encoded in them are unpacked. */
export function createContentScratch(
  engine: Engine,
  kernel: Kernel | null,
  clock?: () => number,
): Scratch {
  return createScratch(engine, kernel, clock, new EncodedArchives())
}

/** Unpacks what is encoded in a text, within the limits of one archive less what else was unpacked of the file. */
class EncodedArchives implements PackedReader {
  #left = 0
  #told = false

  begin(): void {
    this.#left = limits.maxEncodedArchiveBytes
    this.#told = false
  }

  open(
    bytes: Uint8Array,
    depth: number,
    visit: (bytes: Uint8Array, via: readonly string[]) => void,
  ): ScanSkip[] {
    if (this.#left <= 0) return this.#tell()
    const kind = archiveKind(bytes) ?? 'zlib'
    const bounds = { ...limits, maxArchiveBytes: this.#left }
    const outcome = expandArchive(
      bytes,
      kind,
      (member) => visit(member.bytes, member.via),
      bounds,
      null,
      depth + 1,
    )
    this.#left -= outcome.inflated
    // What only begins like packed data is told by its text.
    return outcome.skipped.filter(({ reason }) => reason !== 'corrupt')
  }

  /** Once for a file. */
  #tell(): ScanSkip[] {
    if (this.#told) return []
    this.#told = true
    const detail = `encoded archives unpack to more than ${limits.maxEncodedArchiveBytes} bytes`
    return [{ reason: 'archive-limit', detail }]
  }
}
