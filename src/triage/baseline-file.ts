import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ScanError } from '../model/errors.ts'
import { makeFolders } from './make-folders.ts'
import { formatBaseline } from './baseline.ts'
import type { Baseline } from './baseline.ts'
import { parseBaseline } from './baseline-parse.ts'

export const defaultBaselinePath = '.straykey/baseline.yaml'
const maxBaselineBytes = 64 * 1024 * 1024

/** Null when there is no such file.
 *
 * @throws ScanError `baseline` when it cannot be read or is not a baseline
 */
export function readBaseline(path: string): Baseline | null {
  let text: string
  try {
    const status = statSync(path, { throwIfNoEntry: false })
    if (status === undefined) return null
    if (!status.isFile() || status.size > maxBaselineBytes) {
      throw new ScanError(
        'baseline',
        `${path} is not a file that can be a baseline; name another one.`,
      )
    }
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw asBaselineError(error, `${path} cannot be read`)
  }
  return parseBaseline(text, path)
}

/**
 * Replaces the file in one step: written beside it, flushed, renamed. When anything fails the old file is as it was.
 *
 * @throws ScanError `baseline` when the folder is read-only, the disk is full, ...; when it could not be read again
 */
export function writeBaseline(path: string, baseline: Baseline): void {
  const text = formatBaseline(baseline)
  refuseUnreadable(text, path)
  let temporary: string | null = null
  try {
    makeFolders(dirname(path))
    const target = realTarget(path)
    temporary = join(dirname(target), `.baseline-${randomBytes(6).toString('hex')}.tmp`)
    const descriptor = openSync(temporary, 'wx', 0o666)
    try {
      writeFileSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, target)
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true })
    throw asBaselineError(error, `${path} cannot be written`)
  }
}

/** A new random salt: 32 hex digits. */
export function createSalt(): string {
  return randomBytes(16).toString('hex')
}

/** A reason, say, may be longer than a line can be: every later run would stop at it. */
function refuseUnreadable(text: string, path: string): void {
  try {
    parseBaseline(text, path)
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    throw new ScanError(
      'baseline',
      `${path} was not changed, since what was to be written could not be read again: ${error.message}`,
      { cause: error },
    )
  }
}

/** A link stays a link: what it points to is replaced. */
function realTarget(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? path : realpathSync(path)
}

function asBaselineError(error: unknown, what: string): unknown {
  if (error instanceof ScanError || !(error instanceof Error) || !('code' in error)) return error
  return new ScanError('baseline', `The baseline ${what} (${String(error.code)}).`, {
    cause: error,
  })
}
