import { posix } from 'node:path'
import type { Confidence } from '../model/severity.ts'
import type { ReadFile } from './config-files.ts'

export const configFileName = 'straykey.yaml'

/** Findings in these paths are not news. */
export interface AllowPaths {
  readonly paths: readonly string[]
  /** Rule ids it is for; empty for all. */
  readonly rules: readonly string[]
  readonly reason: string
}

/**
 * Everything that decides what is scanned and what counts, under the names of the command line. Nothing here can make
 * anything execute, write or reach the network: a scanned repository brings its own file.
 */
export interface ConfigValues {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly gitignore: boolean
  readonly rules: readonly string[]
  readonly 'min-confidence': Confidence
  readonly 'fail-on': Confidence | 'never'
  readonly strict: boolean
  /** A path, or false for none. */
  readonly baseline: string | false
  readonly 'gitleaks-allow': boolean
  readonly jobs: number
  /** MiB that expanded objects may take in all threads together. */
  readonly 'max-memory': number
  readonly 'allow-paths': readonly AllowPaths[]
}

export type ConfigKey = keyof ConfigValues

/** One `straykey.yaml`, checked. */
export interface Config {
  /** Path from the root of the repository. */
  readonly path: string
  /** Folder of the file from the root; empty for the root. Globs and paths in it start there. */
  readonly folder: string
  /** The user named the file: paths in it are absolute and may be anywhere. */
  readonly named?: true
  readonly values: Partial<ConfigValues>
  /** Line of each value that is given. */
  readonly lines: Partial<Record<ConfigKey, number>>
  /** Line of each rule id under `allow-paths`: which ids there are is known once the rules are. */
  readonly allowedRules?: ReadonlyMap<string, number>
}

/**
 * The nearest `straykey.yaml` at or above a folder, up to the root of the repository; null when there is none.
 *
 * @param folder from the root, `/`-separated; empty for the root
 * @param read from disk or from a commit
 * @throws ScanError `config` with everything that is wrong in it, one line each
 */
export async function findConfig(folder: string, read: ReadFile): Promise<Config | null> {
  for (let at = folder; ; at = posix.dirname(at)) {
    const inFolder = at === '.' ? '' : at
    const path = posix.join(inFolder, configFileName)
    const bytes = await read(path)
    if (bytes !== null) {
      // The YAML reader is loaded for those who have such a file: a commit hook must start fast.
      const { parseConfig } = await import('./config-parse.ts')
      return { path, folder: inFolder, ...parseConfig(bytes, path) }
    }
    if (inFolder === '') return null
  }
}
