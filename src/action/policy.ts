import { isAbsolute, join, posix, relative, resolve } from 'node:path'
import { parseConfig } from '../app/config-parse.ts'
import { findConfig, type Config } from '../app/config.ts'
import { diskReader, type ReadFile } from '../app/config-files.ts'
import {
  loadConfiguredRuleSet,
  patternsFrom,
  resolveSettings,
  type Settings,
} from '../app/config-settings.ts'
import { gitleaksIgnoreFile } from '../app/gitleaks-ignore.ts'
import { isGitleaksFile } from '../app/gitleaks-file.ts'
import { openTriage, type Triage } from '../app/policy.ts'
import { readFilesAt } from '../app/read-at.ts'
import { loadRuleSet, type RuleSource } from '../app/rules.ts'
import { ScanError } from '../model/errors.ts'
import type { Notice } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { Inputs } from './inputs.ts'

/** Whose configuration, rules, baseline and allow comments count. */
export type Trust =
  /** What is checked out. */
  | { readonly kind: 'disk' }
  /** A commit; null where it is not known: then nothing of the repository counts. */
  | { readonly kind: 'commit'; readonly id: string | null; readonly head: string | null }

export interface Policy {
  readonly settings: Settings
  readonly rules: readonly RuleSpec[]
  readonly triage: Triage
  readonly notices: readonly Notice[]
}

const defaults = { config: 'straykey.yaml', baseline: '.straykey/baseline.yaml' }

/**
 * Reads everything that says what is scanned for and what is known. On pull requests all of it comes from the base
 * commit, so that a change cannot excuse its own leak; what the change does to these files is told.
 *
 * @param root folder of the checked-out repository
 * @throws ScanError `config`, `rules`, `baseline`, `usage`
 */
export async function readPolicy(inputs: Inputs, root: string, trust: Trust): Promise<Policy> {
  const notices: Notice[] = []
  const paths = {
    config: repositoryPath(root, 'config', inputs.config),
    baseline: repositoryPath(root, 'baseline', inputs.baseline),
    rules: inputs.rules.map((path) => repositoryPath(root, 'rules', path)),
  }
  const reader = trust.kind === 'disk' ? diskReader(root) : commitReader(root, trust.id)
  const config = withBaseline(await readConfig(paths.config, reader), paths.baseline)
  const settings = resolveSettings(
    {
      ...(inputs.failOn === null ? {} : { 'fail-on': inputs.failOn }),
      ...(inputs.minConfidence === null ? {} : { 'min-confidence': inputs.minConfidence }),
    },
    config,
  )
  const readBase = trust.kind === 'disk' ? undefined : reader
  const ruleFiles = paths.rules.length > 0 ? paths.rules : configuredRules(settings, config)
  const { rules, notices: notFollowed } =
    paths.rules.length > 0
      ? loadRuleSet(await ruleSources(paths.rules, reader, trust, notices))
      : await loadConfiguredRuleSet(settings, config, root, readBase)
  notices.push(...notFollowed)
  const isGitleaks = ruleFiles.some(isGitleaksFile)
  const allows = settings['gitleaks-allow']
  const triage = await openTriage({
    root,
    config,
    // Who uses gitleaks' configuration means its comments and its list of ignored findings too.
    gitleaksAllow: allows.value || (isGitleaks && allows.origin.kind === 'default'),
    gitleaks: isGitleaks ? rules : null,
    patternsFrom: patternsFrom(settings),
    ...(readBase === undefined ? {} : { readBase }),
  })
  for (const [name, value] of [
    ['config', paths.config],
    ['baseline', paths.baseline],
  ] as const) {
    if (value === defaults[name] || (await reader(value)) !== null) continue
    if (trust.kind === 'disk') {
      throw new ScanError('config', `The input ${name} names ${value}, which is not there.`)
    }
    notices.push(notInBase(value))
  }
  if (trust.kind === 'commit') {
    const named = [
      paths.config,
      paths.baseline,
      ...ruleFiles,
      ...(isGitleaks ? [gitleaksIgnoreFile] : []),
    ]
    notices.push(...changedInHead(root, trust, named))
  }
  return { settings, rules, triage, notices }
}

/** Reads files as a commit has them, whatever is checked out. */
function commitReader(root: string, commit: string | null): ReadFile {
  return (path) => {
    if (commit === null) return null
    const [file] = readFilesAt(root, commit, [path])
    if (file?.status === 'file') return file.bytes
    if (file === undefined || file.status === 'absent') return null
    throw new ScanError(
      'config',
      `${path} of commit ${commit.slice(0, 10)} is of no use: ${file.why}.`,
    )
  }
}

async function readConfig(path: string, read: ReadFile): Promise<Config | null> {
  if (path === defaults.config) return await findConfig('', read)
  const bytes = await read(path)
  if (bytes === null) return null
  const folder = posix.dirname(path)
  return { path, folder: folder === '.' ? '' : folder, ...parseConfig(bytes, path) }
}

/** The input wins over the file. */
function withBaseline(config: Config | null, baseline: string): Config | null {
  if (baseline === defaults.baseline) return config
  const folder = config?.folder ?? ''
  return {
    ...(config ?? { path: 'the inputs of the Action', folder, lines: {} }),
    values: { ...config?.values, baseline: posix.relative(folder, baseline) },
  }
}

async function ruleSources(
  paths: readonly string[],
  read: ReadFile,
  trust: Trust,
  notices: Notice[],
): Promise<RuleSource[]> {
  const sources: RuleSource[] = []
  for (const path of paths) {
    const bytes = await read(path)
    if (bytes !== null) sources.push({ file: path, bytes })
    else if (trust.kind === 'commit') notices.push(notInBase(path))
    else throw new ScanError('rules', `The input rules names ${path}, which is not there.`)
  }
  return sources
}

function configuredRules({ rules }: Settings, config: Config | null): string[] {
  if (rules.origin.kind !== 'file') return []
  return rules.value.map((path) => posix.join(config?.folder ?? '', path))
}

function notInBase(path: string): Notice {
  return {
    code: 'not-in-base',
    detail: `${path} is not in the base commit; it counts once it is merged`,
  }
}

function changedInHead(
  root: string,
  { id, head }: Extract<Trust, { kind: 'commit' }>,
  paths: readonly string[],
): Notice[] {
  if (id === null || head === null) return []
  const before = readFilesAt(root, id, paths)
  const after = readFilesAt(root, head, paths)
  return paths.flatMap((path, i) => {
    if (stateOf(before[i]) === stateOf(after[i])) return []
    return {
      code: 'policy-changed',
      detail: `this change touches ${path}; the base commit's version was used`,
    }
  })
}

function stateOf(file: ReturnType<typeof readFilesAt>[number] | undefined): string {
  return file?.status === 'file' ? file.id : (file?.status ?? 'absent')
}

/**
 * @returns the path from the root, `/`-separated
 * @throws ScanError `usage` for a path that leaves the repository
 */
function repositoryPath(root: string, input: string, named: string): string {
  const path = relative(root, resolve(root, named)).replaceAll('\\', '/')
  if (path !== '' && path !== '..' && !path.startsWith('../') && !isAbsolute(path)) return path
  const shown = JSON.stringify(named)
  throw new ScanError(
    'usage',
    `The input ${input} must name a file inside ${join(root)}, not ${shown}.`,
  )
}
