/** Where a pair of letters or digits stands; bits that can be put together. */
export const nearPlaces = {
  /** In front of the candidate or in the text's first line: where names of values stand. */
  names: 1,
  line: 2,
  /** Wherever is looked. */
  near: 4,
  /** In front of the candidate in its line. */
  left: 8,
} as const

/** What else the lines around a candidate say; bits. */
export const nearFlags = {
  /** In front of the candidate names may go on across what stands between their parts: a closing tag, lengths of PHP. */
  joinsNames: 1,
  /** They hold more than a list of values. */
  isNoList: 2,
  /** A bar stands in its line before the candidate. */
  hasBar: 4,
  /** Letters of Cyrillic, Chinese, Japanese or Korean stand there. */
  isForeign: 8,
} as const

/** Of a small letter 0 to 25, of a digit 26 to 35; the pair of two is `first << 6 | second`. */
export function nearSymbol(byte: number): number {
  return byte >= 0x61 ? byte - 0x61 : byte - 0x30 + 26
}

/**
 * What stands near a candidate: its line up to 400 bytes on either side, five lines above and below within 600 bytes, and
 * the text's first line. Letters (small) and digits of them, and nothing else: whatever holds a word holds it here too.
 * The candidate itself is left out.
 */
export interface KernelNear {
  /** Finds the lines for the candidate at `[start, end)` of a text; what was found and read before is gone. */
  findLines(ptr: number, len: number, start: number, end: number): void
  /** Reads the lines that were found. */
  readNear(ptr: number, start: number, end: number): void
  /**
   * Ten u32. Of `findLines`, offsets in the text: start of the lines above, of the candidate's line, end of its line, of
   * the lines below, of the first line (0 when that is the candidate's). Of `readNear`: numbers of letters and digits in
   * front of its line, in front of it, up to the end of its line, in all; `nearFlags`.
   */
  nearFacts(): number
  /** The letters and digits, in the order of the text, by `nearSymbol`. */
  nearSymbols(): number
  /** `nearPlaces` by pair, as bytes. */
  nearPairs(): number
}
