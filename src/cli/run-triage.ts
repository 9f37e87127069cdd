import { isCancel, log, note, outro, selectKey, text } from '@clack/prompts'
import { TriageSession } from '../app/triage-session.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { createPaint } from '../report/ansi.ts'
import { rulesById } from '../report/select.ts'
import { findingLines, type TerminalPage } from '../report/terminal-finding.ts'
import { count, escapeControls } from '../report/text.ts'
import { givenSettings, type CommonArguments } from './common-options.ts'
import { exitCodes } from './exit.ts'

export interface TriageArguments extends Pick<
  CommonArguments,
  'config' | 'baseline' | 'rules' | 'minConfidence' | 'color'
> {
  readonly report: string
  readonly repo: string
}

type Key = 'r' | 'f' | 't' | 'l' | 'b' | 'q'

/** Asks about every finding that nobody has decided about. */
export async function runTriage(args: TriageArguments): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new ScanError(
      'usage',
      "'straykey triage' asks questions and needs a terminal; use 'straykey baseline' elsewhere.",
    )
  }
  const session = await TriageSession.open({
    report: args.report,
    repository: args.repo,
    given: givenSettings({ rules: args.rules, baseline: args.baseline }),
    config: args.config,
    minConfidence: args.minConfidence,
  })
  const queue = session.open()
  if (queue.length < session.result.findings.length) {
    const done = session.result.findings.length - queue.length
    log.info(`${count(done, 'finding')} decided or known already.`)
  }
  await askAll(session, queue, args)
  finish(session)
}

async function askAll(
  session: TriageSession,
  queue: readonly Finding[],
  args: TriageArguments,
): Promise<void> {
  for (let at = 0; at < queue.length;) {
    const finding = queue[at]
    if (finding === undefined) return
    show(session, finding, `${at + 1} of ${queue.length}`, args)
    const key = await askKey(at > 0)
    if (key === 'q') return
    if (key === 'b') {
      at--
      const before = queue[at]
      if (before !== undefined) session.undo(before)
    } else if (key === 'l' || (await decide(session, finding, key))) {
      at++
    }
  }
}

function show(
  session: TriageSession,
  finding: Finding,
  position: string,
  args: TriageArguments,
): void {
  const color = args.color ?? !process.env['NO_COLOR']
  const page: TerminalPage = {
    paint: createPaint(color),
    width: Math.min(process.stdout.columns, 110),
    showSecrets: false,
    hyperlinks: false,
  }
  const rule = rulesById(session.result).get(finding.rule)
  const lines = findingLines(finding, rule, page, 'said once it is called real')
  process.stdout.write(`\n${position}\n${lines.join('\n')}\n`)
}

async function askKey(canGoBack: boolean): Promise<Key> {
  const options: { value: Key; label: string }[] = [
    { value: 'r', label: 'real' },
    { value: 'f', label: 'false alarm (asks for the reason)' },
    { value: 't', label: 'test data' },
    { value: 'l', label: 'later' },
    ...(canGoBack ? [{ value: 'b' as const, label: 'back' }] : []),
    { value: 'q', label: 'quit; what is decided is kept' },
  ]
  for (;;) {
    const key: unknown = await selectKey<Key>({ message: 'What is it?', options })
    if (isCancel(key)) return 'q'
    // Enter gives no key at all: a decision has to be one.
    const chosen = options.find(({ value }) => value === key)
    if (chosen !== undefined) return chosen.value
  }
}

/** False when the person took it back: the same finding is asked about again. */
async function decide(session: TriageSession, finding: Finding, key: Key): Promise<boolean> {
  if (key === 'r') {
    session.decide(finding, { kind: 'real' })
    const steps = finding.remediation.map((step, index) => `${index + 1}. ${escapeControls(step)}`)
    note(steps.join('\n'), 'Do this now')
    return true
  }
  const reason = key === 't' ? 'test data' : await askReason()
  if (reason === null) return false
  session.decide(finding, { kind: 'known', reason })
  return true
}

async function askReason(): Promise<string | null> {
  const reason = await text({
    message: 'Why is it a false alarm?',
    placeholder: 'stands in the baseline for others to read',
    validate: (value) =>
      value === undefined || value.trim() === '' ? 'A few words are enough.' : undefined,
  })
  return isCancel(reason) ? null : reason.trim()
}

function finish(session: TriageSession): void {
  const { findings } = session.result
  const decided = (kind: string): number =>
    findings.filter((finding) => session.decisionOf(finding) === kind).length
  const [real, known, open] = [decided('real'), decided('known'), session.open().length]
  const parts = [`${real} real`, `${known} in ${session.baselinePath}`, `${open} still open`]
  outro(`${parts.join(', ')}.`)
  process.exitCode = real + open > 0 ? exitCodes.findings : exitCodes.clean
}
