import type { CommandModule } from 'yargs'
import { scanHistory } from '../../app/scan-history.ts'
import { placeOfRepository } from '../../app/config-prepare.ts'
import {
  pathOptions,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'
import { runScan } from '../run-scan.ts'

interface HistoryArguments extends CommonArguments, PathArguments {
  readonly repo: string
}

export const historyCommand: CommandModule<object, HistoryArguments> = {
  command: 'history [repo]',
  describe: 'scan everything in a repository: all commits, merges, stashes, unreachable objects',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .positional('repo', {
        type: 'string',
        default: '.',
        describe: 'a work tree, a bare repository, or a URL to clone',
      })
      .options(pathOptions) as never,
  handler: (args) =>
    runScan(
      args,
      (rules, hooks, { include, exclude }) =>
        scanHistory({
          repository: args.repo,
          include: include.value,
          exclude: exclude.value,
          rules,
          ...hooks,
        }),
      placeOfRepository(args.repo),
    ),
}
