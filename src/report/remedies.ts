import type { Finding } from '../model/finding.ts'
import type { RuleInfo } from '../model/result.ts'
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

const namesShown = 3

/** `Binance (3 credentials)`; what no vendor issued goes by its title. */
export function remedySubject({ findings }: RemedyGroup): string {
  const names = [...new Set(findings.map(nameOf))]
  const shown = names.slice(0, namesShown)
  const rest = names.length - shown.length
  const subject = joinList(rest > 0 ? [...shown, rest === 1 ? '1 other' : `${rest} others`] : shown)
  return `${subject} (${count(findings.length, 'credential')})`
}

function nameOf({ vendor, title }: Finding): string {
  return escapeControls(vendor === '' ? title : vendor)
}

/** A page to read on, and on whose credentials. */
export interface RemedyReference {
  readonly name: string
  readonly address: string
}

/** The first web address of each rule of a group, each address once. */
export function referencesOf(
  findings: readonly Finding[],
  rules: ReadonlyMap<string, RuleInfo>,
): RemedyReference[] {
  const found = new Map<string, string>()
  for (const finding of findings) {
    const address = rules.get(finding.rule)?.references.find((item) => /^https?:\/\//.test(item))
    if (address !== undefined && !found.has(address)) found.set(address, nameOf(finding))
  }
  return [...found].map(([address, name]) => ({ name, address }))
}

export function numbered(steps: readonly string[]): string[] {
  return steps.map((step, i) => `${i + 1}. ${step}`)
}
