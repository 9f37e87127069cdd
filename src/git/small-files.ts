import { closeSync, fstatSync, statSync, type Stats } from 'node:fs'
import { isDenied, ScanError } from '../model/errors.ts'
import { openRegularFile, readFully } from './read-regular-file.ts'

/** Configuration and pointer files are read up to here: a stranger's file may be any size. */
const maxTextBytes = 4 * 1024 * 1024

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false
}

export function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false
}

/**
 * What is said of a folder that may not be entered, so that nothing below it can be told to be there or not.
 *
 * @throws ScanError `unreadable`
 */
export function refuseClosed(folder: string): void {
  try {
    statSync(`${folder}/.`)
  } catch (error) {
    if (isDenied(error)) throw closed(folder, error)
    if (!(error instanceof Error) || !('code' in error)) throw error
  }
}

export function closed(path: string, cause: unknown): ScanError {
  const said = `Cannot look into ${path} (no permission); run this as somebody who may read it.`
  return new ScanError('unreadable', said, { cause })
}

/** Null when there is nothing there, or nothing that may be looked at. */
function statOf(path: string): Stats | null {
  try {
    return statSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

/** Text of a small regular file; null when there is none that can be read. */
export function readText(path: string): string | null {
  try {
    const fd = openRegularFile(path)
    try {
      const bytes = Buffer.alloc(Math.min(fstatSync(fd).size, maxTextBytes))
      return bytes.toString('utf8', 0, readFully(fd, bytes, bytes.length, 0))
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
