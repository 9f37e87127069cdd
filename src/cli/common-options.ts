import { availableParallelism } from 'node:os'
import type { Argv, Options } from 'yargs'
import { ScanError } from '../model/errors.ts'
import { confidences, type Confidence } from '../model/severity.ts'
import { reportFormats, type ReportFormat } from '../model/report-format.ts'

/** What every scanning command's handler is given; camel case by yargs. */
export interface CommonArguments {
  readonly format: ReportFormat
  readonly output: string | undefined
  readonly report: readonly string[]
  readonly minConfidence: Confidence
  readonly failOn: Confidence
  readonly strict: boolean
  readonly showSecrets: number
  readonly rules: readonly string[]
  readonly jobs: number
  readonly progress: boolean
  readonly quiet: boolean
  readonly color: boolean | undefined
}

/** Options every scanning command takes. */
const commonOptions = {
  format: {
    choices: reportFormats,
    default: 'terminal',
    describe: 'format of the report on stdout or in --output',
  },
  output: { type: 'string', describe: 'write the report to this file instead of stdout' },
  report: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'also write FORMAT=FILE; may be given several times',
  },
  'min-confidence': {
    choices: confidences,
    default: 'medium',
    describe: 'show findings at or above this confidence',
  },
  'fail-on': {
    choices: confidences,
    default: 'medium',
    describe: 'exit with 1 for new findings at or above this confidence',
  },
  strict: {
    type: 'boolean',
    default: false,
    describe: 'exit with 2 when something could not be scanned',
  },
  'show-secrets': {
    count: true,
    describe: 'print secrets whole (terminal and json only; give it twice where CI is set)',
  },
  rules: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'add the rules of this YAML file; may be given several times',
  },
  jobs: {
    type: 'number',
    default: availableParallelism(),
    defaultDescription: 'one per processor',
    describe: 'number of worker threads',
  },
  progress: { type: 'boolean', default: true, describe: 'show a progress bar on a terminal' },
  quiet: { type: 'boolean', default: false, alias: 'q', describe: 'no progress bar, no summary' },
  color: {
    type: 'boolean',
    defaultDescription: 'on a terminal, unless NO_COLOR is set',
    describe: 'colour the terminal report',
  },
} as const satisfies Record<string, Options>

export function withCommonOptions<T>(yargs: Argv<T>): Argv<T & CommonArguments> {
  return yargs.options(commonOptions).check((argv) => {
    refuseTwice(argv)
    checkJobs(argv.jobs)
    return true
  }) as unknown as Argv<T & CommonArguments>
}

/** yargs makes a list of an option that was given twice; only those that are lists may be. */
function refuseTwice(argv: Readonly<Record<string, unknown>>): void {
  for (const [name, option] of Object.entries(commonOptions)) {
    if ('array' in option || !Array.isArray(argv[name])) continue
    throw new ScanError('usage', `--${name} was given more than once; give it once.`)
  }
}

function checkJobs(jobs: number): void {
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 256) return
  throw new ScanError('usage', `--jobs must be a whole number from 1 to 256, not ${jobs}.`)
}
