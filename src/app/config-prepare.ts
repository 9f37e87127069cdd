import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { openRepository } from '../git/repository.ts'
import { refusalOf, ScanError } from '../model/errors.ts'
import type { RuleSpec } from '../model/rule.ts'
import { readSmallFile } from '../sources/small-file.ts'
import { findConfig, type Config, type ConfigValues } from './config.ts'
import { commonFolder, diskReader, isInside, workTreeRoot, type ReadFile } from './config-files.ts'
import {
  loadConfiguredRuleSet,
  patternsFrom,
  resolveSettings,
  type Settings,
} from './config-settings.ts'
import { isGitleaksFile } from './gitleaks-file.ts'
import { openTriage, type Triage } from './policy.ts'

/** Where a scan looks, as configuration and baseline need to know it. All absolute. */
export interface ScanPlace {
  /** Root of the repository, or the folder itself outside of git; null when there is none on disk. */
  readonly root: string | null
  /** Where the search for a configuration starts. */
  readonly start: string
  /** Folder that paths of findings start from. */
  readonly pathsFrom: string
  /** Path of the repository whose objects are scanned; absent for files and for an address. */
  readonly repository?: string
}

/** Place of a scan of files and folders. */
export function placeOfFiles(paths: readonly string[]): ScanPlace {
  const start = realPath(commonFolder(paths))
  return { root: workTreeRoot(start) ?? start, start, pathsFrom: realPath(resolve('.')) }
}

/**
 * Place of what is about the work tree that `--repo` names.
 *
 * @throws ScanError `no-such-path`; the nearest folder above, perhaps `/`, is not what was meant
 */
export function placeOfWorkTree(repository: string): ScanPlace {
  if (!existsSync(repository)) {
    throw new ScanError(
      'no-such-path',
      `--repo names ${repository}: no such file or folder; check the name.`,
    )
  }
  return placeOfFiles([repository])
}

/**
 * Place of a scan of a repository's objects; a bare repository and an address have no files to take a configuration
 * from.
 */
export function placeOfRepository(named: string): ScanPlace {
  const here = resolve(named)
  try {
    const { workTree } = openRepository(named)
    if (workTree === null) return { root: null, start: here, pathsFrom: here, repository: here }
    const root = realPath(workTree)
    return { root, start: root, pathsFrom: root, repository: here }
  } catch (error) {
    // What is wrong with it the scan itself will say.
    if (!(error instanceof ScanError)) throw error
  }
  return { root: null, start: here, pathsFrom: here }
}

export interface PrepareOptions {
  readonly place: ScanPlace
  /** What the command line says. */
  readonly given: Partial<ConfigValues>
  /** A configuration file named by the user; false for none. Default: found. */
  readonly config?: string | false | undefined
  /** As in `TriageOptions`. */
  readonly readBase?: ReadFile
  /** A baseline that the user names need not exist yet. */
  readonly mayBeMissing?: boolean
}

export interface Prepared {
  readonly settings: Settings
  readonly rules: readonly RuleSpec[]
  readonly triage: Triage
}

/**
 * All that a scan needs to know before it starts: settings, rules, and what is known already.
 *
 * @throws ScanError `config`, `rules`, `baseline`, `no-such-path`
 */
export async function prepareScan(options: PrepareOptions): Promise<Prepared> {
  const { place, given, readBase } = options
  const { config, settings } = await readSettings(options)
  const baseline = given.baseline
  const { rules, notices } = await loadConfiguredRuleSet(settings, config, place.root, readBase)
  const isGitleaks = settings.rules.value.some(isGitleaksFile)
  const allows = settings['gitleaks-allow']
  const triage = await openTriage({
    ...place,
    config,
    // Who uses gitleaks' configuration means its comments and its list of ignored findings too.
    gitleaksAllow: allows.value || (isGitleaks && allows.origin.kind === 'default'),
    gitleaks: isGitleaks ? rules : null,
    patternsFrom: patternsFrom(settings),
    notices,
    ...(baseline === undefined ? {} : { baseline: baseline === false ? null : baseline }),
    ...(readBase === undefined ? {} : { readBase }),
  })
  if (typeof baseline === 'string' && triage.baseline === null && !options.mayBeMissing) {
    throw new ScanError(
      'baseline',
      `there is no baseline ${baseline}; make it with 'straykey baseline --baseline ${baseline}'.`,
    )
  }
  return { settings, rules, triage }
}

/** @throws ScanError `config` */
export async function readSettings({
  place,
  given,
  config: named,
  readBase,
}: PrepareOptions): Promise<{ readonly config: Config | null; readonly settings: Settings }> {
  const config = await readConfig(place, named, readBase)
  return { config, settings: resolveSettings(given, config) }
}

async function readConfig(
  { root, start }: ScanPlace,
  named: string | false | undefined,
  readBase: ReadFile | undefined,
): Promise<Config | null> {
  if (named === false) return null
  if (named !== undefined) return readNamedConfig(named, root)
  if (root === null) return null
  const folder = isInside(root, start) ? relative(root, start).replaceAll('\\', '/') : ''
  return findConfig(folder, readBase ?? diskReader(root))
}

/** A file that the user named may refer to places outside of the repository. */
async function readNamedConfig(named: string, root: string | null): Promise<Config> {
  const bytes = readSmallFile(named, { followLinks: true })
  if (bytes === null) {
    throw new ScanError('config', `--config names ${named}: ${whyUnread(named)}.`)
  }
  const { parseConfig } = await import('./config-parse.ts')
  const { values, ...parsed } = parseConfig(bytes, named)
  const folder = realPath(dirname(resolve(named)))
  const isBelow = root !== null && isInside(root, folder)
  const { baseline, rules } = values
  return {
    path: isBelow ? relative(root, resolve(folder, basename(named))) : named,
    folder: isBelow ? relative(root, folder).replaceAll('\\', '/') : '',
    named: true,
    values: {
      ...values,
      ...(typeof baseline === 'string' ? { baseline: resolve(folder, baseline) } : {}),
      ...(rules === undefined ? {} : { rules: rules.map((file) => resolve(folder, file)) }),
    },
    ...parsed,
  }
}

/** What the reader of small files does not tell. */
function whyUnread(file: string): string {
  try {
    if (!statSync(file).isFile()) return 'it is no plain file; name a file of settings'
    accessSync(file, constants.R_OK)
    return 'it is larger than 4 MiB; this is no file of settings'
  } catch (error) {
    return `${refusalOf(error)}; check the name, or leave it out`
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    return path
  }
}
