import { placeOfWorkTree, prepareScan } from '../app/config-prepare.ts'
import { readReport } from '../app/report-read.ts'
import { verifyReport } from '../app/verify-report.ts'
import type { VerifyPlan } from '../app/verify.ts'
import { joinList } from '../report/text.ts'
import { givenSettings, type CommonArguments } from './common-options.ts'
import { finishScan, planOutputs } from './finish.ts'
import { listenForInterrupt } from './interrupt.ts'
import { settle } from './run-report.ts'

export interface VerifyArguments extends Pick<
  CommonArguments,
  | 'format'
  | 'output'
  | 'minConfidence'
  | 'failOn'
  | 'color'
  | 'quiet'
  | 'config'
  | 'baseline'
  | 'rules'
> {
  readonly report: string
  readonly apiBase: readonly string[]
  readonly repo: string | undefined
}

export async function runVerify(args: VerifyArguments): Promise<void> {
  const { result, minConfidence } = readReport(args.report)
  const settled = settle({ ...args, reports: [], report: [] }, minConfidence)
  const plan = planOutputs(settled)
  const place = placeOfWorkTree(args.repo ?? '.')
  const given = givenSettings({ rules: args.rules, baseline: args.baseline })
  const { rules, triage } = await prepareScan({ place, given, config: args.config })
  const interrupt = listenForInterrupt()
  try {
    const verified = await verifyReport(result, {
      rules,
      minConfidence: settled.minConfidence,
      apiBases: args.apiBase,
      repository: args.repo,
      salt: triage.salt,
      signal: interrupt.signal,
      onStart: (about) => announce(about, args.quiet),
    })
    await finishScan(verified, settled, plan)
  } finally {
    interrupt.release()
  }
}

/** Says what is about to be sent, and to whom. */
export function announce({ credentials, vendors }: VerifyPlan, quiet: boolean): void {
  if (quiet) return
  const what = credentials === 1 ? '1 credential' : `${credentials} credentials`
  const told =
    credentials === 0
      ? 'nothing that was found can be checked with its vendor.'
      : `asking ${joinList(vendors)} about ${what}.`
  process.stderr.write(`straykey: ${told}\n`)
}
