import type { RuleSpec } from '../../src/model/rule.ts'
import { parseRules } from '../../src/rules/parse.ts'

/** A rule that is one expression; throws what is wrong with it. */
export function patternRule(
  pattern: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): RuleSpec {
  const data = [
    { id: 'user-pattern', title: 'User', severity: 'high', base: 70, reject: [], pattern, ...more },
  ]
  const { rules, diagnostics } = parseRules(data, { file: 'test' })
  const [rule] = rules
  if (rule === undefined) throw new Error(diagnostics.map(({ reason }) => reason).join('; '))
  return rule
}
