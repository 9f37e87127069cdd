import { closeSync, fstatSync, statSync, type Stats } from 'node:fs'
import { openRegularFile, readFully } from './read-regular-file.ts'

/** Configuration and pointer files are read up to here: a stranger's file may be any size. */
const maxTextBytes = 4 * 1024 * 1024

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false
}

export function isDirectory(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false
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
