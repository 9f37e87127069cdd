import { join, posix, relative, resolve } from 'node:path'
import { ScanError } from '../model/errors.ts'
import type { Finding, FindingSecret } from '../model/finding.ts'
import { isWhole, type Notice, type ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { Allow } from '../triage/allow.ts'
import type { Baseline } from '../triage/baseline.ts'
import { defaultBaselinePath, readBaseline } from '../triage/baseline-file.ts'
import { parseBaseline } from '../triage/baseline-parse.ts'
import { today } from '../triage/day.ts'
import { applyPolicy, type PathRule, type Policy } from '../triage/policy.ts'
import { findConfig, type Config } from './config.ts'
import { diskReader, isInside, pathFromRoot, workTreeRoot, type ReadFile } from './config-files.ts'
import type { ImportedEntry } from './baseline-import.ts'
import { ignoreAsGitleaks, readGitleaksIgnore } from './gitleaks-ignore.ts'
import { excusesInBase } from './policy-base.ts'

export interface TriageOptions {
  /** Root of the repository (or the folder that is scanned outside of git), absolute. Null: there is none on disk. */
  readonly root: string | null
  /** Where the search for `straykey.yaml` starts, going up to `root`. Default: `root`. */
  readonly start?: string
  /** Folder that paths of findings start from. Default: `root`. */
  readonly pathsFrom?: string
  /** A baseline file named by the user; null for none. Default: what the configuration names, else `.straykey/baseline.yaml`. */
  readonly baseline?: string | null
  /** Null for none. Default: found. */
  readonly config?: Config | null
  /** Honour `gitleaks:allow` too. Default: what the configuration says, else false. */
  readonly gitleaksAllow?: boolean
  /** Rules of a scan that uses a gitleaks configuration: `.gitleaksignore` counts then. Null or absent: it does not. */
  readonly gitleaks?: readonly RuleSpec[] | null
  /** Where include and exclude patterns come from, for people: `straykey.yaml:2`. */
  readonly patternsFrom?: string
  /** What is told with every result. */
  readonly notices?: readonly Notice[]
  /**
   * Reads a file by its path from the root as the base of a change has it (null: not there). When given,
   * configuration and baseline are taken from there, and an allow comment counts only where the base already
   * excused the same secret: a change cannot excuse its own leak.
   */
  readonly readBase?: ReadFile
  /** `YYYY-MM-DD`. Default: today, UTC. */
  readonly today?: string
}

/** Everything that says which findings are no news; read once, before the scan. */
export interface Triage {
  readonly config: Config | null
  /** Null when there is none. */
  readonly baseline: Baseline | null
  /** Give it to the scan: it keys the fingerprints of guessable secrets. */
  readonly salt: string | null
  /** Where the baseline is or would be, absolute; null when there is no place for one. */
  readonly baselinePath: string | null
  /** Set by `baselinePath`'s choice: false when the repository, not the user, chose it. */
  readonly baselineNamed: boolean
  /** What `.gitleaksignore` lists; null when it does not count. */
  readonly ignored: readonly ImportedEntry[] | null
  readonly options: TriageOptions
}

/**
 * Reads configuration and baseline.
 *
 * @throws ScanError `config`, `baseline`
 */
export async function openTriage(options: TriageOptions): Promise<Triage> {
  const { root } = options
  const read = options.readBase ?? (root === null ? (): null => null : diskReader(root))
  const config =
    options.config === undefined
      ? await findConfig(folderFromRoot(root, options.start), read)
      : options.config
  const chosen = await chooseBaseline(options, config, read)
  const ignored = (options.gitleaks ?? null) === null ? null : await readGitleaksIgnore(read)
  return { config, salt: chosen.baseline?.salt ?? null, ...chosen, ignored, options }
}

/**
 * Marks what is known or excused; adds notices about stale and expired entries and about comments that do not count.
 * Findings are never removed.
 */
export async function applyTriage(
  result: ScanResult,
  from: Triage | TriageOptions,
): Promise<ScanResult> {
  const triage = 'options' in from ? from : await openTriage(from)
  const { allows, notices } = await countedAllows(result, triage)
  const policy: Policy = {
    allows,
    baseline: triage.baseline,
    baselineOptions: {
      today: triage.options.today ?? today(),
      fileName: shownPath(triage.baselinePath),
      tellStale: sawEverything(result, triage),
    },
    pathRules: await pathRules(triage),
  }
  const applied = applyPolicy(
    result.findings.map((finding) => excuseSalt(finding, triage)),
    policy,
  )
  return {
    ...result,
    findings: ignoreAsGitleaks(applied.findings, triage.ignored, triage.options.gitleaks ?? []),
    notices: [
      ...result.notices,
      ...(triage.options.notices ?? []),
      ...excludedNotice(result, triage),
      ...notices,
      ...applied.notices,
    ],
  }
}

/** A repository's own patterns must not make a scan of it look whole. */
function excludedNotice({ coverage }: ScanResult, { options }: Triage): Notice[] {
  const { excluded = 0 } = coverage
  if (excluded === 0 || options.patternsFrom === undefined) return []
  return [{ code: 'excluded', detail: `${excluded} by ${options.patternsFrom}` }]
}

/** The baseline's salt looks like a secret, and is none. */
function excuseSalt(finding: Finding, { salt, baselinePath }: Triage): Finding {
  const isSalt = ({ secret }: FindingSecret): boolean => secret?.reveal('fingerprint') === salt
  if (salt === null || finding.state !== 'new' || !finding.secrets.every(isSalt)) return finding
  const reason = 'the salt of the baseline, which is no secret'
  return {
    ...finding,
    state: 'suppressed',
    suppression: { by: 'baseline', reason, entry: shownPath(baselinePath) },
  }
}

type ChosenBaseline = Pick<Triage, 'baseline' | 'baselinePath' | 'baselineNamed'>

async function chooseBaseline(
  { root, baseline: named }: TriageOptions,
  config: Config | null,
  read: ReadFile,
): Promise<ChosenBaseline> {
  const configured = config?.values.baseline
  const isOff = named === null || (named === undefined && configured === false)
  if (isOff) return { baseline: null, baselinePath: null, baselineNamed: false }
  const byUser = named ?? (config?.named === true ? configured : undefined)
  if (typeof byUser === 'string') {
    const path = resolve(byUser)
    return { baseline: readBaseline(path), baselinePath: path, baselineNamed: true }
  }
  const path =
    typeof configured === 'string' && config !== null
      ? repositoryPath(config, 'baseline', configured)
      : defaultBaselinePath
  const bytes = await read(path)
  return {
    baseline: bytes === null ? null : parseBaseline(new TextDecoder().decode(bytes), path),
    baselinePath: root === null ? null : join(root, path),
    baselineNamed: false,
  }
}

/**
 * A path that a configuration names, from the root.
 *
 * @throws ScanError `config` when it leaves the repository
 */
export function repositoryPath(config: Config, key: 'baseline' | 'rules', named: string): string {
  const path = pathFromRoot(config.folder, named)
  if (path !== null) return path
  throw new ScanError(
    'config',
    `${config.path}:${config.lines[key] ?? 1}: ${key} names ${JSON.stringify(named)}, which is outside of the repository; name it on the command line instead.`,
  )
}

function folderFromRoot(root: string | null, start: string | undefined): string {
  if (root === null || start === undefined || !isInside(root, start)) return ''
  return relative(root, start).replaceAll('\\', '/')
}

interface CountedAllows {
  readonly allows: Map<string, Map<string, Allow>>
  readonly notices: readonly Notice[]
}

async function countedAllows(result: ScanResult, triage: Triage): Promise<CountedAllows> {
  const { readBase } = triage.options
  const gitleaks = triage.options.gitleaksAllow ?? triage.config?.values['gitleaks-allow'] ?? false
  const allows = new Map<string, Map<string, Allow>>()
  const notices: Notice[] = []
  const knownRules = new Set(result.rules.map((rule) => rule.id))
  for (const finding of result.findings) {
    for (const { path, ...allow } of finding.allows ?? []) {
      if (allow.marker === 'gitleaks:allow' && !gitleaks) continue
      if (readBase !== undefined) {
        const base = await readBase(rootPath(triage, path) ?? path)
        if (base === null || !excusesInBase(finding, allow, base, knownRules)) {
          notices.push(newAllow(finding, path, allow))
          continue
        }
      }
      const paths = allows.get(finding.id) ?? new Map<string, Allow>()
      allows.set(finding.id, paths.set(path, allow))
    }
  }
  return { allows, notices }
}

function newAllow(finding: Finding, path: string, allow: Allow): Notice {
  return {
    code: 'allow-in-change',
    detail: `${path}: the comment ${allow.marker} for ${finding.rule} came with this change and does not count until it is merged`,
  }
}

/** A path of a finding as a path from the root; null for one outside of it. */
function rootPath({ options: { root, pathsFrom } }: Triage, path: string): string | null {
  if (root === null || pathsFrom === undefined || pathsFrom === root) return path
  const file = resolve(pathsFrom, path)
  return isInside(root, file) ? relative(root, file).replaceAll('\\', '/') : null
}

async function pathRules(triage: Triage): Promise<PathRule[]> {
  const { config } = triage
  const allowed = config?.values['allow-paths'] ?? []
  if (allowed.length === 0) return []
  const { compileGlobs } = await import('../sources/path-filter.ts')
  const folder = config?.folder ?? ''
  const prefix = folder === '' ? '' : `${folder}/`
  return allowed.map(({ paths, rules, reason }) => {
    const matches = compileGlobs(paths)
    return {
      matches: (path) => {
        const from = rootPath(triage, path)
        return from !== null && from.startsWith(prefix) && matches(from.slice(prefix.length))
      },
      rules,
      reason,
      entry: paths.join(', '),
    }
  })
}

/** Whether an entry that matches nothing is stale, and not merely somewhere this scan did not look. */
function sawEverything(result: ScanResult, { options }: Triage): boolean {
  const { target, coverage } = result
  if (!isWhole(result) || coverage.partial) return false
  if (target.kind === 'history') return true
  // Where there is history, an entry may be for what only history holds.
  const { root, start = root } = options
  return target.kind === 'files' && root !== null && start === root && workTreeRoot(root) === null
}

function shownPath(path: string | null): string {
  if (path === null) return 'the baseline'
  const fromHere = relative(process.cwd(), path)
  return posix.normalize(fromHere.startsWith('..') ? path : fromHere)
}
