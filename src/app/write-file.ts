import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { ScanError } from '../model/errors.ts'

/**
 * Writes a whole file or leaves the old one as it was: a temporary file beside it, then a rename.
 * `mode` is the file mode, 0o644 unless told.
 */
export function writeFileWhole(file: string, text: string, mode = 0o644): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { mode, flag: 'wx' })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    const why = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ScanError('output', `cannot write ${file}: ${why}; choose a writable place.`, {
      cause: error,
    })
  }
}
