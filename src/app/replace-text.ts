import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { openRepository } from '../git/repository.ts'
import { ScanError } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import { renderReplaceText } from '../report/replace-text.ts'
import { isInside } from './config-files.ts'
import type { ScanPlace } from './config-prepare.ts'
import { readWrittenSecrets } from './reread-secrets.ts'
import { writeFileWhole } from './write-file.ts'

export interface ReplaceTextRequest {
  readonly file: string
  readonly result: ScanResult
  readonly place: ScanPlace
  /** The repository that was scanned; null for files. */
  readonly repository: string | null
  readonly rules: readonly RuleSpec[]
  readonly minConfidence: Confidence
  readonly salt: string | null
}

export interface ReplaceTextOutcome {
  /** Expressions written. */
  readonly values: number
  /** Secrets left out because replacing so short a text everywhere would break other things. */
  readonly tooShort: number
  /** Archives and binary files that hold secrets: they can only be removed whole. */
  readonly enclosed: readonly string[]
}

/** A shorter text stands in too many places where it is no secret. */
const shortest = 8
const ownerOnly = 0o600

/**
 * Refuses a file that would lie where it could be committed or scanned.
 *
 * @throws ScanError `usage`
 */
export function checkReplaceTextFile(
  file: string,
  place: ScanPlace,
  repository: string | null,
  env: NodeJS.ProcessEnv,
): void {
  const ci = env['CI'] ?? ''
  if (ci !== '' && ci !== '0' && ci.toLowerCase() !== 'false') {
    throw new ScanError(
      'usage',
      'replace-text writes whole secrets to disk, which is not for CI; run it on your own machine.',
    )
  }
  const path = realFile(file)
  const kept = [place.root ?? place.start, ...gitFolders(repository)]
  const around = kept.find((folder) => isInside(folder, path))
  if (around !== undefined) {
    throw new ScanError(
      'usage',
      `${file} would hold whole secrets inside of ${around}, which is scanned; name a file elsewhere.`,
    )
  }
  if (existsSync(path) && !statSync(path).isFile()) {
    throw new ScanError('usage', `${file} is no plain file; name another one.`)
  }
}

/** Where it would really be written to, links followed. */
function realFile(file: string): string {
  const path = resolve(file)
  if (existsSync(path)) return realpathSync(path)
  const folder = dirname(path)
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(path))
}

function gitFolders(repository: string | null): string[] {
  if (repository === null || !existsSync(repository)) return []
  try {
    const { gitDir, commonDir, workTree } = openRepository(repository)
    const folders = [gitDir, commonDir, ...(workTree === null ? [] : [workTree])]
    return folders.map((folder) => realpathSync(folder))
  } catch (error) {
    // What is wrong with it the scan itself will say.
    if (error instanceof ScanError) return []
    throw error
  }
}

/**
 * Writes what `git filter-repo --replace-text` needs to remove the secrets that were found: in the clear, readable by
 * the owner only.
 *
 * @throws ScanError `output`
 */
export function writeReplaceText(request: ReplaceTextRequest): ReplaceTextOutcome {
  const { file, result, place, repository, rules, salt, minConfidence } = request
  const meant = result.findings.filter(
    ({ state, confidence }) => state !== 'suppressed' && meetsConfidence(confidence, minConfidence),
  )
  const { values, enclosed } = readWrittenSecrets(meant, {
    repository,
    pathsFrom: place.pathsFrom,
    rules,
    salt,
  })
  const long = values.filter((value) => value.length >= shortest)
  writeFileWhole(file, renderReplaceText(long), ownerOnly)
  return { values: long.length, tooShort: values.length - long.length, enclosed }
}
