import type { RuleSpec } from '../model/rule.ts'
import type { ScanResult } from '../model/result.ts'
import { placeOfFiles, prepareScan, type ScanPlace } from '../app/config-prepare.ts'
import type { Settings } from '../app/config-settings.ts'
import { applyTriage } from '../app/policy.ts'
import { addAddresses } from '../app/wallet-addresses.ts'
import type { ScanHooks } from '../app/options.ts'
import { givenSettings, type CommonArguments } from './common-options.ts'
import { finishScan, planOutputs } from './finish.ts'
import { listenForInterrupt } from './interrupt.ts'
import { createProgressBar } from './progress-bar.ts'
import { tuneV8 } from './tune-v8.ts'

/**
 * The one way every scanning command runs: decide outputs, read settings, rules and baseline, scan with a bar, mark
 * what is known, report, set the exit code.
 *
 * @param place where configuration and baseline are looked for; the current folder's repository unless told
 */
export async function runScan(
  args: CommonArguments,
  scan: (
    rules: readonly RuleSpec[],
    hooks: ScanHooks,
    settings: Settings,
    place: ScanPlace,
  ) => Promise<ScanResult>,
  place: ScanPlace = placeOfFiles(['.']),
): Promise<void> {
  const plan = planOutputs(args)
  if (plan.replaceText !== null) {
    const { checkReplaceTextFile } = await import('../app/replace-text.ts')
    checkReplaceTextFile(plan.replaceText, place, place.repository ?? null, process.env)
  }
  if (args.verify) (await import('../app/verify.ts')).checkApiBases(args.apiBase)
  const given = givenSettings(args)
  const { settings, rules, triage } = await prepareScan({ place, given, config: args.config })
  const interrupt = listenForInterrupt()
  const bar = await createProgressBar(args.progress && !args.quiet)
  try {
    const hooks: ScanHooks = {
      onProgress: (progress) => {
        // Listing before that is a few loops that run once: the earlier they are optimised, the better.
        if (progress.phase === 'scan') tuneV8()
        bar.onProgress(progress)
      },
      signal: interrupt.signal,
      jobs: settings.jobs.value,
      maxMemory: settings['max-memory'].value,
      salt: triage.salt,
    }
    const found = await scan(rules, hooks, settings, place)
    const judged = await addAddresses(await applyTriage(found, triage))
    bar.stop()
    const result = await verifyIfAsked(judged, rules, args, settings, interrupt.signal)
    if (plan.replaceText !== null) {
      const { runReplaceText } = await import('./run-replace-text.ts')
      runReplaceText({
        file: plan.replaceText,
        result,
        place,
        repository: place.repository ?? null,
        rules,
        minConfidence: settings['min-confidence'].value,
        salt: triage.salt,
      })
    }
    await finishScan(result, { ...args, ...thresholds(settings) }, plan)
  } finally {
    bar.stop()
    interrupt.release()
  }
}

/** What touches the network is loaded only here, and only when it was asked for. */
async function verifyIfAsked(
  result: ScanResult,
  rules: readonly RuleSpec[],
  args: CommonArguments,
  settings: Settings,
  signal: AbortSignal,
): Promise<ScanResult> {
  if (!args.verify || signal.aborted) return result
  const { verifyResult } = await import('../app/verify.ts')
  const { announce } = await import('./run-verify.ts')
  return verifyResult(result, {
    rules,
    minConfidence: settings['min-confidence'].value,
    apiBases: args.apiBase,
    signal,
    onStart: (plan) => announce(plan, args.quiet),
  })
}

function thresholds(settings: Settings): {
  readonly minConfidence: Settings['min-confidence']['value']
  readonly failOn: Settings['fail-on']['value']
  readonly strict: boolean
} {
  return {
    minConfidence: settings['min-confidence'].value,
    failOn: settings['fail-on'].value,
    strict: settings.strict.value,
  }
}
