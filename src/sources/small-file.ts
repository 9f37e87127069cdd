import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** Git ignores pattern files above 100 MiB; nobody writes one above this. */
const maxSmallFileBytes = 4 * 1024 * 1024

/** Absent on Windows. `O_NONBLOCK` keeps a FIFO from blocking the open for ever. */
const nonBlocking = constants.O_NONBLOCK ?? 0
const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * Content of a small regular file: configuration, ignore patterns, an index. Null when there is none that can be
 * read: a missing file and one we may not read mean the same here, as they do for git.
 */
export function readSmallFile(
  path: string | Buffer,
  options: { readonly followLinks: boolean; readonly maxBytes?: number },
): Buffer | null {
  let descriptor: number
  try {
    const flags = constants.O_RDONLY | nonBlocking | (options.followLinks ? 0 : noFollow)
    descriptor = openSync(path, flags)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile() || status.size > (options.maxBytes ?? maxSmallFileBytes)) return null
    const content = Buffer.allocUnsafe(status.size)
    let length = 0
    while (length < status.size) {
      const read = readSync(descriptor, content, length, status.size - length, null)
      if (read === 0) break
      length += read
    }
    return content.subarray(0, length)
  } finally {
    closeSync(descriptor)
  }
}
