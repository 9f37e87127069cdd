import type { ConfigKey } from './config.ts'
import { loadConfiguredRuleSet } from './config-settings.ts'
import type { Notice } from '../model/result.ts'
import { readSettings, type PrepareOptions } from './config-prepare.ts'
import type { Origin } from './config-settings.ts'

/** One setting as it would be used. */
export interface ExplainedSetting {
  readonly name: ConfigKey
  /** As it would stand in a configuration. */
  readonly value: string
  readonly origin: Origin
}

/**
 * Every setting, resolved, the file that was used (from the root), null for none, and what the files of rules change.
 *
 * @throws ScanError `config`, `rules`, `no-such-path`
 */
export async function explainConfig(options: PrepareOptions): Promise<{
  readonly file: string | null
  readonly settings: readonly ExplainedSetting[]
  readonly notices: readonly Notice[]
}> {
  const { config, settings } = await readSettings(options)
  const { place, readBase } = options
  const { notices } = await loadConfiguredRuleSet(settings, config, place.root, readBase)
  const entries = Object.entries(settings) as [ConfigKey, (typeof settings)[ConfigKey]][]
  return {
    file: config?.path ?? null,
    notices,
    settings: entries.map(([name, { value, origin }]) => ({
      name,
      value: name === 'baseline' && value === null ? '".straykey/baseline.yaml"' : inYaml(value),
      origin,
    })),
  }
}

/** JSON, with blanks, is YAML. */
function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${key}: ${inYaml(member)}`)
  return `{ ${members.join(', ')} }`
}
