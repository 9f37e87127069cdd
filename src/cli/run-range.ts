import { placeOfRepository } from '../app/config-prepare.ts'
import { parseRange, scanRange } from '../app/scan-range.ts'
import { refuseNoStrict, type CommonArguments, type PathArguments } from './common-options.ts'
import { runScan } from './run-scan.ts'

export interface RangeArguments extends CommonArguments, PathArguments {
  readonly range: string
  readonly repo: string
}

/** `straykey range`: always strict. */
export async function runRange(args: RangeArguments): Promise<void> {
  refuseNoStrict('range', args.strict)
  await runScan(
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
  )
}
