import type { CommandModule } from 'yargs'
import { pathOptions, withCommonOptions } from '../common-options.ts'
import { repoOption } from '../repo-option.ts'
import type { RangeArguments } from '../run-range.ts'

export const rangeCommand: CommandModule<object, RangeArguments> = {
  command: 'range <range>',
  describe: 'scan what a branch adds: every commit of <base>..<head>, merges too; always strict',
  builder: (yargs) =>
    withCommonOptions(
      yargs.positional('range', {
        type: 'string',
        demandOption: true,
        describe: '<base>..<head>, e.g. origin/main..HEAD',
      }),
      {
        repo: repoOption({ default: '.', describe: 'a work tree or bare repository' }),
        ...pathOptions,
      },
    ) as never,
  handler: async (args) => {
    const { runRange } = await import('../run-range.ts')
    await runRange(args)
  },
}
