import type { Readable } from 'node:stream'
import type { CoverageLog } from '../model/coverage-log.ts'
import { ScanError } from '../model/errors.ts'
import { limits } from '../model/limits.ts'
import type { FileWindow, ReaderSizes } from './file-reader.ts'

/**
 * Reads a stream (standard input, a pipe) in windows that overlap as those of `FileReader` do, so that a stream
 * without end needs no more memory than one window. `bytes` is valid until `visit` returns.
 *
 * @throws ScanError `unreadable` when the stream breaks
 */
export async function readStream(
  stream: Readable,
  coverage: CoverageLog,
  visit: (window: FileWindow) => void,
  sizes: Pick<ReaderSizes, 'window' | 'overlap'> = {
    window: limits.streamWindowBytes,
    overlap: limits.streamOverlapBytes,
  },
): Promise<void> {
  const { overlap } = sizes
  const half = overlap >>> 1
  let buffer = new Uint8Array(Math.min(64 * 1024, sizes.window))
  let length = 0
  let offset = 0

  const emit = (isLast: boolean): void => {
    visit({
      bytes: buffer.subarray(0, length),
      offset,
      from: offset === 0 ? 0 : half,
      until: isLast ? length + 1 : length - overlap + half,
    })
  }

  try {
    for await (const piece of stream) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : (piece as Uint8Array)
      coverage.bytes += chunk.length
      for (let at = 0; at < chunk.length;) {
        if (length === sizes.window) {
          emit(false)
          buffer.copyWithin(0, length - overlap, length)
          offset += length - overlap
          length = overlap
        }
        const taken = Math.min(sizes.window - length, chunk.length - at)
        if (length + taken > buffer.length) {
          const larger = new Uint8Array(Math.min(sizes.window, 2 * (length + taken)))
          larger.set(buffer.subarray(0, length))
          buffer = larger
        }
        buffer.set(chunk.subarray(at, at + taken), length)
        length += taken
        at += taken
      }
    }
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error
    throw new ScanError('unreadable', `Standard input broke off: ${error.message}.`, {
      cause: error,
    })
  }
  coverage.files++
  emit(true)
}
