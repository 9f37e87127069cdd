import type { Finding } from '../model/finding.ts'
import type { ScanResult } from '../model/result.ts'
import type { RuleSpec } from '../model/rule.ts'
import { meetsConfidence, type Confidence } from '../model/severity.ts'
import type { Verdict } from '../model/verdict.ts'
import { sortFindings } from '../triage/finding.ts'
import { parseApiBases } from '../verify/api-base.ts'
import { verifiers } from '../verify/registry.ts'
import { verifyFindings } from '../verify/verify-findings.ts'
import { generalVerifier, verifierOf } from './verify-choice.ts'

export interface VerifyRequest {
  readonly rules: readonly RuleSpec[]
  /** Findings below it are not asked about. */
  readonly minConfidence: Confidence
  /** `NAME=ORIGIN`, as on the command line. */
  readonly apiBases: readonly string[]
  readonly signal?: AbortSignal
  /** Called before anything is sent. */
  readonly onStart?: (plan: VerifyPlan) => void
  readonly onVerdict?: (done: number) => void
}

/** What is about to be asked. */
export interface VerifyPlan {
  readonly credentials: number
  /** Names of the vendors, sorted. */
  readonly vendors: readonly string[]
}

/**
 * Reads `--api-base` values, so that a wrong one is refused before a scan starts.
 *
 * @throws ScanError `usage`
 */
export function checkApiBases(values: readonly string[]): void {
  parseApiBases(values, [...verifiers.keys()])
}

/**
 * Asks the vendors about the findings that hold their secrets and adds what they say. Suppressed findings, those below
 * the threshold and those that no verifier knows are not asked about.
 *
 * @throws ScanError `usage` for a wrong `--api-base`
 */
export async function verifyResult(
  result: ScanResult,
  request: VerifyRequest,
): Promise<ScanResult> {
  const apiBases = parseApiBases(request.apiBases, [...verifiers.keys()])
  const rules = new Map(request.rules.map((rule) => [rule.id, rule]))
  const special = new Map<string, string>()
  const subjects = result.findings.filter((finding) => {
    const name = isWanted(finding, request) ? verifierOf(finding, rules) : ''
    special.set(finding.id, name)
    return name !== ''
  })
  const vendors = new Set(
    subjects.map((finding) => verifiers.get(special.get(finding.id) ?? '')?.vendor),
  )
  request.onStart?.({
    credentials: subjects.length,
    vendors: [...vendors].filter((name) => name !== undefined).toSorted(),
  })
  const verdicts = new Map<string, Verdict>()
  const ask = async (
    findings: readonly Finding[],
    nameOf: (id: string) => string,
  ): Promise<void> => {
    const options = {
      verifierOf: ({ id }: { readonly id: string }): string => nameOf(id),
      apiBases,
      ...(request.signal ? { signal: request.signal } : {}),
    }
    for await (const { id, verdict } of verifyFindings(findings, options)) {
      verdicts.set(id, verdict)
      request.onVerdict?.(verdicts.size)
    }
  }
  await ask(subjects, (id) => special.get(id) ?? '')
  // Words near a key may be about another one: no special site's "no" is the last word.
  const doubtful = subjects.filter(({ id }) => {
    const name = special.get(id) ?? ''
    return generalVerifier(name) !== name && verdicts.get(id)?.state !== 'live'
  })
  await ask(doubtful, (id) => generalVerifier(special.get(id) ?? ''))
  return {
    ...result,
    findings: sortFindings(
      result.findings.map((finding) => {
        const verdict = verdicts.get(finding.id)
        return verdict === undefined ? finding : { ...finding, verdict }
      }),
    ),
  }
}

function isWanted({ state, confidence }: Finding, { minConfidence }: VerifyRequest): boolean {
  return state !== 'suppressed' && meetsConfidence(confidence, minConfidence)
}
