import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '../app/version.ts'
import { addAddresses } from '../app/wallet-addresses.ts'
import { ScanError } from '../model/errors.ts'
import { sawNothing, type Notice, type ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { Confidence } from '../model/severity.ts'
import { escapeMarkdown } from '../report/markdown-text.ts'
import { count } from '../report/text.ts'
import { exitCode } from '../triage/exit-code.ts'
import { isOtherRepository, openCheckout, planForeign, remoteAccess } from './checkout.ts'
import { planEvent, type EverythingPlan, type RangePlan } from './event.ts'
import type { GitHub } from './github.ts'
import { readInputs } from './inputs.ts'
import { readPolicy, type Policy, type Trust } from './policy.ts'
import { present } from './present.ts'
import { readContext, readPayload, type Runner, type RunnerContext } from './runner.ts'
import { prepareScope, scanScope, type Scope } from './scan.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The whole run: what the event asks for, fetch, scan, show. Expected failures are told in a sentence.
 *
 * @returns the exit code: 0 nothing new, 1 new credentials, 2 could not do the job
 */
export async function run(runner: Runner, token: string | null, env: Environment): Promise<number> {
  try {
    return await runScan(runner, token, env)
  } catch (error) {
    const isExpected = error instanceof ScanError
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const text = isExpected ? error.message : `Unexpected error, please report it: ${stack}`
    runner.error(text)
    summarize(runner, `The scan could not be done. ${text}`)
    return 2
  }
}

async function runScan(runner: Runner, token: string | null, env: Environment): Promise<number> {
  const startedAt = new Date()
  const context = readContext(env)
  runner.log(`straykey ${version}, event ${context.eventName || 'unknown'}`)
  const inputs = readInputs(env)
  const { root, origin } = await openCheckout(context)
  const { payload, problem } = readPayload(env)
  if (problem !== null) runner.warning(problem)
  const { eventName, sha, ref } = context
  const asked = planEvent(eventName, payload, { sha, ref, fullHistory: inputs.fullHistory })
  const isForeign = origin !== null && isOtherRepository(origin, context)
  const plan = isForeign ? planForeign(asked, origin) : asked
  if (plan.kind === 'nothing') return nothing(runner, plan.reason)

  const remote = remoteAccess(context, isForeign ? origin : null, token)
  const scope = await prepareScope(plan, root, remote)
  const notes = [scopeText(plan, scope), ...scope.notes]
  for (const note of notes) runner.log(note)
  for (const notice of plan.notices) runner.notice(notice)
  if (scope.kind === 'range' && scope.commits.length === 0 && scope.tip === scope.head) {
    return nothing(
      runner,
      `There is no commit in ${plan.what} that was not there before: nothing to scan.`,
    )
  }

  const policy = await readPolicy(inputs, root, trustOf(plan, scope))
  tellPolicy(policy, runner)
  const found = await addAddresses(await scanScope(scope, root, policy))
  const minConfidence = policy.settings['min-confidence'].value
  const result = inputs.verify ? await verify(found, policy.rules, minConfidence, runner) : found
  tellNotices(result, policy, runner)
  const code = exitCode({
    findings: result.findings,
    coverage: result.coverage,
    failOn: policy.settings['fail-on'].value,
    minConfidence,
    strict: true,
    nothingScanned: sawNothing(result),
  })
  const temporary = mkdtempSync(join(context.temporary || tmpdir(), 'straykey-'))
  const connect = isForeign || token === null ? null : connector(context, token, runner)
  const shown = { runner, context, inputs, plan, result, minConfidence, code, notes }
  await present({ ...shown, connect, startedAt, temporary })
  return code
}

function nothing(runner: Runner, reason: string): number {
  runner.notice(reason)
  summarize(runner, reason)
  for (const [name, value] of [
    ['findings', '0'],
    ['new', '0'],
    ['sarif', ''],
  ] as const) {
    try {
      runner.output(name, value)
    } catch (error) {
      if (!(error instanceof ScanError)) throw error
      runner.warning(error.message)
    }
  }
  return 0
}

function summarize(runner: Runner, text: string): void {
  try {
    runner.summary(`## straykey\n\n${escapeMarkdown(text)}\n`)
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    runner.warning(error.message)
  }
}

function scopeText(plan: RangePlan | EverythingPlan, scope: Scope): string {
  if (scope.kind === 'everything') return `Scanning ${plan.what}.`
  const from = scope.base === null ? 'the first commit' : scope.base.slice(0, 10)
  const amount = count(scope.commits.length, 'commit')
  return `Scanning ${plan.what}: ${amount}, from ${from} to ${scope.head.slice(0, 10)}, merges included.`
}

function trustOf(plan: RangePlan | EverythingPlan, scope: Scope): Trust {
  if (plan.trust === 'head') return { kind: 'disk' }
  const id = scope.kind === 'range' ? scope.base : plan.base
  return { kind: 'commit', id, head: plan.head }
}

const maxNotices = 5

/** A gitleaks configuration may have a hundred rules that are not followed. */
function tellPolicy({ notices }: Policy, runner: Runner): void {
  const isRule = ({ code }: Notice): boolean => code === 'rules-not-followed'
  const rules = notices.filter(isRule)
  for (const { detail } of notices.filter((notice) => !isRule(notice))) runner.notice(detail)
  for (const { detail } of rules.slice(0, maxNotices)) runner.notice(detail)
  for (const { detail } of rules.slice(maxNotices)) runner.log(`Note: ${detail}`)
  if (rules.length > maxNotices) {
    runner.notice(`${rules.length - maxNotices} more such rules are listed in the log.`)
  }
}

/** What triage says; the summary of the run lists all of it. */
function tellNotices(result: ScanResult, policy: Policy, runner: Runner): void {
  const fresh = result.notices.filter((notice) => !policy.notices.includes(notice))
  const [loud, quiet] = [true, false].map((isLoud) =>
    fresh.filter(({ code }) => (code === 'allow-in-change') === isLoud).slice(0, maxNotices),
  )
  for (const { detail } of loud ?? []) runner.notice(detail)
  for (const { detail } of quiet ?? []) runner.log(`Note: ${detail}`)
}

/** Sends what was found to its vendors, which is said before it is done. */
async function verify(
  found: ScanResult,
  rules: readonly RuleSpec[],
  minConfidence: Confidence,
  runner: Runner,
): Promise<ScanResult> {
  const { verifyResult } = await import('../app/verify.ts')
  return await verifyResult(found, {
    rules,
    minConfidence,
    apiBases: [],
    onStart: ({ credentials, vendors }) =>
      runner.log(
        `Asking ${vendors.join(', ') || 'nobody'} about ${count(credentials, 'credential')}.`,
      ),
  })
}

/** Loaded and connected only when there is something to say. */
function connector(context: RunnerContext, token: string, runner: Runner): () => Promise<GitHub> {
  let github: GitHub | null = null
  return async () => {
    if (github !== null) return github
    const { connect } = await import('./github.ts')
    github = connect({
      apiUrl: context.apiUrl,
      repository: context.repository,
      token,
      userAgent: `straykey/${version}`,
      onWait: (text) => runner.log(text),
    })
    return github
  }
}
