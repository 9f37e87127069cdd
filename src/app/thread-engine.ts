import { compileRules, loadReadyTables, type Engine, type Scratch } from '../detect/index.ts'
import type { RuleSpec } from '../model/rule.ts'
import { areBuiltin, loadDocumentedExamples } from '../rules/builtin.ts'
import { createContentScratch } from './content-scratch.ts'
import { threadKernel } from './thread-kernel.ts'

let rulesInHand: readonly RuleSpec[] | null = null
let engine: Engine | null = null
let prepared: Scratch | null = null

/** The calling thread's engine: compiled once for the same list of rules. */
export function threadEngine(rules: readonly RuleSpec[]): Engine {
  if (engine === null || rules !== rulesInHand) {
    engine = compileRules(rules, {
      documentedExamples: loadDocumentedExamples,
      ...(areBuiltin(rules) ? { ready: loadReadyTables() } : {}),
    })
    rulesInHand = rules
    prepared = null
  }
  return engine
}

/** Scratch over the thread's kernel: for the first who asks, the one that was prepared. */
export function threadScratch(rules: readonly RuleSpec[]): Scratch {
  const wanted = threadEngine(rules)
  const scratch = prepared ?? createContentScratch(wanted, threadKernel(), () => performance.now())
  prepared = null
  return scratch
}

/** Does ahead of the first task what every scan needs: 14 ms for the engine, 20 for the kernel and its tables. */
export function prepareThread(rules: readonly RuleSpec[]): void {
  prepared = createContentScratch(threadEngine(rules), threadKernel(), () => performance.now())
}
