import { loadRuleSet } from '../app/rules.ts'
import type { RuleSpec } from '../model/rule.ts'
import { ScanError } from '../model/errors.ts'
import { escapeControls } from '../report/text.ts'
import { exitCodes } from './exit.ts'

export interface RulesArguments {
  /** Files of rules besides the built-in ones; for a check, the only ones where there are any. */
  readonly rules: readonly string[]
}

export interface ExplainArguments extends RulesArguments {
  readonly id: string
}

/** `straykey rules list`. */
export function runList({ rules }: RulesArguments): void {
  const all = tellChanges(rules).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const width = Math.max(...all.map((rule) => rule.id.length))
  const lines = all.map(
    (rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(8)}  ${rule.title}`,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The rules; what files of rules change of those before is said first. */
function tellChanges(files: readonly string[]): readonly RuleSpec[] {
  const { rules, notices } = loadRuleSet(files)
  for (const { code, detail } of notices) {
    if (code === 'rules-changed') process.stderr.write(`note: ${escapeControls(detail)}\n`)
  }
  return rules
}

/** `straykey rules explain`. */
export async function runExplain({ id, rules }: ExplainArguments): Promise<void> {
  const rule = tellChanges(rules).find((candidate) => candidate.id === id)
  if (rule === undefined) {
    throw new ScanError('usage', `there is no rule '${id}'; 'straykey rules list' shows all.`)
  }
  const { explainRule } = await import('./explain-rule.ts')
  process.stdout.write(explainRule(rule, Math.min(process.stdout.columns ?? 80, 100)))
}

/** `straykey rules check`. */
export async function runCheck({ rules }: RulesArguments): Promise<void> {
  const { checkRuleFiles } = await import('../app/check-rules.ts')
  const { checked, problems, remarks } = await checkRuleFiles(rules)
  for (const remark of remarks) process.stderr.write(`note: ${remark}\n`)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  const count = `${problems.length} problem${problems.length === 1 ? '' : 's'}`
  process.stdout.write(`${checked} rules checked, ${count}\n`)
  process.exitCode = problems.length === 0 ? exitCodes.clean : exitCodes.failed
}
