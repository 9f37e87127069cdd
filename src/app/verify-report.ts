import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { refuseUnreadable, rereadSecrets } from './reread-secrets.ts'
import { verifyResult, type VerifyRequest } from './verify.ts'

export interface VerifyReportRequest extends VerifyRequest {
  readonly rules: readonly RuleSpec[]
  /** Where the repository or the files are now; default where the report says. */
  readonly repository?: string | undefined
  readonly salt: string | null
}

/**
 * Verifies the findings of a report: its secrets are read again from the blobs and files that it names. What is not
 * there any more is `unknown`, and said so.
 *
 * @throws ScanError `report` for a report of standard input; as repositories are opened
 */
export async function verifyReport(
  result: ScanResult,
  request: VerifyReportRequest,
): Promise<ScanResult> {
  const { kind, name } = result.target
  refuseUnreadable(kind)
  const isFiles = kind === 'files'
  const named = request.repository ?? (isFiles || !existsSync(name) ? '.' : name)
  const options = {
    repository: isFiles ? null : named,
    pathsFrom: realpathSync(resolve(isFiles ? named : '.')),
    rules: request.rules,
    salt: request.salt,
  }
  const read = rereadSecrets(result.findings, options)
  const inHand = read.map(({ finding, whole }) =>
    whole === null ? finding : { ...finding, secrets: whole.secrets },
  )
  const verified = await verifyResult({ ...result, findings: inHand }, request)
  const lost = new Set(read.filter(({ whole }) => whole === null).map(({ finding }) => finding.id))
  return {
    ...verified,
    findings: verified.findings.map((finding) =>
      lost.has(finding.id) && finding.verdict !== undefined
        ? {
            ...finding,
            verdict: {
              state: 'unknown',
              reason: 'incomplete',
              detail: 'the text it was found in has changed or is gone; scan again with --verify',
            },
          }
        : finding,
    ),
  }
}
