import type { RuleSpec } from '../model/rule.ts'
import type { ScanResult } from '../model/result.ts'
import { loadRules } from '../app/rules.ts'
import type { ScanHooks } from '../app/options.ts'
import type { CommonArguments } from './common-options.ts'
import { finishScan, planOutputs } from './finish.ts'
import { listenForInterrupt } from './interrupt.ts'
import { createProgressBar } from './progress-bar.ts'

/** The one way every scanning command runs: decide outputs, load rules, scan with a bar, report, set the exit code. */
export async function runScan(
  args: CommonArguments,
  scan: (rules: readonly RuleSpec[], hooks: ScanHooks) => Promise<ScanResult>,
): Promise<void> {
  const plan = planOutputs(args)
  const rules = loadRules(args.rules)
  const interrupt = listenForInterrupt()
  const bar = createProgressBar(args.progress && !args.quiet)
  try {
    const hooks = { onProgress: bar.onProgress, signal: interrupt.signal, jobs: args.jobs }
    const result = await scan(rules, hooks)
    bar.stop()
    await finishScan(result, args, plan)
  } finally {
    bar.stop()
    interrupt.release()
  }
}
