import type { Inflater } from './inflate.ts'
import type { PackFile } from './pack-file.ts'
import { PieceReader } from './piece-reader.ts'

/** Compressed entries up to this are inflated in one call from one buffer; longer ones in pieces. */
const contiguousBytes = 4 * 1024 * 1024

/** deflate cannot make more than this out of a byte; a size above it is a lie, and nothing is allocated for it. */
export function canInflateTo(compressed: number, size: number): boolean {
  return size <= compressed * 1032 + 64
}

/**
 * Inflates the stream in `[from, to)` of the file to exactly `size` bytes at `outAt`; `output` has room for one more.
 * False when the stream is damaged, cut, or of another size.
 */
export function inflateEntry(
  inflater: Inflater,
  file: PackFile,
  from: number,
  to: number,
  output: Uint8Array,
  outAt: number,
  size: number,
): boolean {
  if (to - from <= contiguousBytes || !inflater.canStream) {
    const got = file.load(from, to - from)
    return inflater.whole(file.bytes, file.at, file.at + got, output, outAt, size) >= 0
  }
  const reader = new PieceReader(inflater, file, from, to)
  return reader.readInto(output, outAt, size) === size && reader.finish()
}
