import { placeOfRepository } from '../app/config-prepare.ts'
import { refusePartOfRepository } from '../app/repository-name.ts'
import { scanHistory } from '../app/scan-history.ts'
import type { CommonArguments, PathArguments } from './common-options.ts'
import { partOf, type HistoryPartArguments } from './history-options.ts'
import { runScan } from './run-scan.ts'

export interface HistoryArguments extends CommonArguments, PathArguments, HistoryPartArguments {
  readonly repo: string
}

/** `straykey history`. */
export async function runHistory(args: HistoryArguments): Promise<void> {
  refusePartOfRepository(args.repo)
  await runScan(
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
}
