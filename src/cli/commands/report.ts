import type { CommandModule } from 'yargs'
import { ScanError } from '../../model/errors.ts'
import { refuseTwice, reportOptions, withOptions } from '../common-options.ts'
import type { ReportArguments } from '../run-report.ts'

export const reportCommand: CommandModule<object, ReportArguments> = {
  command: 'report <reports..>',
  describe: 'show a JSON report again in any format, or what changed between two',
  builder: (yargs) =>
    withOptions(
      yargs.positional('reports', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'a JSON report; with --diff the earlier and the later one',
      }),
      {
        diff: {
          type: 'boolean',
          default: false,
          describe: 'say what is new, gone and still there',
        },
      },
      reportOptions,
    ).check((argv) => {
      refuseTwice(argv, reportOptions)
      const wanted = argv['diff'] ? 2 : 1
      if ((argv['reports'] as readonly unknown[]).length === wanted) return true
      throw new ScanError(
        'usage',
        argv['diff']
          ? '--diff takes two reports: the earlier and the later one.'
          : "one report at a time; 'straykey merge' joins several.",
      )
    }) as never,
  handler: async (args) => {
    const { runReport } = await import('../run-report.ts')
    await runReport(args)
  },
}
