import type { CommandModule } from 'yargs'
import { gitignoreOption, pathOptions, withCommonOptions } from '../common-options.ts'
import type { ScanArguments } from '../run-scan-files.ts'

export const scanCommand: CommandModule<object, ScanArguments> = {
  command: ['scan [paths..]', '$0'],
  describe: 'scan files and folders',
  builder: (yargs) =>
    withCommonOptions(
      yargs.positional('paths', {
        type: 'string',
        array: true,
        default: ['.'],
        describe: 'files and folders; - is standard input',
      }),
      { ...pathOptions, gitignore: gitignoreOption },
    ) as never,
  handler: async (args) => {
    const { runScanFiles } = await import('../run-scan-files.ts')
    await runScanFiles(args)
  },
}
