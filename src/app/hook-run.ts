import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ScanResult } from '../model/result.ts'
import type { Confidence } from '../model/severity.ts'
import { loadLeanRules } from '../rules/builtin.ts'
import { configFileName } from './config.ts'
import type { ChangeScanOptions } from './hook-options.ts'
import { openHookRepository, type Environment } from './hook-repository.ts'

export interface HookRun {
  readonly cwd: string
  readonly env: Environment
  /** What the command line says. */
  readonly failOn?: Confidence
  readonly baseline?: string
  readonly scan: (options: ChangeScanOptions) => Promise<ScanResult> | ScanResult
}

export interface HookOutcome {
  readonly result: ScanResult
  /** New findings at or above this refuse. */
  readonly failOn: Confidence | 'never'
}

/**
 * Scans as a hook does: with `straykey.yaml` where the repository has one; with the baseline only where something
 * was found, so that a clean commit pays for neither.
 *
 * @throws ScanError
 */
export async function runHook(run: HookRun): Promise<HookOutcome> {
  const opened = openHookRepository(run.cwd, run.env)
  const { repository } = opened
  const root = repository.workTree ?? repository.gitDir
  const isPlain = !existsSync(join(root, configFileName))
  if (isPlain) {
    const result = await run.scan({ opened, rules: loadLeanRules() })
    if (result.findings.length === 0) return { result, failOn: run.failOn ?? 'medium' }
  }
  const { runConfigured } = await import('./hook-configured.ts')
  return await runConfigured(run, opened, root)
}
