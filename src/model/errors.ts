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
