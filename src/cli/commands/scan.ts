import type { CommandModule } from 'yargs'
import { scanFiles } from '../../app/scan-files.ts'
import { scanStream } from '../../app/scan-stdin.ts'
import { ScanError } from '../../model/errors.ts'
import type { ScanResult } from '../../model/result.ts'
import type { RuleSpec } from '../../model/rule.ts'
import { standardInput } from '../standard-input.ts'
import { withCommonOptions, type CommonArguments } from '../common-options.ts'
import { runScan } from '../run-scan.ts'

interface ScanArguments extends CommonArguments {
  readonly paths: readonly string[]
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly gitignore: boolean
}

export const scanCommand: CommandModule<object, ScanArguments> = {
  command: ['scan [paths..]', '$0'],
  describe: 'scan files and folders',
  builder: (yargs) =>
    withCommonOptions(yargs)
      .positional('paths', {
        type: 'string',
        array: true,
        default: ['.'],
        describe: 'files and folders; - is standard input',
      })
      .options({
        include: {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'scan only paths that match this glob',
        },
        exclude: {
          type: 'string',
          array: true,
          default: [] as string[],
          describe: 'leave out paths that match this glob',
        },
        gitignore: {
          type: 'boolean',
          default: true,
          describe: 'leave out what git ignores, unless named',
        },
      }) as never,
  handler: (args) =>
    runScan(args, (rules, hooks) => {
      const paths = args.paths.map(String)
      if (paths.includes(standardInput)) return scanStdin(paths, rules)
      return scanFiles({
        paths,
        include: args.include,
        exclude: args.exclude,
        respectGitignore: args.gitignore,
        rules,
        ...hooks,
      })
    }),
}

function scanStdin(paths: readonly string[], rules: readonly RuleSpec[]): Promise<ScanResult> {
  if (paths.length === 1) return scanStream(process.stdin, { rules })
  throw new ScanError('usage', 'standard input (-) is scanned alone; leave the other paths out.')
}
