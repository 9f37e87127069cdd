import type { RuleSpec } from '../model/rule.ts'
import type { PathPart } from './reader.ts'
import { expandPlaceholders, unknownPlaceholders } from './placeholders.ts'

/** Finds the rules that report something at medium confidence or above in a text. */
export type FindRules = (text: string) => readonly string[]

/** One rule that does not do what it says. */
export interface RuleProblem {
  readonly rule: string
  readonly reason: string
  /** Where within the rule. */
  readonly path: readonly PathPart[]
}

/** Each example is tried with this many fillings: luck must not decide. */
const fillings = 5

/**
 * Proves rules against what they say of themselves: ids are unique, partners exist, every rule has an example, every
 * example is found and no counter-example is. The scan is handed in, so that rules need not know the engine.
 */
export function checkRules(rules: readonly RuleSpec[], findRules: FindRules): RuleProblem[] {
  return [...checkIds(rules), ...rules.flatMap((rule) => checkRule(rule, rules, findRules))]
}

function checkIds(rules: readonly RuleSpec[]): RuleProblem[] {
  const seen = new Set<string>()
  const problems: RuleProblem[] = []
  for (const { id } of rules) {
    if (seen.has(id)) problems.push({ rule: id, reason: 'the id is used twice', path: ['id'] })
    seen.add(id)
  }
  return problems
}

function checkRule(
  rule: RuleSpec,
  rules: readonly RuleSpec[],
  findRules: FindRules,
): RuleProblem[] {
  const problems: RuleProblem[] = []
  const report = (reason: string, ...path: PathPart[]): void => {
    problems.push({ rule: rule.id, reason, path })
  }
  if (rule.imported !== undefined) return problems
  if (rule.examples.length === 0) report('there is no example')
  if (rule.counterExamples.length === 0) report('there is no counter-example')
  if (rule.references.length === 0) report('there is no reference')
  if (rule.remediation.length === 0) report('there is no remediation')
  for (const pair of rule.pair) {
    if (!rules.some(({ id }) => id === pair.with))
      report(`its partner ${pair.with} does not exist`, 'pair')
  }
  const codes = new Set(rule.evidence.flatMap(({ code, group }) => [code, group]))
  // What standing next to a partner gives.
  if (rules.some(({ id, pair }) => pair.some((spec) => id === rule.id || spec.with === rule.id))) {
    codes.add('beside')
  }
  // Told by code (`detect/evidence.ts`).
  codes.add('bare').add('own-address')
  for (const code of rule.requires.flatMap((entry) => entry.split('+'))) {
    if (!codes.has(code)) report(`it requires ${code}, which no evidence gives`, 'requires')
  }
  for (const [kind, field, wanted] of [
    ['example', 'examples', true],
    ['counter-example', 'counterExamples', false],
  ] as const) {
    for (const [index, text] of rule[field].entries()) {
      // What is not to be found may be a template of another kind.
      const unknown = unknownPlaceholders(text).find((name) => wanted || name.includes(':'))
      if (unknown !== undefined) {
        report(`${kind} ${index + 1} has the unknown placeholder ${unknown}`, field, index)
        continue
      }
      const seeds = Array.from({ length: fillings }, (_, n) => `${rule.id}/${kind}/${index}/${n}`)
      const isWrong = seeds.some(
        (seed) => findRules(expandPlaceholders(text, seed)).includes(rule.id) !== wanted,
      )
      if (isWrong) {
        report(`${kind} ${index + 1} is ${wanted ? 'not found' : 'found'}`, field, index)
      }
    }
  }
  return problems
}
