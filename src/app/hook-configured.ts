import { prepareScan } from './config-prepare.ts'
import type { HookRepository } from './hook-repository.ts'
import type { HookOutcome, HookRun } from './hook-run.ts'
import { applyTriage } from './policy.ts'

/** Scans with the configuration, the rules and the baseline of the repository. */
export async function runConfigured(
  run: HookRun,
  opened: HookRepository,
  root: string,
): Promise<HookOutcome> {
  const { failOn, baseline } = run
  const { settings, rules, triage } = await prepareScan({
    place: { root, start: root, pathsFrom: root },
    given: {
      ...(failOn === undefined ? {} : { 'fail-on': failOn }),
      ...(baseline === undefined ? {} : { baseline }),
    },
  })
  const found = await run.scan({
    opened,
    rules,
    include: settings.include.value,
    exclude: settings.exclude.value,
    salt: triage.salt,
  })
  return { result: await applyTriage(found, triage), failOn: settings['fail-on'].value }
}
