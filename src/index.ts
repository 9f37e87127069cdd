/**
 * The library face. Everything the command line does is here.
 *
 * ```ts
 * import { render, scan, scanHistory } from 'straykey'
 * const result = await scanHistory({ repository: '.' })
 * console.log(await render('markdown', result))
 * ```
 */
export { render, scan, scanHistory, scanText } from './app/library.ts'
export type { TextScanOptions } from './app/scan-text.ts'
export { loadRules } from './app/rules.ts'
export { applyTriage, openTriage } from './app/policy.ts'
export type { Triage, TriageOptions } from './app/policy.ts'
export { addPublicIdentities } from './app/public-identity.ts'
export { mergeResults } from './app/merge.ts'
export { verifyResult } from './app/verify.ts'
export type { VerifyPlan, VerifyRequest } from './app/verify.ts'
export type { FileScanOptions, HistoryScanOptions, ScanHooks } from './app/options.ts'
export { parseReport } from './report/index.ts'
export type { ReportFormat, ReportOptions } from './report/index.ts'
export type { Coverage, SkipReason, Skipped } from './model/coverage.ts'
export { ScanError } from './model/errors.ts'
export type { ScanErrorCode } from './model/errors.ts'
export type { Evidence } from './model/evidence.ts'
export type {
  Finding,
  FindingHistory,
  FindingSecret,
  FindingState,
  PublicIdentity,
  Suppression,
  Verdict,
} from './model/finding.ts'
export type { CodeFrame, CommitRef, Occurrence, OccurrenceKind } from './model/occurrence.ts'
export type { ScanProgress } from './model/progress.ts'
export type { Notice, RuleInfo, ScanResult, Target } from './model/result.ts'
export type { RuleSpec } from './model/rule.ts'
export type { Confidence, Severity } from './model/severity.ts'
