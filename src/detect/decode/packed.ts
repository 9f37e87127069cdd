import type { ScanSkip } from '../scratch.ts'

/** Opens packed data that was decoded from a text. */
export interface PackedReader {
  /** Another text begins: what may be unpacked of it counts anew. */
  begin(): void
  /**
   * Shows what `bytes` unpack to, file by file; nothing when they are damaged.
   *
   * @param depth of the text that holds them: outputs of one are used while those of the others are read
   */
  open(
    bytes: Uint8Array,
    depth: number,
    visit: (bytes: Uint8Array, via: readonly string[]) => void,
  ): readonly ScanSkip[]
}
