import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import type { Verdict } from '../model/verdict.ts'
import { verifyFindings } from '../verify/verify-findings.ts'

/** Asks the vendors about the new findings of a result. The only step of a scan that uses the network. */
export async function verifyResult(
  result: ScanResult,
  rules: readonly RuleSpec[],
  signal?: AbortSignal,
): Promise<ScanResult> {
  const verifiers = new Map(rules.map((rule) => [rule.id, rule.verify]))
  const verdicts = new Map<string, Verdict>()
  const asked = result.findings.filter((finding) => finding.state === 'new')
  const answers = verifyFindings(asked, {
    verifierOf: (finding) => verifiers.get(finding.rule) ?? '',
    ...(signal === undefined ? {} : { signal }),
  })
  for await (const { id, verdict } of answers) verdicts.set(id, verdict)
  const findings = result.findings.map((finding) => {
    const verdict = verdicts.get(finding.id)
    return verdict === undefined ? finding : { ...finding, verdict }
  })
  return { ...result, findings }
}
