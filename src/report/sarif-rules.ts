import type { ReportingConfiguration, ReportingDescriptor } from 'sarif'
import type { Finding } from '../model/finding.ts'
import type { RuleInfo, ScanResult } from '../model/result.ts'
import type { Confidence, Severity } from '../model/severity.ts'
import { escapeMarkdown } from './markdown-text.ts'
import { remedySteps } from './prose.ts'
import { compareText } from './select.ts'
import { cut, escapeControls } from './text.ts'

export type Level = NonNullable<ReportingConfiguration['level']>

/** GitHub: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. It must be a string. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.5',
}

const severityLevel: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** A doubtful finding is no error, however bad it would be. */
export function resultLevel(severity: Severity, confidence: Confidence): Level {
  if (confidence === 'low') return 'note'
  const level = severityLevel[severity]
  return confidence === 'medium' && level === 'error' ? 'warning' : level
}

const maxText = 1024
const maxId = 255

/** The rules of a run in order of id, and where each finding's rule stands among them. */
export interface RuleTable {
  readonly descriptors: readonly ReportingDescriptor[]
  readonly indexOf: (finding: Finding) => number
}

/**
 * All rules that ran, hit or not. GitHub takes the severity of an alert from its rule alone; so a finding that is
 * worse or less bad than its rule (a testnet key) gets a rule of its own, `<rule>/<severity>`.
 */
export function ruleTable(result: ScanResult, findings: readonly Finding[]): RuleTable {
  const rules = new Map<string, RuleInfo>(result.rules.map((rule) => [rule.id, rule]))
  for (const finding of findings) {
    const known = rules.get(finding.rule)
    if (!known) rules.set(finding.rule, ruleOfFinding(finding, finding.rule))
    else if (known.severity !== finding.severity) {
      const id = `${finding.rule}/${finding.severity}`
      if (!rules.has(id)) rules.set(id, { ...known, id, severity: finding.severity })
    }
  }
  const sorted = [...rules.values()].toSorted((a, b) => compareText(a.id, b.id))
  const places = new Map(sorted.map((rule, i) => [rule.id, i]))
  return {
    descriptors: sorted.map(descriptor),
    indexOf: (finding) => {
      const own = places.get(`${finding.rule}/${finding.severity}`)
      const same = rules.get(finding.rule)?.severity === finding.severity
      return (same ? undefined : own) ?? places.get(finding.rule) ?? -1
    },
  }
}

function ruleOfFinding(finding: Finding, id: string): RuleInfo {
  const { title, vendor, severity, remediation } = finding
  return { id, title, vendor, severity, remediation, references: [] }
}

function descriptor(rule: RuleInfo): ReportingDescriptor {
  const title = nonEmpty(escapeControls(rule.title), rule.id)
  const steps = remedySteps(rule.remediation, true)
  const references = rule.references.filter((item) => /^https?:\/\//.test(item))
  const [helpUri] = references
  return {
    id: rule.id,
    name: cut(pascalCase(rule.id), maxId),
    shortDescription: { text: cut(title, maxText) },
    fullDescription: { text: cut(fullDescription(rule, title), maxText) },
    help: { text: helpText(steps, references), markdown: helpMarkdown(title, steps, references) },
    ...(helpUri !== undefined && isUri(helpUri) && { helpUri }),
    defaultConfiguration: { level: severityLevel[rule.severity] },
    properties: {
      tags: ['security', 'secret', 'external/cwe/cwe-798', ...vendorTag(rule.vendor)],
      precision: isGeneric(rule) ? 'medium' : 'high',
      'security-severity': securitySeverity[rule.severity],
      'problem.severity': problemSeverity(rule.severity),
    },
  }
}

function fullDescription(rule: RuleInfo, title: string): string {
  const vendor =
    vendorTag(rule.vendor).length > 0 ? ` It belongs to ${escapeControls(rule.vendor)}.` : ''
  return `${title}: a credential stands in the repository or its history, where everyone who can read it can use it.${vendor} Removing the line is not enough: revoke the credential first.`
}

function helpText(steps: readonly string[], references: readonly string[]): string {
  const numbered = steps.map((step, i) => `${i + 1}. ${step}`)
  const more = references.map((item) => `See ${escapeControls(item)}`)
  return ['What to do now, in this order:', ...numbered, ...more].join('\n')
}

function helpMarkdown(
  title: string,
  steps: readonly string[],
  references: readonly string[],
): string {
  const numbered = steps.map((step, i) => `${i + 1}. ${escapeMarkdown(step)}`)
  const more = references.filter(isUri).map((item) => `- <${item}>`)
  return [
    `## ${escapeMarkdown(title)}`,
    '',
    'What to do now, in this order:',
    '',
    ...numbered,
    ...(more.length > 0 ? ['', 'Read on:', '', ...more] : []),
  ].join('\n')
}

function problemSeverity(severity: Severity): string {
  const level = severityLevel[severity]
  return level === 'note' ? 'recommendation' : level
}

function isGeneric(rule: RuleInfo): boolean {
  return rule.id.startsWith('generic') || rule.vendor.toLowerCase() === 'generic'
}

function vendorTag(vendor: string): string[] {
  const tag = vendor.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-')
  return tag === '' || tag === '-' || tag === 'generic' ? [] : [tag]
}

/** `binance-api-key` → `BinanceApiKey`: a name is to differ from the id by more than its case (SARIF1001). */
function pascalCase(id: string): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  if (words.length < 2) words.push('rule')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

function nonEmpty(text: string, fallback: string): string {
  return text.trim() === '' ? fallback : text
}

/** Made of URI characters only, so that it ends where it seems to end. */
function isUri(text: string): boolean {
  return /^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(text)
}
