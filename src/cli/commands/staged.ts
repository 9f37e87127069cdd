import type { CommandModule } from 'yargs'
import { placeOfRepository } from '../../app/config-prepare.ts'
import { scanStaged } from '../../app/scan-staged.ts'
import {
  pathOptions,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'
import { runScan } from '../run-scan.ts'

type StagedArguments = CommonArguments & PathArguments

export const stagedCommand: CommandModule<object, StagedArguments> = {
  command: 'staged',
  describe: 'scan what the next commit would add: the index against HEAD; always strict',
  builder: (yargs) => withCommonOptions(yargs).options(pathOptions) as never,
  handler: (args) =>
    runScan(
      { ...args, strict: true },
      (rules, hooks, { include, exclude }) =>
        scanStaged({ rules, include: include.value, exclude: exclude.value, ...hooks }),
      placeOfRepository('.'),
    ),
}
