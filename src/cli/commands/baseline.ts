import type { CommandModule, Options } from 'yargs'
import { ScanError } from '../../model/errors.ts'
import { configOptions, pathOptions, refuseTwice, reportOptions } from '../common-options.ts'
import { needValues } from '../option-values.ts'
import type { BaselineArguments } from '../run-baseline.ts'
import { repoOption } from '../repo-option.ts'
import { isDay, today } from '../../triage/day.ts'

const options: Readonly<Record<string, Options>> = needValues({
  update: { type: 'boolean', default: false, describe: 'add what is new to the baseline' },
  prune: {
    type: 'boolean',
    default: false,
    describe: 'drop entries that match nothing any more',
  },
  explain: {
    type: 'string',
    describe: 'say what entries stand for: all, or those that begin with this fingerprint',
  },
  import: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe:
      'add only what this file knows: .gitleaksignore, a gitleaks JSON report, or .secrets.baseline',
  },
  reason: {
    type: 'string',
    describe: 'reason for the entries that are added',
  },
  until: { type: 'string', describe: 'last day they count, YYYY-MM-DD' },
  repo: repoOption({ default: '.', describe: 'the work tree that is scanned' }),
  files: {
    type: 'boolean',
    default: false,
    describe: 'scan the files only, not the history',
  },
  ...pathOptions,
  ...configOptions,
  'min-confidence': reportOptions['min-confidence'] ?? {},
  quiet: reportOptions['quiet'] ?? {},
})

export const baselineCommand: CommandModule<object, BaselineArguments> = {
  command: 'baseline [reports..]',
  describe: 'accept what is found now as known: write, update or explain the baseline',
  builder: (yargs) =>
    yargs
      .positional('reports', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'JSON reports to take findings from; without one, scan',
      })
      .options(options)
      .check((argv) => {
        refuseTwice(argv, options)
        refuseBadDay(argv['until'])
        refuseLongReason(argv['reason'])
        return true
      }) as never,
  handler: async (args) => {
    // Loaded here and not at start: most runs are scans.
    const { runBaseline } = await import('../run-baseline.ts')
    await runBaseline(args)
  },
}

/** Before anything is scanned, and also when there is nothing to add. */
function refuseBadDay(until: unknown): void {
  if (until === undefined) return
  if (typeof until !== 'string' || !isDay(until)) {
    throw new ScanError('usage', '--until must be a date such as 2030-01-31.')
  }
  if (until < today()) {
    throw new ScanError('usage', `--until ${until} is past; name a day to come.`)
  }
}

const maxReasonLength = 1_000

function refuseLongReason(reason: unknown): void {
  if (typeof reason !== 'string' || reason.length <= maxReasonLength) return
  throw new ScanError('usage', `--reason is longer than ${maxReasonLength} characters; shorten it.`)
}
