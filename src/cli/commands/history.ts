import type { CommandModule } from 'yargs'
import { scanHistory } from '../../app/scan-history.ts'
import { withCommonOptions, type CommonArguments } from '../common-options.ts'
import { runScan } from '../run-scan.ts'

interface HistoryArguments extends CommonArguments {
  readonly repo: string
}

export const historyCommand: CommandModule<object, HistoryArguments> = {
  command: 'history [repo]',
  describe: 'scan everything in a repository: all commits, merges, stashes, unreachable objects',
  builder: (yargs) =>
    withCommonOptions(yargs).positional('repo', {
      type: 'string',
      default: '.',
      describe: 'a work tree, a bare repository, or a URL to clone',
    }) as never,
  handler: (args) =>
    runScan(args, (rules, hooks) => scanHistory({ repository: args.repo, rules, ...hooks })),
}
