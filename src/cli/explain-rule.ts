import type { EvidencePlace, PairSpec, PatternShape, RuleShape, RuleSpec } from '../model/rule.ts'
import { wrap } from '../report/ansi.ts'
import { count, escapeControls, joinList } from '../report/text.ts'

const places: Readonly<Record<EvidencePlace, string>> = {
  field: 'in the name it is given to',
  call: 'in the call it is passed to',
  line: 'on its line',
  near: 'in the lines around',
  blob: 'anywhere in the file',
  path: 'in the path',
}

/** What a rule looks for, what it weighs and what to do, as text of at most `width` columns. */
export function explainRule(rule: RuleSpec, width: number): string {
  const vendor = rule.vendor === '' ? '' : `vendor ${rule.vendor}, `
  const pages = [
    [rule.id, rule.title].join(': '),
    `${vendor}severity ${rule.severity}, role ${rule.role}`,
    ...section('Looks for', rule.shapes.flatMap(shapeTexts)),
    ...section('Weighs (points; high 70, medium 40, low 15)', [
      `${signed(rule.base)}  its shape`,
      ...rule.evidence.map(
        ({ code, weight, where, words }) =>
          `${signed(weight)}  ${code}${words.length === 0 ? '' : `, ${places[where]}: ${words.join(', ')}`}`,
      ),
      ...rule.pair.map(pairText),
    ]),
    ...section('Needs one of', inOneLine(rule.requires)),
    ...section('Must pass', inOneLine(rule.checks)),
    ...section('Is dropped as', inOneLine(rule.reject)),
    ...section(
      'What to do',
      rule.remediation.map((step, index) => `${index + 1}. ${step}`),
    ),
    ...section('See', rule.references),
  ]
  return `${pages.flatMap((line) => fold(escapeControls(line), width)).join('\n')}\n`
}

/** A word that is longer than a line, an address or an expression, stays whole to be copied. */
function fold(line: string, width: number): string[] {
  const text = line.trimStart()
  const indent = line.length - text.length
  const hang = /^(?:[+-]\d+ {2}|\d+\. )?/.exec(text)?.[0].length ?? 0
  return wrap(text, width - indent, hang === 0 ? 2 : hang).map(
    (part) => `${part === '' ? '' : ' '.repeat(indent)}${part}`,
  )
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]
}

function inOneLine(words: readonly string[]): string[] {
  return words.length === 0 ? [] : [words.join(', ')]
}

function shapeTexts(shape: RuleShape): string[] {
  switch (shape.kind) {
    case 'token': {
      const { alphabet, minLength, maxLength, prefixes, suffix, hints, companion } = shape
      const length = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`
      const around = [
        ...(prefixes.length > 0 ? [`behind ${prefixes.join(' or ')}`] : []),
        ...(suffix === '' ? [] : [`followed by ${suffix}`]),
        ...(hints.length > 0 ? [`with ${anyOf(hints)} just before it`] : []),
        ...(companion ? ['only near its partner'] : []),
      ]
      return [[`${length} characters of ${alphabet}`, ...around].join(', ')]
    }
    case 'pattern':
      return patternTexts(shape)
    case 'structure': {
      const { name, options } = shape
      const parts = Object.entries(options).map(([key, value]) => {
        return `${key} ${Array.isArray(value) ? joinList(value) : String(value)}`
      })
      return [[`the structure ${name}`, ...parts].join(', ')]
    }
    default:
      return shape satisfies never
  }
}

function patternTexts({ pattern, flags, group, entropy, keywords }: PatternShape): string[] {
  const details = [
    ...(group === null ? [] : [`group ${group} is the secret`]),
    ...(entropy > 0 ? [`at least ${entropy} bits of entropy per character`] : []),
    ...(keywords.length > 0 ? [`in a text with ${anyOf(keywords)}`] : []),
  ]
  return [
    `the expression /${pattern}/${flags}`,
    ...(details.length === 0 ? [] : [`  ${details.join(', ')}`]),
  ]
}

function anyOf(words: readonly string[]): string {
  return words.length < 3 ? words.join(' or ') : `one of ${words.join(', ')}`
}

function pairText({ with: partner, within, weight, severity }: PairSpec): string {
  return `${signed(weight)}  paired with ${partner} within ${count(within, 'byte')}: severity ${severity}`
}

function signed(weight: number): string {
  return `${weight >= 0 ? '+' : ''}${weight}`.padStart(4)
}
