import type { check } from 'recheck'
import type { PatternShape, RuleSpec } from '../model/rule.ts'
import type { RuleProblem } from '../rules/check.ts'

/** Patterns that nothing tells where to look for: they run over every line. */
export function slowPatterns(rules: readonly RuleSpec[]): RuleProblem[] {
  return patternsOf(rules).flatMap(({ rule, shape: { plan } }) => {
    const shortest = Math.min(...plan.literals.map((text) => text.length))
    if (plan.literals.length === 0 && plan.run === 0) {
      return [
        problem(
          rule,
          'the pattern is slow: no text of three letters or more and no run of 20 stands in every match',
        ),
      ]
    }
    return shortest < 3
      ? [problem(rule, 'the pattern is slow: it is looked for by two letters')]
      : []
  })
}

function problem(rule: string, reason: string): RuleProblem {
  return { rule, reason, path: ['pattern'] }
}

/** The analyser is a package for development: too large to be bundled or to come along. */
type Recheck = { readonly check: typeof check }

const timeout = 5000

/** What an exact analyser says of users' patterns, where it is installed; loading them made a cautious test before. */
export async function checkBacktracking(rules: readonly RuleSpec[]): Promise<RuleProblem[]> {
  const patterns = patternsOf(rules.filter((rule) => rule.imported === undefined))
  const recheck = patterns.length === 0 ? null : await loadAnalyser()
  if (recheck === null) return []
  const problems: RuleProblem[] = []
  for (const { rule, shape } of patterns) {
    const told = await recheck.check(shape.pattern, shape.flags, { timeout })
    // Within a window of some hundred bytes a polynomial is bounded; see `planPattern`.
    if (told.status === 'vulnerable' && told.complexity.type === 'exponential') {
      problems.push(problem(rule, 'the pattern can take exponential time'))
    }
  }
  return problems
}

async function loadAnalyser(): Promise<Recheck | null> {
  try {
    return await import('recheck')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      return null
    throw error
  }
}

function patternsOf(
  rules: readonly RuleSpec[],
): { readonly rule: string; readonly shape: PatternShape }[] {
  return rules.flatMap(({ id, shapes }) =>
    shapes.flatMap((shape) => (shape.kind === 'pattern' ? [{ rule: id, shape }] : [])),
  )
}
