import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ScanError } from '../model/errors.ts'

/**
 * Writes a whole file or leaves the old one as it was: a temporary file beside it, flushed, then a rename. A link
 * stays a link; a pipe or a device is written to as it is. `mode` is that of a new file, 0o644 unless told.
 *
 * @throws ScanError `output`
 */
export function writeFileWhole(file: string, text: string | Iterable<string>, mode = 0o644): void {
  const pieces = typeof text === 'string' ? [text] : text
  let temporary: string | null = null
  try {
    const status = statSync(file, { throwIfNoEntry: false })
    if (status !== undefined && !status.isFile() && !status.isDirectory()) {
      const descriptor = openSync(file, 'w')
      try {
        writePieces(descriptor, pieces)
      } finally {
        closeSync(descriptor)
      }
      return
    }
    const target = status === undefined ? file : realpathSync(file)
    const name = join(dirname(target), `.straykey-${randomBytes(6).toString('hex')}.tmp`)
    const descriptor = openSync(name, 'wx', mode)
    temporary = name
    try {
      writePieces(descriptor, pieces)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(name, target)
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true })
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ScanError('output', `cannot write ${file}: ${why}; choose a writable place.`, {
      cause: error,
    })
  }
}

const pieceLength = 64 * 1024

function writePieces(descriptor: number, pieces: Iterable<string>): void {
  let pending = ''
  for (const piece of pieces) {
    pending += piece
    if (pending.length < pieceLength) continue
    writeFileSync(descriptor, pending)
    pending = ''
  }
  writeFileSync(descriptor, pending)
}
