import type { CommandModule } from 'yargs'
import {
  gitignoreOption,
  pathOptions,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'

export interface ExplainArguments extends CommonArguments, PathArguments {
  readonly paths: readonly string[]
  readonly gitignore: boolean | undefined
}

const explainCommand: CommandModule<object, ExplainArguments> = {
  command: 'explain [paths..]',
  describe: 'print every setting as a scan of these paths would use it, and where it comes from',
  builder: (yargs) =>
    withCommonOptions(
      yargs.positional('paths', {
        type: 'string',
        array: true,
        default: ['.'],
        describe: 'files and folders that a scan would be given',
      }),
      { ...pathOptions, gitignore: gitignoreOption },
    ) as never,
  handler: async (args) => {
    const { runExplain } = await import('../run-explain.ts')
    await runExplain(args)
  },
}

export const configCommand: CommandModule<object, object> = {
  command: 'config <command>',
  describe: 'explain the configuration',
  builder: (yargs) => yargs.command(explainCommand).demandCommand(1),
  handler: () => {},
}
