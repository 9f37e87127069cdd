import type { RuleSpec } from '../model/rule.ts'
import { builtinRules, documentedExamples } from './builtin.generated.ts'
import { parseRules } from './parse.ts'

export { parseRules } from './parse.ts'
export type { Diagnostic, PathPart } from './reader.ts'

let builtin: readonly RuleSpec[] | null = null

/** The built-in packs. Parsed once; `rules check` and a test prove that there is nothing wrong with them. */
export function loadBuiltinRules(): readonly RuleSpec[] {
  builtin ??= parseRules(builtinRules, { file: 'built-in rules' }).rules
  return builtin
}

/** SHA-256, in hex, of published sample credentials: never a finding. */
export function loadDocumentedExamples(): readonly string[] {
  return readDigests(documentedExamples)
}

function readDigests(data: unknown): readonly string[] {
  if (!Array.isArray(data)) return []
  const digests: string[] = []
  for (const entry of data as readonly unknown[]) {
    if (typeof entry !== 'object' || entry === null || !('sha256' in entry)) continue
    if (typeof entry.sha256 === 'string') digests.push(entry.sha256)
  }
  return digests
}
