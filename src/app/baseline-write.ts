import { lstatSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { Baseline } from '../triage/baseline.ts'
import { writeBaseline } from '../triage/baseline-file.ts'
import { isInside } from './config-files.ts'
import type { Triage } from './policy.ts'

/**
 * Writes the baseline where the user or the repository wants it. A place that the repository chose must be inside of
 * it, also behind links: a hostile one must not make anything else be overwritten.
 *
 * @returns the path it was written to
 * @throws ScanError `baseline`
 */
export function saveBaseline(
  triage: Pick<Triage, 'baselinePath' | 'baselineNamed' | 'options'>,
  baseline: Baseline,
): string {
  const { baselinePath: path, baselineNamed } = triage
  const { root } = triage.options
  if (path === null) {
    throw new ScanError(
      'baseline',
      'there is no work tree to keep a baseline in; name a file with --baseline.',
    )
  }
  if (!baselineNamed && (root === null || !isInside(realpathSync(root), existingPart(path)))) {
    throw new ScanError(
      'baseline',
      `${path} is behind a link that leaves the repository; name another file with --baseline.`,
    )
  }
  if (!baselineNamed && !/\.ya?ml$/.test(path)) {
    throw new ScanError(
      'baseline',
      `${path} does not end in .yaml; rename it, or name the file with --baseline.`,
    )
  }
  writeBaseline(path, baseline)
  return path
}

/** Where the part of a path that exists really is; a dangling link leads nowhere good. */
function existingPart(path: string): string {
  for (let part = path; ; part = dirname(part)) {
    try {
      // A link counts as existing, wherever it leads.
      lstatSync(part)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if ((code === 'ENOENT' || code === 'ENOTDIR') && dirname(part) !== part) continue
      throw unwritable(path, error)
    }
    try {
      return realpathSync(part)
    } catch (error) {
      throw unwritable(path, error)
    }
  }
}

function unwritable(path: string, error: unknown): ScanError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error)
  return new ScanError('baseline', `The baseline ${path} cannot be written (${code}).`, {
    cause: error,
  })
}
