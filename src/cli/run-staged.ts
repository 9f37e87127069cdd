import { placeOfRepository } from '../app/config-prepare.ts'
import { scanStaged } from '../app/scan-staged.ts'
import { refuseNoStrict, type CommonArguments, type PathArguments } from './common-options.ts'
import { runScan } from './run-scan.ts'

export type StagedArguments = CommonArguments & PathArguments

/** `straykey staged`: always strict. */
export async function runStaged(args: StagedArguments): Promise<void> {
  refuseNoStrict('staged', args.strict)
  await runScan(
    { ...args, strict: true },
    (rules, hooks, { include, exclude }) =>
      scanStaged({ rules, include: include.value, exclude: exclude.value, ...hooks }),
    placeOfRepository('.'),
  )
}
