import { assess, compileRules } from '../detect/index.ts'
import { meetsConfidence } from '../model/severity.ts'
import { checkRules, type RuleProblem } from '../rules/check.ts'
import { loadDocumentedExamples } from '../rules/builtin.ts'
import { createContentScratch } from './content-scratch.ts'
import { checkBacktracking, slowPatterns } from './check-patterns.ts'
import { loadRuleSet, type RulePlace } from './rules.ts'

export interface RuleCheck {
  readonly checked: number
  /** What works, and costs: patterns that are looked for everywhere, and what is not followed of other formats. */
  readonly remarks: readonly string[]
  /** One line each. */
  readonly problems: readonly string[]
}

/**
 * Proves the built-in rules and those of the given files against their own examples, all of them compiled together.
 *
 * @throws ScanError `rules` when a file cannot be used at all
 */
export async function checkRuleFiles(files: readonly string[]): Promise<RuleCheck> {
  const { rules, notices, places } = loadRuleSet(files)
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const engine = compileRules(rules, { documentedExamples: loadDocumentedExamples() })
  const scratch = createContentScratch(engine, null)
  const encoder = new TextEncoder()
  const findRules = (text: string): string[] => {
    const bytes = encoder.encode(text)
    const target = { bytes, windows: null, windowCount: 0, kind: 'file' } as const
    return engine.scan(target, scratch).hits.flatMap((hit) => {
      const { confidence } = assess(hit, byId.get(hit.rule)!)
      const isFound = confidence !== null && meetsConfidence(confidence, 'medium')
      return isFound ? hit.parts.map((part) => part.rule) : []
    })
  }
  const problems = [...checkRules(rules, findRules), ...(await checkBacktracking(rules))]
  return {
    checked: rules.length,
    problems: problems.map((problem) => inOneLine(problem, places)),
    remarks: [
      ...notices.map(({ detail }) => detail),
      ...slowPatterns(rules).map((problem) => inOneLine(problem, places)),
    ],
  }
}

/** As what is wrong with the file itself is told. */
function inOneLine(
  { rule, reason, path }: RuleProblem,
  places: ReadonlyMap<string, RulePlace>,
): string {
  const place = places.get(rule)
  const said = `${rule}: ${reason}`
  // What is missing has the line of the rule.
  return place === undefined ? said : `${place.file}:${place.lineOf(path)}: ${said}`
}
