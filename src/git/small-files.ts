import { closeSync, openSync, readFileSync, statSync, type Stats } from 'node:fs'
import { readFully } from './pack-file.ts'

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
  const stats = statOf(path)
  if (stats === null || !stats.isFile()) return null
  try {
    if (stats.size <= maxTextBytes) return readFileSync(path, 'utf8')
    const fd = openSync(path, 'r')
    try {
      const bytes = new Uint8Array(maxTextBytes)
      return Buffer.from(bytes.subarray(0, readFully(fd, bytes, maxTextBytes, 0))).toString('utf8')
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
