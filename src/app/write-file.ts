import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { refusalOf, ScanError } from '../model/errors.ts'

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
    throw cannotWrite(file, error)
  }
}

/**
 * Tells before a long scan what would only fail after it: the folder has to be there, and take a new file.
 *
 * @throws ScanError `output`
 */
export function checkWritable(file: string): void {
  const folder = dirname(file)
  try {
    const status = statSync(file, { throwIfNoEntry: false })
    if (status === undefined && statSync(folder, { throwIfNoEntry: false }) === undefined) {
      throw new ScanError(
        'output',
        `cannot write ${file}: there is no folder ${folder}; make it, or name another place.`,
      )
    }
    if (status?.isDirectory() === true) {
      throw new ScanError('output', `cannot write ${file}: it is a folder; name a file in it.`)
    }
    const isDevice = status !== undefined && !status.isFile()
    const target = status === undefined ? file : realpathSync(file)
    accessSync(isDevice ? file : dirname(target), constants.W_OK)
  } catch (error) {
    throw error instanceof ScanError ? error : cannotWrite(file, error)
  }
}

function cannotWrite(file: string, cause: unknown): ScanError {
  const said = `cannot write ${file}: ${refusalOf(cause)}; choose a writable place.`
  return new ScanError('output', said, { cause })
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
