import type { CommandModule } from 'yargs'
import { pathOptions, refuseTwice, withCommonOptions } from '../common-options.ts'
import { historyOptions } from '../history-options.ts'
import type { HistoryArguments } from '../run-history.ts'

export const historyCommand: CommandModule<object, HistoryArguments> = {
  command: 'history [repo]',
  describe: 'scan everything in a repository: all commits, merges, stashes, unreachable objects',
  builder: (yargs) =>
    withCommonOptions(
      yargs.positional('repo', {
        type: 'string',
        default: '.',
        describe: 'a work tree, a bare repository, or a URL to clone',
      }),
      { ...historyOptions, ...pathOptions },
    ).check((argv) => {
      refuseTwice(argv, historyOptions)
      return true
    }) as never,
  handler: async (args) => {
    const { runHistory } = await import('../run-history.ts')
    await runHistory(args)
  },
}
