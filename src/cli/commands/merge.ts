import type { CommandModule, Options } from 'yargs'
import {
  configOptions,
  pathOptions,
  refuseTwice,
  reportOptions,
  withOptions,
} from '../common-options.ts'
import { needValues } from '../option-values.ts'
import { repoOption } from '../repo-option.ts'
import type { ReportArguments } from '../run-report.ts'
import type { ShardArguments } from '../run-shards.ts'

/** What joining shards takes besides their reports. */
const shardOptions: Readonly<Record<string, Options>> = needValues({
  repo: repoOption({
    defaultDescription: 'the one that the reports name, if it is here',
    describe: 'where the repository is that the shards are of: their histories are told from there',
  }),
})

export const mergeCommand: CommandModule<object, ReportArguments & ShardArguments> = {
  command: 'merge <reports..>',
  describe: 'join JSON reports of shards, folders or repositories into one',
  builder: (yargs) =>
    withOptions(
      yargs.positional('reports', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'JSON reports to join',
      }),
      shardOptions,
      {
        ...reportOptions,
        format: { ...reportOptions['format'], default: 'json' },
        ...configOptions,
        ...pathOptions,
      },
    ).check((argv) => {
      refuseTwice(argv, reportOptions)
      return true
    }) as never,
  handler: async (args) => {
    const { runMerge } = await import('../run-report.ts')
    await runMerge(args)
  },
}
