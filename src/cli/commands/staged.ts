import type { CommandModule } from 'yargs'
import { pathOptions, withCommonOptions } from '../common-options.ts'
import type { StagedArguments } from '../run-staged.ts'

export const stagedCommand: CommandModule<object, StagedArguments> = {
  command: 'staged',
  describe: 'scan what the next commit would add: the index against HEAD; always strict',
  builder: (yargs) => withCommonOptions(yargs, pathOptions) as never,
  handler: async (args) => {
    const { runStaged } = await import('../run-staged.ts')
    await runStaged(args)
  },
}
