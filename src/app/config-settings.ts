import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules } from '../rules/builtin.ts'
import type { Config, ConfigKey, ConfigValues } from './config.ts'
import { diskReader, type ReadFile } from './config-files.ts'
import { repositoryPath } from './policy.ts'
import type { RuleSet, RuleSource } from './rules.ts'

/** Where a value came from. */
export type Origin =
  | { readonly kind: 'default' }
  | { readonly kind: 'command line' }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }

export interface Setting<T> {
  readonly value: T
  readonly origin: Origin
}

/** Every setting with its origin. A `baseline` of null stands for `.straykey/baseline.yaml`. */
export type Settings = {
  readonly [Key in ConfigKey]: Setting<
    Key extends 'baseline' ? ConfigValues[Key] | null : ConfigValues[Key]
  >
}

/** The one place where precedence is decided: the command line, then the file, then the default. Lists replace lists. */
export function resolveSettings(given: Partial<ConfigValues>, config: Config | null): Settings {
  const setting = <Key extends ConfigKey, D>(
    key: Key,
    fallback: D,
  ): Setting<ConfigValues[Key] | D> => {
    const told = given[key]
    if (told !== undefined) return { value: told, origin: { kind: 'command line' } }
    const written = config?.values[key]
    if (config === null || written === undefined) {
      return { value: fallback, origin: { kind: 'default' } }
    }
    return {
      value: written,
      origin: { kind: 'file', file: config.path, line: config.lines[key] ?? 1 },
    }
  }
  return {
    include: setting('include', []),
    exclude: setting('exclude', []),
    gitignore: setting('gitignore', true),
    rules: setting('rules', []),
    'min-confidence': setting('min-confidence', 'medium'),
    'fail-on': setting('fail-on', 'medium'),
    strict: setting('strict', false),
    baseline: setting('baseline', null),
    'gitleaks-allow': setting('gitleaks-allow', false),
    jobs: setting('jobs', availableParallelism()),
    'max-memory': setting('max-memory', 192),
    'allow-paths': setting('allow-paths', []),
  }
}

/** Where include and exclude patterns come from: `exclude in straykey.yaml:2`, `--exclude`, or both; empty for none. */
export function patternsFrom({ include, exclude }: Pick<Settings, 'include' | 'exclude'>): string {
  const named = (name: string, { value, origin }: Settings['include']): string[] => {
    if (value.length === 0 || origin.kind === 'default') return []
    return [origin.kind === 'file' ? `${name} in ${origin.file}:${origin.line}` : `--${name}`]
  }
  return [...named('include', include), ...named('exclude', exclude)].join(', ')
}

const maxRuleFiles = 20

/**
 * The built-in rules with those that the settings name, and what there is to tell. Files that a configuration names are
 * read from the repository, inside of it, at most 20 of them.
 *
 * @throws ScanError `rules`, `config`, `no-such-path`
 */
export async function loadConfiguredRuleSet(
  settings: Pick<Settings, 'rules'>,
  config: Config | null,
  root: string | null,
  readBase?: ReadFile,
): Promise<RuleSet> {
  const set = await readRuleSet(settings, config, root, readBase)
  // Other rules than the configuration's own may lack what it speaks of.
  const isReplaced = config?.values.rules !== undefined && settings.rules.origin.kind !== 'file'
  if (config !== null && !isReplaced) checkAllowedRules(config, set.rules)
  return set
}

/** A rule id with a slip in it would excuse nothing, without a word. */
function checkAllowedRules({ path, allowedRules }: Config, rules: readonly RuleSpec[]): void {
  const known = new Set([...rules, ...loadBuiltinRules()].map((rule) => rule.id))
  for (const [rule, line] of allowedRules ?? []) {
    if (known.has(rule)) continue
    throw new ScanError(
      'config',
      `${path}:${line}: allow-paths: there is no rule ${JSON.stringify(rule)}; 'straykey rules list' shows all.`,
    )
  }
}

async function readRuleSet(
  { rules }: Pick<Settings, 'rules'>,
  config: Config | null,
  root: string | null,
  readBase?: ReadFile,
): Promise<RuleSet> {
  if (rules.origin.kind !== 'file' || config === null || config.named || root === null) {
    return joinRules(rules.value)
  }
  if (rules.value.length > maxRuleFiles) {
    throw new ScanError(
      'config',
      `${config.path}:${rules.origin.line}: rules names more than ${maxRuleFiles} files; join some of them.`,
    )
  }
  const read = readBase ?? diskReader(root)
  const sources: RuleSource[] = []
  for (const named of rules.value) {
    const path = repositoryPath(config, 'rules', named)
    const bytes = await read(path)
    if (bytes === null) {
      throw new ScanError(
        'config',
        `${config.path}:${rules.origin.line}: rules names ${path}, which is not there.`,
      )
    }
    sources.push({ file: readBase === undefined ? join(root, path) : path, bytes })
  }
  return joinRules(sources)
}

/** What reads rules is loaded only where there are some besides the built-in ones. */
async function joinRules(files: readonly (string | RuleSource)[]): Promise<RuleSet> {
  if (files.length === 0) return { rules: loadBuiltinRules(), notices: [] }
  const { loadRuleSet } = await import('./rules.ts')
  return loadRuleSet(files)
}
