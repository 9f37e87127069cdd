import { dirname, join } from 'node:path'
import type { CommandModule } from 'yargs'
import { scanFiles } from '../../app/scan-files.ts'
import { scanStream } from '../../app/scan-stdin.ts'
import { ScanError } from '../../model/errors.ts'
import type { ScanResult } from '../../model/result.ts'
import type { RuleSpec } from '../../model/rule.ts'
import { standardInput } from '../standard-input.ts'
import { placeOfFiles, type ScanPlace } from '../../app/config-prepare.ts'
import type { Settings } from '../../app/config-settings.ts'
import type { FileScanOptions, ScanHooks } from '../../app/options.ts'
import {
  pathOptions,
  withCommonOptions,
  type CommonArguments,
  type PathArguments,
} from '../common-options.ts'
import { runScan } from '../run-scan.ts'

interface ScanArguments extends CommonArguments, PathArguments {
  readonly paths: readonly string[]
  readonly gitignore: boolean | undefined
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
        ...pathOptions,
        gitignore: {
          type: 'boolean',
          defaultDescription: 'true',
          describe: 'leave out what git ignores, unless named',
        },
      }) as never,
  handler: (args) => {
    const paths = args.paths.map(String)
    if (paths.includes(standardInput)) {
      return runScan(args, (rules, hooks) => scanStdin(paths, rules, hooks))
    }
    return runScan(
      args,
      (rules, hooks, settings, place) =>
        scanFiles({
          paths,
          ...globs(settings, place),
          respectGitignore: settings.gitignore.value,
          rules,
          ...hooks,
        }),
      placeOfFiles(paths),
    )
  },
}

/** Patterns of a configuration start at its folder, those of the command line where the user stands. */
function globs(
  { include, exclude }: Settings,
  { root, start }: ScanPlace,
): Pick<FileScanOptions, 'include' | 'exclude' | 'includeFrom' | 'excludeFrom'> {
  const from = ({ origin }: Settings['include']): string | undefined =>
    origin.kind === 'file' ? join(root ?? start, dirname(origin.file)) : undefined
  const includeFrom = from(include)
  const excludeFrom = from(exclude)
  return {
    include: include.value,
    exclude: exclude.value,
    ...(includeFrom === undefined ? {} : { includeFrom }),
    ...(excludeFrom === undefined ? {} : { excludeFrom }),
  }
}

function scanStdin(
  paths: readonly string[],
  rules: readonly RuleSpec[],
  { salt }: ScanHooks,
): Promise<ScanResult> {
  if (paths.length === 1) return scanStream(process.stdin, { rules, salt: salt ?? null })
  throw new ScanError('usage', 'standard input (-) is scanned alone; leave the other paths out.')
}
