import { isDenied, ScanError } from '../model/errors.ts'

/** The same everywhere; see the README. */
export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const

/** Prints one sentence for an expected failure; an unexpected one keeps its stack for a bug report. */
export function failWith(error: unknown): void {
  process.exitCode = exitCodes.failed
  if (error instanceof ScanError) {
    process.stderr.write(`straykey: ${error.message}\n`)
    return
  }
  if (isDenied(error)) {
    const { path = 'what was named' } = error as NodeJS.ErrnoException
    process.stderr.write(
      `straykey: cannot read or write ${path} (no permission); run this as somebody who may.\n`,
    )
    return
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`straykey: unexpected error, please report it:\n${text}\n`)
}
