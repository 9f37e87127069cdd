import type { Finding } from '../model/finding.ts'
import { remedySteps } from './prose.ts'
import { count, escapeControls, joinList } from './text.ts'

/** Steps that hold for several findings, so that they are read once. */
export interface RemedyGroup {
  readonly steps: readonly string[]
  readonly findings: readonly Finding[]
}

export function stepsOf(finding: Finding): string[] {
  return remedySteps(finding.remediation, finding.history !== undefined)
}

/** Findings by what has to be done, in their own order. */
export function groupByRemedy(findings: readonly Finding[]): RemedyGroup[] {
  const groups = new Map<string, { steps: string[]; findings: Finding[] }>()
  // The findings of a rule share one list of steps: it is joined once.
  const known = [
    new Map<readonly string[], string>(),
    new Map<readonly string[], string>(),
  ] as const
  for (const finding of findings) {
    const keys = known[finding.history === undefined ? 0 : 1]
    const key = keys.get(finding.remediation) ?? stepsOf(finding).join('\n')
    keys.set(finding.remediation, key)
    const group = groups.get(key)
    if (group) group.findings.push(finding)
    else groups.set(key, { steps: stepsOf(finding), findings: [finding] })
  }
  return [...groups.values()]
}

const vendorsNamed = 3

/** `Binance (3 credentials)` */
export function remedySubject({ findings }: RemedyGroup): string {
  const vendors = [...new Set(findings.map((finding) => escapeControls(finding.vendor)))].filter(
    (vendor) => vendor !== '',
  )
  const named = vendors.slice(0, vendorsNamed)
  const rest = vendors.length - named.length
  const subject = joinList(rest > 0 ? [...named, `${rest} others`] : named)
  return `${subject} (${count(findings.length, 'credential')})`.trim()
}

export function numbered(steps: readonly string[]): string[] {
  return steps.map((step, i) => `${i + 1}. ${step}`)
}
