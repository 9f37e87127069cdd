import { dirname, join } from 'node:path'
import { placeOfFiles, type ScanPlace } from '../app/config-prepare.ts'
import type { Settings } from '../app/config-settings.ts'
import type { FileScanOptions, ScanHooks } from '../app/options.ts'
import { ScanError } from '../model/errors.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { CommonArguments, PathArguments } from './common-options.ts'
import { runScan } from './run-scan.ts'
import { standardInput } from './standard-input.ts'

export interface ScanArguments extends CommonArguments, PathArguments {
  readonly paths: readonly string[]
  readonly gitignore: boolean | undefined
}

/** `straykey scan`: files and folders, or standard input. */
export async function runScanFiles(args: ScanArguments): Promise<void> {
  const paths = args.paths.map(String)
  if (paths.includes(standardInput)) {
    await runScan(args, (rules, hooks) => scanStdin(paths, rules, hooks))
    return
  }
  const { scanFiles } = await import('../app/scan-files.ts')
  await runScan(
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

async function scanStdin(
  paths: readonly string[],
  rules: readonly RuleSpec[],
  { salt }: ScanHooks,
): Promise<ScanResult> {
  const { scanStream } = await import('../app/scan-stdin.ts')
  if (paths.length === 1) return scanStream(process.stdin, { rules, salt: salt ?? null })
  throw new ScanError('usage', 'standard input (-) is scanned alone; leave the other paths out.')
}
