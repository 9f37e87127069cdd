import { availableParallelism } from 'node:os'
import type { Argv, Options } from 'yargs'
import type { ConfigValues } from '../app/config.ts'
import { ScanError } from '../model/errors.ts'
import { confidences, type Confidence } from '../model/severity.ts'
import { reportFormats, type ReportFormat } from '../model/report-format.ts'
import { needValues } from './option-values.ts'

/**
 * What every scanning command's handler is given; camel case by yargs. What decides about the scan is undefined
 * unless it was given: then the configuration file has its say.
 */
export interface CommonArguments {
  readonly format: ReportFormat
  readonly output: string | undefined
  readonly report: readonly string[]
  readonly minConfidence: Confidence | undefined
  readonly failOn: Confidence | 'never' | undefined
  readonly strict: boolean | undefined
  readonly showSecrets: number
  readonly rules: readonly string[] | undefined
  readonly config: string | false | undefined
  readonly baseline: string | false | undefined
  readonly gitleaksAllow: boolean | undefined
  readonly jobs: number | undefined
  readonly maxMemory: number | undefined
  readonly verify: boolean
  readonly apiBase: readonly string[]
  readonly progress: boolean
  readonly quiet: boolean
  readonly color: boolean | undefined
}

/** What of a report a reader chooses; commands that render take these too. */
export const reportOptions: Readonly<Record<string, Options>> = needValues({
  format: {
    choices: reportFormats,
    default: 'terminal',
    describe: 'format of the report on stdout or in --output',
  },
  output: { type: 'string', describe: 'write the report to this file instead of stdout' },
  report: {
    type: 'string',
    array: true,
    default: [],
    describe:
      'also write FORMAT=FILE; replace-text=FILE writes what git filter-repo needs; may be given several times',
  },
  'min-confidence': {
    choices: confidences,
    defaultDescription: 'medium',
    describe: 'show findings at or above this confidence',
  },
  'fail-on': {
    choices: [...confidences, 'never'],
    defaultDescription: 'medium',
    describe: 'exit with 1 for new findings at or above this confidence',
  },
  color: {
    type: 'boolean',
    defaultDescription: 'on a terminal, unless NO_COLOR is set',
    describe: 'colour the terminal report',
  },
  quiet: { type: 'boolean', default: false, alias: 'q', describe: 'no progress bar, no summary' },
})

/** Where settings come from besides the command line. */
export const configOptions: Readonly<Record<string, Options>> = needValues({
  config: {
    type: 'string',
    defaultDescription: 'straykey.yaml, from the scanned folder up to its repository',
    describe: 'take settings from this file; --no-config for none',
  },
  baseline: {
    type: 'string',
    defaultDescription: '.straykey/baseline.yaml of the repository',
    describe: 'credentials that are known; --no-baseline for none',
  },
  rules: {
    type: 'string',
    array: true,
    describe:
      'add the rules of this YAML file or gitleaks configuration; may be given several times',
  },
})

/** Live checks: on the command line only, since a file of the scanned repository must not reach the network. */
export const verifyOptions: Readonly<Record<string, Options>> = needValues({
  verify: {
    type: 'boolean',
    default: false,
    describe: 'ask the vendors whether what was found is alive, and what it may do (uses it)',
  },
  'api-base': {
    type: 'string',
    array: true,
    default: [],
    describe: 'NAME=ORIGIN: ask there instead of the vendor',
  },
})

/** Options every scanning command takes. */
const commonOptions: Readonly<Record<string, Options>> = needValues({
  ...reportOptions,
  strict: {
    type: 'boolean',
    describe: 'exit with 2 when something could not be scanned',
  },
  'show-secrets': {
    count: true,
    describe: 'print secrets whole (terminal and json only; give it twice where CI is set)',
  },
  ...configOptions,
  'gitleaks-allow': {
    type: 'boolean',
    describe: 'honour gitleaks:allow comments as well as straykey:allow',
  },
  jobs: {
    type: 'number',
    defaultDescription: `one per processor: ${availableParallelism()}`,
    describe: 'number of worker threads',
  },
  'max-memory': {
    type: 'number',
    defaultDescription: '192',
    describe: 'MiB that expanded objects of a history may take in all threads together',
  },
  ...verifyOptions,
  progress: { type: 'boolean', default: true, describe: 'show a progress bar on a terminal' },
})

/** Which paths a scan looks at. */
export interface PathArguments {
  readonly include: readonly string[] | undefined
  readonly exclude: readonly string[] | undefined
}

export const gitignoreOption: Options = {
  type: 'boolean',
  defaultDescription: 'true',
  describe: 'leave out what git ignores, unless named',
}

export const pathOptions: Readonly<Record<string, Options>> = needValues({
  include: { type: 'string', array: true, describe: 'scan only paths that match this glob' },
  exclude: { type: 'string', array: true, describe: 'leave out paths that match this glob' },
})

/** The help shows a command's own options first, then those that others have too. */
export function withOptions<T>(
  yargs: Argv<T>,
  own: Readonly<Record<string, Options>>,
  shared: Readonly<Record<string, Options>>,
): Argv<T> {
  const grouped = (options: Readonly<Record<string, Options>>, group: string): typeof options =>
    Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, { ...option, group }]),
    )
  return yargs
    .options(grouped(own, 'Options:'))
    .options(grouped(shared, 'Common options:')) as Argv<T>
}

/** @param own what only this command takes */
export function withCommonOptions<T>(
  yargs: Argv<T>,
  own: Readonly<Record<string, Options>> = {},
): Argv<T & CommonArguments> {
  return withOptions(yargs, own, commonOptions).check((argv) => {
    refuseTwice(argv, commonOptions)
    checkNumber('jobs', argv['jobs'], 1, 256)
    checkNumber('max-memory', argv['max-memory'], 16, 65_536)
    return true
  }) as unknown as Argv<T & CommonArguments>
}

/** yargs makes a list of an option that was given twice; only those that are lists may be. */
export function refuseTwice(
  argv: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, Options>>,
): void {
  for (const [name, option] of Object.entries(options)) {
    if ('array' in option || !Array.isArray(argv[name])) continue
    throw new ScanError('usage', `--${name} was given more than once; give it once.`)
  }
}

/** @throws ScanError `usage` for `--no-strict` where a gap always counts */
export function refuseNoStrict(command: string, strict: boolean | undefined): void {
  if (strict !== false) return
  throw new ScanError(
    'usage',
    `'straykey ${command}' is always strict; leave --no-strict out, and name what cannot be read with --exclude.`,
  )
}

function checkNumber(name: string, value: unknown, least: number, most: number): void {
  if (value === undefined) return
  const isWhole = typeof value === 'number' && Number.isInteger(value)
  if (isWhole && value >= least && value <= most) return
  // What is no number at all yargs has dropped.
  const given = Number.isNaN(value) ? '' : `, not ${String(value)}`
  throw new ScanError('usage', `--${name} must be a whole number from ${least} to ${most}${given}.`)
}

/** The settings that the command line gives. */
export function givenSettings(
  args: Partial<CommonArguments & PathArguments & { readonly gitignore: boolean | undefined }>,
): Partial<ConfigValues> {
  const given = {
    include: args.include,
    exclude: args.exclude,
    gitignore: args.gitignore,
    rules: args.rules,
    'min-confidence': args.minConfidence,
    'fail-on': args.failOn,
    strict: args.strict,
    baseline: args.baseline,
    'gitleaks-allow': args.gitleaksAllow,
    jobs: args.jobs,
    'max-memory': args.maxMemory,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
