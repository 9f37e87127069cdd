import { placeOfRepository } from '../app/config-prepare.ts'
import { scanStaged } from '../app/scan-staged.ts'
import type { CommonArguments, PathArguments } from './common-options.ts'
import { runScan } from './run-scan.ts'

export type StagedArguments = CommonArguments & PathArguments

/** `straykey staged`: always strict. */
export function runStaged(args: StagedArguments): Promise<void> {
  return runScan(
    { ...args, strict: true },
    (rules, hooks, { include, exclude }) =>
      scanStaged({ rules, include: include.value, exclude: exclude.value, ...hooks }),
    placeOfRepository('.'),
  )
}
