/** Every expected failure has a code; the message is one sentence: what, where, what to do. */
export type ScanErrorCode =
  | 'usage'
  | 'config'
  | 'rules'
  | 'not-a-repository'
  | 'no-such-path'
  | 'unreadable'
  | 'unsupported-repository'
  | 'git-failed'
  | 'clone-failed'
  | 'baseline'
  | 'report'
  | 'output'
  | 'nothing-scanned'
  | 'network'

/** An expected failure. Prints as one sentence, ends the command with exit code 2. */
export class ScanError extends Error {
  readonly code: ScanErrorCode

  constructor(code: ScanErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ScanError'
    this.code = code
  }
}

/** Whether the system said that this user may not. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:EACCES|EPERM)$/.test(String(error.code))
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'ENOSPC, the disk is full',
}

/** Why the system refused, in words where there are some. */
export function refusalOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return reasons[code] ?? code
}
