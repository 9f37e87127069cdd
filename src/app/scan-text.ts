import { compileRules } from '../detect/index.ts'
import { CoverageLog } from '../model/coverage-log.ts'
import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { loadBuiltinRules, loadDocumentedExamples } from '../rules/builtin.ts'
import { sortFindings, toFinding } from '../triage/finding.ts'
import { groupSightings } from '../triage/group.ts'
import { placeHits } from '../triage/place.ts'
import { createContentScratch } from './content-scratch.ts'
import { AllowReader } from './allow-reader.ts'
import { assessAt } from './assess-at.ts'
import { guessableRules } from './hit-index.ts'
import { ruleInfos } from './rule-infos.ts'
import { scanContent } from './scan-content.ts'

export interface TextScanOptions {
  /** What the text is called; counts as its path. */
  readonly name?: string
  /** Default: the built-in packs. */
  readonly rules?: readonly RuleSpec[]
  /** As in `ScanHooks`. */
  readonly salt?: string | null
}

/** Scans one text or byte array in memory. Opens nothing. */
export function scanText(text: string | Uint8Array, options: TextScanOptions = {}): ScanResult {
  const rules = options.rules ?? loadBuiltinRules()
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const path = options.name ?? ''
  const engine = compileRules(rules, { documentedExamples: loadDocumentedExamples() })
  const target = { bytes, windows: null, windowCount: 0, kind: 'file', pathHint: path } as const
  const outcome = scanContent(
    engine,
    target,
    createContentScratch(engine, null, () => performance.now()),
  )
  const coverage = new CoverageLog()
  coverage.files = 1
  coverage.bytes = bytes.length
  for (const { reason, detail } of outcome.skipped) coverage.skip(reason, path, detail)
  const object = { kind: 'file', id: null, path } as const
  const allows = new AllowReader(rules)
  const excuses = allows.read(bytes, outcome.hits, path)
  const credentials = groupSightings(
    outcome.hits.map((hit, index) => ({ hit, object, ...excuses[index] })),
    { rules: new Map(rules.map((rule) => [rule.id, rule])), salt: options.salt ?? null },
  )
  const isGuessable = guessableRules(credentials)
  const findings = credentials
    .map((credential) => {
      const hits = credential.sightings.map(({ hit }) => hit)
      const places = placeHits(bytes, hits, { isGuessable, hide: outcome.hits })
      const occurrences = places.map((place) => {
        return { kind: 'file' as const, path, commit: null, blob: null, ...place }
      })
      return toFinding(credential, assessAt, { occurrences })
    })
    .filter((finding): finding is Finding => finding !== null)
  return {
    target: { kind: 'text', name: path },
    coverage: coverage.snapshot(),
    findings: sortFindings(findings),
    rules: ruleInfos(rules),
    notices: allows.notices(),
  }
}
