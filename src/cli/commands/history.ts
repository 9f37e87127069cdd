import type { CommandModule } from 'yargs'
import { scanHistory } from '../../app/scan-history.ts'
import { placeOfRepository } from '../../app/config-prepare.ts'
import { refusePartOfRepository } from '../../app/repository-name.ts'
import {
  pathOptions,
  refuseTwice,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'
import { historyOptions, partOf, type HistoryPartArguments } from '../history-options.ts'
import { runScan } from '../run-scan.ts'

interface HistoryArguments extends CommonArguments, PathArguments, HistoryPartArguments {
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
      .options({ ...pathOptions, ...historyOptions })
      .check((argv) => {
        refuseTwice(argv, historyOptions)
        return true
      }) as never,
  handler: (args) => {
    refusePartOfRepository(args.repo)
    return runScan(
      args,
      (rules, hooks, { include, exclude }) =>
        scanHistory({
          repository: args.repo,
          include: include.value,
          exclude: exclude.value,
          ...partOf(args),
          rules,
          ...hooks,
        }),
      placeOfRepository(args.repo),
    )
  },
}
