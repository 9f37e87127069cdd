import type { CommandModule } from 'yargs'
import { configOptions, pathOptions, refuseTwice, reportOptions } from '../common-options.ts'
import type { ReportArguments } from '../run-report.ts'
import { shardOptions, type ShardArguments } from '../run-shards.ts'

export const mergeCommand: CommandModule<object, ReportArguments & ShardArguments> = {
  command: 'merge <reports..>',
  describe: 'join JSON reports of shards, folders or repositories into one',
  builder: (yargs) =>
    yargs
      .positional('reports', { type: 'string', array: true, demandOption: true })
      .options({ ...reportOptions, format: { ...reportOptions['format'], default: 'json' } })
      .options({ ...configOptions, ...pathOptions, ...shardOptions })
      .check((argv) => {
        refuseTwice(argv, reportOptions)
        return true
      }) as never,
  handler: async (args) => {
    const { runMerge } = await import('../run-report.ts')
    await runMerge(args)
  },
}
