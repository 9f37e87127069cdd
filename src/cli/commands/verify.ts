import type { CommandModule } from 'yargs'
import {
  configOptions,
  refuseTwice,
  reportOptions,
  verifyOptions,
  withOptions,
} from '../common-options.ts'
import { repoOption } from '../repo-option.ts'
import type { VerifyArguments } from '../run-verify.ts'

/** `report` is the positional here. */
const { report: _, ...formatOptions } = reportOptions

export const verifyCommand: CommandModule<object, VerifyArguments> = {
  command: 'verify <report>',
  describe: 'ask the vendors whether the credentials of a JSON report are alive (uses them)',
  builder: (yargs) =>
    withOptions(
      yargs.positional('report', {
        type: 'string',
        demandOption: true,
        describe: 'a JSON report',
      }),
      {
        'api-base': verifyOptions['api-base'] ?? {},
        repo: repoOption({
          describe: 'where the repository or the files are now; default where the report says',
        }),
      },
      { ...formatOptions, ...configOptions },
    ).check((argv) => {
      refuseTwice(argv, { ...formatOptions, ...configOptions })
      return true
    }) as never,
  handler: async (args) => {
    const { runVerify } = await import('../run-verify.ts')
    await runVerify(args)
  },
}
