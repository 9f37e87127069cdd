import type { CommandModule } from 'yargs'
import { placeOfRepository } from '../../app/config-prepare.ts'
import { parseRange, scanRange } from '../../app/scan-range.ts'
import {
  pathOptions,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'
import { repoOption } from '../repo-option.ts'
import { runScan } from '../run-scan.ts'

interface RangeArguments extends CommonArguments, PathArguments {
  readonly range: string
  readonly repo: string
}

export const rangeCommand: CommandModule<object, RangeArguments> = {
  command: 'range <range>',
  describe: 'scan what a branch adds: every commit of <base>..<head>, merges too; always strict',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .positional('range', {
        type: 'string',
        demandOption: true,
        describe: '<base>..<head>, e.g. origin/main..HEAD',
      })
      .options({
        ...pathOptions,
        repo: repoOption({ default: '.', describe: 'a work tree or bare repository' }),
      }) as never,
  handler: (args) =>
    runScan(
      { ...args, strict: true },
      (rules, hooks, { include, exclude }) =>
        scanRange({
          ...parseRange(args.range),
          repository: args.repo,
          include: include.value,
          exclude: exclude.value,
          rules,
          ...hooks,
        }),
      placeOfRepository(args.repo),
    ),
}
