import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** Absent on Windows. It keeps a FIFO, which a stranger's `.git` may hold, from blocking the open for ever. */
const nonBlocking: number = constants.O_NONBLOCK ?? 0

/** What stands at a path is a FIFO, a device, a folder; carries a `code` as the system's errors do. */
export class NotRegularFile extends Error {
  readonly code = 'EFTYPE'

  constructor() {
    super('is no regular file')
  }
}

/**
 * Opens a regular file for reading; never waits. All files of a repository are opened here.
 *
 * @returns the descriptor, which the caller closes
 * @throws NotRegularFile, or the system error when it cannot be opened
 */
export function openRegularFile(path: string): number {
  const fd = openSync(path, constants.O_RDONLY | nonBlocking)
  let isRegular = false
  try {
    isRegular = fstatSync(fd).isFile()
  } finally {
    if (!isRegular) closeSync(fd)
  }
  if (!isRegular) throw new NotRegularFile()
  return fd
}

/** @returns null when it is no regular file or larger than `limit`; throws what the file system throws */
export function readFileBounded(path: string, limit: number): Buffer | null {
  let file: number
  try {
    file = openRegularFile(path)
  } catch (error) {
    if (error instanceof NotRegularFile) return null
    throw error
  }
  try {
    const { size } = fstatSync(file)
    if (size > limit) return null
    const bytes = Buffer.alloc(size)
    return bytes.subarray(0, readFully(file, bytes, size, 0))
  } finally {
    closeSync(file)
  }
}

/** Reads until `length` bytes are there or the file ends. */
export function readFully(fd: number, into: Uint8Array, length: number, offset: number): number {
  let got = 0
  while (got < length) {
    const count = readSync(fd, into, got, length - got, offset + got)
    if (count === 0) break
    got += count
  }
  return got
}
